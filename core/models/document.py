"""Documents: the facts about an uploaded file. Its bytes are in the object store, under `key`."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, SearchMixin, page_indexes, text


class Document(SearchMixin, Base):
    """One file of one user.

    It does not use Advanced Alchemy's FileObject, whose listener saves the file after the commit, in a task that
    nobody awaits.
    """

    __tablename__ = "document"
    __table_args__ = page_indexes(
        "document", "created_at", "updated_at", "name", "owner_id,created_at", "owner_id,updated_at", "owner_id,name"
    )
    searched_columns = ("name", "filename")

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(text(200))
    filename: Mapped[str] = mapped_column(text(255))
    content_type: Mapped[str] = mapped_column(text(255))
    size: Mapped[int] = mapped_column(BigInteger)
    """In bytes."""
    sha256: Mapped[str] = mapped_column(text(64))
    """In lower-case hexadecimal digits."""
    key: Mapped[str] = mapped_column(text(32), unique=True)
    """The object's name in the store. A key is never used twice, so a row's key always leads to that row's bytes."""
