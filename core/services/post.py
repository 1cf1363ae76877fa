"""Posts: writing, reading, changing, deleting, exporting."""

from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import aclosing
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from pydantic_core import to_json
from sqlalchemy import literal, tuple_
from sqlalchemy.orm import defer, selectinload

from .. import schemas
from ..database import paging
from ..database.unit_of_work import unit_of_work
from ..errors import Forbidden, NotFound
from ..models import Post, Tag, post_tag
from ..security import Caller
from .locks import lock_caller
from .outbox import record_event
from .tag import get_or_create_tags, replace_tags

EXPORTED_AT_ONCE = 100
SENT_AT_ONCE = 256 * 1024


class PostRepository(SQLAlchemyAsyncRepository[Post]):
    model_type = Post


class PostService(SQLAlchemyAsyncRepositoryService[Post, PostRepository]):
    """The rules of posts; each writing method is one unit of work."""

    repository_type = PostRepository

    async def create_post(self, data: schemas.PostCreate, caller: Caller) -> schemas.Post:
        """Write a post. Raises `InvalidToken` for a caller who is gone."""
        session = self.repository.session
        async with unit_of_work(session):
            await lock_caller(session, caller)
            tags = await get_or_create_tags(session, data.tags)
            post = Post(**data.model_dump(exclude={"tags"}), author_id=caller.id, tags=list(tags))
            record_event(session, "post_created")
            await self.repository.add(post, auto_refresh=False)
        return schemas.Post.model_validate(post)

    async def list_posts(self, query: schemas.PostQuery) -> schemas.PostPage:
        """One page of the posts that match."""
        matching = self._matching(query)
        rows = await self.get_many(*matching, *paging.position(query, Post), load=selectinload(Post.tags))
        items, following = paging.cut(query, rows)
        return schemas.PostPage(
            items=[schemas.Post.model_validate(post) for post in items],
            total=await self.count(*matching) if query.total else None,
            limit=query.limit,
            offset=query.offset,
            next=following,
        )

    async def export_posts(self, query: schemas.PostFilterQuery) -> AsyncGenerator[bytes]:
        """All posts that match, oldest first, as lines of JSON: read by the hundred, sent in blocks of some 256 KiB.

        The first hundred is read before this returns, so that what fails can still be told. Each is read in a
        transaction of its own: a slow reader holds no connection, and what is written meanwhile may or may not show.
        """
        chunks = self._chunks(query)
        return resumed(await anext(chunks, b""), chunks)

    async def _chunks(self, query: schemas.PostFilterQuery) -> AsyncGenerator[bytes]:
        session, matching = self.repository.session, self._matching(query)
        ordered = [paging.OrderBy("created_at", "asc"), paging.OrderBy("id", "asc")]
        limited = paging.LimitOffset(EXPORTED_AT_ONCE, 0)
        load = [selectinload(Post.tags), defer(Post.search_text)]  # as long as the post itself, and not told
        position: list[paging.ColumnElement[bool]] = []
        while True:
            async with session.begin():
                posts = await self.get_many(*matching, *position, *ordered, limited, load=load)
            for lines in blocks(posts):
                yield lines
            if len(posts) < EXPORTED_AT_ONCE:
                return
            last = posts[-1]
            position = [
                tuple_(Post.created_at, Post.id)
                > tuple_(literal(last.created_at, Post.created_at.type), literal(last.id, Post.id.type))
            ]
            del posts, last  # not beside the next hundred: at their longest these are 20 MB, and twice that in memory

    async def get_post(self, post_id: UUID) -> schemas.Post:
        """One post. Raises `NotFound`."""
        post = await self.get_one_or_none(id=post_id, load=selectinload(Post.tags))
        if post is None:
            raise NotFound
        return schemas.Post.model_validate(post)

    async def update_post(self, post_id: UUID, data: schemas.PostUpdate, caller: Caller) -> schemas.Post:
        """Change what is given. Raises `NotFound`, `Forbidden`."""
        session = self.repository.session
        async with unit_of_work(session):
            post = await self._owned(post_id, caller)
            if "tags" in data.model_fields_set:
                await replace_tags(session, post_tag, post, data.tags)
            else:
                await session.refresh(post, ["tags"])
            for name, value in data.model_dump(exclude={"tags"}, exclude_unset=True).items():
                setattr(post, name, value)
            await session.flush()
        return schemas.Post.model_validate(post)

    async def delete_post(self, post_id: UUID, caller: Caller) -> None:
        """Delete a post. Raises `NotFound`, `Forbidden`."""
        async with unit_of_work(self.repository.session):
            await self.repository.session.delete(await self._owned(post_id, caller))
            record_event(self.repository.session, "post_deleted")

    def _matching(self, query: schemas.PostFilterQuery) -> paging.Filters:
        matching = paging.matching(query)
        if query.author_id is not None:
            matching.append(Post.author_id == query.author_id)
        if query.tag is not None:
            matching.append(Post.tags.any(Tag.slug == query.tag))
        return matching

    async def _owned(self, post_id: UUID, caller: Caller) -> Post:
        """The row, locked, if the caller may change it."""
        post = await self.get_one_or_none(id=post_id, with_for_update=True)
        if post is None:
            raise NotFound
        if post.author_id != caller.id and not caller.is_superuser:
            raise Forbidden
        return post


def blocks(posts: Iterable[Post]) -> Generator[bytes]:
    """A line for each, in blocks of whole lines: a hundred may be 20 MB, which every layer on the way would hold."""
    block = bytearray()
    for post in posts:
        block += to_json(schemas.Post.model_validate(post)) + b"\n"
        if len(block) >= SENT_AT_ONCE:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


async def resumed(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """What a generator yields, its first chunk having been taken already; closing this closes it too."""
    async with aclosing(rest):
        if first:
            yield first
        async for chunk in rest:
            yield chunk
