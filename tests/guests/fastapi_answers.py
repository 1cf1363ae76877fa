"""Guests of FastAPI: answers of every kind."""

import pathlib
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import BackgroundTasks, FastAPI, Header, Request, Response, status
from fastapi.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    StreamingResponse,
)
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from jinja2 import DictLoader, Environment
from pydantic import BaseModel

from tests.guests.guest import Guest, ask

DOCS = "https://fastapi.tiangolo.com"
HERE = pathlib.Path(__file__).parent


class UserIn(BaseModel):
    name: str
    password: str
    note: str | None = None


class UserOut(BaseModel):
    name: str
    note: str | None = None


def modelled(app: FastAPI) -> None:
    @app.post("/guest/filtered", response_model=UserOut)
    async def filtered(user: UserIn) -> Any:
        return user

    @app.post("/guest/unset", response_model=UserOut, response_model_exclude_unset=True, status_code=201)
    async def unset(user: UserIn) -> Any:
        return user

    @app.get("/guest/union")
    async def union(one: bool = False) -> UserOut | list[UserOut]:
        return UserOut(name="a") if one else [UserOut(name="b", note="é")]

    @app.get("/guest/nothing", status_code=status.HTTP_204_NO_CONTENT)
    async def nothing() -> None: ...

    @app.get("/guest/null")
    async def null() -> None: ...


def classes(app: FastAPI) -> None:
    @app.get("/guest/html", response_class=HTMLResponse)
    async def html() -> str:
        return "<p>Hello</p>"

    @app.get("/guest/text", response_class=PlainTextResponse)
    async def text() -> str:
        return "Hello"

    @app.get("/guest/redirect")
    async def redirect() -> RedirectResponse:
        return RedirectResponse("/guest/html")

    @app.get("/guest/found", response_class=RedirectResponse, status_code=302)
    async def found() -> str:
        return "https://fastapi.tiangolo.com"

    @app.get("/guest/xml")
    def xml() -> Response:
        return Response(b"<a/>", media_type="application/xml", headers={"Cache-Control": "max-age=60"})

    @app.get("/guest/file")
    async def file() -> FileResponse:
        return FileResponse(HERE / "__init__.py", filename="a.txt", media_type="text/x-python")


def streamed(app: FastAPI) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(10):
            yield b"some bytes"

    @app.get("/guest/async")
    async def asynchronous() -> StreamingResponse:
        return StreamingResponse(chunks(), media_type="video/mp4")

    @app.get("/guest/sync")
    def synchronous() -> StreamingResponse:
        return StreamingResponse(iter(["a", "b"]), media_type="text/plain", status_code=203)

    @app.get("/guest/lines")
    async def lines() -> AsyncIterator[UserOut]:
        for name in "ab":
            yield UserOut(name=name)

    @app.get("/guest/numbers")
    def numbers() -> Iterator[int]:
        yield from range(3)


def told(app: FastAPI) -> None:
    @app.get("/guest/headers")
    async def headers(response: Response) -> str:
        response.headers["X-Cat-Dog"] = "alone in the world"
        response.headers["Cache-Control"] = "public"
        response.set_cookie("session", "a", httponly=True)
        response.set_cookie("other", "b", max_age=60)
        response.status_code = status.HTTP_202_ACCEPTED
        return "a"

    @app.get("/guest/cookies")
    def cookies() -> JSONResponse:
        answer = JSONResponse({"a": 1}, headers={"X-A": "a"})
        answer.set_cookie("session", "c", secure=True, samesite="strict")
        return answer

    @app.get("/guest/if")
    async def conditional(if_none_match: Annotated[str | None, Header()] = None) -> Response:
        return Response(status_code=304 if if_none_match == '"a"' else 200, headers={"ETag": '"a"'})


def in_background(app: FastAPI) -> None:
    app.state.written = []

    @app.post("/guest/notify/{email}")
    async def notify(email: str, tasks: BackgroundTasks, request: Request) -> dict[str, str]:
        tasks.add_task(request.app.state.written.append, email)
        return {"message": "sent"}

    @app.get("/guest/written")
    async def written(request: Request) -> Any:
        return request.app.state.written


def files(app: FastAPI) -> None:
    app.mount("/guest/static", StaticFiles(directory=HERE), name="static")


def templates(app: FastAPI) -> None:
    page = '<a href="{{ url_for("item", name=name) }}">{{ name }}</a>'
    pages = Jinja2Templates(env=Environment(loader=DictLoader({"item.html": page}), autoescape=True))

    @app.get("/guest/items/{name}", response_class=HTMLResponse)
    async def item(request: Request, name: str) -> Any:
        return pages.TemplateResponse(request=request, name="item.html", context={"name": name})


USER = {"name": "a", "password": "secret"}
GUESTS = [
    Guest(
        "response models",
        f"{DOCS}/tutorial/response-model/",
        [
            ask("POST", "/guest/filtered", USER),
            ask("POST", "/guest/unset", USER),
            ask("GET", "/guest/union"),
            ask("GET", "/guest/union?one=true"),
        ],
        attach=modelled,
    ),
    Guest(
        "no content",
        f"{DOCS}/tutorial/response-status-code/",
        [ask("GET", "/guest/nothing"), ask("GET", "/guest/null")],
        attach=modelled,
    ),
    Guest(
        "response classes",
        f"{DOCS}/advanced/custom-response/",
        [ask("GET", f"/guest/{each}") for each in ("html", "text", "redirect", "found", "xml")],
        attach=classes,
    ),
    Guest(
        "a file",
        f"{DOCS}/advanced/custom-response/",
        [ask("GET", "/guest/file"), ask("GET", "/guest/file", Range="bytes=0-3")],
        attach=classes,
    ),
    Guest(
        "streams",
        f"{DOCS}/advanced/custom-response/",
        [ask("GET", "/guest/async"), ask("GET", "/guest/sync")],
        attach=streamed,
    ),
    Guest(
        "JSON Lines",
        f"{DOCS}/tutorial/stream-json-lines/",
        [ask("GET", "/guest/lines"), ask("GET", "/guest/numbers")],
        attach=streamed,
    ),
    Guest(
        "headers, cookies and status of an answer",
        f"{DOCS}/advanced/response-headers/",
        [ask("GET", "/guest/headers"), ask("GET", "/guest/cookies")],
        attach=told,
    ),
    Guest(
        "conditional requests",
        f"{DOCS}/advanced/response-directly/",
        [ask("GET", "/guest/if"), ask("GET", "/guest/if", If_None_Match='"a"')],
        attach=told,
    ),
    Guest(
        "background tasks",
        f"{DOCS}/tutorial/background-tasks/",
        [ask("POST", "/guest/notify/a"), ask("GET", "/guest/written")],
        attach=in_background,
    ),
    Guest(
        "static files",
        f"{DOCS}/tutorial/static-files/",
        [ask(method, "/guest/static/__init__.py") for method in ("GET", "HEAD", "POST")]
        + [ask("GET", f"/guest/static/{each}") for each in ("nothing", "", "../a")],
        attach=files,
    ),
    Guest(
        "templates",
        f"{DOCS}/advanced/templates/",
        [ask("GET", "/guest/items/a", Host="example.com"), ask("GET", "/guest/items/%3Ca%3E")],
        attach=templates,
    ),
]
