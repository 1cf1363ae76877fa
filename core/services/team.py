"""Teams: create, list, read, change, delete."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncSlugRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, schema_dump
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from .. import schemas
from ..database.filters import list_filters
from ..database.integrity import Violation, violation
from ..database.unit_of_work import AnySession, unit_of_work
from ..errors import Forbidden, NotFound, TeamFull
from ..models import Event, Tag, Team, TeamMember, team_tag
from ..security import Caller
from .reading import read_page
from .slugs import MAX_ATTEMPTS, free_slugs
from .tag import get_or_create_tags, replace_tags
from .user import lock_caller

FIRST_MEMBERS = 100


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
            members = await load_detail(session, team)
        return team_detail(team, members)

    async def list_teams(self, query: schemas.TeamQuery) -> schemas.TeamPage:
        """Return one page of the teams that match the query."""
        filters = list_filters(query)
        if query.tag is not None:
            filters.append(Team.tags.any(Tag.slug == query.tag))
        if query.member_id is not None:
            filters.append(Team.members.any(TeamMember.user_id == query.member_id))
        return await read_page(self.repository, query, filters, schemas.TeamPage)

    async def get_team(self, slug: str) -> schemas.TeamDetail:
        """Return one team with its tags and its first 100 members. Raises `NotFound`."""
        team = await self.repository.get_by_slug(slug)
        if team is None:
            raise NotFound
        return team_detail(team, await load_detail(self.repository.session, team))

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
            await session.flush()
            members = await load_detail(session, team)
        return team_detail(team, members)

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


async def load_detail(session: AnySession, team: Team) -> Sequence[TeamMember]:
    """Load the team's tags; return its first 100 members in the order of joining, with their users."""
    await session.refresh(team, ["tags"])
    members = await session.scalars(
        select(TeamMember)
        .where(TeamMember.team_id == team.id)
        .order_by(TeamMember.created_at, TeamMember.id)
        .limit(FIRST_MEMBERS)
        .options(joinedload(TeamMember.user, innerjoin=True))
        .execution_options(populate_existing=True)
    )
    return members.all()


def team_detail(team: Team, members: Sequence[TeamMember]) -> schemas.TeamDetail:
    """Build the answer from rows that `load_detail` has loaded; no statement is sent."""
    return schemas.TeamDetail(
        **schemas.Team.model_validate(team).model_dump(),
        tags=[schemas.TagReference.model_validate(tag) for tag in team.tags],
        members=[schemas.Member.model_validate(member) for member in members],
    )


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
