"""Documents: uploading, listing, renaming, downloading, deleting."""

from uuid import UUID

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.schemas import DocumentQuery, DocumentUpdate

from ..caller import caller, current_caller_required
from ..dependencies import conditions, parse_body, parse_query, services, upload
from ..responses import as_json, download, no_content

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.post("")
@current_caller_required
def create_document() -> ResponseReturnValue:
    """Upload a file."""
    file = upload()
    document = services().documents.create_document(file, file.describe, caller())
    return as_json(document), 201, {"Location": url_for(".get_document", document_id=document.id)}


@blueprint.get("")
@current_caller_required
def list_documents() -> Response:
    """One's own documents, a page at a time; a superuser's all."""
    query = parse_query(DocumentQuery)
    return as_json(services().documents.list_documents(query, caller()))


@blueprint.get("/<uuid:document_id>")
@current_caller_required
def get_document(document_id: UUID) -> Response:
    """One document."""
    return as_json(services().documents.get_document(document_id, caller()))


@blueprint.patch("/<uuid:document_id>")
@current_caller_required
def update_document(document_id: UUID) -> Response:
    """Rename a document."""
    data = parse_body(DocumentUpdate)
    return as_json(services().documents.update_document(document_id, data, caller()))


@blueprint.delete("/<uuid:document_id>")
@current_caller_required
def delete_document(document_id: UUID) -> Response:
    """Delete a document and its content."""
    services().documents.delete_document(document_id, caller())
    return no_content()


@blueprint.get("/<uuid:document_id>/content")
@current_caller_required
def get_document_content(document_id: UUID) -> Response:
    """Download a document."""
    return download(conditions(), services().documents.get_document_content(document_id, caller()))
