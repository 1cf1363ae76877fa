"""Opens the object store for the files of documents: a directory, memory, or an S3 bucket."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from .settings import CommandSettings


def object_store(settings: CommandSettings) -> Callable[[], ObjectStore]:
    """Return a function that opens the store. For s3://, AWS_* variables give credentials and endpoint.

    The function creates a directory when it is first called: most commands never call it.
    """
    if "://" not in settings.storage:
        # Two threads may both make the first call, and open the same directory twice. That does no harm.
        return cache(partial(local_store, Path(settings.storage).absolute()))
    store = MemoryStore() if settings.storage == "memory://" else s3_store(settings.storage)
    return lambda: store


def local_store(directory: Path) -> LocalStore:
    """Open a directory; one that is created is its owner's alone, whatever the umask."""
    make_private(directory)
    return LocalStore(directory)


def make_private(directory: Path) -> None:
    """Create a directory that nobody but its owner can enter, if there is none."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)


def s3_store(url: str) -> S3Store:
    """Retry for a few seconds when a server does not answer. The default would be three minutes."""
    return S3Store.from_url(url, retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=10)})
