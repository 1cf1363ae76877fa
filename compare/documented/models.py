"""The tables of the plain applications, on Advanced Alchemy's mixins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from advanced_alchemy.base import CommonTableAttributes, create_registry
from advanced_alchemy.mixins import AuditColumns, UUIDPrimaryKey
from advanced_alchemy.types import FileObject, StoredObject
from sqlalchemy import Engine, ForeignKey, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

STORAGE = "documents"


class Base(UUIDPrimaryKey, CommonTableAttributes, AuditColumns, DeclarativeBase):
    """`UUIDAuditBase`, with a registry of its own: Advanced Alchemy's has core's tables in the process of the tests."""

    __abstract__ = True
    registry = create_registry()


class User(Base):
    """A user, in a table that has the name it has in core."""

    __tablename__ = "user_account"

    email: Mapped[str] = mapped_column(unique=True, index=True)
    name: Mapped[str]
    hashed_password: Mapped[str]
    posts: Mapped[list["Post"]] = relationship(back_populates="author")


class Post(Base):
    __tablename__ = "post"

    title: Mapped[str]
    body: Mapped[str]
    published_at: Mapped[datetime | None]
    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), index=True)
    author: Mapped[User] = relationship(back_populates="posts")


class Tag(Base):
    __tablename__ = "tag"

    name: Mapped[str] = mapped_column(unique=True)
    colour: Mapped[str | None]


class Document(Base):
    __tablename__ = "document"

    name: Mapped[str]
    filename: Mapped[str | None]  # `file` keeps the name in the store alone
    file: Mapped[FileObject] = mapped_column(StoredObject(backend=STORAGE))


@event.listens_for(Engine, "connect")
def hold_foreign_keys(connection: Any, _record: object) -> None:
    """As SQLAlchemy's documentation shows it; the failed COMMIT is a foreign key's. For all engines of a process."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA foreign_keys=ON")
