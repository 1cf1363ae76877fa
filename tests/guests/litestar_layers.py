"""Guests of Litestar: middleware and security."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from dataclasses import dataclass
from typing import Any

from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from litestar.config.csrf import CSRFConfig
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware import (
    AbstractAuthenticationMiddleware,
    ASGIMiddleware,
    AuthenticationResult,
    DefineMiddleware,
)
from litestar.middleware.logging import LoggingMiddlewareConfig
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.middleware.session.client_side import CookieBackendConfig
from litestar.middleware.session.server_side import ServerSideSessionConfig
from litestar.security.jwt import JWTAuth, JWTCookieAuth, Token
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

MIDDLEWARE = f"{DOCS}/usage/middleware/builtin-middleware.html"
SECURITY = f"{DOCS}/usage/security"
SECRET = "a secret of thirty-two letters or more"
Client = TestClient[Litestar]


@dataclass
class User:
    name: str


@get("/guest/hello")
async def hello() -> dict[str, str]:
    return {"hello": "x" * 1000}


@post("/guest/hello")
async def said() -> str:
    return "said"


class Timed(ASGIMiddleware):
    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        async def wrapped(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-timed", b"1")]
            await send(message)

        await next_app(scope, receive, wrapped)


def factory(app: ASGIApp) -> ASGIApp:
    async def middleware(scope: Scope, receive: Receive, send: Send) -> None:
        if b"stop" in scope.get("query_string", b""):
            await Response("stopped", status_code=202, media_type=MediaType.TEXT).to_asgi_response(
                None, Request(scope)
            )(scope, receive, send)
        else:
            await app(scope, receive, send)

    return middleware


class Keys(AbstractAuthenticationMiddleware):
    async def authenticate_request(self, connection: ASGIConnection[Any, Any, Any, Any]) -> AuthenticationResult:
        if (key := connection.headers.get("X-Key")) is None:
            raise NotAuthorizedException("no key", headers={"WWW-Authenticate": "Key"})
        return AuthenticationResult(user=key.upper(), auth=key)


@get("/guest/key", middleware=[DefineMiddleware(Keys)])
async def key(request: Request[str, str, State]) -> list[str]:
    return [request.user, request.auth]


@get("/guest/session")
async def session(request: Request[Any, Any, Any]) -> dict[str, int]:
    request.session["visits"] = request.session.get("visits", 0) + 1
    return request.session


async def who(token: Token, _: ASGIConnection[Any, Any, Any, Any]) -> User | None:
    return User(token.sub)


JWT = JWTAuth[User](retrieve_user_handler=who, token_secret=SECRET, exclude=["/schema", "/guest/open"])
COOKIE = JWTCookieAuth[User](retrieve_user_handler=who, token_secret=SECRET)
BEARER: Any = {"authorization": JWT.format_auth_header(JWT.create_token("ada"))}


@get("/guest/user")
async def user(request: Request[User, Token, State]) -> str:
    return request.user.name


@get("/guest/open")
async def opened() -> str:
    return "open"


def needs_role(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    if connection.headers.get("x-role") != handler.opt["role"]:
        raise NotAuthorizedException


@get("/guest/role", guards=[needs_role], role="admin")
async def role() -> str:
    return "welcome"


def visits(client: Client) -> Any:
    return [client.get("/guest/session").json() for _ in range(3)]


def csrf(client: Client) -> Any:
    refused = client.post("/guest/hello")
    token = client.get("/guest/hello").cookies["csrftoken"]
    return refused.status_code, client.post("/guest/hello", headers={"x-csrftoken": token}).status_code


def token_in_cookie(client: Client) -> Any:
    client.cookies["token"] = f"Bearer {COOKIE.create_token('ada')}"
    return client.get("/guest/user").text


def limited(client: Client) -> Any:
    answers = [client.get("/guest/hello") for _ in range(3)]
    names = ("ratelimit-limit", "ratelimit-remaining", "retry-after")
    return [(answer.status_code, *(answer.headers.get(name) for name in names)) for answer in answers]


def middleware(name: str, anchor: str, *asks: Any, **rest: Any) -> Guest:
    return Guest(name, f"{MIDDLEWARE}{anchor}", asks, attach=handlers(hello, said), **rest)


def secured(name: str, page: str, *asks: Any, **rest: Any) -> Guest:
    return Guest(name, f"{SECURITY}/{page}", asks, **rest)


GUESTS = [
    middleware(
        "CORS",
        "#cors",
        ask("GET", "/guest/hello", origin="https://a.example"),
        ask("GET", "/guest/hello", origin="https://b.example"),
        ask("OPTIONS", "/guest/hello", origin="https://a.example", access_control_request_method="POST"),
        options={"cors_config": CORSConfig(allow_origins=["https://a.example"], allow_credentials=True)},
    ),
    middleware(
        "compression",
        "#compression",
        ask("GET", "/guest/hello", accept_encoding="gzip"),
        ask("GET", "/guest/hello"),
        options={"compression_config": CompressionConfig(backend="gzip", minimum_size=100)},
    ),
    middleware(
        "allowed hosts",
        "#allowed-hosts",
        ask("GET", "/guest/hello", host="good.example"),
        ask("GET", "/guest/hello", own=True, host="bad.example"),
        options={"allowed_hosts": AllowedHostsConfig(allowed_hosts=["good.example"])},
    ),
    middleware("CSRF", "#csrf", options={"csrf_config": CSRFConfig(secret=SECRET)}, check=testing(csrf)),
    middleware(
        "a rate limit",
        "#rate-limit-middleware",
        options={"middleware": [RateLimitConfig(rate_limit=("minute", 2)).middleware]},
        check=testing(limited),
    ),
    middleware(
        "logging of requests",
        "#logging-middleware",
        ask("GET", "/guest/hello"),
        options={"middleware": [LoggingMiddlewareConfig().middleware]},
    ),
    middleware(
        "middleware as a class and as a function",
        "",
        ask("GET", "/guest/hello"),
        ask("GET", "/guest/hello?stop"),
        ask("GET", "/guest/nowhere"),
        options={"middleware": [Timed(), factory]},
    ),
    Guest(
        "sessions in a cookie",
        f"{MIDDLEWARE}#session-middleware",
        [],
        options={"middleware": [CookieBackendConfig(secret=b"0123456789abcdef").middleware]},
        attach=handlers(session),
        check=testing(visits),
    ),
    Guest(
        "sessions on the server",
        f"{MIDDLEWARE}#session-middleware",
        [],
        options={"middleware": [ServerSideSessionConfig().middleware]},
        attach=handlers(session),
        check=testing(visits),
    ),
    secured(
        "authentication by middleware of one's own",
        "abstract-authentication-middleware.html",
        ask("GET", "/guest/key", x_key="abc"),
        ask("GET", "/guest/key", detail="no key"),
        attach=handlers(key),
    ),
    secured(
        "tokens in a header",
        "jwt.html",
        ask("GET", "/guest/user", **BEARER),
        ask("GET", "/guest/user"),
        ask("GET", "/guest/open"),
        options={"on_app_init": [JWT.on_app_init]},
        attach=handlers(user, opened),
    ),
    secured(
        "tokens in a cookie",
        "jwt.html",
        ask("GET", "/guest/user"),
        options={"on_app_init": [COOKIE.on_app_init]},
        attach=handlers(user),
        check=testing(token_in_cookie),
    ),
    secured(
        "a guard with an option of the handler",
        "guards.html",
        ask("GET", "/guest/role", x_role="admin"),
        ask("GET", "/guest/role"),
        attach=handlers(role),
    ),
]
