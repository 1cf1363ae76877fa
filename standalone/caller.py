"""The caller: read from the token, or looked up in the database. Handlers ask for the one that they need."""

from core.security import Caller
from core.services import Services
from core.services_sync import Services as SyncServices

from .dependencies import AsyncRequest, SyncRequest


def read_caller(request: AsyncRequest | SyncRequest) -> Caller:
    """Read the token, without a statement. Raises `Unauthenticated`, `InvalidToken`."""
    return request.resources.tokens.read(request.headers.get("authorization"))


async def current_caller(request: AsyncRequest, services: Services) -> Caller:
    """Look the caller up. Raises as above."""
    return await services.users.current(read_caller(request))


def sync_current_caller(request: SyncRequest, services: SyncServices) -> Caller:
    """The same over sync services."""
    return services.users.current(read_caller(request))
