"""Guests of FastAPI: forms and uploads."""

from typing import Annotated, Any

from fastapi import FastAPI, File, Form, Request, UploadFile
from pydantic import BaseModel

from tests.guests.guest import Ask, Guest

DOCS = "https://fastapi.tiangolo.com"
MULTIPART = ("Content-Type", "multipart/form-data; boundary=b")
ENCODED = ("Content-Type", "application/x-www-form-urlencoded")


class Login(BaseModel):
    model_config = {"extra": "forbid"}
    username: str
    password: str


def part(disposition: str, content: bytes, *headers: bytes) -> bytes:
    lines = [b"--b", b"Content-Disposition: form-data; " + disposition.encode(), *headers, b"", content, b""]
    return b"\r\n".join(lines)


def form(target: str, *parts: bytes) -> Ask:
    return Ask("POST", target, [MULTIPART], b"".join(parts) + b"--b--\r\n")


def encoded(target: str, body: bytes) -> Ask:
    return Ask("POST", target, [ENCODED], body)


def forms(app: FastAPI) -> None:
    @app.post("/guest/login")
    async def login(username: Annotated[str, Form()], password: Annotated[str, Form()]) -> Any:
        return [username, password]

    @app.post("/guest/model")
    async def model(data: Annotated[Login, Form()]) -> Login:
        return data

    @app.post("/guest/read")
    async def read(request: Request) -> Any:
        async with request.form() as form:
            return form.multi_items()

    @app.post("/guest/limited")
    async def limited(request: Request) -> Any:
        async with request.form(max_files=1, max_fields=2, max_part_size=10) as form:
            return list(form)


def files(app: FastAPI) -> None:
    @app.post("/guest/bytes")
    async def size(file: Annotated[bytes, File()]) -> int:
        return len(file)

    @app.post("/guest/upload")
    async def upload(file: UploadFile, token: Annotated[str | None, Form()] = None) -> Any:
        return [file.filename, file.content_type, file.size, len(await file.read()), token]

    @app.post("/guest/several")
    def several(files: list[UploadFile]) -> Any:
        return [(each.filename, each.file.read().decode()) for each in files]

    @app.post("/guest/optional")
    async def optional(file: UploadFile | None = None) -> Any:
        return file and file.filename


ONE = part('name="file"; filename="a.txt"', b"Hello", b"Content-Type: text/plain")
LARGE = part('name="file"; filename="../a b.bin"', b"\0" * 12_000_000)
GUESTS = [
    Guest(
        "form fields",
        f"{DOCS}/tutorial/request-forms/",
        [
            encoded("/guest/login", b"username=a&password=b+c"),
            encoded("/guest/login", b"username=a"),
            encoded("/guest/login", b""),
            Ask("POST", "/guest/login", [("Content-Type", "application/json")], b"{}"),
            form("/guest/login", part('name="username"', b"a"), part('name="password"', b"b")),
            encoded("/guest/read", b"a=1&a=2&b="),
        ],
        attach=forms,
    ),
    Guest(
        "form models",
        f"{DOCS}/tutorial/request-form-models/",
        [
            encoded("/guest/model", b"username=a&password=b"),
            encoded("/guest/model", b"username=a&password=b&extra=c"),
        ],
        attach=forms,
    ),
    Guest(
        "the framework's own limits of a form",
        "https://www.starlette.io/requests/#request-files",
        [
            form("/guest/limited", part('name="a"', b"1")),
            form("/guest/limited", *[part(f'name="{name}"', b"1") for name in "abc"]),
            form("/guest/limited", part('name="a"', b"1" * 20)),
            form("/guest/limited", ONE, ONE),
        ],
        attach=forms,
    ),
    Guest(
        "files",
        f"{DOCS}/tutorial/request-files/",
        [
            form("/guest/bytes", ONE),
            form("/guest/upload", ONE),
            form("/guest/upload", LARGE),
            form("/guest/upload", part('name="file"', b"no file")),
            form("/guest/upload"),
            form("/guest/optional"),
            Ask("POST", "/guest/upload", [MULTIPART], b"no form"),
            Ask("POST", "/guest/upload", [("Content-Type", "multipart/form-data")], b"no form"),
        ],
        attach=files,
    ),
    Guest(
        "several files",
        f"{DOCS}/tutorial/request-files/",
        [
            form("/guest/several", part('name="files"; filename="a"', b"1"), part('name="files"; filename="b"', b"2")),
            form("/guest/several"),
        ],
        attach=files,
    ),
    Guest(
        "a form with a file",
        f"{DOCS}/tutorial/request-forms-and-files/",
        [
            form("/guest/upload", ONE, part('name="token"', b"t")),
            form("/guest/upload", part('name="token"', b"t"), part('name="more"', b"t")),
        ],
        attach=files,
    ),
]
