"""Guests of Litestar: errors that handlers raise, and handlers of errors."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

from datetime import UTC, datetime
from typing import Any

from advanced_alchemy.exceptions import DuplicateKeyError, NotFoundError, RepositoryError
from litestar import Controller, Litestar, MediaType, Request, Response, get
from litestar.connection import ASGIConnection
from litestar.exceptions import (
    ClientException,
    HTTPException,
    InternalServerException,
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
    ServiceUnavailableException,
    TooManyRequestsException,
    ValidationException,
)
from litestar.handlers import BaseRouteHandler
from litestar.plugins.problem_details import ProblemDetailsConfig, ProblemDetailsException, ProblemDetailsPlugin
from litestar.testing import TestClient

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

ERRORS = f"{DOCS}/usage/exceptions.html"
SAID = "said by the guest"
RAISED: dict[str, Exception] = {
    "400": ClientException(SAID),
    "401": NotAuthorizedException(SAID, headers={"WWW-Authenticate": 'Basic realm="guests"'}),
    "403": PermissionDeniedException(detail=SAID),
    "404": NotFoundException(SAID),
    "409": HTTPException(status_code=409, detail=SAID),
    "418": HTTPException(SAID, status_code=418, headers={"X-Kind": "teapot"}, extra={"more": 1}),
    "422": ValidationException(SAID, status_code=422, extra=[{"key": "name"}]),
    "429": TooManyRequestsException(SAID, headers={"Retry-After": "7"}),
    "503": ServiceUnavailableException(SAID),
}


class Teapot(Exception):
    """An error of the team's own."""


@get("/guest/raise/{key:str}")
async def raising(key: str) -> str:
    raise RAISED[key].with_traceback(None)


@get("/guest/nobody-expects")
async def unexpected() -> str:
    raise ValueError("a secret")


class Price:
    """A type that only an encoder of the team's own can write."""


@get("/guest/extra", type_encoders={Price: lambda _: "7 €"})
async def extra(status: int) -> None:
    raise HTTPException(SAID, status_code=status, extra={"price": Price(), "at": datetime(2026, 1, 31, tzinfo=UTC)})


@get("/guest/repository/{kind:str}")
async def repository(kind: str) -> None:
    kinds = {"row": NotFoundError, "key": DuplicateKeyError, "other": RepositoryError}
    raise kinds[kind](detail=SAID)


@get("/guest/internal")
async def internal() -> str:
    raise InternalServerException("a secret", headers={"X-Kind": "internal"})


