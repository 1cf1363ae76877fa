"""Documents."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR

from .domain import open_domain
from .input import (
    acting_as,
    as_option,
    check_media_type,
    id_argument,
    json_option,
    query_options,
    read_body,
    read_file,
    read_query,
)
from .output import print_one, print_page

COLUMNS = ("id", "owner_id", "name", "content_type", "size", "created_at")


@click.group()
def documents() -> None:
    """List, create, show, rename, download and delete documents."""


@documents.command("list")
@query_options(schemas.DocumentQuery)
@json_option
def list_documents(*, as_json: bool, **options: str | None) -> None:
    """Everybody's documents, a page at a time."""
    with open_domain() as domain:
        query = read_query(schemas.DocumentQuery, options)
        print_page(domain.documents.list_documents(query, OPERATOR), COLUMNS, as_json=as_json)


@documents.command("create")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@as_option(required=True)
@click.option("--name", help="The file's own by default.")
@click.option("--content-type", callback=check_media_type, help="Guessed from the file's name by default.")
@json_option
def create_document(path: str, user: str | UUID, *, name: str | None, content_type: str | None, as_json: bool) -> None:
    """Store FILE, however large, as one of the users; - reads standard input."""
    with open_domain() as domain:
        upload = read_file(path, name, content_type)
        print_one(domain.documents.create_document(upload, upload.describe, acting_as(domain, user)), as_json=as_json)


@documents.command("show")
@id_argument
@json_option
def get_document(item_id: UUID, *, as_json: bool) -> None:
    """One document, without its content."""
    with open_domain() as domain:
        print_one(domain.documents.get_document(item_id, OPERATOR), as_json=as_json)


@documents.command("update")
@id_argument
@click.option("--name")
@json_option
def update_document(item_id: UUID, *, as_json: bool, **members: str | None) -> None:
    """Rename a document."""
    with open_domain() as domain:
        data = read_body(schemas.DocumentUpdate, members)
        print_one(domain.documents.update_document(item_id, data, OPERATOR), as_json=as_json)


@documents.command("download")
@id_argument
@click.argument("path", metavar="[FILE]", type=click.Path(dir_okay=False, allow_dash=True), default="-")
def get_document_content(item_id: UUID, path: str) -> None:
    """Write the content of a document to FILE, or to standard output."""
    with open_domain() as domain:
        content = domain.documents.get_document_content(item_id, OPERATOR)
        with click.open_file(path, "wb") as target:
            for chunk in content.read(0, content.document.size) if content.document.size else ():
                click.echo(chunk, target, nl=False)


@documents.command("delete")
@id_argument
def delete_document(item_id: UUID) -> None:
    """Delete a document and its content."""
    with open_domain() as domain:
        domain.documents.delete_document(item_id, OPERATOR)
