"""Guests of FastAPI: middleware, and applications below."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.httpsredirect import HTTPSRedirectMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import JSONResponse
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"


def hello(app: FastAPI) -> None:
    @app.get("/guest/hello")
    async def greet(request: Request) -> Any:
        return {"hello": "x" * 600, "url": str(request.url), "state": getattr(request.state, "own", None)}


def decorated(app: FastAPI) -> None:
    hello(app)

    @app.middleware("http")
    async def process(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.headers.get("X-Stop"):
            return JSONResponse({"detail": "stopped"}, 403)
        request.state.own = "set"
        response = await call_next(request)
        response.headers["X-Process-Time"] = "1"
        return response


class Stop(BaseHTTPMiddleware):
    async def dispatch(self, request: Request, call_next: Any) -> Response:
        response: Response = await call_next(request)
        response.headers["X-Base"] = str(response.status_code)
        return response


class Pure:
    def __init__(self, app: ASGIApp, name: str) -> None:
        self.app = app
        self.name = name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["own"] = self.name
        await self.app(scope, receive, send)


def using(middleware: Any, **options: Any) -> Callable[[FastAPI], None]:
    def attach(app: FastAPI) -> None:
        hello(app)
        app.add_middleware(middleware, **options)

    return attach


def counting(app: FastAPI) -> None:
    app.add_middleware(SessionMiddleware, secret_key="secret")

    @app.get("/guest/count")
    async def count(request: Request) -> int:
        request.session["n"] = request.session.get("n", 0) + 1
        return request.session["n"]


def counted(app: FastAPI) -> Any:
    client = client_of(app)
    return [client.get("/guest/count").json() for _ in range(3)], client_of(app).get("/guest/count").json()


def mounted(app: FastAPI) -> None:
    below = FastAPI()
    hello(below)

    @below.get("/items/{item_id}")
    async def item(item_id: int, request: Request) -> Any:
        return [item_id, request.scope["root_path"], request.url.path]

    app.mount("/guest/below", below)


def mounting(app: FastAPI) -> Any:
    """An application below another: errors are those of the plain one, whose form differs."""
    client = client_of(app)
    return [(each.status_code, each.json()) for each in map(client.get, ("/guest/below/items/x", "/guest/below/no"))]


ORIGINS = {"allow_origins": ["https://a.example"], "allow_methods": ["*"], "allow_credentials": True}


PREFLIGHT: dict[str, Any] = {"Origin": "https://a.example", "Access_Control_Request_Method": "GET"}


ADVANCED = f"{DOCS}/advanced/middleware/"


GUESTS = [
    Guest(
        "middleware",
        f"{DOCS}/tutorial/middleware/",
        [
            ask("GET", "/guest/hello", Host="example.com"),
            ask("GET", "/guest/nothing"),
            ask("GET", "/guest/hello", X_Stop="1", own=True),
        ],
        attach=decorated,
    ),
    Guest(
        "middleware of Starlette's base class",
        "https://www.starlette.io/middleware/",
        [
            ask("GET", "/guest/hello"),
            ask("GET", "/guest/nothing"),
        ],
        attach=using(Stop),
    ),
    Guest("pure ASGI middleware", ADVANCED, [ask("GET", "/guest/hello")], attach=using(Pure, name="pure")),
    Guest(
        "middleware as an option",
        "https://www.starlette.io/middleware/",
        [
            ask("GET", "/guest/hello"),
        ],
        {"middleware": [Middleware(Pure, name="option")]},
        hello,
    ),
    Guest(
        "CORS",
        f"{DOCS}/tutorial/cors/",
        [
            ask("GET", "/guest/hello", Origin="https://a.example"),
            ask("GET", "/guest/hello", Origin="https://b.example"),
            ask("OPTIONS", "/guest/hello", **PREFLIGHT),
            ask("OPTIONS", "/users", **PREFLIGHT),
            ask("OPTIONS", "/guest/hello", own=True, **{**PREFLIGHT, "Origin": "https://b.example"}),
        ],
        attach=using(CORSMiddleware, **ORIGINS),
    ),
    Guest(
        "compression",
        ADVANCED,
        [
            ask("GET", "/guest/hello", Accept_Encoding="gzip"),
            ask("GET", "/guest/hello"),
        ],
        attach=using(GZipMiddleware, minimum_size=500, compresslevel=5),
    ),
    Guest(
        "trusted hosts",
        ADVANCED,
        [
            ask("GET", "/guest/hello", Host="example.com"),
            ask("GET", "/guest/hello", Host="evil.example", own=True),
            ask("GET", "/guest/hello", Host="www.example.com:80"),
        ],
        attach=using(TrustedHostMiddleware, allowed_hosts=["example.com", "*.example.com"]),
    ),
    Guest(
        "redirection to https",
        ADVANCED,
        [
            ask("GET", "/guest/hello?q=1", Host="example.com"),
        ],
        attach=using(HTTPSRedirectMiddleware),
    ),
    Guest("sessions", "https://www.starlette.io/middleware/#sessionmiddleware", [], attach=counting, check=counted),
    Guest(
        "an application below",
        f"{DOCS}/advanced/sub-applications/",
        [
            ask("GET", "/guest/below/items/3", Host="example.com"),
            ask("GET", "/guest/below/guest/hello"),
            ask("GET", "/guest/below/docs"),
            ask("GET", "/guest/below/openapi.json"),
        ],
        attach=mounted,
        check=mounting,
    ),
]
