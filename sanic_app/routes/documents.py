"""Documents: uploading, listing, renaming, downloading, deleting."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, empty, json

from core import schemas
from core.http.download import Conditions
from core.http.upload import Upload
from core.services import DocumentService

from ..binding import Request
from ..caller import CurrentCaller
from ..exchange import send_download

blueprint = Blueprint("documents", url_prefix="/documents")


@blueprint.post("", stream=True)
async def create_document(
    request: Request, caller: CurrentCaller, upload: Upload, documents: DocumentService
) -> HTTPResponse:
    """Upload a file."""
    document = await documents.create_document(upload, upload.describe, caller)
    location = request.path_for("documents.get_document", document_id=document.id)
    return json(document, status=201, headers={"Location": location})


@blueprint.get("")
async def list_documents(
    request: Request, caller: CurrentCaller, query: schemas.DocumentQuery, documents: DocumentService
) -> HTTPResponse:
    """One's own documents, a page at a time; a superuser's all."""
    return json(await documents.list_documents(query, caller))


@blueprint.get("/<document_id:uuid>")
async def get_document(
    request: Request, document_id: UUID, caller: CurrentCaller, documents: DocumentService
) -> HTTPResponse:
    """One document."""
    return json(await documents.get_document(document_id, caller))


@blueprint.patch("/<document_id:uuid>")
async def update_document(
    request: Request, document_id: UUID, caller: CurrentCaller, data: schemas.DocumentUpdate, documents: DocumentService
) -> HTTPResponse:
    """Rename a document."""
    return json(await documents.update_document(document_id, data, caller))


@blueprint.delete("/<document_id:uuid>", ignore_body=True)
async def delete_document(
    request: Request, document_id: UUID, caller: CurrentCaller, documents: DocumentService
) -> HTTPResponse:
    """Delete a document and its content."""
    await documents.delete_document(document_id, caller)
    return empty()


@blueprint.get("/<document_id:uuid>/content")
async def get_document_content(
    request: Request, document_id: UUID, caller: CurrentCaller, conditions: Conditions, documents: DocumentService
) -> None:
    """Download a document."""
    await send_download(request, conditions, await documents.get_document_content(document_id, caller))
