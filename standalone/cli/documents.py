"""Commands for documents."""

from uuid import UUID

import click

from core import schemas
from core.commandline.caller import OPERATOR
from core.http.upload import MEDIA_TYPE

from .domain import open_domain
from .input import acting_as, describe_file, read_body, read_chunks, read_query
from .options import as_option, body_options, id_argument, json_option, query_options, text
from .output import print_one, print_page

COLUMNS = ("id", "owner_id", "name", "content_type", "size", "created_at")


def media_type(value: str) -> str:
    """Refuse a bad media type. In an upload, core would replace it without an error."""
    if not MEDIA_TYPE.fullmatch(value):
        raise click.BadParameter(f"{value!r} is not a media type.")
    return value.lower()


@click.group()
def documents() -> None:
    """List, create, show, rename, download and delete documents."""


@documents.command("list")
@query_options(schemas.DocumentQuery)
@json_option
def list_documents(*, as_json: bool, **options: str | None) -> None:
    """List one page of everybody's documents."""
    with open_domain() as domain:
        query = read_query(schemas.DocumentQuery, options)
        print_page(domain.documents.list_documents(query, OPERATOR), COLUMNS, as_json=as_json)


@documents.command("create")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@as_option(required=True)
@click.option("--name", type=text, help="The name of FILE by default.")
@click.option("--content-type", type=media_type, help="By default, a guess from the name of FILE.")
@json_option
def create_document(path: str, user: str | UUID, *, name: str | None, content_type: str | None, as_json: bool) -> None:
    """Store FILE, which may be of any size. If FILE is -, read standard input."""
    with open_domain() as domain:
        caller = acting_as(domain, user)
        description = describe_file(path, name, content_type)
        document = domain.documents.create_document(read_chunks(path), lambda: description, caller)
        print_one(document, as_json=as_json)


@documents.command("show")
@id_argument
@json_option
def get_document(item_id: UUID, *, as_json: bool) -> None:
    """Show one document, without its content."""
    with open_domain() as domain:
        print_one(domain.documents.get_document(item_id, OPERATOR), as_json=as_json)


@documents.command("update")
@id_argument
@body_options(schemas.DocumentUpdate)
@json_option
def update_document(item_id: UUID, *, as_json: bool, **options: object) -> None:
    """Rename a document."""
    with open_domain() as domain:
        data = read_body(schemas.DocumentUpdate, options)
        print_one(domain.documents.update_document(item_id, data, OPERATOR), as_json=as_json)


@documents.command("download")
@id_argument
@click.argument("path", metavar="[FILE]", type=click.Path(dir_okay=False, allow_dash=True), default="-")
def get_document_content(item_id: UUID, path: str) -> None:
    """Write the content of a document to FILE, by default to standard output."""
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
