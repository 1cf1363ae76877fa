"""The caller that commands act as."""

from uuid import UUID

from ..security import Caller

OPERATOR = Caller(UUID(int=0), is_superuser=True)
"""The operator may do everything and is not a user, so commands that create rows name an owner."""
