"""Guests of FastAPI: dependencies, routers, routes, documents, overrides."""

import gzip
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://fastapi.tiangolo.com"


async def common(q: str | None = None, skip: int = 0) -> dict[str, Any]:
    return {"q": q, "skip": skip}


class Pagination:
    def __init__(self, page: int = 1, size: int = 10) -> None:
        self.start = (page - 1) * size


def verify_token(x_token: Annotated[str, Header()]) -> None:
    if x_token != "fake":  # noqa: S105 -- the documentation's
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
    found = TestClient(app).get("/guest/common?skip=x").json()
    app.dependency_overrides.clear()
    return found, TestClient(app).get("/guest/common").json()


def routers(app: FastAPI) -> None:
    inner = APIRouter(prefix="/inner", tags=["inner"])
    outer = APIRouter(
        prefix="/guest", dependencies=[Depends(verify_token)], responses={418: {"description": "I'm a teapot"}}
    )

    @inner.get("/{item_id}", name="inner-item")
    async def item(item_id: int, request: Request) -> Any:
        return [item_id, str(request.url_for("inner-item", item_id=item_id)), request.url.path]

    outer.include_router(inner)
    app.include_router(outer)
    app.include_router(inner, prefix="/v2")


def beside(app: FastAPI) -> None:
    """Handlers on paths that the contract knows, and below them."""

    @app.put("/users")
    async def replace(users: list[str], notify: bool = False) -> Any:
        return [users, notify]

    @app.get("/users/{user_id}/avatar/{size}")
    async def avatar(user_id: str, size: int) -> Any:
        return [user_id, size]

    @app.get("/tags/{slug}/UPPER")
    async def upper(slug: str, q: str = "") -> Any:
        return [slug, q]


def methods(app: FastAPI) -> None:
    @app.get("/guest/get")
    async def get() -> str:
        return "get"

    @app.head("/guest/head")
    async def head(response: Response) -> None:
        response.headers["X-Head"] = "1"

    @app.options("/guest/options")
    async def options() -> str:
        return "options"

    @app.api_route("/guest/several", methods=["GET", "POST", "HEAD"])
    async def several(request: Request) -> str:
        return request.method

    async def added(request: Request) -> Response:
        return Response(request.method)

    app.add_api_route("/guest/added", lambda: "added", methods=["PUT"])
    app.add_route("/guest/starlette", added, methods=["GET", "DELETE"])


def slashes(app: FastAPI) -> None:
    @app.get("/guest/with/")
    async def with_slash() -> str:
        return "with"

    @app.get("/guest/without")
    async def without() -> str:
        return "without"

    @app.get("/guest//double")
    async def double() -> str:
        return "double"


class GzipRequest(Request):
    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            body = await super().body()
            self._body = gzip.decompress(body) if "gzip" in self.headers.getlist("Content-Encoding") else body
        return self._body


class GzipRoute(APIRoute):
    def get_route_handler(self) -> Callable[..., Any]:
        handle = super().get_route_handler()

        async def unpack(request: Request) -> Response:
            response = await handle(GzipRequest(request.scope, request.receive))
            response.headers["X-Response-Time"] = "0"
            return response

        return unpack


def route_class(app: FastAPI) -> None:
    router = APIRouter(route_class=GzipRoute)

    @router.post("/guest/sum")
    async def total(numbers: list[int]) -> int:
        return sum(numbers)

    app.include_router(router)


class Resource:
    """A class-based view, as a router of bound methods."""

    def __init__(self, name: str) -> None:
        self.router = APIRouter(prefix=f"/guest/{name}")
        self.name = name
        self.router.add_api_route("/{key}", self.get, methods=["GET"])

    def get(self, key: int) -> Any:
        return [self.name, key]


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
async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    app.state.events = ["started"]
    yield {"model": "loaded"}
    app.state.events.append("stopped")


def lived(app: FastAPI) -> Any:
    with TestClient(app) as client:
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


TOKEN = {"X_Token": "fake"}
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
    Guest(
        "routers",
        f"{DOCS}/tutorial/bigger-applications/",
        [
            ask("GET", "/guest/inner/1"),
            ask("GET", "/guest/inner/1", Host="example.com", **TOKEN),
            ask("GET", "/v2/inner/1"),
            ask("GET", "/v2/inner/x"),
            ask("POST", "/v2/inner/1"),
        ],
        attach=routers,
    ),
    Guest(
        "paths beside the contract's",
        f"{DOCS}/tutorial/path-params/",
        [
            ask("PUT", "/users", ["a"]),
            ask("PUT", "/users?notify=1&x=2", ["a"]),
            ask("PUT", "/users?notify=x", {}),
            ask("GET", "/users/A/avatar/3"),
            ask("GET", "/users/A/avatar/x"),
            ask("GET", "/tags/%C3%A9/UPPER?q=a&q=b"),
        ],
        attach=beside,
    ),
    Guest(
        "methods",
        f"{DOCS}/reference/apirouter/",
        [
            ask(method, f"/guest/{path}")
            for path in ("get", "head", "options", "several", "added", "starlette")
            for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE")
            if (method, path) != ("PUT", "several")
        ],
        attach=methods,
    ),
    Guest(
        "trailing slashes",
        f"{DOCS}/reference/fastapi/",
        [
            ask("GET", f"/guest/{path}", Host="example.com")
            for path in ("with", "with/", "without", "without/", "without/?q=1", "/double", "double", "with//")
        ],
        attach=slashes,
    ),
    Guest(
        "no redirects",
        f"{DOCS}/reference/fastapi/",
        [
            ask("GET", "/guest/with"),
            ask("GET", "/guest/without/"),
        ],
        {"redirect_slashes": False},
        slashes,
    ),
    Guest(
        "a custom request and route",
        f"{DOCS}/how-to/custom-request-and-route/",
        [
            Ask(
                "POST",
                "/guest/sum",
                [("Content-Encoding", "gzip"), ("Content-Type", "application/json")],
                gzip.compress(b"[1, 2]"),
            ),
            ask("POST", "/guest/sum", [3]),
            ask("POST", "/guest/sum", ["x"]),
        ],
        attach=route_class,
    ),
    Guest(
        "class-based views",
        f"{DOCS}/reference/apirouter/",
        [
            ask("GET", "/guest/things/1"),
            ask("GET", "/guest/things/x"),
        ],
        attach=lambda app: app.include_router(Resource("things").router),
    ),
    Guest(
        "the document",
        f"{DOCS}/tutorial/metadata/",
        [ask("GET", "/guest/hidden")],
        {
            "title": "Guests",
            "version": "1.2",
            "description": "Told",
            "docs_url": "/guest/docs",
            "generate_unique_id_function": lambda route: route.name,
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
