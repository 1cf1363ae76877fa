"""Guests of FastAPI: bodies."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, FastAPI, Request
from pydantic import BaseModel, Field, HttpUrl

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://fastapi.tiangolo.com/tutorial"


NOBODY = "/guest/users/F47AC10B-58CC-4372-A567-0E02B2C3D479"


JSON = ("Content-Type", "application/json")


def plain(guest: Guest) -> FastAPI:
    app = FastAPI(**guest.options)
    guest.attach(app)
    return app


class Image(BaseModel):
    url: HttpUrl
    name: str


class Item(BaseModel):
    name: str = Field(max_length=10)
    price: float = Field(gt=0)
    description: str | None = None
    tags: set[str] = set()
    images: list[Image] = []


@dataclass
class Plain:
    name: str
    price: float = 1.5


def of_body(app: FastAPI) -> None:
    @app.post("/guest/body")
    async def body(item: Item) -> Item:
        return item

    @app.put("/guest/several/{item_id}")
    async def several(
        item_id: int, item: Item, plain: Plain, importance: Annotated[int, Body(gt=0)], q: str | None = None
    ) -> Any:
        return {"item_id": item_id, "item": item, "plain": plain, "importance": importance, "q": q}

    @app.post("/guest/embedded")
    async def embedded(item: Annotated[Item, Body(embed=True)]) -> Any:
        return item

    @app.post("/guest/list")
    async def many(images: list[Image]) -> Any:
        return images

    @app.post("/guest/weights")
    async def weights(weights: dict[int, float]) -> Any:
        return weights

    @app.post("/guest/anything")
    async def anything(anything: Annotated[Any, Body()] = None) -> Any:
        return anything

    @app.put("/guest/types/{item_id}")
    async def types(
        item_id: UUID,
        start: Annotated[datetime, Body()],
        wait: Annotated[timedelta, Body()],
        at: Annotated[time | None, Body()] = None,
    ) -> Any:
        return {"id": item_id, "start": start + wait, "wait": wait, "at": at}

    @app.delete("/guest/body")
    async def deleted(item: Item) -> str:
        return item.name

    @app.post("/guest/raw")
    async def raw(request: Request) -> int:
        return len(await request.body())

    @app.post("/guest/read")
    async def read(request: Request) -> Any:
        return await request.json()

    @app.post("/guest/streamed")
    async def streamed(request: Request) -> int:
        return sum([len(chunk) async for chunk in request.stream()])


def post(target: str, body: bytes, *headers: tuple[str, str]) -> Ask:
    return Ask("POST", target, headers, body)


ITEM = {"name": "Foo", "price": 45.2}


LONG = b'"' + b"x" * 1_500_000 + b'"'


GUESTS = [
    Guest(
        "a body",
        f"{DOCS}/body/",
        [
            ask("POST", "/guest/body", ITEM),
            ask("POST", "/guest/body", {**ITEM, "price": "3", "unknown": 1}),
            ask("POST", "/guest/body", {"name": "much too long a name", "price": 0}),
            ask("POST", "/guest/body", [ITEM]),
            ask("POST", "/guest/body"),
            ask("DELETE", "/guest/body", ITEM),
            Ask("POST", "/guest/body", [], b'{"name": "a", "price": 1}'),
        ],
        attach=of_body,
    ),
    Guest(
        "JSON as FastAPI reads it",
        f"{DOCS}/body/",
        [
            post("/guest/body", b'{"name": "a", "name": "b", "price": 1}', JSON),
            post("/guest/body", b'\xef\xbb\xbf{"name": "a", "price": 1}', JSON),
            post("/guest/body", b'{"name": "a"', JSON),
            post("/guest/body", b'{"name": "a", "price": 1}', ("Content-Type", "application/geo+json")),
            post("/guest/body", b'{"name": "a", "price": 1}', ("Content-Type", "application/json; charset=latin-1")),
            post("/guest/body", b'{"name": "a", "price": 1}', ("Content-Type", "text/plain")),
            post("/guest/anything", b"[" * 70 + b"]" * 70, JSON),
            post("/guest/anything", b"3", JSON),
            post("/guest/anything", b"null", JSON),
            post("/guest/read", b"[1]", ("Content-Type", "text/plain")),
        ],
        attach=of_body,
    ),
    Guest(
        "several bodies",
        f"{DOCS}/body-multiple-params/",
        [
            ask("PUT", "/guest/several/1?q=x", {"item": ITEM, "plain": {"name": "p"}, "importance": 5}),
            ask("PUT", "/guest/several/x", {"item": ITEM, "plain": {}, "importance": 0}),
            ask("POST", "/guest/embedded", {"item": ITEM}),
            ask("POST", "/guest/embedded", ITEM),
        ],
        attach=of_body,
    ),
    Guest(
        "nested models",
        f"{DOCS}/body-nested-models/",
        [
            ask("POST", "/guest/body", {**ITEM, "tags": ["a", "a"], "images": [{"url": "http://a.b/", "name": "n"}]}),
            ask("POST", "/guest/body", {**ITEM, "images": [{"url": "no url", "name": "n"}]}),
            ask("POST", "/guest/list", [{"url": "http://a.b/", "name": "n"}]),
            ask("POST", "/guest/list", {}),
            ask("POST", "/guest/weights", {"1": 2.5}),
            ask("POST", "/guest/weights", {"a": 2.5}),
        ],
        attach=of_body,
    ),
    Guest(
        "extra data types",
        f"{DOCS}/extra-data-types/",
        [
            ask(
                "PUT", f"/guest/types{NOBODY[12:]}", {"start": "2026-01-01T00:00:00", "wait": 60, "at": "14:23:55.003"}
            ),
            ask("PUT", f"/guest/types{NOBODY[12:]}", {"start": "yesterday", "wait": "PT1H"}),
        ],
        attach=of_body,
    ),
    Guest(
        "the request itself, and long bodies",
        "https://fastapi.tiangolo.com/advanced/using-request-directly/",
        [
            post("/guest/raw", LONG),
            post("/guest/streamed", LONG),
            post("/guest/anything", LONG, JSON),
            post("/guest/raw", b""),
        ],
        attach=of_body,
    ),
]
