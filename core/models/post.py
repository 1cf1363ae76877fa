"""Posts, as far as a user's detail shows them."""

from datetime import datetime
from uuid import UUID

from advanced_alchemy.types import DateTimeUTC
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.models.base import Base, text


class Post(Base):
    __tablename__ = "post"

    author_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(text(200))
    body: Mapped[str] = mapped_column(text())
    published_at: Mapped[datetime | None] = mapped_column(DateTimeUTC(timezone=True))
