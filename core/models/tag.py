"""Tags: one for each name, whatever its case, shared by posts and teams."""

from collections.abc import Hashable
from uuid import UUID

from advanced_alchemy.mixins import UniqueMixin
from sqlalchemy import Column, ColumnElement, ForeignKey, Table, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from ..text import fold, searchable
from .base import Base, text


class Tag(Base, UniqueMixin):
    __tablename__ = "tag"

    slug: Mapped[str] = mapped_column(text(100), unique=True)
    name: Mapped[str] = mapped_column(text(50), index=True)
    folded_name: Mapped[str] = mapped_column(text(), unique=True)
    """What names are the same by; kept by core, as is the text that is searched."""
    search_text: Mapped[str] = mapped_column(text())

    @classmethod
    def unique_hash(cls, name: str) -> Hashable:
        """What makes two names the same tag."""
        return fold(name)

    @classmethod
    def unique_filter(cls, name: str) -> ColumnElement[bool]:
        return cls.folded_name == fold(name)


@event.listens_for(Tag, "before_insert")
@event.listens_for(Tag, "before_update")
def keep_folded(mapper: Mapper[Tag], connection: object, tag: Tag) -> None:
    """Fold again whenever a row is written, by whichever way it came."""
    tag.folded_name, tag.search_text = fold(tag.name), searchable(tag.name)


def tagging(owner: str) -> Table:
    """The table that joins the rows of another table to their tags; it goes with either."""
    return Table(
        f"{owner}_tag",
        Base.metadata,
        Column[UUID](f"{owner}_id", ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True),
        Column[UUID]("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True),
    )
