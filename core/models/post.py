"""Posts: what users write."""

from datetime import datetime
from uuid import UUID

from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import ForeignKey, Index, event
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ..text import searchable
from .base import Base, text
from .tag import Tag, tagging

post_tag = tagging("post")


class Post(Base):
    __tablename__ = "post"
    # For the export: it reads on from the last post again and again, by age.
    __table_args__ = (Index("ix_post_created_at_id", "created_at", "id"),)

    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(text(200), index=True)
    body: Mapped[str] = mapped_column(text())
    published_at: Mapped[datetime | None] = mapped_column(DateTimeUTC(timezone=True))
    search_text: Mapped[str] = mapped_column(text())
    """The folded title and body; kept by core, never set by hand."""

    # Never loaded by accident: whoever needs them asks for them, in one statement for all posts.
    tags: Mapped[list[Tag]] = relationship(secondary=post_tag, order_by=Tag.slug, lazy="raise", passive_deletes=True)


@event.listens_for(Post, "before_insert")
@event.listens_for(Post, "before_update")
def keep_search_text(mapper: Mapper[Post], connection: object, post: Post) -> None:
    """Fold again whenever a row is written, by whichever way it came."""
    post.search_text = searchable(post.title, post.body)
