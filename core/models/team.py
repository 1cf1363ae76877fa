"""Teams and their members; exactly one member of a team owns it."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event
from sqlalchemy import text as sql
from sqlalchemy.ext.associationproxy import AssociationProxy, association_proxy
from sqlalchemy.orm import Mapped, Mapper, mapped_column, relationship

from ..text import searchable
from .base import Base, text
from .tag import Tag, tagging
from .user import User

OWNS = sql("is_owner")

team_tag = tagging("team")


class Team(Base):
    __tablename__ = "team"

    slug: Mapped[str] = mapped_column(text(100), unique=True)
    name: Mapped[str] = mapped_column(text(100), index=True)
    description: Mapped[str | None] = mapped_column(text(500))
    seats: Mapped[int | None]
    """The most members there may be; null for any number."""
    search_text: Mapped[str] = mapped_column(text())
    """The folded name and description; kept by core, never set by hand."""

    # Never loaded by accident: whoever needs them asks for them, in one statement for all teams.
    tags: Mapped[list[Tag]] = relationship(secondary=team_tag, order_by=Tag.slug, lazy="raise", passive_deletes=True)
    members: Mapped[list["TeamMember"]] = relationship(lazy="raise", passive_deletes=True)


@event.listens_for(Team, "before_insert")
@event.listens_for(Team, "before_update")
def keep_search_text(mapper: Mapper[Team], connection: object, team: Team) -> None:
    """Fold again whenever a row is written, by whichever way it came."""
    team.search_text = searchable(team.name, team.description or "")


class TeamMember(Base):
    __tablename__ = "team_member"
    __table_args__ = (
        UniqueConstraint("team_id", "user_id"),
        # Whatever happens at once, the database holds that no team has two owners.
        Index("uq_team_member_owner", "team_id", unique=True, sqlite_where=OWNS, postgresql_where=OWNS),
    )

    team_id: Mapped[UUID] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    role: Mapped[str] = mapped_column(text(10))
    is_owner: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(lazy="raise")
    name: AssociationProxy[str] = association_proxy("user", "name")
