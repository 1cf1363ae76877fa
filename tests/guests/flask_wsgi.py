"""Guests of Flask around the application: middleware, proxies, hosts, mounts, other origins."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import (
    Flask,
    Response,
    g,
    jsonify,
    request,
    url_for,
)
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Request as PlainRequest
from werkzeug.wrappers import Response as PlainResponse

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"
MIDDLEWARE = "https://werkzeug.palletsprojects.com/en/stable/middleware/"


def before(app: Flask) -> None:
    @app.before_request
    def gate() -> Any:
        g.seen = True
        return "stopped" if "stop" in request.args else None

    @app.get("/guest")
    def view() -> str:
        return f"seen {g.seen}"


def cross_origin(app: Flask) -> None:
    @app.after_request
    def allow(response: Response) -> Response:
        response.headers["Access-Control-Allow-Origin"] = "https://example.com"
        response.vary.add("Origin")
        return response

    @app.get("/guest")
    def view() -> Response:
        return jsonify(a=1)


def middleware(app: Flask) -> None:
    inner = app.wsgi_app

    def wrapper(environ: Any, start_response: Any) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Callable[[bytes], object]:
            return start_response(status, [*headers, ("X-Guest", environ["PATH_INFO"])], error)

        return inner(environ, start)

    app.wsgi_app = wrapper  # pyright: ignore[reportAttributeAccessIssue] -- as Flask documents it

    @app.get("/guest")
    def view() -> str:
        return "wrapped"


def proxied(app: Flask) -> None:
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1, x_prefix=1)  # pyright: ignore[reportAttributeAccessIssue] -- as Flask documents it

    @app.get("/guest")
    def view() -> dict[str, Any]:
        return {"url": request.url, "address": request.remote_addr, "link": url_for("view", _external=True)}


def mounted(app: Flask) -> None:
    @PlainRequest.application
    def other(request: PlainRequest) -> PlainResponse:
        return PlainResponse(f"mounted at {request.root_path}: {request.path}")

    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, {"/guest": other})  # pyright: ignore[reportAttributeAccessIssue] -- as Flask documents it


def trusted(app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = ["example.com", ".example.org"]
    before(app)


def subdomains(app: Flask) -> None:
    app.config["SERVER_NAME"] = "example.com"

    @app.get("/guest", subdomain="<user>")
    def view(user: str) -> str:
        return f"{user} {url_for('view', user='ada', _external=True)}"


def limited(app: Flask) -> None:
    counts: dict[str, int] = {}

    @app.before_request
    def limit() -> Any:
        counts[request.path] = counts.get(request.path, 0) + 1
        if counts[request.path] > 2:
            return {"error": "slow down"}, 429, {"Retry-After": "5"}
        return None

    @app.get("/guest")
    def view() -> str:
        return "served"


WSGI = [
    Guest(
        "another origin",
        f"{DOCS}/api/#flask.Flask.after_request",
        [
            ask("GET", "/guest", Origin="https://example.com"),
            ask("OPTIONS", "/guest", Origin="https://example.com"),
            ask("GET", "/guest/nowhere"),
        ],
        attach=cross_origin,
    ),
    Guest(
        "middleware",
        f"{DOCS}/quickstart/#hooking-in-wsgi-middleware",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/nowhere"),
        ],
        attach=middleware,
    ),
    Guest(
        "a proxy",
        f"{DOCS}/deploying/proxy_fix/",
        [
            ask(
                "GET",
                "/guest",
                X_Forwarded_For="10.0.0.1",
                X_Forwarded_Proto="https",
                X_Forwarded_Host="example.com",
                X_Forwarded_Prefix="/api",
            ),
        ],
        attach=proxied,
    ),
    Guest(
        "a mounted application",
        f"{MIDDLEWARE}dispatcher/",
        [
            ask("GET", "/guest/a//b?c=1"),
            ask("POST", "/guest"),
        ],
        attach=mounted,
    ),
    Guest(
        "trusted hosts",
        f"{DOCS}/config/#TRUSTED_HOSTS",
        [
            *(ask("GET", "/guest", Host=host) for host in ("example.com", "a.example.org", "evil.example")),
        ],
        attach=trusted,
    ),
    Guest(
        "subdomains",
        f"{DOCS}/config/#SERVER_NAME",
        [
            ask("GET", "/guest", Host="bob.example.com"),
            ask("GET", "/guest", Host="example.com"),
        ],
        {"subdomain_matching": True},
        subdomains,
    ),
    Guest(
        "a rate limit",
        f"{DOCS}/api/#flask.Flask.before_request",
        [
            *(ask("GET", "/guest", own=True) for _ in range(3)),
        ],
        attach=limited,
    ),
]
