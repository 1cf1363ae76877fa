"""The route modules, in the order of the contract."""

from .auth import AuthController
from .system import SystemController
from .users import UserController

route_handlers = (AuthController, UserController, SystemController)
