"""Guests of Litestar: forms and uploads."""

from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Request, post
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from tests.guests.guest import Ask, Guest
from tests.guests.litestar_base import DOCS, handlers

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"
REQUESTS = f"{DOCS}/usage/requests.html"


@dataclass
class User:
    name: str
    age: int = 0


@dataclass
class Profile:
    name: str
    avatar: UploadFile


@post("/guest/form/encoded")
async def form_encoded(data: Annotated[User, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> User:
    return data


@post("/guest/form/raw")
async def form_raw(request: Request[Any, Any, Any]) -> dict[str, Any]:
    return dict(await request.form())


@post("/guest/upload/one")
async def upload_one(data: Annotated[UploadFile, Body(media_type=RequestEncodingType.MULTI_PART)]) -> str:
    return f"{data.filename}, {(await data.read()).decode()}, {data.content_type}"


@post("/guest/upload/many")
async def upload_many(data: Annotated[list[UploadFile], Body(media_type=RequestEncodingType.MULTI_PART)]) -> list[str]:
    return [each.filename for each in data]


@post("/guest/upload/profile")
async def upload_profile(data: Annotated[Profile, Body(media_type=RequestEncodingType.MULTI_PART)]) -> str:
    return f"{data.name}: {(await data.avatar.read()).decode()}"


def part(name: str, content: str, filename: str = "") -> str:
    named = f'; filename="{filename}"' if filename else ""
    return (
        f'--b\r\nContent-Disposition: form-data; name="{name}"{named}\r\nContent-Type: text/plain\r\n\r\n{content}\r\n'
    )


def upload(target: str, *parts: str) -> Ask:
    return Ask("POST", target, [("Content-Type", MULTIPART)], f"{''.join(parts)}--b--\r\n".encode())


def form(target: str, body: str) -> Ask:
    return Ask("POST", target, [("Content-Type", FORM)], body.encode())


GUESTS = [
    Guest(
        "a URL-encoded form",
        f"{REQUESTS}#url-encoded-form-data",
        [
            form("/guest/form/encoded", "name=Ada&age=3"),
            form("/guest/form/encoded", "age=3"),
            form("/guest/form/raw", "a=1"),
        ],
        attach=handlers(form_encoded, form_raw),
    ),
    Guest(
        "a multipart form",
        f"{REQUESTS}#multipart-form-data",
        [
            upload("/guest/form/raw", part("name", "Ada"), part("age", "3")),
            Ask("POST", "/guest/form/raw", [("Content-Type", "multipart/form-data")]),
        ],
        attach=handlers(form_raw),
    ),
    Guest(
        "an upload",
        f"{REQUESTS}#file-uploads",
        [upload("/guest/upload/one", part("file", "Hello", "a.txt"))],
        attach=handlers(upload_one),
    ),
    Guest(
        "several uploads, and one with fields",
        f"{REQUESTS}#file-uploads",
        [
            upload("/guest/upload/many", part("a", "A", "a.txt"), part("b", "B", "b.txt")),
            upload("/guest/upload/profile", part("name", "Ada"), part("avatar", "Face", "face.png")),
            upload("/guest/upload/profile", part("name", "Ada")),
        ],
        attach=handlers(upload_many, upload_profile),
    ),
    Guest(
        "more parts than are allowed",
        f"{REQUESTS}#file-uploads",
        [upload("/guest/form/raw", *[part(f"n{number}", "x") for number in range(4)])],
        options={"multipart_form_part_limit": 3},
        attach=handlers(form_raw),
    ),
]
