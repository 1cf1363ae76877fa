"""Guests of FastAPI: parameters and bodies; its other modules have the rest."""

import importlib.util
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import Body, Cookie, FastAPI, Header, Path, Query, Request
from pydantic import AfterValidator, BaseModel, Field, HttpUrl

from tests.clients.response import Response
from tests.guests import fastapi_answers, fastapi_around, fastapi_errors, fastapi_structure
from tests.guests.guest import Ask, Guest, ask

DOCS = "https://fastapi.tiangolo.com/tutorial"
NOBODY = "/guest/users/F47AC10B-58CC-4372-A567-0E02B2C3D479"
JSON = ("Content-Type", "application/json")


def plain(guest: Guest) -> FastAPI:
    app = FastAPI(**guest.options)
    guest.attach(app)
    return app


def said(response: Response) -> Any:
    """What an error says; FastAPI's own errors of a request without the input, which is never echoed."""
    if "json" not in "".join(response.header("content-type")):
        return HTTPStatus(response.status).phrase  # Starlette's text
    answer = response.json()
    if answer.get("type", "").startswith("/problems/"):
        return HTTPStatus(response.status).phrase  # no route, or a bug: the contract's words for FastAPI's
    found = answer.get("errors", answer.get("detail"))
    if isinstance(found, list):
        return [{name: value for name, value in each.items() if name != "input"} for each in found]
    return found


class Model(StrEnum):
    ALEXNET = "alexnet"
    RESNET = "resnet"


class Image(BaseModel):
    url: HttpUrl
    name: str


class Item(BaseModel):
    name: str = Field(max_length=10)
    price: float = Field(gt=0)
    description: str | None = None
    tags: set[str] = set()
    images: list[Image] = []


class Filters(BaseModel):
    model_config = {"extra": "forbid"}
    limit: int = Field(100, gt=0, le=100)
    tags: list[str] = []


class CommonHeaders(BaseModel):
    host: str
    save_data: bool
    x_tag: list[str] = []


class Cookies(BaseModel):
    session_id: str
    tracker: str | None = None


@dataclass
class Plain:
    name: str
    price: float = 1.5


def of_path(app: FastAPI) -> None:
    @app.get("/guest/items/{item_id}")
    async def item(item_id: int) -> dict[str, int]:
        return {"item_id": item_id}

    @app.get("/guest/models/{model}")
    def model(model: Model) -> dict[str, Any]:
        return {"model": model, "is": model is Model.ALEXNET}

    @app.get("/guest/files/{file_path:path}")
    async def file(file_path: str) -> dict[str, str]:
        return {"path": file_path}

    @app.get("/guest/bounded/{item_id}")
    async def bounded(
        item_id: Annotated[int, Path(title="The ID", ge=0, le=1000)], size: Annotated[float, Query(gt=0, lt=10.5)] = 1
    ) -> dict[str, float]:
        return {"id": item_id, "size": size}

    @app.get("/guest/users/{user_id}")
    async def user(user_id: UUID) -> UUID:
        return user_id


def of_query(app: FastAPI) -> None:
    @app.get("/guest/query")
    async def query(needy: str, skip: int = 0, limit: int | None = None, short: bool = False) -> dict[str, Any]:
        return {"needy": needy, "skip": skip, "limit": limit, "short": short}

    @app.get("/guest/list")
    async def several(q: Annotated[list[str] | None, Query()] = None) -> Any:
        return q

    @app.get("/guest/validated")
    async def validated(
        q: Annotated[str | None, Query(alias="item-query", min_length=3, max_length=50, pattern="^fixed")] = None,
    ) -> Any:
        return q

    def check(value: str) -> str:
        if not value.startswith("isbn-"):
            raise ValueError("Invalid ID format")
        return value

    @app.get("/guest/custom")
    async def custom(id: Annotated[str, AfterValidator(check)]) -> Any:
        return id

    @app.get("/guest/filters")
    async def filters(filters: Annotated[Filters, Query()]) -> Filters:
        return filters


