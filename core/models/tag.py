"""Tags: shared by posts and teams. Two names that differ only in case are the same tag."""

from collections.abc import Hashable
from uuid import UUID

from advanced_alchemy.mixins import UniqueMixin
from sqlalchemy import Column, ColumnElement, ForeignKey, Table, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from ..text import fold
from .base import Base, SearchMixin, page_indexes, text


class Tag(SearchMixin, Base, UniqueMixin):
    """One tag, by the first spelling of its name."""

    __tablename__ = "tag"
    __table_args__ = page_indexes("tag", "created_at", "updated_at", "name")
    searched_columns = ("name",)

    slug: Mapped[str] = mapped_column(text(100), unique=True)
    name: Mapped[str] = mapped_column(text(50))
    folded_name: Mapped[str] = mapped_column(text(), unique=True)
    """Written before every INSERT and UPDATE; never set it by hand."""

    @classmethod
    def unique_hash(cls, name: str) -> Hashable:
        """Return the folded name, which is equal for two names of the same tag."""
        return fold(name)

    @classmethod
    def unique_filter(cls, name: str) -> ColumnElement[bool]:
        """Return the condition that the tag of this name fulfils."""
        return cls.folded_name == fold(name)


@event.listens_for(Tag, "before_insert")
@event.listens_for(Tag, "before_update")
def write_folded_name(mapper: Mapper[Tag], connection: object, tag: Tag) -> None:
    """Fold the name again whenever a tag is written."""
    tag.folded_name = fold(tag.name)


def tag_table(owner: str) -> Table:
    """Return the association table between the table `owner` and the tags.

    Its rows are deleted with either side.
    """
    return Table(
        f"{owner}_tag",
        Base.metadata,
        Column[UUID](f"{owner}_id", ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True),
        Column[UUID]("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True, index=True),
    )
