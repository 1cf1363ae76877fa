"""Documents: uploading, listing, renaming, downloading, deleting."""

from collections.abc import AsyncGenerator, AsyncIterable
from typing import Any
from uuid import UUID, uuid4

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from sqlalchemy.ext.asyncio import AsyncSession

from .. import schemas
from ..database import paging
from ..database.unit_of_work import unit_of_work
from ..errors import Conflict, NotFound
from ..http.download import Conditions, Download, choose
from ..http.upload import Upload
from ..models import Document
from ..security import Caller
from .locks import lock_caller
from .objects import Objects
from .outbox import record_event


class DocumentRepository(SQLAlchemyAsyncRepository[Document]):
    model_type = Document


class DocumentService(SQLAlchemyAsyncRepositoryService[Document, DocumentRepository]):
    """The rules of documents: to others than the owner and superusers they do not exist.

    An object is stored before the row that refers to it is committed, and deleted after the row: there may be an object
    without a row, when the process is killed in between, and never a row without its object.
    """

    repository_type = DocumentRepository

    def __init__(self, session: AsyncSession, *, objects: Objects, **options: Any) -> None:
        super().__init__(session, **options)
        self.objects = objects

    async def create_document(self, upload: Upload, body: AsyncIterable[bytes], caller: Caller) -> schemas.Document:
        """Store a file. Raises `InvalidToken` for a caller who is gone, and what `Upload` raises."""
        key = uuid4().hex
        await self.objects.write(key, file_of(upload, body))
        committing = False
        try:
            received = upload.finish()
            async with unit_of_work(self.repository.session):
                await lock_caller(self.repository.session, caller)
                document = Document(
                    owner_id=caller.id,
                    name=received.name,
                    filename=received.filename,
                    content_type=received.content_type,
                    size=received.size,
                    sha256=received.sha256,
                    key=key,
                )
                record_event(self.repository.session, "document_created")
                await self.repository.add(document, auto_refresh=False)
                committing = True
        except BaseException as error:  # a client who leaves cancels
            # What came of a COMMIT without an answer nobody knows; bytes without a row do less harm than the reverse.
            if not committing or isinstance(error, Conflict):
                await self.objects.remove([key])
            raise
        return schemas.Document.model_validate(document)

    async def list_documents(self, query: schemas.DocumentQuery, caller: Caller) -> schemas.DocumentPage:
        """One page of the caller's documents that match, or for a superuser of everybody's."""
        matching = paging.matching(query)
        if not caller.is_superuser:
            matching.append(Document.owner_id == caller.id)
        rows = await self.get_many(*matching, *paging.position(query, Document))
        items, following = paging.cut(query, rows)
        return schemas.DocumentPage(
            items=[schemas.Document.model_validate(document) for document in items],
            total=await self.count(*matching) if query.total else None,
            limit=query.limit,
            offset=query.offset,
            next=following,
        )

    async def get_document(self, document_id: UUID, caller: Caller) -> schemas.Document:
        """One document. Raises `NotFound`."""
        return schemas.Document.model_validate(await self._visible(document_id, caller))

    async def get_document_content(
        self, document_id: UUID, conditions: Conditions, caller: Caller
    ) -> tuple[Download, AsyncGenerator[bytes] | None]:
        """How a download is answered, and its bytes if it has any. Raises `NotFound`, `RangeNotSatisfiable`."""
        async with self.repository.session.begin():  # lets the connection go before the bytes flow
            document = await self._visible(document_id, caller)
        download = choose(conditions, document.filename, document.content_type, document.size, document.sha256)
        if download.bodiless:
            return download, None
        return download, await self.objects.read(document.key, download.start, download.stop)

    async def update_document(
        self, document_id: UUID, data: schemas.DocumentUpdate, caller: Caller
    ) -> schemas.Document:
        """Rename. Raises `NotFound`."""
        async with unit_of_work(self.repository.session):
            document = await self._visible(document_id, caller, with_for_update=True)
            if "name" in data.model_fields_set:
                document.name = data.name
            await self.repository.session.flush()
        return schemas.Document.model_validate(document)

    async def delete_document(self, document_id: UUID, caller: Caller) -> None:
        """Delete a document, then its object. Raises `NotFound`."""
        async with unit_of_work(self.repository.session):
            document = await self._visible(document_id, caller, with_for_update=True)
            await self.repository.session.delete(document)
            record_event(self.repository.session, "document_deleted")
        await self.objects.remove([document.key])

    async def _visible(self, document_id: UUID, caller: Caller, **options: Any) -> Document:
        document = await self.get_one_or_none(id=document_id, **options)
        if document is None or (document.owner_id != caller.id and not caller.is_superuser):
            raise NotFound
        return document


async def file_of(upload: Upload, body: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """The bytes of the file in a body."""
    async for chunk in body:
        for data in upload.feed(chunk):
            yield data
    for data in upload.end():
        yield data
