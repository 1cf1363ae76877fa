"""Where a plain application finds its things: the database, the folder of files, and what it makes of an upload."""

import os
from pathlib import Path
from uuid import uuid4

from advanced_alchemy.types import FileObject
from advanced_alchemy.types.file_object import storages
from advanced_alchemy.types.file_object.backends.obstore import ObstoreBackend
from obstore.store import LocalStore
from sqlalchemy import create_engine

from compare.documented import models as m

LIMIT = 1024 * 1024


def database_url(driver: str) -> str:
    """Where the database is, with the tables in it."""
    path = os.environ["PLAIN_DATABASE"]
    engine = create_engine(f"sqlite:///{path}")
    m.Base.metadata.create_all(engine)
    engine.dispose()
    return f"{driver}:///{path}"


def register_storage() -> None:
    """Name the folder of files, by which the column of documents finds it."""
    storages.register_backend(ObstoreBackend(m.STORAGE, LocalStore(path_of(""), mkdir=True)))


def path_of(stored: str) -> Path:
    """Where a stored file is."""
    return Path(os.environ["PLAIN_FOLDER"], "documents", stored)


def document_of(name: str, filename: str | None, content_type: str | None, content: bytes) -> m.Document:
    """A document whose file is stored when it is committed, under a name of its own, as the documentation advises."""
    stored = f"{uuid4()}{Path(filename or '').suffix}"
    file = FileObject(
        backend=m.STORAGE,
        filename=filename or "file",
        to_filename=stored,
        content_type=content_type,
        content=content,
    )
    return m.Document(name=name, filename=filename, file=file)
