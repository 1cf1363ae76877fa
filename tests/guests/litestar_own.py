"""Guests of Litestar: paths, names, states and hosts of the team's own that resemble the contract's."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from dataclasses import dataclass
from typing import Any

from advanced_alchemy.exceptions import NotFoundError
from litestar import Litestar, Request, Response, get, patch
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, ImproperlyConfiguredException, InternalServerException
from litestar.middleware import ASGIMiddleware
from litestar.params import JSONBody
from litestar.testing import TestClient
from litestar.types import ASGIApp, Receive, Scope, Send
from pydantic import BaseModel, ValidationError

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

SAID = "said by the guest"
EXCEPTIONS = f"{DOCS}/usage/exceptions.html"
ROUTING = f"{DOCS}/usage/routing/overview.html"


@get("/tags/popular")
async def beside_a_slug(request: Request[Any, Any, Any]) -> str:
    return str(request.url)


@get("/users/search")
async def beside_a_uuid(q: str) -> str:
    return q


@get("/teams/mine")
async def no_row() -> None:
    raise NotFoundError(detail=SAID)


@dataclass
class Names:
    names: list[str]


@patch("/tags/bulk")
async def body(data: JSONBody[Names]) -> Names:
    return data


@get("/guest/state")
async def state(state: State) -> dict[str, Any]:
    return {name: state[name] for name in ("database", "resources", "analytics")}


class Exchanging(ASGIMiddleware):
    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        scope["state"].update(exchange="NYSE", path="own")
        await next_app(scope, receive, send)


@get("/guest/exchange")
async def exchange(request: Request[Any, Any, Any]) -> list[str]:
    return [request.state.exchange, request.state.path]


@get("/guest/named", name="get_user")
async def named(request: Request[Any, Any, Any]) -> str:
    return request.app.route_reverse("get_user")


class Age(BaseModel):
    age: int


EXTRAS: list[Any] = [{"fields": ["age"]}, ["age"], [1, 2], {}]


@get("/guest/extra/{number:int}")
async def extra(number: int) -> None:
    try:
        Age.model_validate({"age": "old"})
    except ValidationError as error:
        raise ClientException(SAID, extra=EXTRAS[number]) from error


@get("/guest/redirected")
async def redirected() -> None:
    raise HTTPException(status_code=302, headers={"Location": "/guest/there"})


@get("/guest/id", response_headers={"X-Request-ID": "own"})
async def own_id() -> str:
    return "own"


@get("/guest/debug/{kind:str}")
async def debugged(kind: str) -> None:
    raise {"internal": InternalServerException(SAID), "wiring": ImproperlyConfiguredException(SAID)}[kind]


def debug_pages(client: TestClient[Litestar]) -> Any:
    answers = [client.get(f"/guest/debug/{kind}", headers={"Accept": "text/html"}) for kind in ("internal", "wiring")]
    return [(answer.status_code, answer.headers["content-type"], "Traceback" in answer.text) for answer in answers]


def as_text(_: Request[Any, Any, Any], error: Exception) -> Response[str]:
    return Response(type(error).__name__, status_code=200)


HOSTS = ["good.example:49152", "good.example"]

GUESTS = [
    Guest(
        "a fixed path beside a parameter",
        ROUTING,
        [ask(method, "/tags/popular") for method in ("GET", "HEAD", "POST", "DELETE", "OPTIONS")]
        + [ask(method, "/users/search?q=a") for method in ("GET", "HEAD", "POST", "DELETE")],
        attach=handlers(beside_a_slug, beside_a_uuid),
    ),
    Guest(
        "an error of a repository, and a body, at such a path",
        ROUTING,
        [ask("GET", "/teams/mine"), ask("PATCH", "/tags/bulk", {"names": ["a"]}), ask("PATCH", "/tags/bulk", {})],
        attach=handlers(no_row, body),
    ),
    Guest(
        "names in the application's state",
        f"{DOCS}/usage/applications.html#application-state",
        [ask("GET", "/guest/state")],
        {"state": State({"database": "guests.db", "resources": ["a"], "analytics": True})},
        attach=handlers(state),
    ),
    Guest(
        "names in a request's state",
        f"{DOCS}/usage/middleware/index.html",
        [ask("GET", "/guest/exchange"), ask("GET", "/guest/nowhere")],
        {"middleware": [Exchanging()]},
        attach=handlers(exchange),
    ),
    Guest(
        "the name of a handler",
        f"{DOCS}/usage/routing/handlers.html#route-handler-indexing",
        [ask("GET", "/guest/named")],
        attach=handlers(named),
    ),
    Guest(
        "an extra of any kind from an error of Pydantic",
        EXCEPTIONS,
        [ask("GET", f"/guest/extra/{number}", detail=SAID) for number in range(len(EXTRAS))],
        attach=handlers(extra),
    ),
    Guest("a redirect by an exception", EXCEPTIONS, [ask("GET", "/guest/redirected")], attach=handlers(redirected)),
    Guest("a request id of one's own", ROUTING, [ask("GET", "/guest/id")], attach=handlers(own_id)),
    Guest(
        "errors of 500 in debug mode",
        f"{DOCS}/usage/debugging.html",
        [],
        {"debug": True},
        attach=handlers(debugged),
        check=testing(debug_pages),
    ),
    Guest(
        "a handler of all errors in debug mode",
        EXCEPTIONS,
        [ask("GET", "/guest/debug/internal"), ask("GET", "/guest/redirected")],
        {"debug": True, "exception_handlers": {Exception: as_text}},
        attach=handlers(debugged, redirected),
    ),
    Guest(
        "allowed hosts with a port",
        f"{DOCS}/usage/middleware/builtin-middleware.html#allowed-hosts",
        [ask("GET", "/tags/popular", host=host, own=True) for host in (*HOSTS, "other.example")],
        {"allowed_hosts": AllowedHostsConfig(allowed_hosts=HOSTS)},
        attach=handlers(beside_a_slug),
    ),
]
