"""Password hashes, bearer tokens, and the limit on logins."""

from .login_limits import AsyncLoginLimiter as AsyncLoginLimiter
from .login_limits import LoginLimiter as LoginLimiter
from .passwords import AsyncPasswords as AsyncPasswords
from .passwords import Passwords as Passwords
from .tokens import Caller as Caller
from .tokens import Tokens as Tokens
