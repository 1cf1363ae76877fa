"""Where in each framework to look: its router, its response objects, its own modules."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Framework:
    """Names are qualified, as `module.Class.method`.

    `routers` decide what a request is for; `handlers`, in the adapter's `problems.py`, are what it has registered for
    errors; `sender` is the method of `response`, or of a class below it, that puts an answer on the wire.
    """

    title: str
    package: str
    modules: Collection[str]
    routers: Collection[str]
    handlers: Collection[str]
    response: str
    sender: str = "__call__"

    def owns(self, module: str) -> bool:
        """Whether a module is the framework's."""
        return module.partition(".")[0] in self.modules


FRAMEWORKS = {
    "litestar": Framework(
        "Litestar",
        "litestar_app",
        {"litestar"},
        {"litestar._asgi.asgi_router.ASGIRouter.__call__"},
        {"answer_error"},
        "litestar.response.base.ASGIResponse",
    ),
    "fastapi": Framework(
        "FastAPI",
        "fastapi_app",
        {"fastapi", "starlette"},
        {"fastapi.routing.APIRouter.app"},
        {"answer_error"},
        "starlette.responses.Response",
    ),
    "flask": Framework(
        "Flask",
        "flask_app",
        {"flask", "werkzeug"},
        # The second makes the first, and is where Flask lets a host or a path be refused.
        {"werkzeug.routing.map.MapAdapter.match", "flask_app.strict.Application.create_url_adapter"},
        {"answer_error"},
        "werkzeug.wrappers.response.Response",
    ),
    "sanic": Framework(
        "Sanic",
        "sanic_app",
        {"sanic", "sanic_ext", "sanic_routing"},
        {"sanic_app.strict.StrictRouter.get"},  # the class that Sanic takes as its `router`
        {"ProblemHandler.default"},
        "sanic.response.types.BaseHTTPResponse",
        "send",
    ),
}
