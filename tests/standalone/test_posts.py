"""Posts on the command line."""

import json
from typing import Any
from uuid import uuid4

from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, read_json


def create(invoke: Invoke, *options: str, title: str = "On engines", body: str = "They weave.") -> dict[str, Any]:
    required = ("--as", "ada@example.com", "--title", title, "--body", body)
    return read_json(invoke("posts", "create", *required, *options, "--json"))


def test_json_output_of_posts_is_the_body_of_the_http_answer(
    invoke: Invoke, web: WsgiClient, token: str, ada: dict[str, Any]
) -> None:
    post = create(invoke, "--tag", "Mathematics", "--tag", "Ängine", "--published-at", "1843-09-01T00:00:00+01:00")
    assert post["author_id"] == ada["id"]
    assert [tag["slug"] for tag in post["tags"]] == ["angine", "mathematics"]
    assert post["published_at"] == "1843-08-31T23:00:00.000000Z"
    listed = invoke("posts", "list", "--search", "engine", "--tag", "mathematics", "--author-id", ada["id"], "--json")
    target = f"/posts?search=engine&tag=mathematics&author_id={ada['id']}"
    assert listed.stdout_bytes == web.call("GET", target, token=token).body
    assert (
        invoke("posts", "show", post["id"], "--json").stdout_bytes
        == json.dumps(post, ensure_ascii=False, separators=(",", ":")).encode()
    )
    changed = invoke("posts", "update", post["id"], "--title", "On looms", "--json")
    assert changed.stdout_bytes == web.call("GET", f"/posts/{post['id']}", token=token).body


def test_an_export_is_the_body_of_the_http_answer(invoke: Invoke, web: WsgiClient, token: str) -> None:
    assert invoke("posts", "export").stdout_bytes == b""
    for number in range(101):  # one more than core reads at once
        document = {"title": f"Post {number}", "body": "日本", "tags": ["even"] * (number % 2 == 0)}
        assert web.call("POST", "/posts", document, token=token).status == 201
    exported = invoke("posts", "export")
    assert exported.stdout_bytes == web.call("GET", "/posts/export", token=token).body
    assert [json.loads(line)["title"] for line in exported.stdout.splitlines()] == [f"Post {n}" for n in range(101)]
    assert len(invoke("posts", "export", "--tag", "even").stdout.splitlines()) == 51


def test_updating_a_post_keeps_what_is_not_given_and_empties_what_clear_names(
    invoke: Invoke, ada: dict[str, Any]
) -> None:
    post = create(invoke, "--tag", "one", "--published-at", "2026-01-31T12:00:00Z")
    assert read_json(invoke("posts", "update", post["id"], "--json")) == post
    tagged = read_json(invoke("posts", "update", post["id"], "--tag", "two", "--tag", "Three", "--json"))
    assert [tag["name"] for tag in tagged["tags"]] == ["Three", "two"]
    assert tagged["published_at"] == post["published_at"]
    cleared = read_json(invoke("posts", "update", post["id"], "--clear", "tags", "--clear", "published_at", "--json"))
    assert (cleared["tags"], cleared["published_at"]) == ([], None)
    assert cleared["title"] == post["title"]


def test_the_body_of_a_post_can_come_from_standard_input(invoke: Invoke, ada: dict[str, Any]) -> None:
    options = ("posts", "create", "--as", ada["id"], "--title", "T", "--body", "-", "--json")
    post = read_json(invoke(*options, input="Two lines:\n日本\n"))
    assert post["body"] == "Two lines:\n日本\n"
    assert read_json(invoke("posts", "update", post["id"], "--body", "-", "--json", input="One."))["body"] == "One."


def test_a_shown_post_keeps_its_lines_and_no_control_characters(invoke: Invoke, ada: dict[str, Any]) -> None:
    post = create(invoke, title="A\x1b[31m\ntitle", body="First.\nSecond.\x07")
    assert "A\ufffd[31m\ufffdtitle" in invoke("posts", "list").stdout
    shown = invoke("posts", "show", post["id"]).stdout
    assert [line.split()[-1] for line in shown.splitlines() if "First" in line or "Second" in line] == [
        "First.",
        "Second.\ufffd",
    ]
    assert "\x1b" not in shown


def test_a_deleted_post_is_no_longer_listed(invoke: Invoke, ada: dict[str, Any]) -> None:
    post = create(invoke)
    result = invoke("posts", "delete", post["id"])
    assert (result.exit_code, result.output) == (0, "")
    assert read_json(invoke("posts", "list", "--json"))["total"] == 0


def test_an_error_about_a_post_is_printed_with_exit_code_1(invoke: Invoke, ada: dict[str, Any]) -> None:
    nobody = str(uuid4())
    failed = "Error: Validation failed. The input breaks the rules listed in errors.\n"
    refused = {
        ("show", nobody): "Error: Not found. There is nothing here.\n",
        ("update", nobody, "--title", "T"): "Error: Not found. There is nothing here.\n",
        ("delete", nobody): "Error: Not found. There is nothing here.\n",
        ("export", "--tag", "No Slug"): failed + "tag: Must be a slug: a-z, 0-9 and hyphens.\n",
        ("create", "--as", ada["id"], "--title", "T", "--body", "B", "--published-at", "now"): (
            failed + "/published_at: Must be an RFC 3339 time with an offset, such as 2026-01-31T12:00:00Z.\n"
        ),
    }
    for arguments, message in refused.items():
        result = invoke("posts", *arguments)
        assert (result.exit_code, result.stdout, result.stderr) == (1, "", message)
