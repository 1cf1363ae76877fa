"""Guests of Sanic: its exceptions, and handlers of exceptions."""

# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnusedFunction=false
# pyright: reportUnknownVariableType=false, reportUntypedFunctionDecorator=false
# Sanic leaves decorators without types.

from typing import Any, cast

from sanic import Blueprint, Request, json, text
from sanic.exceptions import (
    BadRequest,
    ExpectationFailed,
    Forbidden,
    MethodNotAllowed,
    NotFound,
    PayloadTooLarge,
    RangeNotSatisfiable,
    SanicException,
    ServerError,
    ServiceUnavailable,
    Unauthorized,
)
from sanic.handlers import ErrorHandler
from sanic.response import HTTPResponse

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://sanic.dev/en/guide"
EXCEPTIONS = f"{DOCS}/best-practices/exceptions.html"
REALM: Any = {"realm": "guests"}


class TeaPot(SanicException):
    """An exception of one's own, as Sanic documents it."""

    status_code = 418
    message = "I am a guest's teapot."
    headers = {"X-Tea": "green"}  # noqa: RUF012 -- as documented
    quiet = True


class Refused(Exception):
    """What a team raises and answers itself."""


class Size:
    """What RangeNotSatisfiable asks for."""

    total = 12


RAISED: dict[str, Any] = {
    "bad": lambda: BadRequest("said by the guest"),
    "unauthorized": lambda: Unauthorized("said by the guest"),
    "basic": lambda: Unauthorized("said by the guest", scheme="Basic", **REALM),
    "digest": lambda: Unauthorized("said by the guest", scheme="Digest", qop="auth", algorithm="MD5", **REALM),
    "forbidden": lambda: Forbidden("said by the guest"),
    "missing": lambda: NotFound("said by the guest"),
    "method": lambda: MethodNotAllowed("said by the guest", method="GET", allowed_methods=["PUT", "POST"]),
    "large": lambda: PayloadTooLarge("said by the guest"),
    "range": lambda: RangeNotSatisfiable("said by the guest", content_range=cast("Any", Size())),
    "expectation": lambda: ExpectationFailed("said by the guest"),
    "server": lambda: ServerError("said by the guest"),
    "unavailable": lambda: ServiceUnavailable("said by the guest", headers={"Retry-After": "120"}),
    "conflict": lambda: SanicException("said by the guest", status_code=409, headers={"X-Reason": "guest"}),
    "bytes": lambda: SanicException(b"said by the guest", status_code=429, quiet=True),
    "default": lambda: SanicException("said by the guest"),
}


def raising(app: Any) -> None:
    @app.get("/guest/raise/<name>")
    async def stop(request: Request, name: str) -> HTTPResponse:
        raise RAISED[name]()

    @app.get("/guest/tea")
    async def tea(request: Request) -> HTTPResponse:
        raise TeaPot

    @app.get("/guest/silent")
    async def silent(request: Request) -> HTTPResponse:
        raise Forbidden

    @app.get("/guest/context")
    async def contextual(request: Request) -> HTTPResponse:
        status = int(request.args.get("status", 422))
        raise SanicException("said by the guest", status, context={"order": [1, "é"]}, extra={"secret": 2})

    @app.get("/guest/uncaught")
    async def uncaught(request: Request) -> HTTPResponse:
        raise ValueError("secret")


def raising_in_middleware(app: Any) -> None:
    raising(app)

    @app.on_request
    async def refuse(request: Request) -> None:
        if request.headers.get("x-refuse"):
            raise Unauthorized("said by the guest", scheme="Bearer", **REALM)

    @app.on_response
    async def mark(request: Request, response: HTTPResponse) -> None:
        response.headers["X-Marked"] = "yes"


def handling(app: Any) -> None:
    raising(app)

    @app.get("/guest/refused")
    async def refused(request: Request) -> HTTPResponse:
        raise Refused("no")

    @app.exception(Refused, Forbidden)
    async def answer(request: Request, exception: Exception) -> HTTPResponse:
        return text(f"handled {type(exception).__name__}", status=403, headers={"X-Handled": "yes"})

    @app.exception(NotFound)
    def answer_missing(request: Request, exception: NotFound) -> HTTPResponse:
        return json({"missing": request.path}, status=404)


