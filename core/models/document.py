"""Documents: what is known of a file; its bytes are in the object store, under the key."""

from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from ..text import searchable
from .base import Base, text


class Document(Base):
    """Not with Advanced Alchemy's FileObject: its listener saves in a task that nobody awaits, after the commit."""

    __tablename__ = "document"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(text(200), index=True)
    filename: Mapped[str] = mapped_column(text(255))
    content_type: Mapped[str] = mapped_column(text(255))
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes."""
    sha256: Mapped[str] = mapped_column(text(64))
    key: Mapped[str] = mapped_column(text(32), unique=True)
    """Never used twice: whoever reads the object of a row reads what belongs to it."""
    search_text: Mapped[str] = mapped_column(text())
    """The folded name and filename; kept by core, never set by hand."""


@event.listens_for(Document, "before_insert")
@event.listens_for(Document, "before_update")
def keep_search_text(mapper: Mapper[Document], connection: object, document: Document) -> None:
    """Fold again whenever a row is written, by whichever way it came."""
    document.search_text = searchable(document.name, document.filename)
