"""Users: who may log in, and what they own."""

from sqlalchemy import event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from ..text import searchable
from .base import Base, text


class User(Base):
    __tablename__ = "user_account"  # "user" is a reserved word in PostgreSQL

    email: Mapped[str] = mapped_column(text(254), unique=True)
    name: Mapped[str] = mapped_column(text(100), index=True)
    hashed_password: Mapped[str | None] = mapped_column(text(255))
    """Null for a user who cannot log in."""
    is_active: Mapped[bool] = mapped_column(default=True)
    is_superuser: Mapped[bool] = mapped_column(default=False)
    search_text: Mapped[str] = mapped_column(text())
    """The folded name and email; kept by core, never set by hand."""


@event.listens_for(User, "before_insert")
@event.listens_for(User, "before_update")
def keep_search_text(mapper: Mapper[User], connection: object, user: User) -> None:
    """Fold again whenever a row is written, by whichever way it came."""
    user.search_text = searchable(user.name, user.email)
