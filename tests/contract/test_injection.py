"""Hostile filenames, content types and texts: no input becomes a header or a path."""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.clients.base import Client
from tests.clients.response import Response
from tests.contract.answers import JSON, PROBLEMS, check, check_faults, check_problem
from tests.contract.forms import file_part, form, name_part, part, upload
from tests.people import People, Person

INJECTED = "\r\nX-Injected: 1\r\n\r\n<script>alert(1)</script>"

# The only headers that an answer may have.
HEADERS = {
    "accept-ranges", "allow", "cache-control", "connection", "content-disposition", "content-length", "content-range",
    "content-type", "date", "etag", "keep-alive", "location", "retry-after", "server", "transfer-encoding",
    "www-authenticate", "x-content-type-options", "x-request-id",
}  # fmt: skip

# The filename as sent, between quotes; the filename that is kept; the parameters of the download's header.
FILENAMES = {
    "a path": (b"../../etc/passwd", "passwd", 'filename="passwd"'),
    "a Windows path": (rb"C:\\Windows\\win.ini", "win.ini", 'filename="win.ini"'),
    "a network path": (rb"\\\\host\\share\\x.txt", "x.txt", 'filename="x.txt"'),
    "a name that servers obey": (b".htaccess", ".htaccess", 'filename=".htaccess"'),
    "a program": (b"invoice.pdf.exe", "invoice.pdf.exe", 'filename="invoice.pdf.exe"'),
    "controls": (b"a\x01b\x1b[31mc\x7f.txt", "ab[31mc.txt", 'filename="ab[31mc.txt"'),
    "right to left": ("photo\u202egpj.exe".encode(), "photogpj.exe", 'filename="photogpj.exe"'),
    "no width": ("a\u200bb\ufeffc\u2066.txt".encode(), "abc.txt", 'filename="abc.txt"'),
    "line separators": ("a\u2028b\u0085c.txt".encode(), "abc.txt", 'filename="abc.txt"'),
    "quotes": (b"a%22; filename=%22evil.exe", "a\"; filename=\"evil.exe",
               "filename=\"a_; filename=_evil.exe\"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.exe"),
    "encoded lines": (b"a%0d%0aX-Injected: 1", "a%0d%0aX-Injected: 1",
                      "filename=\"a_0d_0aX-Injected: 1\"; filename*=UTF-8''a%250d%250aX-Injected%3A%201"),
    "a name that is a header": (b"X-Injected: 1", "X-Injected: 1", 'filename="X-Injected: 1"'),
    "markup": (b"<script>alert(1)<script>", "<script>alert(1)<script>", 'filename="<script>alert(1)<script>"'),
    "a formula": (b"=cmd|x", "=cmd|x", 'filename="=cmd|x"'),
    "two hundred and more": (b"x" * 3000, "x" * 255, f'filename="{"x" * 255}"'),
}  # fmt: skip


def check_headers(answer: Response) -> None:
    """The answer has only known headers, each on one line of visible characters."""
    assert {name.lower() for name, _ in answer.headers} <= HEADERS
    assert [value for _, value in answer.headers if not re.fullmatch(r"[\x20-\x7e]*", value)] == []


@pytest.mark.parametrize(("sent", "kept", "named"), FILENAMES.values(), ids=FILENAMES.keys())
def test_a_hostile_filename_is_harmless_in_a_download(
    client: Client, create_user: People, sent: bytes, kept: str, named: str
) -> None:
    owner = create_user()
    created = upload(owner, form(name_part(), file_part(filename=sent, content_type=b"text/html")))
    assert (created.status, created.json()["filename"]) == (201, kept)
    check_headers(created)
    answer = client.call("GET", f"/documents/{created.json()['id']}/content", token=owner.token)
    check_headers(answer)
    assert answer.one("Content-Disposition") == f"attachment; {named}"
    assert answer.one("X-Content-Type-Options") == "nosniff"


@pytest.mark.strict
def test_head_of_a_document_with_a_hostile_filename_is_harmless(client: Client, create_user: People) -> None:
    owner = create_user()
    for sent, _, named in FILENAMES.values():
        created = upload(owner, form(name_part(), file_part(filename=sent, content_type=b"text/html"))).json()
        answer = client.call("HEAD", f"/documents/{created['id']}/content", token=owner.token)
        check_headers(answer)
        assert answer.one("Content-Disposition") == f"attachment; {named}"


NO_FILENAME = ("/file", "filename", "Must have a filename.")
DISPOSITIONS: dict[str, tuple[bytes, str | list[tuple[str, str, str]]]] = {
    "lines": (b'name="file"; filename="x' + INJECTED.encode() + b'"', [NO_FILENAME]),
    "encoded lines beside": (b'name="file"; filename="x.txt"; filename*=UTF-8\'\'a%0D%0AX-Injected:%201', "x.txt"),
    "encoded lines": (b"name=\"file\"; filename*=UTF-8''a%0D%0AX-Injected:%201", "aX-Injected: 1"),
    "10,000 characters": (b'name="file"; filename="' + b"x" * 10_000 + b'"', "malformed-multipart"),
    "NUL": (b'name="file"; filename="a\x00b.txt"', "ab.txt"),
    "two": (b'name="file"; filename="a"; filename="b"', "b"),
    "lines in the name": (
        b'name="file\r\nX-Injected: 1"; filename="x"',
        [("/file", "missing", "Must be given."), ("/", "unknown", "Is not known here.")],
    ),
}


