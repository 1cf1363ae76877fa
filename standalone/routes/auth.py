"""Tokens, and whose they are."""

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def login(request: AsyncRequest) -> Response[schemas.Token]:
    """Exchange email and password for a token."""
    data = await request.parse(schemas.Login)
    async with request.services.open() as domain:
        return Response(await domain.users.login(data))


async def get_me(request: AsyncRequest) -> Response[schemas.UserDetail]:
    """The caller."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        return Response(await domain.users.get_user(caller.id))
