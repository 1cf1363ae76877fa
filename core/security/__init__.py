"""Password hashes, bearer tokens, and the limit on failed logins."""

from .passwords import Passwords as Passwords
from .tokens import Caller as Caller
from .tokens import Tokens as Tokens
