"""Documents: uploading, listing, renaming, downloading, deleting."""

from uuid import UUID

from litestar import Controller, Response, delete, patch, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, JSONBody
from litestar.response import Stream
from litestar.status_codes import HTTP_200_OK, HTTP_206_PARTIAL_CONTENT, HTTP_304_NOT_MODIFIED

from core import schemas
from core.http.download import Conditions
from core.http.operation import ANY
from core.http.upload import Upload
from core.security import Caller
from core.services import DocumentService

from ..binding import JsonRequest, download, get, location
from ..caller import current_caller
from ..dependencies import query

CONTENT = {
    HTTP_200_OK: ResponseSpec(bytes, generate_examples=False, description="The file", media_type=ANY),
    HTTP_206_PARTIAL_CONTENT: ResponseSpec(bytes, generate_examples=False, description="A range", media_type=ANY),
    HTTP_304_NOT_MODIFIED: ResponseSpec(None, generate_examples=False, description="The client has it"),
}


class DocumentController(Controller):
    path = "/documents"
    tags = ("documents",)

    @post(guards=[current_caller], request_max_body_size=None)  # counted by what reads it
    async def create_document(
        self,
        upload: NamedDependency[Upload],
        caller: NamedDependency[Caller],
        documents: NamedDependency[DocumentService],
        request: JsonRequest,
    ) -> Response[schemas.Document]:
        """Upload a file."""
        made = await documents.create_document(upload, upload.describe, caller)
        return Response(made, headers=location(request, "get_document", document_id=made.id))

    @get(guards=[current_caller], dependencies=query(schemas.DocumentQuery))
    async def list_documents(
        self,
        parsed_query: NamedDependency[schemas.DocumentQuery],
        caller: NamedDependency[Caller],
        documents: NamedDependency[DocumentService],
    ) -> schemas.DocumentPage:
        """One's own documents, a page at a time; a superuser's all."""
        return await documents.list_documents(parsed_query, caller)

    @get("/{document_id:uuid}", name="get_document", guards=[current_caller])
    async def get_document(
        self, document_id: FromPath[UUID], caller: NamedDependency[Caller], documents: NamedDependency[DocumentService]
    ) -> schemas.Document:
        """One document."""
        return await documents.get_document(document_id, caller)

    @patch("/{document_id:uuid}", guards=[current_caller])
    async def update_document(
        self,
        document_id: FromPath[UUID],
        data: JSONBody[schemas.DocumentUpdate],
        caller: NamedDependency[Caller],
        documents: NamedDependency[DocumentService],
    ) -> schemas.Document:
        """Rename a document."""
        return await documents.update_document(document_id, data, caller)

    @delete("/{document_id:uuid}", guards=[current_caller])
    async def delete_document(
        self, document_id: FromPath[UUID], caller: NamedDependency[Caller], documents: NamedDependency[DocumentService]
    ) -> None:
        """Delete a document and its content."""
        await documents.delete_document(document_id, caller)

    @get("/{document_id:uuid}/content", media_type=ANY, responses=CONTENT, guards=[current_caller])
    async def get_document_content(
        self,
        document_id: FromPath[UUID],
        conditions: NamedDependency[Conditions],
        caller: NamedDependency[Caller],
        documents: NamedDependency[DocumentService],
        request: JsonRequest,
    ) -> Stream:
        """Download a document."""
        return await download(request, conditions, await documents.get_document_content(document_id, caller))
