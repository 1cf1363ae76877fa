"""Which handler answers a request: the table of routes, and the answers that need no handler."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from core.errors import MethodNotAllowed, NotFound
from core.http.operation import PARAMETERS
from core.http.operations import OPERATIONS, body_limit
from core.http.parsing import check_declared_length
from core.settings import Settings

from .binding import Request, Response

Handler = TypeVar("Handler", bound=Callable[..., Any])

# What the text that stands for a {name} in a template is turned into; core says which text may.
CONVERTERS: Mapping[str, Callable[[str], object]] = {"user_id": UUID, "post_id": UUID, "document_id": UUID, "slug": str}


class Path(Generic[Handler]):
    """One template, the handlers of its methods, and the methods as an Allow header lists them."""

    def __init__(self, template: str) -> None:
        pattern = re.sub(r"\{(\w+)\}", lambda name: f"(?P<{name[1]}>{PARAMETERS[name[1]]})", template)
        self.template = template
        self.pattern = re.compile(pattern)
        self.handlers: dict[str, Handler] = {}

    def add(self, method: str, handler: Handler) -> None:
        self.handlers[method] = handler
        if method == "GET":
            self.handlers["HEAD"] = handler
        self.allow = ", ".join(sorted({*self.handlers, "OPTIONS"}))


class Router(Generic[Handler]):
    """Finds the handler by path, then by method, then looks at the length that the client declares."""

    def __init__(self, routes: Iterable[tuple[str, str, Handler]], settings: Settings) -> None:
        """`routes` are rows of method, path template and handler; how long a body may be, core and the settings say."""
        self.routes = tuple(routes)
        paths: dict[str, Path[Handler]] = {}
        for method, template, handler in self.routes:
            paths.setdefault(template, Path(template)).add(method, handler)
        self.fixed = {template: path for template, path in paths.items() if "{" not in template}
        self.patterned = [path for template, path in paths.items() if "{" in template]
        self.limits = {(each.method, each.path): body_limit(each, settings) for each in OPERATIONS}
        self.json_limit = settings.json_limit

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
        limit = self.limits.get((request.method, path.template), self.json_limit)
        check_declared_length(request.headers.get("content-length"), limit)
        return handler, parameters

    def find(self, path: str) -> tuple[Path[Handler], dict[str, object]]:
        """What is at a decoded path. Raises `NotFound`."""
        if (fixed := self.fixed.get(path)) is not None:
            return fixed, {}
        for patterned in self.patterned:
            if match := patterned.pattern.fullmatch(path):
                return patterned, {name: CONVERTERS[name](text) for name, text in match.groupdict().items()}
        raise NotFound
