"""What each framework says its routes are: asked of its own router or document, never of the contract."""

import re
from collections.abc import Callable
from typing import Any

from core.http import operations as core_operations

Routes = list[tuple[str, str]]

# Every framework may add these to what is declared, and the contract wants them everywhere.
IMPLIED = {"HEAD", "OPTIONS"}


def litestar(application: Any) -> Routes:
    return [(method, plain(route.path)) for route in application.routes for method in route.methods]


def fastapi(application: Any) -> Routes:
    # Its included routers are resolved lazily; its own document lists what they come to.
    paths = application.openapi()["paths"].items()
    return [(method.upper(), path) for path, methods in paths for method in methods]


def flask(application: Any) -> Routes:
    return [(method, plain(rule.rule)) for rule in application.url_map.iter_rules() for method in rule.methods]


def sanic(application: Any) -> Routes:
    return [(method, plain(route.uri)) for route in application.router.routes for method in route.methods]


def standalone(application: Any) -> Routes:
    return [(each.method, each.path) for each in core_operations.OPERATIONS if each.id in application.router.handlers]


ROUTES: dict[str, Callable[[Any], Routes]] = {
    "litestar_app": litestar,
    "fastapi_app": fastapi,
    "flask_app": flask,
    "sanic_app": sanic,
    "standalone": standalone,
}


def plain(template: str) -> str:
    """`<uuid:user_id>`, `<user_id:uuid>` and `{user_id:uuid}` are all `{user_id}`."""
    return re.sub(r"[<{](?:uuid:)?(\w+)(?::\w+)?[>}]", r"{\1}", template)


def declared(package: str, application: Any) -> list[tuple[str, str]]:
    """Method and path of every route the adapter declares, the framework's own document left out, sorted."""
    found = {(method, path) for method, path in ROUTES[package](application) if method not in IMPLIED}
    return sorted(found - {("GET", "/native/openapi.json")})
