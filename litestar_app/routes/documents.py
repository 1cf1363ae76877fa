"""Documents: uploading, listing, renaming, downloading, deleting."""

from typing import Any
from uuid import UUID

from litestar import Controller, Request, Response, delete, get, patch, post
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
from core.services import Services

from ..dependencies import location, parse_query
from ..responses import download

CONTENT = {
    HTTP_200_OK: ResponseSpec(bytes, generate_examples=False, description="The file", media_type=ANY),
    HTTP_206_PARTIAL_CONTENT: ResponseSpec(bytes, generate_examples=False, description="A range", media_type=ANY),
    HTTP_304_NOT_MODIFIED: ResponseSpec(None, generate_examples=False, description="The client has it"),
}


class DocumentController(Controller):
    path = "/documents"
    tags = ("documents",)

    @post(current_caller=True, request_max_body_size=None)  # Upload counts
    async def create_document(
        self,
        upload: NamedDependency[Upload],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Response[schemas.Document]:
        """Upload a file."""
        made = await services.documents.create_document(upload, upload.describe, caller)
        return Response(made, headers=location(request, DocumentController.get_document, document_id=made.id))

    @get(current_caller=True, dependencies=parse_query(schemas.DocumentQuery))
    async def list_documents(
        self,
        parsed_query: NamedDependency[schemas.DocumentQuery],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.DocumentPage:
        """One's own documents, a page at a time; a superuser's all."""
        return await services.documents.list_documents(parsed_query, caller)

    @get("/{document_id:uuid}", current_caller=True)
    async def get_document(
        self, document_id: FromPath[UUID], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> schemas.Document:
        """One document."""
        return await services.documents.get_document(document_id, caller)

    @patch("/{document_id:uuid}", current_caller=True)
    async def update_document(
        self,
        document_id: FromPath[UUID],
        data: JSONBody[schemas.DocumentUpdate],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
    ) -> schemas.Document:
        """Rename a document."""
        return await services.documents.update_document(document_id, data, caller)

    @delete("/{document_id:uuid}", current_caller=True)
    async def delete_document(
        self, document_id: FromPath[UUID], caller: NamedDependency[Caller], services: NamedDependency[Services]
    ) -> None:
        """Delete a document and its content."""
        await services.documents.delete_document(document_id, caller)

    @get("/{document_id:uuid}/content", media_type=ANY, responses=CONTENT, current_caller=True)
    async def get_document_content(
        self,
        document_id: FromPath[UUID],
        conditions: NamedDependency[Conditions],
        caller: NamedDependency[Caller],
        services: NamedDependency[Services],
        request: Request[Any, Any, Any],
    ) -> Stream:
        """Download a document."""
        return await download(request, conditions, await services.documents.get_document_content(document_id, caller))
