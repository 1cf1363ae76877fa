"""The routes of each framework, as its own router or OpenAPI document lists them."""

import re
from typing import Any

from core.http import operations as core_operations

Routes = list[tuple[str, str]]

# Methods that frameworks add to declared routes.
IMPLIED = {"HEAD", "OPTIONS"}


def routes_of(application: Any) -> Routes:
    """Ask the application's router in whichever way it can be asked. Raises TypeError if there is none."""
    if hasattr(application, "url_map"):
        return [(method, plain(rule.rule)) for rule in application.url_map.iter_rules() for method in rule.methods]
    if callable(getattr(application, "openapi", None)):
        # Included routers are resolved lazily; the framework's own OpenAPI document lists their routes.
        paths = application.openapi()["paths"]
        return [(method.upper(), path) for path, methods in paths.items() for method in methods]
    router: Any = getattr(application, "router", application)
    if hasattr(router, "handlers"):
        return [(each.method, each.path) for each in core_operations.OPERATIONS if each.id in router.handlers]
    if hasattr(router, "routes"):
        found = [(getattr(route, "uri", None) or route.path, route.methods) for route in router.routes]
        return [(method, plain(path)) for path, methods in found for method in methods]
    raise TypeError(f"say here how the routes of {type(application).__name__} are listed")


def plain(template: str) -> str:
    """`<uuid:user_id>`, `<user_id:uuid>` and `{user_id:uuid}` are all `{user_id}`."""
    return re.sub(r"[<{](?:uuid:)?(\w+)(?::\w+)?[>}]", r"{\1}", template)


def declared(application: Any) -> list[tuple[str, str]]:
    """Method and path of every route that the adapter declares, sorted, without those below /native."""
    found = {(method, path) for method, path in routes_of(application) if method not in IMPLIED}
    return sorted((method, path) for method, path in found if not path.startswith("/native"))
