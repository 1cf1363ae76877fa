"""Who calls, as the token says: that costs no statement. `users.current` sees the caller as they are now."""

from core.security import Caller

from .binding import AsyncRequest, SyncRequest


def read_caller(request: AsyncRequest | SyncRequest) -> Caller:
    """The caller as the token says. Raises `Unauthenticated`, `InvalidToken`."""
    return request.services.security.tokens.read(request.headers.get("authorization"))
