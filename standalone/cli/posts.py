"""Posts."""

from contextlib import closing
from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import (
    acting_as,
    as_option,
    clear_option,
    id_argument,
    json_option,
    query_options,
    read_body,
    read_query,
    tags_option,
    text_or_stdin,
)
from .output import print_one, print_page

COLUMNS = ("id", "author_id", "title", "published_at", "created_at")

published_option = click.option("--published-at", help="An RFC 3339 time with an offset.")


@click.group()
def posts() -> None:
    """List, export, create, show, change and delete posts."""


@posts.command("list")
@query_options(schemas.PostQuery)
@json_option
def list_posts(*, as_json: bool, **options: str | None) -> None:
    """Posts, a page at a time."""
    with open_domain() as domain:
        print_page(domain.posts.list_posts(read_query(schemas.PostQuery, options)), COLUMNS, as_json=as_json)


@posts.command("export")
@query_options(schemas.PostFilterQuery)
def export_posts(**options: str | None) -> None:
    """All posts that match, oldest first, a line of JSON each."""
    with (
        open_domain() as domain,
        closing(domain.posts.export_posts(read_query(schemas.PostFilterQuery, options))) as chunks,
    ):
        for chunk in chunks:
            click.echo(chunk, nl=False)


@posts.command("create")
@as_option(required=True)
@click.option("--title", prompt=True)
@click.option("--body", prompt=True, callback=text_or_stdin, help="The text; - reads it from standard input.")
@published_option
@tags_option
@json_option
def create_post(user: str | UUID, *, as_json: bool, **members: object) -> None:
    """Write a post as one of the users."""
    with open_domain() as domain:
        data = read_body(schemas.PostCreate, members)
        print_one(domain.posts.create_post(data, acting_as(domain, user)), as_json=as_json)


@posts.command("show")
@id_argument
@json_option
def get_post(item_id: UUID, *, as_json: bool) -> None:
    """One post."""
    with open_domain() as domain:
        print_one(domain.posts.get_post(item_id), as_json=as_json)


@posts.command("update")
@id_argument
@click.option("--title")
@click.option("--body", callback=text_or_stdin, help="The text; - reads it from standard input.")
@published_option
@tags_option
@clear_option("published_at", "tags")
@json_option
def update_post(item_id: UUID, *, clear: tuple[str, ...], as_json: bool, **members: object) -> None:
    """Change what is given of a post; tags replace the ones it has."""
    with open_domain() as domain:
        data = read_body(schemas.PostUpdate, members, clear)
        print_one(domain.posts.update_post(item_id, data, OPERATOR), as_json=as_json)


@posts.command("delete")
@id_argument
def delete_post(item_id: UUID) -> None:
    """Delete a post."""
    with open_domain() as domain:
        domain.posts.delete_post(item_id, OPERATOR)
