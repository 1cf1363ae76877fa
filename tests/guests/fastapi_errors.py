"""Guests of FastAPI: errors and their handlers."""

from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exception_handlers import http_exception_handler, request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from tests.guests.fastapi_client import client_of
from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"


HANDLING = f"{DOCS}/tutorial/handling-errors/"


class UnicornError(Exception):
    pass


def raising(app: FastAPI) -> None:
    @app.get("/guest/raise/{status}")
    async def stop(status: int) -> None:
        raise HTTPException(status, detail="said by the guest", headers={"X-Error": "There goes my error"})

    @app.get("/guest/bare/{status}")
    def bare(status: int) -> None:
        raise HTTPException(status_code=status)

    @app.get("/guest/starlette/{status}")
    def starlette(status: int) -> None:
        raise StarletteHTTPException(status, "said by Starlette")

    @app.get("/guest/detail")
    async def detail() -> None:
        raise HTTPException(409, detail={"code": 7, "fields": ["a"]})

    @app.get("/guest/limited")
    async def limited() -> None:
        raise HTTPException(429, "Too many", {"Retry-After": "60"})

    @app.get("/guest/unchanged")
    async def unchanged() -> None:
        raise HTTPException(304, headers={"ETag": '"a"'})

    @app.get("/guest/returned")
    async def returned() -> JSONResponse:
        return JSONResponse({"message": "made by the guest"}, 404)


def failing(app: FastAPI) -> None:
    @app.get("/guest/bug")
    async def bug() -> None:
        raise RuntimeError("a secret")

    @app.get("/guest/answer")
    async def answer() -> int:
        return "x"  # type: ignore[return-value] # pyright: ignore[reportReturnType] -- the guest's bug


def raised(app: FastAPI) -> Any:
    """What FastAPI's test client raises, and what it answers if it may not."""
    found: list[Any] = []
    for path in ("/guest/bug", "/guest/answer"):
        try:
            client_of(app).get(path)
        except Exception as error:
            found.append(type(error).__name__)
        found.append(client_of(app, raise_server_exceptions=False).get(path).status_code)
    return found


def debugged(app: FastAPI) -> Any:
    answer = client_of(app, raise_server_exceptions=False).get("/guest/bug")
    return answer.status_code, answer.headers["content-type"], "RuntimeError: a secret" in answer.text


def own_handlers(app: FastAPI) -> None:
    raising(app)
    failing(app)

    @app.exception_handler(UnicornError)
    async def unicorn(request: Request, error: UnicornError) -> JSONResponse:
        return JSONResponse({"message": f"Oops on {request.url.path}"}, status_code=418)

    @app.exception_handler(ValueError)
    def value(request: Request, error: ValueError) -> PlainTextResponse:
        return PlainTextResponse(str(error), 400)

    @app.exception_handler(RuntimeError)
    def runtime(request: Request, error: RuntimeError) -> PlainTextResponse:
        return PlainTextResponse("handled", 503)

    @app.get("/guest/unicorn")
    async def unicorns() -> None:
        raise UnicornError

    @app.get("/guest/value")
    async def values() -> None:
        raise UnicodeError("a subclass")


def overriding(app: FastAPI) -> None:
    raising(app)

    @app.exception_handler(StarletteHTTPException)
    async def http(request: Request, error: StarletteHTTPException) -> PlainTextResponse:
        return PlainTextResponse(str(error.detail), status_code=error.status_code)

    @app.exception_handler(RequestValidationError)
    async def validation(request: Request, error: RequestValidationError) -> PlainTextResponse:
        return PlainTextResponse("Validation errors: " + ",".join(each["msg"] for each in error.errors()), 400)


def reusing(app: FastAPI) -> None:
    raising(app)

    @app.exception_handler(StarletteHTTPException)
    async def http(request: Request, error: StarletteHTTPException) -> Any:
        return await http_exception_handler(request, error)

    @app.exception_handler(RequestValidationError)
    async def validation(request: Request, error: RequestValidationError) -> Any:
        return await request_validation_exception_handler(request, error)


def of_status(app: FastAPI) -> None:
    raising(app)

    @app.exception_handler(404)
    async def missing(request: Request, error: Exception) -> PlainTextResponse:
        return PlainTextResponse("lost", 404)

    @app.exception_handler(500)
    async def broken(request: Request, error: Exception) -> PlainTextResponse:
        return PlainTextResponse("broken", 500)

    @app.get("/guest/broken")
    async def bug() -> None:
        raise RuntimeError


def option(request: Request, error: UnicornError) -> PlainTextResponse:
    return PlainTextResponse("an option", 418)


def unicorn_route(app: FastAPI) -> None:
    @app.get("/guest/unicorn")
    async def unicorns() -> None:
        raise UnicornError


GUESTS = [
    Guest(
        "HTTPException",
        HANDLING,
        [
            *(ask("GET", f"/guest/raise/{e}", detail="said by the guest") for e in (400, 401, 403, 404, 405, 409, 418)),
            *(ask("GET", f"/guest/raise/{e}", detail="said by the guest") for e in (422, 429, 500, 503, 599)),
            *(ask("GET", f"/guest/bare/{status}") for status in (400, 403, 404, 405, 409, 413, 418, 422)),
            *(ask("GET", f"/guest/starlette/{status}", detail="said by Starlette") for status in (400, 404, 405, 451)),
            ask("GET", "/guest/limited", detail="Too many"),
            ask("GET", "/guest/raise/x"),
        ],
        attach=raising,
    ),
    Guest("a detail that is no text", HANDLING, [ask("GET", "/guest/detail")], attach=raising),
    Guest("HTTPException without a body", HANDLING, [ask("GET", "/guest/unchanged")], attach=raising),
    Guest(
        "an error's answer of one's own",
        f"{DOCS}/advanced/additional-responses/",
        [
            ask("GET", "/guest/returned", own=True),
        ],
        attach=raising,
    ),
    Guest(
        "bugs",
        f"{DOCS}/tutorial/testing/",
        [
            ask("GET", "/guest/bug"),
            ask("GET", "/guest/answer"),
        ],
        attach=failing,
        check=raised,
    ),
    Guest("debug", f"{DOCS}/reference/fastapi/", [], {"debug": True}, failing, debugged),
    Guest(
        "exception handlers",
        HANDLING,
        [
            ask("GET", "/guest/unicorn", own=True),
            ask("GET", "/guest/value", own=True),
            ask("GET", "/guest/bug", own=True),
        ],
        attach=own_handlers,
    ),
    Guest(
        "exception handlers as an option",
        HANDLING,
        [
            ask("GET", "/guest/unicorn", own=True),
        ],
        {"exception_handlers": {UnicornError: option}},
        unicorn_route,
    ),
    Guest(
        "overridden exception handlers",
        HANDLING,
        [
            ask("GET", "/guest/raise/418", own=True),
            ask("GET", "/guest/raise/x", own=True),
            ask("GET", "/guest/nothing", own=True),
            ask("POST", "/guest/detail", own=True),
        ],
        attach=overriding,
    ),
    Guest(
        "reused exception handlers",
        HANDLING,
        [
            ask("GET", "/guest/raise/418", own=True),
            ask("GET", "/guest/raise/x", own=True),
            ask("GET", "/guest/nothing", own=True),
        ],
        attach=reusing,
    ),
    Guest(
        "handlers of a status",
        "https://www.starlette.io/exceptions/",
        [
            ask("GET", "/guest/raise/404", own=True),
            ask("GET", "/guest/nothing", own=True),
            ask("GET", "/guest/broken", own=True),
        ],
        attach=of_status,
    ),
]
