"""Posts: create, list, export, read, change, delete."""

from collections.abc import AsyncGenerator, Generator, Iterable, Mapping
from contextlib import aclosing
from typing import Any
from uuid import UUID

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from pydantic_core import to_json

from .. import schemas
from ..database.rows import Rows, read_batch, read_one, read_page
from ..database.unit_of_work import in_session, unit_of_work
from ..errors import Forbidden, NotFound
from ..models import Event, Post, post_tag
from ..security import Caller
from .tag import get_or_create_tags, has_tag, replace_tags, tags_of
from .user import lock_caller

EXPORT_BATCH = 100
"""Posts that the export reads in one transaction."""
BLOCK_SIZE = 256 * 1024
"""Bytes; the export yields a block when it has at least this many."""


POSTS = Rows(
    Post,
    schemas.Post,
    columns={"tags": tags_of(Post, post_tag)},
    filters={"tag": has_tag(Post, post_tag)},
)


class PostRepository(SQLAlchemyAsyncRepository[Post]):
    model_type = Post


class PostService(SQLAlchemyAsyncRepositoryService[Post, PostRepository]):
    """The rules of posts."""

    repository_type = PostRepository

    async def create_post(self, data: schemas.PostCreate, caller: Caller) -> schemas.Post:
        """Create a post of the caller. Raises `InvalidToken` if the caller's row is gone."""
        session = self.repository.session
        async with unit_of_work(session):
            await lock_caller(session, caller)
            tags = await get_or_create_tags(session, data.tags)
            post = Post(**data.model_dump(exclude={"tags"}), author_id=caller.id, tags=list(tags))
            session.add(Event(kind="post_created"))
            await self.repository.add(post, auto_refresh=False)
        return schemas.Post.model_validate(post)

    async def list_posts(self, query: schemas.PostQuery) -> schemas.PostPage:
        """Return one page of the posts that match the query."""
        return await in_session(self.repository.session, read_page, POSTS, query, schemas.PostPage)

    async def export_posts(self, query: schemas.PostFilterQuery) -> AsyncGenerator[bytes]:
        """Return all posts that match, oldest first, as lines of JSON in blocks of about 256 KiB.

        The first batch of 100 posts is read before this returns, so that its errors still become an answer. Each batch
        is read in its own transaction: a slow client holds no connection, and the export may or may not contain posts
        that are written meanwhile.
        """
        blocks = self._export_blocks(query)
        return prepend(await anext(blocks, b""), blocks)

    async def _export_blocks(self, query: schemas.PostFilterQuery) -> AsyncGenerator[bytes]:
        after: schemas.Cursor | None = None
        while True:
            posts, after = await in_session(
                self.repository.session, read_batch, POSTS, EXPORT_BATCH, after, **query.filters()
            )
            for block in json_lines(posts):
                yield block
            if after is None:
                return
            del posts  # 100 posts can be 20 MB, and take twice that in memory; do not keep them beside the next 100

    async def get_post(self, post_id: UUID) -> schemas.Post:
        """Return one post. Raises `NotFound`."""
        post = await in_session(self.repository.session, read_one, POSTS, id=post_id)
        if post is None:
            raise NotFound
        return post

    async def update_post(self, post_id: UUID, data: schemas.PostUpdate, caller: Caller) -> schemas.Post:
        """Change the fields that were sent. Raises `NotFound`, `Forbidden`."""
        session = self.repository.session
        changes = data.changes()
        async with unit_of_work(session):
            post = await self._lock_own(post_id, caller)
            if "tags" in changes:
                await replace_tags(session, post_tag, post, changes.pop("tags"))
            else:
                await session.refresh(post, ["tags"])
            for name, value in changes.items():
                setattr(post, name, value)
            await session.flush()
        return schemas.Post.model_validate(post)

    async def delete_post(self, post_id: UUID, caller: Caller) -> None:
        """Delete a post. Raises `NotFound`, `Forbidden`."""
        async with unit_of_work(self.repository.session):
            await self.repository.session.delete(await self._lock_own(post_id, caller))
            self.repository.session.add(Event(kind="post_deleted"))

    async def _lock_own(self, post_id: UUID, caller: Caller) -> Post:
        """Lock a post that the caller may change. Raises `NotFound`, `Forbidden`."""
        post = await self.get_one_or_none(id=post_id, with_for_update=True)
        if post is None:
            raise NotFound
        if post.author_id != caller.id and not caller.is_superuser:
            raise Forbidden
        return post


def json_lines(posts: Iterable[Mapping[str, Any]]) -> Generator[bytes]:
    """Write each post as a line of JSON, and yield blocks of whole lines.

    All lines of a batch together can be 20 MB, which every layer between here and the client would keep in memory.
    """
    block = bytearray()
    for post in posts:
        block += to_json(schemas.Post.model_validate(post)) + b"\n"
        if len(block) >= BLOCK_SIZE:
            yield bytes(block)
            block.clear()
    if block:
        yield bytes(block)


async def prepend(first: bytes, rest: AsyncGenerator[bytes]) -> AsyncGenerator[bytes]:
    """Yield a chunk that was already taken from a generator, then the rest. Closing this closes the generator too."""
    async with aclosing(rest):
        if first:
            yield first
        async for chunk in rest:
            yield chunk
