"""Tags: got by name or made, renamed, deleted."""

from collections.abc import Hashable, Sequence
from datetime import UTC, datetime

from advanced_alchemy.repository import SQLAlchemyAsyncSlugRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from sqlalchemy import Table, delete, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from .. import schemas
from ..database import paging
from ..database.integrity import Refusal, refusal
from ..database.unit_of_work import AnySession, unit_of_work
from ..errors import Forbidden, NotFound, TagTaken
from ..models import Post, Tag, Team
from ..security import Caller
from ..text import slug_of
from .outbox import record_event
from .slugs import MOST_ATTEMPTS, free_slugs


class TagRepository(SQLAlchemyAsyncSlugRepository[Tag]):
    model_type = Tag


class TagService(SQLAlchemyAsyncRepositoryService[Tag, TagRepository]):
    """The rules of tags; each writing method is one unit of work."""

    repository_type = TagRepository

    async def create_tag(self, data: schemas.TagCreate) -> tuple[schemas.Tag, bool]:
        """The tag of this name, and whether it had to be made."""
        async with unit_of_work(self.repository.session):
            ((tag, made),) = (await get_or_create_tags(self.repository.session, [data.name])).items()
        return schemas.Tag.model_validate(tag), made

    async def list_tags(self, query: schemas.TagQuery) -> schemas.TagPage:
        """One page of the tags that match."""
        matching = paging.matching(query)
        rows = await self.get_many(*matching, *paging.position(query, Tag))
        items, following = paging.cut(query, rows)
        return schemas.TagPage(
            items=[schemas.Tag.model_validate(tag) for tag in items],
            total=await self.count(*matching) if query.total else None,
            limit=query.limit,
            offset=query.offset,
            next=following,
        )

    async def get_tag(self, slug: str) -> schemas.Tag:
        """One tag. Raises `NotFound`."""
        tag = await self.repository.get_by_slug(slug)
        if tag is None:
            raise NotFound
        return schemas.Tag.model_validate(tag)

    async def update_tag(self, slug: str, data: schemas.TagUpdate, caller: Caller) -> schemas.Tag:
        """Rename; the slug stays. Raises `NotFound`, `Forbidden`, `TagTaken`."""
        async with unit_of_work(self.repository.session, duplicate=TagTaken):
            tag = await self._managed(slug, caller)
            if "name" in data.model_fields_set:
                tag.name = data.name
            await self.repository.session.flush()
        return schemas.Tag.model_validate(tag)

    async def delete_tag(self, slug: str, caller: Caller) -> None:
        """Delete a tag, and take it off what it is on. Raises `NotFound`, `Forbidden`."""
        async with unit_of_work(self.repository.session):
            await self.repository.session.delete(await self._managed(slug, caller))
            record_event(self.repository.session, "tag_deleted")

    async def _managed(self, slug: str, caller: Caller) -> Tag:
        """The row, locked, if the caller may change it."""
        tag = await self.get_one_or_none(slug=slug, with_for_update=True)
        if tag is None:
            raise NotFound
        if not caller.is_superuser:
            raise Forbidden
        return tag


async def get_or_create_tags(session: AnySession, names: Sequence[str]) -> dict[Tag, bool]:
    """The tags of these names by slug, each with whether it had to be made; within a unit of work.

    The first of several spellings counts. One statement finds all of them, where `UniqueMixin.as_unique_async` needs
    one for each; what makes two names the same is still the mixin's to say.
    """
    spelled: dict[Hashable, str] = {}
    for name in names:
        spelled.setdefault(Tag.unique_hash(name), name)
    # By slug: two transactions that make the same tags then wait for one another, and do not lock up.
    wanted = dict(sorted(spelled.items(), key=lambda item: slug_of(item[1])))
    tags: dict[Tag, bool] = {}
    for _ in range(MOST_ATTEMPTS):
        missing = {key: name for key, name in wanted.items() if key not in {tag.folded_name for tag in tags}}
        if not missing:
            return dict(sorted(tags.items(), key=lambda item: item[0].slug))
        statement = select(Tag).where(or_(*map(Tag.unique_filter, missing.values()))).order_by(Tag.slug)
        # Held: deleted before our commit, a tag would make what refers to it fail.
        found = list(await session.scalars(statement.with_for_update(read=True, key_share=True)))
        tags |= dict.fromkeys(found, False)
        for tag in found:
            del missing[tag.folded_name]
        if missing:
            slugs = await free_slugs(session, Tag.slug, [*missing.values()])
            made = [Tag(name=name, slug=slug) for name, slug in zip(missing.values(), slugs, strict=True)]
            try:
                async with session.begin_nested():
                    session.add_all(made)
                    for _ in made:
                        record_event(session, "tag_created")
            except IntegrityError as error:
                if refusal(error) is not Refusal.DUPLICATE:
                    raise
                continue  # somebody else made one of them, or took its slug, since we looked
            tags |= dict.fromkeys(made, True)
    raise RuntimeError("names or slugs stay taken, whoever has them")


async def replace_tags(session: AnySession, tagging: Table, row: Post | Team, names: Sequence[str]) -> None:
    """Replace the tags of a row, which is locked; `tagging` is the table that joins it to them."""
    await session.refresh(row, ["tags"])
    tags = list(await get_or_create_tags(session, names))
    if tags == row.tags:
        return
    owner, _ = tagging.primary_key.columns
    # By hand: the session takes it for an error when a tag is deleted, and with it what joins it, at the same time.
    gone = [tag.id for tag in row.tags if tag not in tags]
    new = [{owner.name: row.id, "tag_id": tag.id} for tag in tags if tag not in row.tags]
    if gone:
        await session.execute(delete(tagging).where(owner == row.id, tagging.c.tag_id.in_(gone)))
    if new:
        await session.execute(insert(tagging), new)
    set_committed_value(row, "tags", tags)
    row.updated_at = datetime.now(UTC)
