"""Guests of FastAPI: routers, routes, methods, slashes."""

import gzip
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.routing import APIRoute

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://fastapi.tiangolo.com"


def verify_token(x_token: Annotated[str, Header()]) -> None:
    if x_token != "fake":
        raise HTTPException(status_code=400, detail="X-Token header invalid")


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


TOKEN: dict[str, Any] = {"X_Token": "fake"}


GUESTS = [
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
]
