"""Core's exchange around every request, and its stamp on every answer, those that no route gave included."""

from litestar.datastructures import Headers, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from core.http.exchange import Exchange
from core.http.parsing import joined

# Where the tags are shown a second time, by repository.py.
REPOSITORY = "/repository"


def open_exchange(router: ASGIApp) -> ASGIApp:
    """Wrap the router: what it refuses meets no middleware."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            # Litestar alone refuses some spellings of Host, and fails on others; nothing here is built from it.
            scope["headers"] = [header for header in scope["headers"] if header[0] != b"host"]
            path = contract_path(scope["path"].removeprefix(mount_of(scope)))
            request_id = joined(Headers.from_scope(scope).getall("x-request-id", []))
            scope["state"]["exchange"] = Exchange(scope["method"], path, request_id)
        await router(scope, receive, send)

    return handle


def mount_of(scope: Scope) -> str:
    """The prefix under which the application is mounted, empty where it is not."""
    return scope.get("root_path", "")  # pyright: ignore[reportUnknownMemberType] -- a key of the scope is half typed


def contract_path(path: str) -> str:
    """The path by which the contract knows what is shown a second time."""
    return path.removeprefix(REPOSITORY) if path.startswith(f"{REPOSITORY}/tags") else path


def exchange_of(scope: Scope) -> Exchange:
    """The exchange a request belongs to."""
    return scope["state"]["exchange"]


async def stamp(message: Message, scope: Scope) -> None:
    """A before_send hook: add the headers of every answer to its head, and count it."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        # Not with get, which is untyped.
        told = [headers[name] if name in headers else None for name in ("content-type", "cache-control")]  # noqa: SIM401
        for name, value in exchange_of(scope).headers(told[0], told[1]):
            headers.add(name, value)
        exchange_of(scope).finish(message["status"])
