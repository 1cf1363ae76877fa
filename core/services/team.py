"""Teams: founding, reading, changing, deleting."""

from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncSlugRepository
from advanced_alchemy.service import ModelDictT, SQLAlchemyAsyncRepositoryService, schema_dump
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from .. import schemas
from ..database import paging
from ..database.integrity import Refusal, refusal
from ..database.unit_of_work import AnySession, unit_of_work
from ..errors import Forbidden, NotFound, TeamFull
from ..models import Tag, Team, TeamMember, team_tag
from ..security import Caller
from .locks import lock_caller
from .outbox import record_event
from .slugs import MOST_ATTEMPTS, free_slugs
from .tag import get_or_create_tags, replace_tags

FIRST_MEMBERS = 100


class TeamRepository(SQLAlchemyAsyncSlugRepository[Team]):
    model_type = Team

    async def get_available_slug(self, value_to_slugify: str, **kwargs: Any) -> str:
        return (await free_slugs(self.session, Team.slug, [value_to_slugify]))[0]


class TeamService(SQLAlchemyAsyncRepositoryService[Team, TeamRepository]):
    """The rules of teams; each writing method is one unit of work."""

    repository_type = TeamRepository

    async def to_model_on_create(self, data: "ModelDictT[Team]") -> "ModelDictT[Team]":
        """Give a new team its slug, which no later name changes."""
        if isinstance(data, Team):
            return data
        values: dict[str, Any] = dict(schema_dump(data))
        values["slug"] = await self.repository.get_available_slug(values["name"])
        return values

    async def create_team(self, data: schemas.TeamCreate, caller: Caller) -> schemas.TeamDetail:
        """Found a team, owned by the caller. Raises `InvalidToken` for a caller who is gone."""
        session = self.repository.session
        async with unit_of_work(session):
            await lock_caller(session, caller)
            tags = list(await get_or_create_tags(session, data.tags))
            team = await self._founded(data, tags, caller)
            record_event(session, "team_created")
            return await self._told(team)

    async def _founded(self, data: schemas.TeamCreate, tags: list[Tag], caller: Caller) -> Team:
        for _ in range(MOST_ATTEMPTS):
            team = await self.to_model(data.model_dump(exclude={"tags"}), "create")
            team.tags = tags
            team.members = [TeamMember(user_id=caller.id, role="admin", is_owner=True)]
            try:
                async with self.repository.session.begin_nested():
                    await self.repository.add(team, auto_refresh=False)
            except Exception as error:
                if refusal(error) is not Refusal.DUPLICATE:
                    raise
                # Somebody else took the slug since we looked.
            else:
                return team
        raise RuntimeError("every slug is taken by the time it is used")

    async def list_teams(self, query: schemas.TeamQuery) -> schemas.TeamPage:
        """One page of the teams that match."""
        matching = paging.matching(query)
        if query.tag is not None:
            matching.append(Team.tags.any(Tag.slug == query.tag))
        if query.member_id is not None:
            matching.append(Team.members.any(TeamMember.user_id == query.member_id))
        rows = await self.get_many(*matching, *paging.position(query, Team))
        items, following = paging.cut(query, rows)
        return schemas.TeamPage(
            items=[schemas.Team.model_validate(team) for team in items],
            total=await self.count(*matching) if query.total else None,
            limit=query.limit,
            offset=query.offset,
            next=following,
        )

    async def get_team(self, slug: str) -> schemas.TeamDetail:
        """One team with its tags and first members. Raises `NotFound`."""
        team = await self.repository.get_by_slug(slug)
        if team is None:
            raise NotFound
        return await self._told(team)

    async def update_team(self, slug: str, data: schemas.TeamUpdate, caller: Caller) -> schemas.TeamDetail:
        """Change what is given; the slug stays. Raises `NotFound`, `Forbidden`, `TeamFull`."""
        session = self.repository.session
        async with unit_of_work(session):
            team = await lock_team(session, slug)
            member = await find_member(session, team, caller.id)
            if not caller.is_superuser and (member is None or member.role != "admin"):
                raise Forbidden
            if data.seats is not None and data.seats < await count_members(session, team):
                raise TeamFull
            if "tags" in data.model_fields_set:
                await replace_tags(session, team_tag, team, data.tags)
            for name, value in data.model_dump(exclude={"tags"}, exclude_unset=True).items():
                setattr(team, name, value)
            await session.flush()
            return await self._told(team)

    async def delete_team(self, slug: str, caller: Caller) -> None:
        """Delete a team, its memberships too. Raises `NotFound`, `Forbidden`."""
        session = self.repository.session
        async with unit_of_work(session):
            team = await lock_team(session, slug)
            member = await find_member(session, team, caller.id)
            if not caller.is_superuser and (member is None or not member.is_owner):
                raise Forbidden
            await session.delete(team)
            record_event(session, "team_deleted")

    async def _told(self, team: Team) -> schemas.TeamDetail:
        session = self.repository.session
        await session.refresh(team, ["tags"])
        members = await session.scalars(
            select(TeamMember)
            .where(TeamMember.team_id == team.id)
            .order_by(TeamMember.created_at, TeamMember.id)
            .limit(FIRST_MEMBERS)
            .options(joinedload(TeamMember.user, innerjoin=True))
            .execution_options(populate_existing=True)
        )
        return schemas.TeamDetail(
            id=team.id,
            slug=team.slug,
            name=team.name,
            description=team.description,
            seats=team.seats,
            tags=[schemas.TagReference.model_validate(tag) for tag in team.tags],
            members=[schemas.Member.model_validate(member) for member in members],
            created_at=team.created_at,
            updated_at=team.updated_at,
        )


async def lock_team(session: AnySession, slug: str) -> Team:
    """A team that nobody else changes before the transaction ends, nor its members. Raises `NotFound`."""
    team = (await session.scalars(select(Team).where(Team.slug == slug).with_for_update())).one_or_none()
    if team is None:
        raise NotFound
    return team


async def find_member(session: AnySession, team: Team, user_id: UUID) -> TeamMember | None:
    """A user's membership, with the user."""
    statement = select(TeamMember).where(TeamMember.team_id == team.id, TeamMember.user_id == user_id)
    return (await session.scalars(statement.options(joinedload(TeamMember.user, innerjoin=True)))).one_or_none()


async def count_members(session: AnySession, team: Team) -> int:
    return (await session.scalars(select(func.count()).where(TeamMember.team_id == team.id))).one()
