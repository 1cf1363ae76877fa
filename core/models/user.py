"""Users: the people who may log in."""

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, SearchMixin, page_indexes, text


class User(SearchMixin, Base):
    """One user, identified at login by an email in normal form (see `schemas.fields.Email`)."""

    __tablename__ = "user_account"  # "user" is a reserved word in PostgreSQL
    __table_args__ = page_indexes("user_account", "created_at", "updated_at", "name")  # the email is unique
    searched_columns = ("name", "email")

    email: Mapped[str] = mapped_column(text(254), unique=True)
    name: Mapped[str] = mapped_column(text(100))
    hashed_password: Mapped[str | None] = mapped_column(text(255))
    """An Argon2 hash; null for a user who cannot log in."""
    is_active: Mapped[bool] = mapped_column(default=True)
    is_superuser: Mapped[bool] = mapped_column(default=False)
