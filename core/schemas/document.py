"""Documents as they cross the wire; their bytes have an operation of their own."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import Field

from .base import Input, Output
from .fields import DocumentName, Time
from .page import Page, PageQuery


class DocumentCreate(Input):
    """The part of an upload beside the file."""

    name: DocumentName


@dataclass(frozen=True, slots=True)
class FileDescription:
    """A file to store: all but its bytes."""

    name: str
    filename: str
    content_type: str


class DocumentUpdate(Input):
    """The name may be absent and not null, so the default is a placeholder that is never read."""

    name: DocumentName = Field(default_factory=str)


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


class DocumentQuery(PageQuery):
    # Narrower than the base's, which is safe where nobody assigns: the model is frozen.
    order_by: Literal["created_at", "updated_at", "name"] = "created_at"  # pyright: ignore[reportIncompatibleVariableOverride] -- narrower
