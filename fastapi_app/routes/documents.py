"""Documents: uploading, listing, renaming, downloading, deleting."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from core import schemas
from core.http.openapi.document import form

from ..binding import StrictRoute, download
from ..caller import CurrentCaller
from ..dependencies import Conditions, Documents, Id, Locate, upload_of
from ..problems import responses

router = APIRouter(prefix="/documents", tags=["documents"], route_class=StrictRoute)

# For FastAPI's document: no signature tells what is read from a stream.
FORM = {"requestBody": form(schemas.DocumentCreate)}


@router.post("", status_code=201, openapi_extra=FORM, responses=responses("create_document"))
async def create_document(
    request: Request, caller: CurrentCaller, documents: Documents, locate: Locate
) -> schemas.Document:
    """Upload a file."""
    upload = upload_of(request)
    document = await documents.create_document(upload, upload.describe, caller)
    locate("get_document", document_id=document.id)
    return document


@router.get("", responses=responses("list_documents"))
async def list_documents(
    query: Annotated[schemas.DocumentQuery, Query()], caller: CurrentCaller, documents: Documents
) -> schemas.DocumentPage:
    """One's own documents, a page at a time; a superuser's all."""
    return await documents.list_documents(query, caller)


@router.get("/{document_id:canonical_uuid}", responses=responses("get_document"))
async def get_document(document_id: Id, caller: CurrentCaller, documents: Documents) -> schemas.Document:
    """One document."""
    return await documents.get_document(document_id, caller)


@router.patch("/{document_id:canonical_uuid}", responses=responses("update_document"))
async def update_document(
    document_id: Id, data: schemas.DocumentUpdate, caller: CurrentCaller, documents: Documents
) -> schemas.Document:
    """Rename a document."""
    return await documents.update_document(document_id, data, caller)


@router.delete(
    "/{document_id:canonical_uuid}", status_code=204, response_class=Response, responses=responses("delete_document")
)
async def delete_document(document_id: Id, caller: CurrentCaller, documents: Documents) -> None:
    """Delete a document and its content."""
    await documents.delete_document(document_id, caller)


@router.get(
    "/{document_id:canonical_uuid}/content",
    response_class=Response,
    responses=responses("get_document_content"),
)
async def get_document_content(
    document_id: Id, conditions: Conditions, caller: CurrentCaller, documents: Documents
) -> Response:
    """Download a document."""
    return await download(conditions, await documents.get_document_content(document_id, caller))
