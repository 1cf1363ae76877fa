"""The tables, one module an aggregate."""

from core.models.base import Base
from core.models.post import Post
from core.models.user import User

__all__ = ("Base", "Post", "User")
