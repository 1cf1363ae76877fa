"""Login, and the caller."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from litestar.status_codes import HTTP_200_OK

from core import schemas
from core.security import Caller
from core.services import Services


class AuthController(Controller):
    path = "/auth"
    tags = ("auth",)

    @post("/login", status_code=HTTP_200_OK, exclude_from_auth=True)
    async def login(self, data: JSONBody[schemas.Login], services: NamedDependency[Services]) -> schemas.Token:
        """Exchange email and password for a token."""
        return await services.users.login(data)

    @get("/me", current_caller=True)
    async def get_me(self, caller: NamedDependency[Caller], services: NamedDependency[Services]) -> schemas.UserDetail:
        """The caller."""
        return await services.users.get_user(caller.id)
