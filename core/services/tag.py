"""Tags: create, list, read, rename, delete, and put on posts and teams."""

from collections.abc import Hashable, Sequence
from datetime import UTC, datetime
from typing import Any

from advanced_alchemy.repository import SQLAlchemyAsyncSlugRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from sqlalchemy import ColumnElement, Table, bindparam, delete, exists, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value

from .. import schemas
from ..database.expressions import objects
from ..database.integrity import Violation, violation
from ..database.rows import Rows, read_one, read_page, table_of
from ..database.unit_of_work import AnySession, in_session, unit_of_work
from ..errors import Forbidden, NotFound, TagTaken
from ..models import Event, Post, Tag, Team
from ..security import Caller
from .slugs import MAX_ATTEMPTS, free_slugs, slug_of

TAGS = Rows(Tag, schemas.Tag)


class TagRepository(SQLAlchemyAsyncSlugRepository[Tag]):
    model_type = Tag


class TagService(SQLAlchemyAsyncRepositoryService[Tag, TagRepository]):
    """The rules of tags."""

    repository_type = TagRepository

    async def create_tag(self, data: schemas.TagCreate) -> tuple[schemas.Tag, bool]:
        """Return the tag of this name, and whether it is new."""
        async with unit_of_work(self.repository.session):
            ((tag, is_new),) = (await get_or_create_tags(self.repository.session, [data.name])).items()
        return schemas.Tag.model_validate(tag), is_new

    async def list_tags(self, query: schemas.TagQuery) -> schemas.TagPage:
        """Return one page of the tags that match the query."""
        return await in_session(self.repository.session, read_page, TAGS, query, schemas.TagPage)

    async def get_tag(self, slug: str) -> schemas.Tag:
        """Return one tag. Raises `NotFound`."""
        tag = await in_session(self.repository.session, read_one, TAGS, slug=slug)
        if tag is None:
            raise NotFound
        return tag

    async def update_tag(self, slug: str, data: schemas.TagUpdate, caller: Caller) -> schemas.Tag:
        """Rename a tag; its slug stays. Raises `NotFound`, `Forbidden`, `TagTaken`."""
        async with unit_of_work(self.repository.session, duplicate=TagTaken):
            tag = await self._lock(slug, caller)
            if "name" in data.model_fields_set:
                tag.name = data.name
            await self.repository.session.flush()
        return schemas.Tag.model_validate(tag)

    async def delete_tag(self, slug: str, caller: Caller) -> None:
        """Delete a tag and take it off all posts and teams. Raises `NotFound`, `Forbidden`."""
        async with unit_of_work(self.repository.session):
            await self.repository.session.delete(await self._lock(slug, caller))
            self.repository.session.add(Event(kind="tag_deleted"))

    async def _lock(self, slug: str, caller: Caller) -> Tag:
        """Lock a tag. Raises `NotFound`, and `Forbidden` unless the caller is a superuser."""
        tag = await self.get_one_or_none(slug=slug, with_for_update=True)
        if tag is None:
            raise NotFound
        if not caller.is_superuser:
            raise Forbidden
        return tag


async def get_or_create_tags(session: AnySession, names: Sequence[str]) -> dict[Tag, bool]:
    """Return the tags of these names in the order of their slugs, each with whether it is new.

    Two spellings are one name if they differ only in case and in the form of their accents.

    Call it in a unit of work. Of several spellings of one name the first counts. One statement finds all tags, where
    `UniqueMixin.as_unique_async` needs one for each; the mixin still decides which names are the same.
    """
    spellings: dict[Hashable, str] = {}
    for name in names:
        spellings.setdefault(Tag.unique_hash(name), name)
    # In the order of their slugs, so that two transactions that create the same tags do not deadlock.
    wanted = dict(sorted(spellings.items(), key=lambda item: slug_of(item[1])))
    tags: dict[Tag, bool] = {}
    for _ in range(MAX_ATTEMPTS):
        missing = {key: name for key, name in wanted.items() if key not in {tag.folded_name for tag in tags}}
        if not missing:
            return dict(sorted(tags.items(), key=lambda item: item[0].slug))
        statement = select(Tag).where(or_(*map(Tag.unique_filter, missing.values()))).order_by(Tag.slug)
        # Locked, because a tag that is deleted before this commit would break the rows that refer to it.
        found = list(await session.scalars(statement.with_for_update(read=True, key_share=True)))
        tags |= dict.fromkeys(found, False)
        for tag in found:
            del missing[tag.folded_name]
        if missing:
            slugs = await free_slugs(session, Tag.slug, [*missing.values()])
            new = [Tag(name=name, slug=slug) for name, slug in zip(missing.values(), slugs, strict=True)]
            try:
                async with session.begin_nested():
                    session.add_all(new)
                    for _ in new:
                        session.add(Event(kind="tag_created"))
            except IntegrityError as error:
                if violation(error) is not Violation.DUPLICATE:
                    raise
                continue  # somebody else created one of them, or took its slug, after the SELECT
            tags |= dict.fromkeys(new, True)
    raise RuntimeError(f"a name or slug was taken by others {MAX_ATTEMPTS} times in a row")


def tags_of(model: type[Post | Team], association: Table) -> ColumnElement[Any]:
    """Return the column with a row's tags, by slug; `association` is the table between such rows and tags."""
    owner, tag = table_of(model), table_of(Tag)
    joined = tag.join(association)
    by_slug = select(tag.c.name, tag.c.slug).select_from(joined).where(owner_column(association) == owner.c.id)
    tags = by_slug.order_by(tag.c.slug).correlate(owner).subquery()
    return select(objects(name=tags.c.name, slug=tags.c.slug)).scalar_subquery()


def has_tag(model: type[Post | Team], association: Table) -> ColumnElement[bool]:
    """Return the condition that a row has the tag whose slug is the parameter `tag`."""
    owner, tag = table_of(model), table_of(Tag)
    joined = tag.join(association)
    found = select(tag.c.id).select_from(joined).where(owner_column(association) == owner.c.id)
    return exists(found.where(tag.c.slug == bindparam("tag")).correlate(owner))


def owner_column(association: Table) -> ColumnElement[Any]:
    """Return the column that refers to the row with the tags."""
    owner, _ = association.primary_key.columns
    return owner


async def replace_tags(session: AnySession, association: Table, row: Post | Team, names: Sequence[str]) -> None:
    """Replace the tags of a locked row; `association` is the table between such rows and tags."""
    await session.refresh(row, ["tags"])
    tags = list(await get_or_create_tags(session, names))
    if tags == row.tags:
        return
    owner = owner_column(association)
    # Not through the relationship: if somebody deletes a tag at the same time, its association row goes with it, and
    # the session would fail because it deletes one row fewer than it expects.
    old = [tag.id for tag in row.tags if tag not in tags]
    new = [{owner.name: row.id, "tag_id": tag.id} for tag in tags if tag not in row.tags]
    if old:
        await session.execute(delete(association).where(owner == row.id, association.c.tag_id.in_(old)))
    if new:
        await session.execute(insert(association), new)
    set_committed_value(row, "tags", tags)
    row.updated_at = datetime.now(UTC)