def refuse(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    raise PermissionDeniedException(f"not {connection.headers.get('x-who')}")


@get("/guest/guarded", guards=[refuse])
async def guarded() -> None:
    return None


def as_text(_: Request[Any, Any, Any], error: Exception) -> Response[str]:
    return Response(f"handled {type(error).__name__}", status_code=200, media_type=MediaType.TEXT)


@get("/guest/own-handler", exception_handlers={Teapot: as_text})
async def own_handler() -> None:
    raise Teapot


@get("/guest/own-handler-of-all", exception_handlers={Exception: as_text})
async def own_handler_of_all() -> None:
    raise PermissionDeniedException


@get("/guest/own-handler-of-500", exception_handlers={500: as_text})
async def own_handler_of_500() -> None:
    raise Teapot


class Layered(Controller):
    path = "/guest/layered"
    exception_handlers = {ValueError: as_text, 409: as_text}  # noqa: RUF012 -- as Litestar declares it

    @get()
    async def index(self) -> None:
        raise ValueError

    @get("/conflict")
    async def conflict(self) -> None:
        raise HTTPException(status_code=409)


@get("/guest/teapot")
async def teapot() -> None:
    raise Teapot


@get("/guest/purchase")
async def purchase() -> None:
    raise ProblemDetailsException(
        type_="https://example.com/probs/out-of-credit", title="Out of credit", status_code=402, detail=SAID
    )


def statuses(client: TestClient[Litestar]) -> list[tuple[int, bool]]:
    answers = [client.get("/guest/nobody-expects"), client.get("/guest/raise/409"), client.get("/guest/nowhere")]
    return [(answer.status_code, "Traceback" in answer.text) for answer in answers]


def watching(app: Litestar) -> Any:
    seen: list[str] = []

    async def note(error: Exception, _: Any) -> None:
        seen.append(repr(error))

    app.after_exception.append(note)  # pyright: ignore[reportArgumentType]
    testing(statuses)(app)
    return seen


GUESTS = [
    Guest(
        "Litestar's own exceptions",
        ERRORS,
        [ask("GET", f"/guest/raise/{key}", detail=SAID) for key in RAISED],
        attach=handlers(raising),
    ),
    Guest(
        "the extra of an exception",
        ERRORS,
        [ask("GET", "/guest/extra?status=402", detail=SAID), ask("GET", "/guest/extra?status=500")],
        attach=handlers(extra),
    ),
    Guest(
        "errors of Advanced Alchemy's repositories",
        "https://docs.advanced-alchemy.litestar.dev/latest/usage/frameworks/litestar.html",
        [
            ask("GET", "/guest/repository/row", detail=SAID),
            ask("GET", "/guest/repository/key", detail=SAID),
            ask("GET", "/guest/repository/other"),
        ],
        attach=handlers(repository),
    ),
    Guest(
        "an exception that nobody expects",
        ERRORS,
        [ask("GET", "/guest/nobody-expects"), ask("GET", "/guest/internal")],
        attach=handlers(unexpected, internal),
    ),
    Guest(
        "a guard that refuses",
        f"{DOCS}/usage/security/guards.html",
        [ask("GET", "/guest/guarded", detail="not Ada", x_who="Ada")],
        attach=handlers(guarded),
    ),
    Guest(
        "a handler of errors on a handler",
        f"{ERRORS}#exception-handling-layers",
        [
            ask("GET", "/guest/own-handler"),
            ask("GET", "/guest/own-handler-of-all"),
            ask("GET", "/guest/own-handler-of-500"),
        ],
        attach=handlers(own_handler, own_handler_of_all, own_handler_of_500),
    ),
    Guest(
        "handlers of errors on a controller",
        f"{ERRORS}#exception-handling-layers",
        [ask("GET", "/guest/layered"), ask("GET", "/guest/layered/conflict")],
        attach=handlers(Layered),
    ),
    Guest(
        "a handler of one type on the application",
        f"{ERRORS}#exception-handling",
        [ask("GET", "/guest/teapot"), ask("GET", "/guest/raise/409")],
        options={"exception_handlers": {Teapot: as_text}},
        attach=handlers(teapot, raising),
    ),
    Guest(
        "a handler of 500 on the application",
        f"{ERRORS}#exception-handling",
        [ask("GET", "/guest/teapot"), ask("GET", "/guest/internal")],
        options={"exception_handlers": {500: as_text}},
        attach=handlers(teapot, internal),
    ),
    Guest(
        "a handler of all errors on the application",
        f"{ERRORS}#exception-handling",
        [ask("GET", "/guest/teapot"), ask("GET", "/guest/raise/409"), ask("GET", "/guest/nowhere")],
        options={"exception_handlers": {Exception: as_text}},
        attach=handlers(teapot, raising),
    ),
    Guest(
        "a handler of 404 on the application",
        f"{ERRORS}#exception-handling",
        [ask("GET", "/guest/nowhere")],
        options={"exception_handlers": {404: as_text}},
    ),
    Guest(
        "problem details",
        f"{DOCS}/usage/plugins/problem_details.html",
        [ask("GET", "/guest/purchase", detail=SAID)],
        options={"on_app_init": [ProblemDetailsPlugin(ProblemDetailsConfig()).on_app_init]},
        attach=handlers(purchase),
    ),
    Guest(
        "the debug mode",
        f"{DOCS}/usage/debugging.html",
        [],
        options={"debug": True},
        attach=handlers(unexpected, raising),
        check=testing(statuses),
    ),
    Guest(
        "hooks after an exception",
        f"{DOCS}/usage/applications.html#after-exception",
        [],
        attach=handlers(unexpected, raising),
        check=watching,
    ),
]
