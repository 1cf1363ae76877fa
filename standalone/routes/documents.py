"""Documents."""

from collections.abc import AsyncGenerator
from uuid import UUID

from core import schemas

from ..binding import AsyncRequest, Response
from ..caller import read_caller


async def create_document(request: AsyncRequest) -> Response[schemas.Document]:
    """Upload a file."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        upload = request.upload()
        document = await domain.documents.create_document(upload, upload.describe, caller)
    return Response(document, 201, [("Location", request.url(f"/documents/{document.id}"))])


async def list_documents(request: AsyncRequest) -> Response[schemas.DocumentPage]:
    """One's own documents, a page at a time; a superuser's all."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        query = request.query(schemas.DocumentQuery)
        return Response(await domain.documents.list_documents(query, caller))


async def get_document(request: AsyncRequest, document_id: UUID) -> Response[schemas.Document]:
    """One document."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        return Response(await domain.documents.get_document(document_id, caller))


async def update_document(request: AsyncRequest, document_id: UUID) -> Response[schemas.Document]:
    """Rename a document."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        data = await request.parse(schemas.DocumentUpdate)
        return Response(await domain.documents.update_document(document_id, data, caller))


async def delete_document(request: AsyncRequest, document_id: UUID) -> Response[None]:
    """Delete a document and its content."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        await domain.documents.delete_document(document_id, caller)
    return Response(None, 204)


async def get_document_content(request: AsyncRequest, document_id: UUID) -> Response[AsyncGenerator[bytes] | None]:
    """Download a document."""
    async with request.services.open() as domain:
        caller = await domain.users.current(read_caller(request))
        request.query(schemas.Query)
        return await request.download(await domain.documents.get_document_content(document_id, caller))
