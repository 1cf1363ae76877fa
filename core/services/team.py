"""Teams: create, list, read, change, delete."""

from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncSlugRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, schema_dump
from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, joinedload

from .. import schemas
from ..database.expressions import contains
from ..database.integrity import Violation, violation
from ..database.rows import Rows, read_first, read_members, read_page, table_of
from ..database.unit_of_work import AnySession, in_session, reading, unit_of_work
from ..errors import Forbidden, NotFound, TeamFull
from ..models import Event, Tag, Team, TeamMember, User, team_tag
from ..security import Caller
from .slugs import MAX_ATTEMPTS, free_slugs
from .tag import get_or_create_tags, has_tag, replace_tags, tags_of
from .user import lock_caller

FIRST_MEMBERS = 100

team, membership, user = table_of(Team), table_of(TeamMember), table_of(User)

TEAMS = Rows(
    Team,
    schemas.Team,
    filters={
        "tag": has_tag(Team, team_tag),
        "member_id": exists().where(membership.c.team_id == team.c.id, membership.c.user_id == bindparam("member_id")),
    },
)
TEAM_DETAILS = Rows(Team, schemas.TeamDetail, columns={"tags": tags_of(Team, team_tag)}, left_out={"members"})
MEMBERS = Rows(
    TeamMember,
    schemas.Member,
    joined=user,
    columns={"name": user.c.name},
    filters={
        "ids": membership.c.user_id.in_(bindparam("ids", expanding=True)),
        "search": contains(user.c.search_text, bindparam("search")),
        "team": membership.c.team_id == select(team.c.id).where(team.c.slug == bindparam("team")).scalar_subquery(),
    },
)


class TeamRepository(SQLAlchemyAsyncSlugRepository[Team]):
    model_type = Team


class TeamService(SQLAlchemyAsyncRepositoryService[Team, TeamRepository]):
    """The rules of teams."""

    repository_type = TeamRepository

    async def to_model_on_create(self, data: "ModelDictT[Team]") -> "ModelDictT[Team]":
        """Give a new team its slug, made from its name; a later name leaves the slug as it is."""
        if isinstance(data, Team):
            return data
        values: dict[str, Any] = dict(schema_dump(data))
        (values["slug"],) = await free_slugs(self.repository.session, Team.slug, [values["name"]])
        return values

    async def create_team(self, data: schemas.TeamCreate, caller: Caller) -> schemas.TeamDetail:
        """Create a team that the caller owns. Raises `InvalidToken` if the caller's row is gone.

        Another transaction may take the slug or create a tag at the same time: then both are tried again.
        """
        session = self.repository.session
        async with unit_of_work(session):
            await lock_caller(session, caller)
            tags = list(await get_or_create_tags(session, data.tags))
            team = await self._insert(data, tags, caller)
            session.add(Event(kind="team_created"))
            detail = await in_session(session, read_team, team.slug)
        return schemas.TeamDetail.model_validate(detail)

    async def list_teams(self, query: schemas.TeamQuery) -> schemas.TeamPage:
        """Return one page of the teams that match the query."""
        return await in_session(self.repository.session, read_page, TEAMS, query, schemas.TeamPage)

    async def get_team(self, slug: str) -> schemas.TeamDetail:
        """Return one team with its tags and its first 100 members. Raises `NotFound`."""
        return schemas.TeamDetail.model_validate(await in_session(self.repository.session, read_team, slug))

    async def update_team(self, slug: str, data: schemas.TeamUpdate, caller: Caller) -> schemas.TeamDetail:
        """Change the fields that were sent. Raises `NotFound`, `Forbidden`, `TeamFull`."""
        session = self.repository.session
        changes = data.changes()
        async with unit_of_work(session):
            team = await lock_team(session, slug)
            member = await find_member(session, team, caller.id)
            if not caller.is_superuser and (member is None or member.role != "admin"):
                raise Forbidden
            if data.seats is not None and data.seats < await count_members(session, team):
                raise TeamFull
            if "tags" in changes:
                await replace_tags(session, team_tag, team, changes.pop("tags"))
            for name, value in changes.items():
                setattr(team, name, value)
            detail = await in_session(session, read_team, slug)
        return schemas.TeamDetail.model_validate(detail)

    async def delete_team(self, slug: str, caller: Caller) -> None:
        """Delete a team and its memberships. Raises `NotFound`, `Forbidden`."""
        session = self.repository.session
        async with unit_of_work(session):
            team = await lock_team(session, slug)
            member = await find_member(session, team, caller.id)
            if not caller.is_superuser and (member is None or not member.is_owner):
                raise Forbidden
            await session.delete(team)
            session.add(Event(kind="team_deleted"))

    async def _insert(self, data: schemas.TeamCreate, tags: list[Tag], caller: Caller) -> Team:
        """Insert a team; try another slug if somebody else takes this one first."""
        for _ in range(MAX_ATTEMPTS):
            # `to_model` calls `to_model_on_create` above, which looks for a free slug.
            team = await self.to_model(data.model_dump(exclude={"tags"}), "create")
            team.tags = tags
            team.members = [TeamMember(user_id=caller.id, role="admin", is_owner=True)]
            try:
                async with self.repository.session.begin_nested():
                    await self.repository.add(team, auto_refresh=False)
            except Exception as error:
                if violation(error) is not Violation.DUPLICATE:
                    raise
            else:
                return team
        raise RuntimeError(f"a slug was taken by others {MAX_ATTEMPTS} times in a row")


def read_team(session: Session, slug: str) -> dict[str, Any]:
    """Read a team with its tags and its first 100 members, as the members of `TeamDetail`. Raises `NotFound`."""
    with reading(session):
        found = read_members(session, TEAM_DETAILS, slug=slug)
        if found is None:
            raise NotFound
        members = read_first(session, MEMBERS, FIRST_MEMBERS, "created_at", "asc", team=slug)
    return {**found, "members": members}


async def lock_team(session: AnySession, slug: str) -> Team:
    """Keep others from changing a team or its members until the transaction ends. Raises `NotFound`."""
    team = (await session.scalars(select(Team).where(Team.slug == slug).with_for_update())).one_or_none()
    if team is None:
        raise NotFound
    return team


async def find_member(session: AnySession, team: Team, user_id: UUID) -> TeamMember | None:
    """Return a user's membership in a team, with the user loaded; None if there is none."""
    statement = select(TeamMember).where(TeamMember.team_id == team.id, TeamMember.user_id == user_id)
    return (await session.scalars(statement.options(joinedload(TeamMember.user, innerjoin=True)))).one_or_none()


async def count_members(session: AnySession, team: Team) -> int:
    """Return the number of the team's members."""
    return (await session.scalars(select(func.count()).where(TeamMember.team_id == team.id))).one()
