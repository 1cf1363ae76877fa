"""Login, and the caller."""

from core import schemas

from ..caller import current_caller
from ..dependencies import AsyncRequest
from ..responses import Response
from ..strict import refuse_query


async def login(request: AsyncRequest) -> Response[schemas.Token]:
    """Exchange email and password for a token."""
    data = await request.parse_body(schemas.Login)
    async with request.resources.services() as services:
        return Response(await services.users.login(data))


async def get_me(request: AsyncRequest) -> Response[schemas.UserDetail]:
    """The caller."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        return Response(await services.users.get_user(caller.id))
