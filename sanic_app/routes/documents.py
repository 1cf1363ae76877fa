"""Documents: uploading, listing, renaming, downloading, deleting."""

from uuid import UUID

from sanic import Blueprint, HTTPResponse, Request, empty

from core import schemas
from core.http.download import Conditions
from core.http.upload import Upload
from core.services import Services

from ..caller import CurrentCaller
from ..dependencies import location
from ..responses import download, json

blueprint = Blueprint("documents", url_prefix="/documents")


@blueprint.post("", stream=True)
async def create_document(request: Request, caller: CurrentCaller, upload: Upload, services: Services) -> HTTPResponse:
    """Upload a file."""
    document = await services.documents.create_document(upload, upload.describe, caller)
    return json(document, status=201, headers=location(request, "documents.get_document", document_id=document.id))


@blueprint.get("")
async def list_documents(
    request: Request, caller: CurrentCaller, query: schemas.DocumentQuery, services: Services
) -> HTTPResponse:
    """One's own documents, a page at a time; a superuser's all."""
    return json(await services.documents.list_documents(query, caller))


@blueprint.get("/<document_id:uuid>")
async def get_document(request: Request, document_id: UUID, caller: CurrentCaller, services: Services) -> HTTPResponse:
    """One document."""
    return json(await services.documents.get_document(document_id, caller))


@blueprint.patch("/<document_id:uuid>")
async def update_document(
    request: Request, document_id: UUID, caller: CurrentCaller, data: schemas.DocumentUpdate, services: Services
) -> HTTPResponse:
    """Rename a document."""
    return json(await services.documents.update_document(document_id, data, caller))


@blueprint.delete("/<document_id:uuid>", ignore_body=True)
async def delete_document(
    request: Request, document_id: UUID, caller: CurrentCaller, services: Services
) -> HTTPResponse:
    """Delete a document and its content."""
    await services.documents.delete_document(document_id, caller)
    return empty()


@blueprint.get("/<document_id:uuid>/content")
async def get_document_content(
    request: Request, document_id: UUID, caller: CurrentCaller, conditions: Conditions, services: Services
) -> None:
    """Download a document."""
    await download(request, conditions, await services.documents.get_document_content(document_id, caller))