def of_headers(app: FastAPI) -> None:
    @app.get("/guest/headers")
    async def headers(
        x_token: Annotated[str, Header()], x_number: Annotated[int | None, Header()] = None
    ) -> dict[str, Any]:
        return {"token": x_token, "number": x_number}

    @app.get("/guest/header-list")
    async def header_list(x_token: Annotated[list[str] | None, Header()] = None) -> Any:
        return x_token

    @app.get("/guest/header-model")
    async def header_model(headers: Annotated[CommonHeaders, Header()]) -> CommonHeaders:
        return headers

    @app.get("/guest/cookies")
    async def cookies(ads_id: Annotated[str, Cookie()], seen: Annotated[int, Cookie()] = 0) -> Any:
        return [ads_id, seen]

    @app.get("/guest/cookie-model")
    async def cookie_model(cookies: Annotated[Cookies, Cookie()]) -> Cookies:
        return cookies


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
        "path parameters",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/items/{each}") for each in ("3", "-3", "abc", "4.2", "%33", "3%0A", "")],
        attach=of_path,
    ),
    Guest(
        "predefined values",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/models/{e}") for e in Model] + [ask("GET", "/guest/models/x")],
        attach=of_path,
    ),
    Guest(
        "paths in a path",
        f"{DOCS}/path-params/",
        [ask("GET", f"/guest/files/{each}") for each in ("a/b.txt", "/a//b", "a/", "", "%C3%A9")],
        attach=of_path,
    ),
    Guest(
        "numeric validations",
        f"{DOCS}/path-params-numeric-validations/",
        [ask("GET", f"/guest/bounded/{each}") for each in ("5?size=2", "-1", "1001?size=0", "5?size=x")],
        attach=of_path,
    ),
    Guest(
        "a UUID in any spelling",
        f"{DOCS}/extra-data-types/",
        [ask("GET", each) for each in (NOBODY, NOBODY.lower(), NOBODY.replace("-", ""), f"{NOBODY}x", f"{NOBODY}/")],
        attach=of_path,
    ),
    Guest(
        "query parameters",
        f"{DOCS}/query-params/",
        [
            ask("GET", f"/guest/query{each}")
            for each in (
                "?needy=a",
                "?needy=a&skip=1&limit=2&short=yes",
                "?needy=a&needy=b",
                "?needy=a&short=on&unknown=1",
                "?needy=",
                "",
                "?skip=x&limit=y",
                "?needy=%FF",
                "?needy=a+b%20c",
                "?needy=a&skip=+1",
                "?needy=a&&;",
            )
        ],
        attach=of_query,
    ),
    Guest(
        "query lists",
        f"{DOCS}/query-params-str-validations/",
        [ask("GET", f"/guest/list{each}") for each in ("?q=foo&q=bar", "?q=a", "")],
        attach=of_query,
    ),
    Guest(
        "query validations",
        f"{DOCS}/query-params-str-validations/",
        [ask("GET", f"/guest/validated?item-query={each}") for each in ("fixedquery", "x", "nofixed")]
        + [ask("GET", f"/guest/custom?id={each}") for each in ("isbn-1", "x")],
        attach=of_query,
    ),
    Guest(
        "query models",
        f"{DOCS}/query-param-models/",
        [ask("GET", f"/guest/filters?{each}") for each in ("limit=5&tags=a&tags=b", "limit=0", "tool=plumbus", "")],
        attach=of_query,
    ),
    Guest(
        "header parameters",
        f"{DOCS}/header-params/",
        [
            ask("GET", "/guest/headers"),
            ask("GET", "/guest/headers", X_Token="a", X_Number="x"),
            ask("GET", "/guest/headers", X_Token="a", X_Number="1"),
            Ask("GET", "/guest/header-list", [("X-Token", "foo"), ("X-Token", "bar")]),
        ],
        attach=of_headers,
    ),
    Guest(
        "header models",
        f"{DOCS}/header-param-models/",
        [ask("GET", "/guest/header-model", Save_Data="true", X_Tag="a"), ask("GET", "/guest/header-model")],
        attach=of_headers,
    ),
    Guest(
        "cookie parameters",
        f"{DOCS}/cookie-params/",
        [ask("GET", "/guest/cookies", Cookie=each) for each in ("ads_id=a; seen=3", "seen=x", "ads_id=a; ads_id=b")]
        + [ask("GET", "/guest/cookies")],
        attach=of_headers,
    ),
    Guest(
        "cookie models",
        f"{DOCS}/cookie-param-models/",
        [ask("GET", "/guest/cookie-model", Cookie="session_id=1; tracker=t"), ask("GET", "/guest/cookie-model")],
        attach=of_headers,
    ),
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
    *fastapi_errors.GUESTS,
    *fastapi_answers.GUESTS,
    *fastapi_structure.GUESTS,
    *fastapi_around.GUESTS,
]
if importlib.util.find_spec("python_multipart"):  # FastAPI reads forms with it, and the adapter does without
    from tests.guests import fastapi_forms

    GUESTS += fastapi_forms.GUESTS
