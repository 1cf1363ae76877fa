"""Guests of FastAPI: dependencies and their overrides."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, HTTPException, Request

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"


async def common(q: str | None = None, skip: int = 0) -> dict[str, Any]:
    return {"q": q, "skip": skip}


class Pagination:
    def __init__(self, page: int = 1, size: int = 10) -> None:
        self.start = (page - 1) * size


def verify_token(x_token: Annotated[str, Header()]) -> None:
    if x_token != "fake":
        raise HTTPException(status_code=400, detail="X-Token header invalid")


async def yielded(request: Request) -> AsyncIterator[str]:
    request.app.state.events = ["opened"]
    try:
        yield "value"
    except KeyError:
        raise HTTPException(404, "no such key") from None
    finally:
        request.app.state.events.append("closed")


def depending(app: FastAPI) -> None:
    @app.get("/guest/common")
    async def read(commons: Annotated[dict[str, Any], Depends(common)]) -> Any:
        return commons

    @app.get("/guest/class")
    def paged(pages: Annotated[Pagination, Depends()]) -> int:
        return pages.start

    @app.get("/guest/guarded", dependencies=[Depends(verify_token)])
    async def guarded() -> str:
        return "in"

    @app.get("/guest/yield")
    async def read_yielded(value: Annotated[str, Depends(yielded)], fail: bool = False) -> str:
        if fail:
            raise KeyError(value)
        return value

    @app.get("/guest/events")
    async def events(request: Request) -> Any:
        return request.app.state.events


def open_route(app: FastAPI) -> None:
    @app.get("/guest/open")
    async def read() -> str:
        return "in"


def overridden(app: FastAPI) -> Any:
    app.dependency_overrides[common] = lambda: {"q": "overridden"}
    found = client_of(app).get("/guest/common?skip=x").json()
    app.dependency_overrides.clear()
    return found, client_of(app).get("/guest/common").json()


TOKEN: dict[str, Any] = {"X_Token": "fake"}


GUESTS = [
    Guest(
        "dependencies",
        f"{DOCS}/tutorial/dependencies/",
        [
            ask("GET", "/guest/common?q=a&skip=2"),
            ask("GET", "/guest/common?skip=x"),
            ask("GET", "/guest/class?page=3"),
        ],
        attach=depending,
        check=overridden,
    ),
    Guest(
        "dependencies of a decorator",
        f"{DOCS}/tutorial/dependencies/dependencies-in-path-operation-decorators/",
        [
            ask("GET", "/guest/guarded"),
            ask("GET", "/guest/guarded", X_Token="x"),
            ask("GET", "/guest/guarded", **TOKEN),
        ],
        attach=depending,
    ),
    Guest(
        "dependencies with yield",
        f"{DOCS}/tutorial/dependencies/dependencies-with-yield/",
        [
            ask("GET", "/guest/yield"),
            ask("GET", "/guest/events"),
            ask("GET", "/guest/yield?fail=true", detail="no such key"),
            ask("GET", "/guest/events"),
        ],
        attach=depending,
    ),
    Guest(
        "global dependencies",
        f"{DOCS}/tutorial/dependencies/global-dependencies/",
        [
            ask("GET", "/guest/open"),
            ask("GET", "/guest/open", X_Token="x", detail="X-Token header invalid"),
            ask("GET", "/guest/open", **TOKEN),
        ],
        {"dependencies": [Depends(verify_token)]},
        open_route,
    ),
]
