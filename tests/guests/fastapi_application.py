"""Guests of FastAPI: arguments of the application, its document and lifespan."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

from fastapi import Depends, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"


def named(route: APIRoute) -> str:
    return route.name


def documented(app: FastAPI) -> None:
    @app.post(
        "/guest/items/{item_id}",
        summary="Create",
        tags=["guests"],
        responses={404: {"description": "Missing"}},
        openapi_extra={"x-own": 1},
        operation_id="create_guest",
    )
    async def create(item_id: int, kind: Literal["a", "b"], data: dict[str, int]) -> list[int]:
        """Create one."""
        return [item_id]

    @app.get("/guest/hidden", include_in_schema=False)
    async def hidden() -> str:
        return "hidden"


def document(app: FastAPI) -> Any:
    document = app.openapi()
    shown = {path: each for path, each in document["paths"].items() if path.startswith("/guest")}
    errors = {name: each for name, each in document["components"]["schemas"].items() if "ValidationError" in name}
    return shown, errors, document["info"], app.docs_url


def customized(app: FastAPI) -> Any:
    def custom() -> dict[str, Any]:
        return get_openapi(title="Custom", version="2.5.0", routes=app.routes)

    app.openapi = custom
    return app.openapi()["info"], "/guest/items/{item_id}" in app.openapi()["paths"]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Any]]:
    app.state.events = ["started"]
    yield {"model": "loaded"}
    app.state.events.append("stopped")


def lived(app: FastAPI) -> Any:
    with client_of(app) as client:
        found = client.get("/guest/model").json()
    return found, app.state.events


def model(app: FastAPI) -> None:
    @app.get("/guest/model")
    async def read(request: Request) -> str:
        return request.state.model


def limits(app: FastAPI) -> None:
    def texts() -> Iterator[str]:
        yield "a"

    @app.post("/guest/limited", max_body_size=10)
    async def limited(numbers: list[int], text: Annotated[str, Depends(texts)]) -> Any:
        return numbers


def info(app: FastAPI) -> Any:
    return app.title, app.version, app.docs_url, app.debug


GUESTS = [
    Guest(
        "the document",
        f"{DOCS}/tutorial/metadata/",
        [ask("GET", "/guest/hidden")],
        {
            "title": "Guests",
            "version": "1.2",
            "description": "Told",
            "docs_url": "/guest/docs",
            "generate_unique_id_function": named,
        },
        documented,
        document,
    ),
    Guest("a document of one's own", f"{DOCS}/how-to/extending-openapi/", [], attach=documented, check=customized),
    Guest("lifespan", f"{DOCS}/advanced/events/", [], {"lifespan": lifespan}, model, lived),
    Guest(
        "limits of one's own",
        f"{DOCS}/advanced/request-body-limits/",
        [
            ask("POST", "/guest/limited", [1]),
            ask("POST", "/guest/limited", [1] * 9, own=True),
        ],
        attach=limits,
    ),
    Guest(
        "arguments",
        f"{DOCS}/reference/fastapi/",
        [],
        {
            "title": "T",
            "version": "9",
            "docs_url": None,
            "debug": True,
            "openapi_url": "/o.json",
        },
        check=info,
    ),
]
