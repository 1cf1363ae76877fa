"""Documents: uploading, reading, renaming, deleting, downloading."""

from uuid import UUID

from flask import Blueprint, Response, jsonify, url_for
from flask.typing import ResponseReturnValue

from core.schemas import DocumentQuery, DocumentUpdate, Query

from ..binding import download
from ..caller import caller, current_caller_required
from ..dependencies import conditions, documents, parse, parse_query, parse_upload

blueprint = Blueprint("documents", __name__, url_prefix="/documents")


@blueprint.post("")
@current_caller_required
def create_document() -> ResponseReturnValue:
    """Upload a file."""
    upload = parse_upload()
    document = documents().create_document(upload, upload.describe, caller())
    return jsonify(document), 201, {"Location": url_for(".get_document", document_id=document.id)}


@blueprint.get("")
@current_caller_required
def list_documents() -> Response:
    """One's own documents, a page at a time; a superuser's all."""
    query = parse_query(DocumentQuery)
    return jsonify(documents().list_documents(query, caller()))


@blueprint.get("/<uuid:document_id>")
@current_caller_required
def get_document(document_id: UUID) -> Response:
    """One document."""
    parse_query(Query)
    return jsonify(documents().get_document(document_id, caller()))


@blueprint.patch("/<uuid:document_id>")
@current_caller_required
def update_document(document_id: UUID) -> Response:
    """Rename a document."""
    data = parse(DocumentUpdate)
    return jsonify(documents().update_document(document_id, data, caller()))


@blueprint.delete("/<uuid:document_id>")
@current_caller_required
def delete_document(document_id: UUID) -> ResponseReturnValue:
    """Delete a document and its content."""
    parse_query(Query)
    documents().delete_document(document_id, caller())
    return "", 204


@blueprint.get("/<uuid:document_id>/content")
@current_caller_required
def get_document_content(document_id: UUID) -> Response:
    """Download a document."""
    parse_query(Query)
    return download(conditions(), documents().get_document_content(document_id, caller()))