@pytest.mark.parametrize(("disposition", "expected"), DISPOSITIONS.values(), ids=DISPOSITIONS.keys())
def test_a_malformed_content_disposition_is_refused_or_harmless(
    client: Client, create_user: People, disposition: bytes, expected: str | list[tuple[str, str, str]]
) -> None:
    """It is refused, or kept without its harmful part."""
    owner = create_user()
    answer = upload(owner, form(name_part(), part(disposition, b"x", b"text/plain")))
    check_headers(answer)
    if isinstance(expected, list):
        check_faults(answer, *expected)
    elif expected in PROBLEMS:
        check_problem(answer, expected)
    else:
        assert (answer.status, answer.json()["filename"]) == (201, expected)
        content = client.call("GET", f"/documents/{answer.json()['id']}/content", token=owner.token)
        check_headers(content)
        assert "\n" not in content.one("Content-Disposition")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (b"text/html", "text/html"),
        (b"TEXT/HTML; charset=UTF-8", "text/html; charset=utf-8"),
        (b"text/html; x=\"\r\nX-Injected: 1", "application/octet-stream"),
        (b"text/html; x=y", "application/octet-stream"),
        (b"text/\x0bhtml", "application/octet-stream"),
        (b"text/html, application/json", "application/octet-stream"),
        (b"text/" + b"x" * 101, "application/octet-stream"),
        ("text/é".encode(), "application/octet-stream"),
        (b"multipart/form-data; boundary=x", "application/octet-stream"),
        (b"../../etc/passwd", "application/octet-stream"),
    ],
    ids=str,
)  # fmt: skip
def test_a_hostile_content_type_is_harmless_in_a_download(
    client: Client, create_user: People, sent: bytes, kept: str
) -> None:
    owner = create_user()
    answer = upload(owner, form(name_part(), file_part(content_type=sent)))
    assert (answer.status, answer.json()["content_type"]) == (201, kept)
    content = client.call("GET", f"/documents/{answer.json()['id']}/content", token=owner.token)
    check_headers(content)
    assert content.one("Content-Type") == kept
    assert content.one("Content-Disposition") == 'attachment; filename="report.txt"'


def answers(client: Client, person: Person, text: str) -> Iterator[Response]:
    """Send the text in paths, queries, bodies and headers, encoded where it must be."""
    encoded, token = quote(text, safe=""), person.token
    for path in ("", "/users/", "/posts/", "/teams/", "/tags/", "/documents/", "/teams/x/members/", "/health/"):
        for method in ("GET", "PATCH", "DELETE", "PUT", "OPTIONS", "HEAD"):
            yield client.request(method, f"/{path}{encoded}".replace("//", "/"), headers=person.headers)
    for query in (f"search={encoded}", f"{encoded}=1", f"after={encoded}", f"order_by={encoded}", f"ids={encoded}"):
        yield client.call("GET", f"/posts?{query}", token=token)
    yield client.call("POST", "/tags", {"name": f"{person.id[-8:]}{text}"[:50]}, token=token)
    yield client.call("POST", "/teams", {"name": f"{person.id[-8:]}{text}", "description": text}, token=token)
    yield client.call("POST", "/posts", {"title": text, "body": text, "tags": [text[:50]]}, token=token)
    yield client.call("POST", "/posts", {text: text}, token=token)
    yield client.call("PATCH", f"/users/{person.id}", {"name": f"a{text}", "email": text}, token=token)
    yield client.call("PATCH", f"/users/{person.id}", {"name": f"a{text}"}, token=token)
    yield client.call("POST", "/auth/login", {"email": text, "password": text})
    yield client.call("POST", "/users", {"email": f"{text}@example.com", "name": text, "password": text})
    for name in ("Authorization", "X-Request-ID", "If-None-Match", "Range", "Content-Type", "Accept", "User-Agent"):
        yield client.request("GET", "/users", headers=[(name, encoded)])
    bearer = f"Bearer {encoded}"
    yield client.request("GET", "/users", headers=[("Authorization", bearer), ("X-Request-ID", encoded[:128])])


def test_no_input_splits_an_answer(client: Client, create_user: People) -> None:
    for answer in answers(client, create_user(), INJECTED):
        check_headers(answer)
        assert answer.status < 500, answer


@pytest.mark.another_host
def test_forwarding_headers_do_not_change_a_location(client: Client, create_user: People) -> None:
    """It stays a path, whatever host or prefix the request names."""
    person, name = create_user(), create_user.letters(12)
    claims = [
        ("Host", "evil.example"),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "gopher"),
        ("X-Forwarded-Prefix", "/evil"),
        ("X-Script-Name", "/evil"),
        ("Forwarded", "host=evil.example;proto=gopher"),
        ("X-Original-URL", "/evil"),
        ("X-HTTP-Method-Override", "DELETE"),
    ]
    headers = [*person.headers, *claims, ("Content-Type", JSON)]
    answer = client.request("POST", "/tags", headers=headers, body=json.dumps({"name": name}).encode())
    check(answer, 201, answer.body, headers={"Location": f"/tags/{name}"})
