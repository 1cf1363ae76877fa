"""The caller that commands act as."""

from uuid import UUID

from ..security import Caller

OPERATOR = Caller(UUID(int=0), is_superuser=True)
"""Whoever may run commands may do everything. There is no such user: commands that create rows name their owner."""
