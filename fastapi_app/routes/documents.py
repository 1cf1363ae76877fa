"""Documents: uploading, listing, renaming, downloading, deleting."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from core import schemas

from ..caller import CurrentCaller
from ..dependencies import Id, Location, RequestConditions, RequestServices, upload
from ..responses import download

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=201)
async def create_document(
    request: Request, caller: CurrentCaller, services: RequestServices, location: Location
) -> schemas.Document:
    """Upload a file."""
    file = upload(request)
    document = await services.documents.create_document(file, file.describe, caller)
    location("get_document", document_id=document.id)
    return document


@router.get("")
async def list_documents(
    query: Annotated[schemas.DocumentQuery, Query()], caller: CurrentCaller, services: RequestServices
) -> schemas.DocumentPage:
    """One's own documents, a page at a time; a superuser's all."""
    return await services.documents.list_documents(query, caller)


@router.get("/{document_id}")
async def get_document(document_id: Id, caller: CurrentCaller, services: RequestServices) -> schemas.Document:
    """One document."""
    return await services.documents.get_document(document_id, caller)


@router.patch("/{document_id}")
async def update_document(
    document_id: Id, data: schemas.DocumentUpdate, caller: CurrentCaller, services: RequestServices
) -> schemas.Document:
    """Rename a document."""
    return await services.documents.update_document(document_id, data, caller)


@router.delete("/{document_id}", status_code=204, response_class=Response)
async def delete_document(document_id: Id, caller: CurrentCaller, services: RequestServices) -> None:
    """Delete a document and its content."""
    await services.documents.delete_document(document_id, caller)


@router.get(
    "/{document_id}/content",
    response_class=Response,
)
async def get_document_content(
    document_id: Id, conditions: RequestConditions, caller: CurrentCaller, services: RequestServices
) -> Response:
    """Download a document."""
    return await download(conditions, await services.documents.get_document_content(document_id, caller))
