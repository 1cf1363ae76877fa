"""Posts: texts that users write."""

from datetime import datetime
from uuid import UUID

from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, SearchMixin, page_indexes, text
from .tag import Tag, tag_table

post_tag = tag_table("post")


class Post(SearchMixin, Base):
    """One post of one user."""

    __tablename__ = "post"
    __table_args__ = page_indexes("post", "created_at", "updated_at", "title", "author_id,created_at")
    searched_columns = ("title", "body")

    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(text(200))
    body: Mapped[str] = mapped_column(text())
    published_at: Mapped[datetime | None] = mapped_column(DateTimeUTC(timezone=True))

    # "raise" forbids lazy loading: a query loads the tags of all its posts in one statement.
    tags: Mapped[list[Tag]] = relationship(secondary=post_tag, order_by=Tag.slug, lazy="raise", passive_deletes=True)
