"""Members of a team: add, list, change, hand the team over, remove."""

from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from sqlalchemy import select
from sqlalchemy.orm import Session

from .. import schemas
from ..database.rows import read_one, read_page
from ..database.unit_of_work import in_session, reading, unit_of_work
from ..errors import AlreadyMember, Forbidden, NoSuchUser, NotFound, OwnerStays, TeamFull
from ..models import Event, Team, TeamMember
from ..security import Caller
from .team import MEMBERS, TEAMS, count_members, find_member, lock_team
from .user import lock_users


class MemberRepository(SQLAlchemyAsyncRepository[TeamMember]):
    model_type = TeamMember


class MemberService(SQLAlchemyAsyncRepositoryService[TeamMember, MemberRepository]):
    """The rules of membership.

    Every method that writes locks the users first and the team second, so that two of them cannot deadlock. The lock
    on the team keeps it at exactly one owner, whatever happens at once.
    """

    repository_type = MemberRepository

    async def add_member(self, slug: str, data: schemas.MemberCreate, caller: Caller) -> schemas.Member:
        """Add a user to a team. Raises `NotFound`, `Forbidden`, `NoSuchUser`, `AlreadyMember`, `TeamFull`."""
        session = self.repository.session
        async with unit_of_work(session):
            existing = await lock_users(session, [data.user_id])
            team = await lock_team(session, slug)
            await self._require_admin(team, caller)
            if data.user_id not in existing:
                raise NoSuchUser
            if await find_member(session, team, data.user_id) is not None:
                raise AlreadyMember
            if team.seats is not None and await count_members(session, team) >= team.seats:
                raise TeamFull
            member = TeamMember(team_id=team.id, user_id=data.user_id, role=data.role)
            session.add(Event(kind="member_added"))
            await self.repository.add(member, auto_refresh=False)
            await session.refresh(member, ["user"])
        return schemas.Member.model_validate(member)

    async def list_members(self, slug: str, query: schemas.MemberQuery) -> schemas.MemberPage:
        """Return one page of a team's members. Raises `NotFound`."""
        return await in_session(self.repository.session, read_members_page, slug, query)

    async def update_member(
        self, slug: str, user_id: UUID, data: schemas.MemberUpdate, caller: Caller
    ) -> schemas.Member:
        """Change a member's role, or hand the team over to them. Raises `NotFound`, `Forbidden`, `OwnerStays`."""
        session = self.repository.session
        async with unit_of_work(session):
            await lock_users(session, [user_id])
            team = await lock_team(session, slug)
            member = await find_member(session, team, user_id)
            if member is None:
                raise NotFound
            if data.is_owner:
                await self._hand_over(team, member, caller)
            else:
                await self._require_admin(team, caller)
                if "role" in data.model_fields_set and member.is_owner and data.role != "admin":
                    raise OwnerStays
                if "role" in data.model_fields_set:
                    member.role = data.role
            await session.flush()
        return schemas.Member.model_validate(member)

    async def remove_member(self, slug: str, user_id: UUID, caller: Caller) -> None:
        """Remove a member; members may remove themselves. Raises `NotFound`, `Forbidden`, `OwnerStays`."""
        session = self.repository.session
        async with unit_of_work(session):
            await lock_users(session, [user_id])
            team = await lock_team(session, slug)
            member = await find_member(session, team, user_id)
            if member is None:
                raise NotFound
            if user_id != caller.id:
                await self._require_admin(team, caller)
            if member.is_owner:
                raise OwnerStays
            await session.delete(member)
            session.add(Event(kind="member_removed"))

    async def _hand_over(self, team: Team, member: TeamMember, caller: Caller) -> None:
        """Make a member the owner. Raises `Forbidden` unless the caller owns the team or is a superuser."""
        session = self.repository.session
        owners = select(TeamMember).where(TeamMember.team_id == team.id, TeamMember.is_owner)
        owner = (await session.scalars(owners)).one()
        if owner.user_id != caller.id and not caller.is_superuser:
            raise Forbidden
        if owner is not member:
            owner.is_owner = False
            await session.flush()  # first, because the database refuses a second owner
            member.is_owner, member.role = True, "admin"

    async def _require_admin(self, team: Team, caller: Caller) -> None:
        """Raise `Forbidden` unless the caller is an admin of the team or a superuser."""
        if caller.is_superuser:
            return
        own = await find_member(self.repository.session, team, caller.id)
        if own is None or own.role != "admin":
            raise Forbidden


def read_members_page(session: Session, slug: str, query: schemas.MemberQuery) -> schemas.MemberPage:
    """Read a page of a team's members. Raises `NotFound`."""
    with reading(session):
        page = read_page(session, MEMBERS, query, schemas.MemberPage, team=slug)
        # A team has members; whether there is a team is asked only where the query leaves none of them.
        if not page.items and read_one(session, TEAMS, slug=slug) is None:
            raise NotFound
    return page
