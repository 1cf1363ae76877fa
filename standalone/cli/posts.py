"""Commands for posts."""

from contextlib import closing
from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import acting_as, read_body, read_query
from .options import as_option, body_options, id_argument, json_option, query_options
from .output import print_one, print_page

COLUMNS = ("id", "author_id", "title", "published_at", "created_at")


@click.group()
def posts() -> None:
    """List, export, create, show, change and delete posts."""


@posts.command("list")
@query_options(schemas.PostQuery)
@json_option
def list_posts(*, as_json: bool, **options: str | None) -> None:
    """List one page of posts."""
    with open_domain() as domain:
        print_page(domain.posts.list_posts(read_query(schemas.PostQuery, options)), COLUMNS, as_json=as_json)


@posts.command("export")
@query_options(schemas.PostFilterQuery)
def export_posts(**options: str | None) -> None:
    """Print all matching posts, the oldest first, one line of JSON for each."""
    with open_domain() as domain:
        query = read_query(schemas.PostFilterQuery, options)
        with closing(domain.posts.export_posts(query)) as chunks:
            for chunk in chunks:
                click.echo(chunk, nl=False)


@posts.command("create")
@as_option(required=True)
@body_options(schemas.PostCreate)
@json_option
def create_post(user: str | UUID, *, as_json: bool, **options: object) -> None:
    """Create a post."""
    with open_domain() as domain:
        data = read_body(schemas.PostCreate, options)
        print_one(domain.posts.create_post(data, acting_as(domain, user)), as_json=as_json)


@posts.command("show")
@id_argument
@json_option
def get_post(item_id: UUID, *, as_json: bool) -> None:
    """Show one post."""
    with open_domain() as domain:
        print_one(domain.posts.get_post(item_id), as_json=as_json)


@posts.command("update")
@id_argument
@body_options(schemas.PostUpdate)
@json_option
def update_post(item_id: UUID, *, clear: tuple[str, ...], as_json: bool, **options: object) -> None:
    """Change the given fields of a post."""
    with open_domain() as domain:
        data = read_body(schemas.PostUpdate, options, clear)
        print_one(domain.posts.update_post(item_id, data, OPERATOR), as_json=as_json)


@posts.command("delete")
@id_argument
def delete_post(item_id: UUID) -> None:
    """Delete a post."""
    with open_domain() as domain:
        domain.posts.delete_post(item_id, OPERATOR)
