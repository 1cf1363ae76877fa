"""Tags: creating, listing, reading, renaming, deleting."""

from typing import Any

from litestar import Controller, Request, Response, delete, get, patch, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK

from core import schemas
from core.security import Caller
from core.services import Services

from ..dependencies import location, parse_query

KNOWN = ResponseSpec(schemas.Tag, generate_examples=False, description="The tag is known")


class TagController(Controller):
    path = "/tags"
    tags = ("tags",)

    @post(current_caller=True, responses={HTTP_200_OK: KNOWN})
    async def create_tag(
        self, data: JSONBody[schemas.TagCreate], services: NamedDependency[Services], request: Request[Any, Any, Any]
    ) -> Response[schemas.Tag]:
        """The tag of a name, made if there is none."""
        tag, made = await services.tags.create_tag(data)
        if not made:
            return Response(tag, status_code=HTTP_200_OK)
        return Response(tag, headers=location(request, TagController.get_tag, slug=tag.slug))

    @get(dependencies=parse_query(schemas.TagQuery))
    async def list_tags(
        self, parsed_query: NamedDependency[schemas.TagQuery], services: NamedDependency[Services]
    ) -> schemas.TagPage:
        """Tags, a page at a time."""
        return await services.tags.list_tags(parsed_query)

    @get("/{slug:str}")
    async def get_tag(self, slug: FromPath[str], services: NamedDependency[Services]) -> schemas.Tag:
        """One tag."""
        return await services.tags.get_tag(slug)

    @patch("/{slug:str}", current_caller=True)
    async def update_tag(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.TagUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.Tag:
        """Rename a tag, as a superuser."""
        return await services.tags.update_tag(slug, data, caller)

    @delete("/{slug:str}", current_caller=True)
    async def delete_tag(
        self, slug: FromPath[str], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> None:
        """Delete a tag and take it off everything, as a superuser."""
        await services.tags.delete_tag(slug, caller)
