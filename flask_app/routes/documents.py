"""Documents: uploading, listing, renaming, downloading, deleting."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import DocumentQuery, DocumentUpdate

from ..caller import caller, current_caller_required
from ..dependencies import conditions, parse_body, parse_query, services, upload
from ..responses import download
from ..strict import refuse_query

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.post("")
@current_caller_required
def create_document() -> ResponseReturnValue:
    """Upload a file."""
    file = upload()
    document = services().documents.create_document(file, file.describe, caller())
    return jsonify(document), 201, {"Location": url_for(".get_document", document_id=document.id)}


@blueprint.get("")
@current_caller_required
def list_documents() -> Response:
    """One's own documents, a page at a time; a superuser's all."""
    query = parse_query(DocumentQuery)
    return jsonify(services().documents.list_documents(query, caller()))


@blueprint.get("/<uuid:document_id>")
@current_caller_required
def get_document(document_id: UUID) -> Response:
    """One document."""
    refuse_query()
    return jsonify(services().documents.get_document(document_id, caller()))


@blueprint.patch("/<uuid:document_id>")
@current_caller_required
def update_document(document_id: UUID) -> Response:
    """Rename a document."""
    data = parse_body(DocumentUpdate)
    return jsonify(services().documents.update_document(document_id, data, caller()))


@blueprint.delete("/<uuid:document_id>")
@current_caller_required
def delete_document(document_id: UUID) -> ResponseReturnValue:
    """Delete a document and its content."""
    refuse_query()
    services().documents.delete_document(document_id, caller())
    return "", 204


@blueprint.get("/<uuid:document_id>/content")
@current_caller_required
def get_document_content(document_id: UUID) -> Response:
    """Download a document."""
    refuse_query()
    return download(conditions(), services().documents.get_document_content(document_id, caller()))
