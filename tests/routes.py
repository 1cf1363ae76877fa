"""The routes of each framework, as its own router or OpenAPI document lists them."""

import re
from collections.abc import Callable
from typing import Any

from core.http import operations as core_operations

Routes = list[tuple[str, str]]

# Methods that frameworks add to declared routes.
IMPLIED = {"HEAD", "OPTIONS"}


def litestar(application: Any) -> Routes:
    return [(method, plain(route.path)) for route in application.routes for method in route.methods]


def fastapi(application: Any) -> Routes:
    # Included routers are resolved lazily; the OpenAPI document of FastAPI lists their routes.
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
    """Method and path of every route that the adapter declares, sorted, without the native OpenAPI document."""
    found = {(method, path) for method, path in ROUTES[package](application) if method not in IMPLIED}
    return sorted(found - {("GET", "/native/openapi.json")})
