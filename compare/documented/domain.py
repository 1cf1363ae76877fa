"""What the plain applications are about: a table, the shapes of bodies, and where a process finds its things."""

import os
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, EmailStr, Field
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

LIMIT = 1024 * 1024


class Base(DeclarativeBase):
    """Not Advanced Alchemy's, whose registry has core's tables in the process of the tests."""


class Account(Base):
    """A user, in a table that has the name it has in core."""

    __tablename__ = "user_account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password: Mapped[str]


@event.listens_for(Engine, "connect")
def hold_foreign_keys(connection: Any, _record: object) -> None:
    """As SQLAlchemy's documentation shows it; the failed COMMIT is a foreign key's. For all engines of a process."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA foreign_keys=ON")


class UserCreate(BaseModel):
    email: EmailStr
    name: str = Field(min_length=1, max_length=100)
    password: str = Field(min_length=8, max_length=128)


class User(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str


class UserQuery(BaseModel):
    limit: int = Field(20, ge=1, le=100)
    total: bool = True


class Users(BaseModel):
    items: list[User]
    limit: int
    total: bool


class TeamCreate(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    seats: int | None = Field(None, ge=1, le=1_000_000)


class PostCreate(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    body: str
    published_at: datetime | None = None


class Document(BaseModel):
    id: UUID
    name: str
    filename: str | None


class Shelf:
    """Documents in a folder, named by their ids."""

    def __init__(self) -> None:
        self.folder = Path(os.environ["PLAIN_FOLDER"])
        self.filenames: dict[UUID, str | None] = {}

    def keep(self, name: str, filename: str | None, content: bytes) -> Document:
        document = Document(id=uuid4(), name=name, filename=filename)
        self.filenames[document.id] = filename
        (self.folder / str(document.id)).write_bytes(content)
        return document

    def path(self, document_id: UUID) -> Path:
        return self.folder / str(document_id)


def database_url(driver: str) -> str:
    """Where the database is, with the table in it."""
    path = os.environ["PLAIN_DATABASE"]
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return f"{driver}:///{path}"
