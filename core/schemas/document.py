"""Documents. Their bytes have an operation of their own."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output, Patch
from .fields import DocumentName, Time
from .page import Page, PageQuery


class DocumentCreate(Input):
    """The part of an upload beside the file."""

    name: DocumentName


@dataclass(frozen=True, slots=True)
class FileDescription:
    """The facts about a file to store, beside its bytes."""

    name: str
    filename: str
    content_type: str


class DocumentUpdate(Patch):
    name: DocumentName


class Document(Output):
    id: UUID
    owner_id: UUID
    name: str
    filename: str
    content_type: str
    size: int = Field(description="bytes")
    sha256: str
    created_at: Time
    updated_at: Time


class DocumentPage(Page[Document]):
    pass


class DocumentQuery(PageQuery[Literal["created_at", "updated_at", "name"]]):
    pass
