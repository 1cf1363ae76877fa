"""Which handler answers a request: the table of routes, and the answers that need no handler."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from core.contract.wire import check_declared_length
from core.errors import MethodNotAllowed, NotFound
from core.schemas.fields import CANONICAL_UUID

from .binding import Request, Response

Handler = TypeVar("Handler", bound=Callable[..., Any])

# What may stand for a {name} in a template, and what it is turned into.
PARAMETERS: Mapping[str, tuple[str, Callable[[str], object]]] = {"user_id": (CANONICAL_UUID, UUID)}


class Path(Generic[Handler]):
    """One template, the handlers of its methods, and the methods as an Allow header lists them."""

    def __init__(self, template: str) -> None:
        pattern = re.sub(r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{PARAMETERS[name[1]][0]})", template)
        self.pattern = re.compile(pattern)
        self.handlers: dict[str, Handler] = {}

    def add(self, method: str, handler: Handler) -> None:
        self.handlers[method] = handler
        if method == "GET":
            self.handlers["HEAD"] = handler
        self.allow = ", ".join(sorted({*self.handlers, "OPTIONS"}))


class Router(Generic[Handler]):
    """Finds the handler by path, then by method, then looks at the length that the client declares."""

    def __init__(self, routes: Iterable[tuple[str, str, Handler]], limit: int) -> None:
        """`routes` are rows of method, path template and handler; `limit` is in bytes."""
        self.routes = tuple(routes)
        paths: dict[str, Path[Handler]] = {}
        for method, template, handler in self.routes:
            paths.setdefault(template, Path(template)).add(method, handler)
        self.fixed = {template: path for template, path in paths.items() if "{" not in template}
        self.patterned = [path for template, path in paths.items() if "{" in template]
        self.limit = limit

    def route(self, request: Request) -> tuple[Handler, dict[str, object]] | Response[None]:
        """The handler and its path parameters, or the answer to OPTIONS.

        Raises `NotFound`, `MethodNotAllowed` and `ContentTooLarge`, in this order.
        """
        path, parameters = self.find(request.path)
        if request.method == "OPTIONS":
            return Response(None, 204, [("Allow", path.allow)])
        handler = path.handlers.get(request.method)
        if handler is None:
            raise MethodNotAllowed(path.allow)
        check_declared_length(request.headers.get("content-length"), self.limit)
        return handler, parameters

    def find(self, path: str) -> tuple[Path[Handler], dict[str, object]]:
        """What is at a decoded path. Raises `NotFound`."""
        if (fixed := self.fixed.get(path)) is not None:
            return fixed, {}
        for patterned in self.patterned:
            if match := patterned.pattern.fullmatch(path):
                return patterned, {name: PARAMETERS[name][1](text) for name, text in match.groupdict().items()}
        raise NotFound
