"""Documents: uploading, listing, renaming, downloading, deleting."""

import hashlib
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from advanced_alchemy.repository import SQLAlchemyAsyncRepository
from advanced_alchemy.service import SQLAlchemyAsyncRepositoryService
from sqlalchemy.ext.asyncio import AsyncSession

from .. import schemas
from ..database.rows import Rows, read_one, read_page
from ..database.unit_of_work import in_session, unit_of_work
from ..errors import NotFound
from ..models import Document, Event
from ..security import Caller
from .objects import Objects
from .user import lock_caller


class Stored(schemas.Document):
    """A document with the name of its object."""

    key: str


DOCUMENTS = Rows(Document, schemas.Document)
STORED = Rows(Document, Stored)


class DocumentRepository(SQLAlchemyAsyncRepository[Document]):
    model_type = Document


class Content:
    """A document and the way to its bytes."""

    def __init__(self, document: schemas.Document, objects: Objects, key: str) -> None:
        self.document = document
        self._objects = objects
        self._key = key

    async def read(self, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Open the content and return its bytes from `start` to `stop`, which must be more than none, in pieces."""
        return await self._objects.read(self._key, start, stop)


class Measured:
    """Counts and hashes the bytes that pass through it."""

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self._chunks = chunks
        self.size = 0
        self.sha256 = hashlib.sha256()

    async def pieces(self) -> AsyncGenerator[bytes]:
        async for chunk in self._chunks:
            self.size += len(chunk)
            self.sha256.update(chunk)
            yield chunk


class DocumentService(SQLAlchemyAsyncRepositoryService[Document, DocumentRepository]):
    """The rules of documents: for anybody but the owner and superusers they do not exist.

    An object is stored before its row is committed, and deleted after its row. A process that is killed in between
    leaves an object without a row, never a row without its object.
    """

    repository_type = DocumentRepository

    def __init__(self, session: AsyncSession, *, objects: Objects, **options: Any) -> None:
        super().__init__(session, **options)
        self.objects = objects

    async def create_document(
        self, chunks: AsyncIterable[bytes], describe: Callable[[], schemas.FileDescription], caller: Caller
    ) -> schemas.Document:
        """Store a file; `describe` is called after the last chunk, and both may refuse the file.

        Raises `InvalidToken` for a caller who is gone.
        """
        key = uuid4().hex
        measured = Measured(chunks)
        await self.objects.write(key, measured.pieces())
        remove = partial(self.objects.remove, [key])
        try:
            described = describe()
        except BaseException:
            await remove()
            raise
        async with unit_of_work(self.repository.session, undo=remove):
            await lock_caller(self.repository.session, caller)
            document = Document(
                owner_id=caller.id,
                name=described.name,
                filename=described.filename,
                content_type=described.content_type,
                size=measured.size,
                sha256=measured.sha256.hexdigest(),
                key=key,
            )
            self.repository.session.add(Event(kind="document_created"))
            await self.repository.add(document, auto_refresh=False)
        return schemas.Document.model_validate(document)

    async def list_documents(self, query: schemas.DocumentQuery, caller: Caller) -> schemas.DocumentPage:
        """Return one page of the caller's documents that match, or of everybody's for a superuser."""
        session = self.repository.session
        return await in_session(session, read_page, DOCUMENTS, query, schemas.DocumentPage, **visible(caller))

    async def get_document(self, document_id: UUID, caller: Caller) -> schemas.Document:
        """One document. Raises `NotFound`."""
        document = await in_session(self.repository.session, read_one, DOCUMENTS, id=document_id, **visible(caller))
        if document is None:
            raise NotFound
        return document

    async def get_document_content(self, document_id: UUID, caller: Caller) -> Content:
        """One document with its content. Raises `NotFound`."""
        document = await in_session(self.repository.session, read_one, STORED, id=document_id, **visible(caller))
        if document is None:
            raise NotFound
        return Content(document, self.objects, document.key)

    async def update_document(
        self, document_id: UUID, data: schemas.DocumentUpdate, caller: Caller
    ) -> schemas.Document:
        """Rename. Raises `NotFound`."""
        async with unit_of_work(self.repository.session):
            document = await self._lock_visible(document_id, caller)
            if "name" in data.model_fields_set:
                document.name = data.name
            await self.repository.session.flush()
        return schemas.Document.model_validate(document)

    async def delete_document(self, document_id: UUID, caller: Caller) -> None:
        """Delete a document, then its object. Raises `NotFound`."""
        async with unit_of_work(self.repository.session) as unit:
            document = await self._lock_visible(document_id, caller)
            await self.repository.session.delete(document)
            self.repository.session.add(Event(kind="document_deleted"))
            unit.after_commit(partial(self.objects.remove, [document.key]))

    async def _lock_visible(self, document_id: UUID, caller: Caller) -> Document:
        """Lock a document. Raises `NotFound`."""
        document = await self.get_one_or_none(id=document_id, **visible(caller), with_for_update=True)
        if document is None:
            raise NotFound
        return document


def visible(caller: Caller) -> dict[str, Any]:
    """Return the values of the documents that exist for a caller: their own, or for a superuser all."""
    return {} if caller.is_superuser else {"owner_id": caller.id}
