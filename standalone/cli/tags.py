"""Commands for tags."""

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import read_body, read_query
from .options import body_options, json_option, query_options, slug_argument
from .output import print_one, print_page

COLUMNS = ("slug", "name", "created_at", "updated_at")


@click.group()
def tags() -> None:
    """List, create, show, rename and delete tags."""


@tags.command("list")
@query_options(schemas.TagQuery)
@json_option
def list_tags(*, as_json: bool, **options: str | None) -> None:
    """List one page of tags."""
    with open_domain() as domain:
        print_page(domain.tags.list_tags(read_query(schemas.TagQuery, options)), COLUMNS, as_json=as_json)


@tags.command("create")
@body_options(schemas.TagCreate)
@json_option
def create_tag(*, as_json: bool, **options: object) -> None:
    """Create a tag, or show the tag that has this name."""
    with open_domain() as domain:
        tag, _ = domain.tags.create_tag(read_body(schemas.TagCreate, options))
        print_one(tag, as_json=as_json)


@tags.command("show")
@slug_argument
@json_option
def get_tag(slug: str, *, as_json: bool) -> None:
    """Show one tag."""
    with open_domain() as domain:
        print_one(domain.tags.get_tag(slug), as_json=as_json)


@tags.command("update")
@slug_argument
@body_options(schemas.TagUpdate)
@json_option
def update_tag(slug: str, *, as_json: bool, **options: object) -> None:
    """Rename a tag. Its slug stays."""
    with open_domain() as domain:
        print_one(domain.tags.update_tag(slug, read_body(schemas.TagUpdate, options), OPERATOR), as_json=as_json)


@tags.command("delete")
@slug_argument
def delete_tag(slug: str) -> None:
    """Delete a tag, and detach it from posts and teams."""
    with open_domain() as domain:
        domain.tags.delete_tag(slug, OPERATOR)
