"""Guests of FastAPI: states, sessions, errors and documents of the team's own beside the adapter's."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from advanced_alchemy.extensions.fastapi import AdvancedAlchemy, SQLAlchemyAsyncConfig
from fastapi import APIRouter, Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"
HANDLING = f"{DOCS}/tutorial/handling-errors/"
DETAILS: list[Any] = ["", [], {}, 0, False, None]


def own_database(app: FastAPI) -> None:
    config = SQLAlchemyAsyncConfig(connection_string="sqlite+aiosqlite:///:memory:", commit_mode="autocommit")
    alchemy = AdvancedAlchemy(config, app)
    session_of_mine = Depends(alchemy.provide_session())

    @app.post("/guest/rows", status_code=201)
    async def add(session: Annotated[AsyncSession, session_of_mine]) -> None:
        await session.execute(text("CREATE TABLE kept (id INTEGER)"))
        await session.execute(text("INSERT INTO kept VALUES (7)"))

    @app.get("/guest/rows")
    async def rows(session: Annotated[AsyncSession, session_of_mine]) -> list[int]:
        return list(await session.scalars(text("SELECT id FROM kept")))


def raising(app: FastAPI) -> None:
    @app.get("/guest/moved/{status}")
    async def moved(status: int) -> None:
        raise HTTPException(status, headers={"Location": "/guest/login"})

    @app.get("/guest/detail/{number}")
    async def detail(number: int) -> None:
        raise HTTPException(400, DETAILS[number])

    @app.get("/guest/twice")
    async def twice(response: Response) -> None:
        response.delete_cookie("a")
        response.delete_cookie("b")
        raise HTTPException(401, headers=response.headers)  # pyright: ignore[reportArgumentType] -- as users write it

    @app.get("/guest/invalid")
    async def invalid() -> None:
        raise RequestValidationError(["the dates overlap"])


def raising_in_middleware(app: FastAPI) -> None:
    @app.middleware("http")
    async def refuse(request: Request, call_next: Any) -> Any:
        if request.url.path == "/guest/refused":
            raise HTTPException(403, "a secret")
        return await call_next(request)


def handlers_of_bugs(app: FastAPI) -> None:
    @app.exception_handler(500)
    async def by_status(*_: Any) -> PlainTextResponse:
        return PlainTextResponse("by status", 500)

    @app.exception_handler(Exception)
    async def by_class(*_: Any) -> PlainTextResponse:
        return PlainTextResponse("by class", 500)

    @app.get("/guest/bug")
    async def bug() -> None:
        raise RuntimeError


def own_method(app: FastAPI) -> None:
    @app.put("/users")
    async def read_only() -> None:
        raise HTTPException(405, "Read only today", {"Allow": "GET", "X-T": "1"})


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncGenerator[dict[str, Any]]:
    app.state.resources = {"model": "loaded"}
    yield {"exchange": "NYSE"}


def states(app: FastAPI) -> None:
    @app.get("/guest/states")
    async def show(request: Request) -> list[Any]:
        return [request.state.exchange, request.app.state.resources]


class OwnState:
    """A middleware that gives the inner application a state of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app({**scope, "state": {"exchange": "LSE"}}, receive, send)


def own_state(app: FastAPI) -> None:
    app.add_middleware(OwnState)

    @app.get("/guest/state")
    async def show(request: Request) -> str:
        return request.state.exchange


async def bare(_scope: Scope, _receive: Receive, send: Send) -> None:
    """An ASGI application that leaves out what ASGI lets it leave out."""
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body", "body": b"bare"})


def mounted(app: FastAPI) -> None:
    app.mount("/guest/bare", bare)


def mounted_bug(app: FastAPI) -> Any:
    inner = FastAPI()

    @inner.get("/bug")
    async def bug() -> None:
        raise RuntimeError("of the inner application")

    app.mount("/guest/inner", inner)
    try:
        client_of(app).get("/guest/inner/bug")
    except Exception as error:
        return type(error).__name__, str(error)
    return None


def two_readers(app: FastAPI) -> None:
    for prefix in ("/guest/a", "/guest/b"):
        router = APIRouter(prefix=prefix)

        @router.get("/")
        async def read() -> None: ...

        app.include_router(router)


def ids(app: FastAPI) -> list[str]:
    paths = app.openapi()["paths"]
    return [paths[path]["get"]["operationId"] for path in sorted(paths) if path.startswith("/guest/")]


async def teapot(*_: Any) -> JSONResponse:
    return JSONResponse({"own": True}, 422)


GUESTS = [
    Guest(
        "a database of one's own, with autocommit",
        "https://docs.advanced-alchemy.litestar.dev/latest/usage/frameworks/fastapi.html",
        [ask("POST", "/guest/rows"), ask("GET", "/guest/rows")],
        attach=own_database,
    ),
    Guest(
        "redirects, details and headers of any kind",
        HANDLING,
        [
            *(ask("GET", f"/guest/moved/{status}") for status in (200, 301, 302, 303)),
            *(ask("GET", f"/guest/detail/{number}") for number in range(len(DETAILS))),
            *(ask("GET", f"/guest/{name}") for name in ("twice", "invalid")),
        ],
        attach=raising,
    ),
    Guest(
        "an HTTPException in a middleware",
        f"{DOCS}/tutorial/middleware/",
        [ask("GET", "/guest/refused"), ask("GET", "/guest/nowhere")],
        attach=raising_in_middleware,
    ),
    Guest(
        "handlers of bugs by status and by class",
        HANDLING,
        [ask("GET", "/guest/bug", own=True)],
        attach=handlers_of_bugs,
    ),
    Guest("a 405 of one's own", HANDLING, [ask("PUT", "/users", detail="Read only today")], attach=own_method),
    Guest(
        "names in the states of a lifespan and of the application",
        f"{DOCS}/advanced/events/",
        [ask("GET", "/guest/states"), ask("GET", "/guest/nowhere")],
        {"lifespan": lifespan},
        attach=states,
    ),
    Guest(
        "a middleware with a state of its own",
        f"{DOCS}/advanced/middleware/",
        [ask("GET", "/guest/state"), ask("GET", "/guest/nowhere")],
        attach=own_state,
    ),
    Guest(
        "a mounted ASGI application without headers",
        f"{DOCS}/advanced/sub-applications/",
        [ask("GET", "/guest/bare")],
        attach=mounted,
    ),
    Guest("a bug in a mounted application", f"{DOCS}/advanced/sub-applications/", [], check=mounted_bug),
    Guest(
        "identifiers in the document",
        f"{DOCS}/advanced/path-operation-advanced-configuration/",
        [],
        attach=two_readers,
        check=ids,
    ),
    Guest(
        "an application outside its document",
        f"{DOCS}/tutorial/metadata/",
        [],
        {"include_in_schema": False},
        attach=two_readers,
        check=lambda app: client_of(app).get(app.openapi_url).status_code,
    ),
    Guest(
        "a handler of validation errors",
        HANDLING,
        [ask("GET", "/guest/a/", own=True), ask("GET", "/guest/nowhere")],
        {"exception_handlers": {RequestValidationError: teapot}},
        attach=two_readers,
    ),
]
