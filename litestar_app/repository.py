"""The tags a second time, without a service: handlers on Advanced Alchemy's repository, with a DTO for its rows."""

from collections.abc import Generator
from datetime import datetime
from typing import Any, cast

from advanced_alchemy.extensions.litestar import SQLAlchemyDTO, SQLAlchemyDTOConfig
from litestar import Controller, Request, Response, Router, delete, get, patch, post
from litestar.di import NamedDependency, Provide
from litestar.dto import DTOFieldDefinition
from litestar.enums import ScopeType
from litestar.params import FromPath, JSONBody
from litestar.status_codes import HTTP_200_OK
from litestar.types import ASGIApp, Receive, Scope, Send
from sqlalchemy.ext.asyncio import AsyncSession

from core import schemas
from core.database.rows import read_page
from core.database.unit_of_work import in_session, unit_of_work
from core.errors import Forbidden, NotFound, TagTaken
from core.http.exchange import Exchange
from core.models import Event, Tag
from core.schemas.fields import format_time
from core.security import Caller
from core.services.tag import TAGS, TagRepository, get_or_create_tags

from .dependencies import location, parse_query
from .exchange import exchange_of

PREFIX = "/repository"

# Included by name, so that a new column is not shown by itself.
MEMBERS = ("id", "slug", "name", "created_at", "updated_at")


def shown(row: object, name: str) -> Any:
    """A member as JSON has it: msgspec omits a time's fraction that is zero, and uses no `type_encoders`."""
    value = getattr(row, name)
    return format_time(value) if isinstance(value, datetime) else value


class TagDTO(SQLAlchemyDTO[Tag]):
    """A row as the contract shows it; for answers only, since the model lacks the constraints of core's schemas."""

    config = SQLAlchemyDTOConfig(include=set(MEMBERS))
    attribute_accessor = shown

    @classmethod
    def generate_field_definitions(cls, model_type: type[Any]) -> Generator[DTOFieldDefinition, None, None]:
        """The members in the contract's order: the mapper has a base's columns last."""
        definitions = {definition.name: definition for definition in super().generate_field_definitions(model_type)}
        yield from (definitions[name] for name in MEMBERS)


def provide_repository(db_session: NamedDependency[AsyncSession]) -> TagRepository:
    """The rows of tags, over the session of this request."""
    return TagRepository(session=db_session)


async def lock_tag(repository: TagRepository, slug: str, caller: Caller) -> Tag:
    """Lock the row, if the caller may change it. Raises `NotFound`, `Forbidden`."""
    tag = await repository.get_one_or_none(slug=slug, with_for_update=True)
    if tag is None:
        raise NotFound
    if not caller.is_superuser:
        raise Forbidden
    return tag


class TagRowController(Controller):
    path = "/tags"
    return_dto = TagDTO

    @post(current_caller=True)
    async def create_tag(
        self,
        data: JSONBody[schemas.TagCreate],
        repository: NamedDependency[TagRepository],
        request: Request[Any, Any, Any],
    ) -> Response[Tag]:
        """The tag of a name, made if there is none."""
        async with unit_of_work(repository.session):
            ((tag, made),) = (await get_or_create_tags(repository.session, [data.name])).items()
        if not made:
            return Response(tag, status_code=HTTP_200_OK)
        return Response(tag, headers=location(request, TagRowController.get_tag, slug=tag.slug))

    @get(dependencies=parse_query(schemas.TagQuery), return_dto=None)
    async def list_tags(
        self, parsed_query: NamedDependency[schemas.TagQuery], repository: NamedDependency[TagRepository]
    ) -> schemas.TagPage:
        """Tags, a page at a time. It is core's: the DTO needs models, and core reads a page without them."""
        return await in_session(repository.session, read_page, TAGS, parsed_query, schemas.TagPage)

    @get("/{slug:str}")
    async def get_tag(self, slug: FromPath[str], repository: NamedDependency[TagRepository]) -> Tag:
        """One tag."""
        tag = await repository.get_by_slug(slug)
        if tag is None:
            raise NotFound
        return tag

    @patch("/{slug:str}", current_caller=True)
    async def update_tag(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.TagUpdate],
        caller: NamedDependency[Caller],
        repository: NamedDependency[TagRepository],
    ) -> Tag:
        """Rename a tag, as a superuser; the slug stays."""
        async with unit_of_work(repository.session, duplicate=TagTaken):
            tag = await lock_tag(repository, slug, caller)
            if "name" in data.model_fields_set:
                tag.name = data.name
            await repository.session.flush()  # not `repository.update`, which reads the row once more
        return tag

    @delete("/{slug:str}", current_caller=True)
    async def delete_tag(
        self, slug: FromPath[str], caller: NamedDependency[Caller], repository: NamedDependency[TagRepository]
    ) -> None:
        """Delete a tag and take it off everything, as a superuser."""
        async with unit_of_work(repository.session):
            await repository.session.delete(await lock_tag(repository, slug, caller))
            repository.session.add(Event(kind="tag_deleted"))


# A router: an application of its own would need a second plugin, and other keys for its sessions in the scope.
repository = Router(
    PREFIX,
    route_handlers=[TagRowController],
    dependencies={"repository": Provide(provide_repository, sync_to_thread=False)},
    include_in_schema=False,
)


def open_tag_exchange(router: ASGIApp) -> ASGIApp:
    """Wrap the router: below the prefix, a request belongs to the operation of the contract's path."""

    async def handle(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and exchange_of(scope).path.startswith(f"{PREFIX}/tags"):
            opened = exchange_of(scope)
            cast("Any", scope)["likewise"] = Exchange(
                opened.method, opened.path.removeprefix(PREFIX), opened.request_id
            )
        await router(scope, receive, send)

    return handle
