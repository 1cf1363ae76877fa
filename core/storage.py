"""Where the bytes of documents are: a directory, memory, or anything S3-compatible, by settings."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache, partial
from pathlib import Path

from obstore.store import LocalStore, MemoryStore, ObjectStore, S3Store

from .settings import CommandSettings


def object_store(settings: CommandSettings) -> Callable[[], ObjectStore]:
    """How to get the store that `storage` names; for s3:// credentials and endpoint come from AWS_* variables.

    A directory is made when it is first asked for: most commands never do.
    """
    if "://" not in settings.storage:
        # Two threads that ask first at once each open it; it is the same directory.
        return cache(partial(LocalStore, Path(settings.storage).absolute(), mkdir=True))
    store = MemoryStore() if settings.storage == "memory://" else s3_store(settings.storage)
    return lambda: store


def s3_store(url: str) -> S3Store:
    """A server that does not answer is asked for a second or two; by default it would be for three minutes."""
    return S3Store.from_url(url, retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=10)})
