"""Teams and their members. Exactly one member of a team owns it."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, mapped_column, relationship

from .base import Base, SearchMixin, page_indexes, text
from .tag import Tag, tag_table
from .user import User

IS_OWNER = sql("is_owner")

team_tag = tag_table("team")


class Team(SearchMixin, Base):
    """One team. Its service gives it its slug, `Base` its id and times, `SearchMixin` its `search_text`."""

    __tablename__ = "team"
    __table_args__ = page_indexes("team", "created_at", "updated_at", "name")
    searched_columns = ("name", "description")

    slug: Mapped[str] = mapped_column(text(100), unique=True)
    name: Mapped[str] = mapped_column(text(100))
    description: Mapped[str | None] = mapped_column(text(500))
    seats: Mapped[int | None]
    """The most members the team may have; null means any number."""

    # "raise" forbids lazy loading: a query loads what it needs for all its teams in one statement.
    tags: Mapped[list[Tag]] = relationship(secondary=team_tag, order_by=Tag.slug, lazy="raise", passive_deletes=True)
    members: Mapped[list["TeamMember"]] = relationship(lazy="raise", passive_deletes=True)


class TeamMember(Base):
    """One user's membership in one team."""

    __tablename__ = "team_member"
    __table_args__ = (
        UniqueConstraint("team_id", "user_id"),
        # The database itself refuses a second owner, whatever two transactions do at once.
        *page_indexes("team_member", "team_id,created_at", "team_id,updated_at"),
        Index("uq_team_member_owner", "team_id", unique=True, sqlite_where=IS_OWNER, postgresql_where=IS_OWNER),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(text(10))
    """One of `schemas.member.Role`."""
    is_owner: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="raise")
    name: AssociationProxy[str] = association_proxy("user", "name")
