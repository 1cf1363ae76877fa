"""Documents: uploading, listing, renaming, downloading, deleting."""

from collections.abc import AsyncGenerator
from uuid import UUID

from core import schemas

from ..caller import current_caller
from ..dependencies import AsyncRequest
from ..responses import Response, download
from ..strict import refuse_query


async def create_document(request: AsyncRequest) -> Response[schemas.Document]:
    """Upload a file."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        file = request.upload()
        document = await services.documents.create_document(file, file.describe, caller)
    return Response(document, 201, request.location(f"/documents/{document.id}"))


async def list_documents(request: AsyncRequest) -> Response[schemas.DocumentPage]:
    """One's own documents, a page at a time; a superuser's all."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        query = request.parse_query(schemas.DocumentQuery)
        return Response(await services.documents.list_documents(query, caller))


async def get_document(request: AsyncRequest, document_id: UUID) -> Response[schemas.Document]:
    """One document."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        return Response(await services.documents.get_document(document_id, caller))


async def update_document(request: AsyncRequest, document_id: UUID) -> Response[schemas.Document]:
    """Rename a document."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        data = await request.parse_body(schemas.DocumentUpdate)
        return Response(await services.documents.update_document(document_id, data, caller))


async def delete_document(request: AsyncRequest, document_id: UUID) -> Response[None]:
    """Delete a document and its content."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        await services.documents.delete_document(document_id, caller)
    return Response(None, 204)


async def get_document_content(request: AsyncRequest, document_id: UUID) -> Response[AsyncGenerator[bytes] | None]:
    """Download a document."""
    async with request.resources.services() as services:
        caller = await current_caller(request, services)
        refuse_query(request)
        return await download(request.conditions(), await services.documents.get_document_content(document_id, caller))