def handling_all(app: Any) -> None:
    raising(app)

    @app.exception(Exception)
    async def answer(request: Request, exception: Exception) -> HTTPResponse:
        return text(f"caught {exception}", status=getattr(exception, "status_code", 500))


def handling_sanic(app: Any) -> None:
    raising(app)

    async def answer(request: Request, exception: Exception) -> HTTPResponse:
        return text(f"added {exception} for {request.path}", status=599)

    app.error_handler.add(SanicException, answer)


def handling_in_blueprint(app: Any) -> None:
    blueprint = Blueprint("guest", url_prefix="/guest/blueprint")

    @blueprint.exception(Forbidden)
    async def answer(request: Request, exception: Exception) -> HTTPResponse:
        return text("by the blueprint", status=403)

    @blueprint.get("/inside")
    async def inside(request: Request) -> HTTPResponse:
        raise Forbidden("said by the guest")

    app.blueprint(blueprint)


class OwnErrorHandler(ErrorHandler):
    """An error handler of one's own, as Sanic documents it."""

    def default(self, request: Request, exception: Exception) -> HTTPResponse:
        return text(f"default for {type(exception).__name__}", status=getattr(exception, "status_code", 500))


def reporting(app: Any) -> None:
    seen: list[str] = []
    raising(app)

    @app.report_exception
    async def report(app: Any, exception: Exception) -> None:
        seen.append(f"reported {exception}")

    @app.signal("http.lifecycle.exception")
    async def notice(request: Request, exception: Exception, **_: Any) -> None:
        seen.append(f"noticed {exception}")

    @app.get("/guest/seen")
    async def shown(request: Request) -> HTTPResponse:
        return json(sorted(seen))


def guest(name: str, attach: Any, *asks: Ask, page: str = EXCEPTIONS, **options: Any) -> Guest:
    return Guest(name, page, asks, options, attach)


GUESTS = [
    *(
        guest(f"an exception: {name}", raising, ask("GET", f"/guest/raise/{name}", detail="said by the guest"))
        for name in RAISED
    ),
    guest(
        "the context of an exception",
        raising,
        *(
            ask("GET", f"/guest/context?status={status}", Accept="application/json", detail="said by the guest")
            for status in (422, 500)
        ),
    ),
    guest("an exception of one's own", raising, ask("GET", "/guest/tea", detail=TeaPot.message)),
    guest("an exception without a text", raising, ask("GET", "/guest/silent", detail="Forbidden")),
    guest(
        "an exception for each format",
        raising,
        *(
            ask("GET", "/guest/raise/conflict", Accept=kind, detail="said by the guest")
            for kind in ("text/html", "application/json")
        ),
    ),
    guest("an uncaught exception", raising, ask("GET", "/guest/uncaught")),
    guest(
        "an exception in middleware",
        raising_in_middleware,
        ask("GET", "/guest/tea", X_Refuse="1", detail="said by the guest"),
        ask("GET", "/guest/tea"),
        ask("GET", "/guest/nowhere", X_Refuse="1", detail="said by the guest"),
        ask("GET", "/guest/nowhere"),
    ),
    guest(
        "handlers of exceptions",
        handling,
        *(
            ask("GET", f"/guest/{path}", own=True)
            for path in ("refused", "silent", "raise/missing", "nowhere", "nowhere/at?all=1")
        ),
    ),
    guest(
        "a handler of all exceptions",
        handling_all,
        *(ask("GET", f"/guest/{path}", own=True) for path in ("uncaught", "tea", "nowhere")),
    ),
    guest("a handler added by hand", handling_sanic, ask("GET", "/guest/tea", own=True)),
    guest("a handler of a blueprint", handling_in_blueprint, ask("GET", "/guest/blueprint/inside", own=True)),
    guest(
        "an error handler of one's own",
        raising,
        ask("GET", "/guest/tea", own=True),
        ask("GET", "/guest/uncaught", own=True),
        ask("GET", "/guest/nowhere", own=True),
        error_handler=OwnErrorHandler(),
    ),
    guest(
        "reports of exceptions",
        reporting,
        ask("GET", "/guest/uncaught"),
        ask("GET", "/guest/seen"),
        page=f"{DOCS}/advanced/signals.html",
    ),
]
