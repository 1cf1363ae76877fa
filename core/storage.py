"""Where the bytes of documents are: a directory, memory, or anything S3-compatible, by settings."""

from pathlib import Path

from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from core.settings import CommandSettings


def object_store(settings: CommandSettings) -> ObjectStore:
    """Open the store that `storage` names. For s3:// credentials and endpoint come from AWS_* variables."""
    if settings.storage == "memory://":
        return MemoryStore()
    if "://" in settings.storage:
        return from_url(settings.storage)
    return LocalStore(Path(settings.storage).absolute(), mkdir=True)
