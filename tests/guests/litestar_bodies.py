"""Guests of Litestar: every kind of body."""

from dataclasses import dataclass
from typing import Annotated, Any, TypedDict

import attrs
import msgspec
from litestar import MediaType, Request, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from pydantic import BaseModel

from tests.guests.guest import Ask, Guest, ask
from tests.guests.litestar_base import DOCS, handlers

MSGPACK = [("Content-Type", "application/vnd.msgpack")]
REQUESTS = f"{DOCS}/usage/requests.html"


@dataclass
class User:
    name: str
    age: int = 0


class Point(msgspec.Struct):
    x: int
    y: int


class Typed(TypedDict):
    name: str


class Model(BaseModel):
    name: str
    age: int


@attrs.define
class Attrs:
    name: str


@post("/guest/body/dict")
async def body_dict(data: dict[str, Any]) -> dict[str, Any]:
    return data


@post("/guest/body/list")
async def body_list(data: list[User]) -> list[User]:
    return data


@post("/guest/body/dataclass")
async def body_dataclass(data: User) -> User:
    return data


@post("/guest/body/struct")
async def body_struct(data: Point) -> Point:
    return data


@post("/guest/body/typed")
async def body_typed(data: Typed) -> Typed:
    return data


@post("/guest/body/model")
async def body_model(data: Model) -> Model:
    return data


@post("/guest/body/attrs")
async def body_attrs(data: Attrs) -> Attrs:
    return data


@post("/guest/body/optional")
async def body_optional(data: User | None = None) -> bool:
    return data is None


@post("/guest/body/length")
async def body_length(request: Request[Any, Any, Any]) -> int:
    return len(await request.body())


@post("/guest/body/json")
async def body_json(request: Request[Any, Any, Any]) -> Any:
    return await request.json()


@post("/guest/body/stream")
async def body_stream(request: Request[Any, Any, Any]) -> int:
    return sum([len(chunk) async for chunk in request.stream()])


@post("/guest/body/small", request_max_body_size=10)
async def body_small(data: dict[str, Any]) -> int:
    return len(data)


@post("/guest/body/msgpack", media_type=MediaType.MESSAGEPACK)
async def body_msgpack(data: Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MESSAGEPACK)]) -> Any:
    return data


GUESTS = [
    Guest(
        "a dictionary as body",
        REQUESTS,
        [ask("POST", "/guest/body/dict", {"a": [1, None]})],
        attach=handlers(body_dict),
    ),
    Guest(
        "a list as body",
        REQUESTS,
        [ask("POST", "/guest/body/list", [{"name": "Ada"}]), ask("POST", "/guest/body/list", [])],
        attach=handlers(body_list),
    ),
    Guest(
        "a dataclass as body",
        REQUESTS,
        [
            ask("POST", "/guest/body/dataclass", {"name": "Ada", "age": 3}),
            ask("POST", "/guest/body/dataclass", {"name": "Ada", "unknown": 1}),
            ask("POST", "/guest/body/dataclass", {"age": "x"}),
            ask("POST", "/guest/body/dataclass", {}),
        ],
        attach=handlers(body_dataclass),
    ),
    Guest(
        "a msgspec struct as body",
        REQUESTS,
        [ask("POST", "/guest/body/struct", {"x": 1, "y": 2}), ask("POST", "/guest/body/struct", {"x": 1})],
        attach=handlers(body_struct),
    ),
    Guest(
        "a typed dictionary and an attrs class as body",
        REQUESTS,
        [ask("POST", "/guest/body/typed", {"name": "Ada"}), ask("POST", "/guest/body/attrs", {"name": "Ada"})],
        attach=handlers(body_typed, body_attrs),
    ),
    Guest(
        "a Pydantic model as body",
        REQUESTS,
        [
            ask("POST", "/guest/body/model", {"name": "Ada", "age": "3"}),
            ask("POST", "/guest/body/model", {"name": "Ada", "age": "x"}),
        ],
        attach=handlers(body_model),
    ),
    Guest(
        "no body where it is optional", REQUESTS, [ask("POST", "/guest/body/optional")], attach=handlers(body_optional)
    ),
    Guest(
        "JSON without a content type, repeated names, and no JSON",
        REQUESTS,
        [
            Ask("POST", "/guest/body/dict", body=b'{"a": 1}'),
            Ask("POST", "/guest/body/dict", [("Content-Type", "text/plain")], b'{"a": 1, "a": 2}'),
            Ask("POST", "/guest/body/dict", [("Content-Type", "application/json")], b"{"),
        ],
        attach=handlers(body_dict),
    ),
    Guest(
        "a body of two megabytes, and one of eleven",
        f"{REQUESTS}#limits",
        [Ask("POST", "/guest/body/length", body=b"x" * size) for size in (2_000_000, 11_000_000)],
        attach=handlers(body_length),
    ),
    Guest(
        "a limit of one's own",
        f"{REQUESTS}#limits",
        [ask("POST", "/guest/body/small", {"a": 1}), ask("POST", "/guest/body/small", {"a": "more than ten"})],
        attach=handlers(body_small),
    ),
    Guest(
        "the raw body, as JSON and as a stream",
        REQUESTS,
        [ask("POST", "/guest/body/json", [1, {"a": None}]), Ask("POST", "/guest/body/stream", body=b"x" * 100_000)],
        attach=handlers(body_json, body_stream),
    ),
    Guest(
        "MessagePack",
        f"{REQUESTS}#messagepack-data",
        [
            Ask(
                "POST",
                "/guest/body/msgpack",
                [("Content-Type", "application/vnd.msgpack")],
                msgspec.msgpack.encode({"a": 1}),
            ),
            Ask("POST", "/guest/body/msgpack", [("Content-Type", "application/vnd.msgpack")], b"\xc1"),
        ],
        attach=handlers(body_msgpack),
    ),
]
