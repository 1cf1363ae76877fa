"""Posts: writing, listing, exporting, reading, changing, deleting."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK

from core import schemas
from core.http.operation import NDJSON
from core.security import Caller
from core.services import Services

from ..dependencies import location, parse_query
from ..responses import stream

LINES = ResponseSpec(schemas.Post, generate_examples=False, description="A post a line", media_type=NDJSON)


class PostController(Controller):
    path = "/posts"
    tags = ("posts",)

    @post(current_caller=True)
    async def create_post(
        self,
        data: JSONBody[schemas.PostCreate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Response[schemas.Post]:
        """Write a post."""
        made = await services.posts.create_post(data, caller)
        return Response(made, headers=location(request, PostController.get_post, post_id=made.id))

    @get(dependencies=parse_query(schemas.PostQuery))
    async def list_posts(
        self, parsed_query: NamedDependency[schemas.PostQuery], services: NamedDependency[Services]
    ) -> schemas.PostPage:
        """Posts, a page at a time."""
        return await services.posts.list_posts(parsed_query)

    @get(
        "/export", media_type=NDJSON, responses={HTTP_200_OK: LINES}, dependencies=parse_query(schemas.PostFilterQuery)
    )
    async def export_posts(
        self,
        parsed_query: NamedDependency[schemas.PostFilterQuery],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Stream:
        """All posts that match, oldest first, one a line."""
        return stream(request, await services.posts.export_posts(parsed_query))

    @get("/{post_id:uuid}")
    async def get_post(self, post_id: FromPath[UUID], services: NamedDependency[Services]) -> schemas.Post:
        """One post."""
        return await services.posts.get_post(post_id)

    @patch("/{post_id:uuid}", current_caller=True)
    async def update_post(
        self,
        post_id: FromPath[UUID],
        data: JSONBody[schemas.PostUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.Post:
        """Change one's own post, or as a superuser any."""
        return await services.posts.update_post(post_id, data, caller)

    @delete("/{post_id:uuid}", current_caller=True)
    async def delete_post(
        self, post_id: FromPath[UUID], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> None:
        """Delete one's own post, or as a superuser any."""
        await services.posts.delete_post(post_id, caller)
