"""Tags."""

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import json_option, query_options, read_body, read_query, slug_argument
from .output import print_one, print_page

COLUMNS = ("slug", "name", "created_at", "updated_at")


@click.group()
def tags() -> None:
    """List, create, show, rename and delete tags."""


@tags.command("list")
@query_options(schemas.TagQuery)
@json_option
def list_tags(*, as_json: bool, **options: str | None) -> None:
    """Tags, a page at a time."""
    with open_domain() as domain:
        print_page(domain.tags.list_tags(read_query(schemas.TagQuery, options)), COLUMNS, as_json=as_json)


@tags.command("create")
@click.option("--name", prompt=True)
@json_option
def create_tag(*, as_json: bool, **members: str) -> None:
    """The tag of a name, made if there is none."""
    with open_domain() as domain:
        tag, _ = domain.tags.create_tag(read_body(schemas.TagCreate, members))
        print_one(tag, as_json=as_json)


@tags.command("show")
@slug_argument
@json_option
def get_tag(slug: str, *, as_json: bool) -> None:
    """One tag."""
    with open_domain() as domain:
        print_one(domain.tags.get_tag(slug), as_json=as_json)


@tags.command("update")
@slug_argument
@click.option("--name")
@json_option
def update_tag(slug: str, *, as_json: bool, **members: str | None) -> None:
    """Rename a tag; the slug stays."""
    with open_domain() as domain:
        print_one(domain.tags.update_tag(slug, read_body(schemas.TagUpdate, members), OPERATOR), as_json=as_json)


@tags.command("delete")
@slug_argument
def delete_tag(slug: str) -> None:
    """Delete a tag and take it off everything."""
    with open_domain() as domain:
        domain.tags.delete_tag(slug, OPERATOR)
