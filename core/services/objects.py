"""Writes and reads objects of the object store in pieces, so that no object is in memory as a whole."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Sequence
from contextlib import suppress

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from ..telemetry.logs import log_left

WRITE_SIZE = 5 * 1024 * 1024
"""Bytes; S3 accepts no smaller part, except the last one."""
WRITE_CONCURRENCY = 2
READ_SIZE = 256 * 1024
"""Bytes."""


class Objects:
    """The objects of one store, created once for a process.

    A store that refuses or does not answer raises obstore's `BaseError` or OSError.
    """

    def __init__(self, open_store: Callable[[], ObjectStore]) -> None:
        """Open the store by `open_store` whenever it is needed, and not before."""
        self._open_store = open_store

    async def write(self, key: str, chunks: AsyncIterable[bytes]) -> None:
        """Store the chunks as one object; if they end in an error, store nothing and raise it."""
        writer = obstore.open_writer_async(
            self._open_store(), key, buffer_size=WRITE_SIZE, max_concurrency=WRITE_CONCURRENCY
        )
        try:
            async for chunk in chunks:
                await writer.write(chunk)
            await writer.close()
        except BaseException:
            # Close the object, then delete it: an S3 server keeps the parts of a writer that is only dropped.
            with suppress(BaseError, OSError):  # the writer is closed already, or the store itself failed
                await writer.close()
            await self.remove([key])
            raise

    async def read(self, key: str, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Open an object; return its bytes from `start` up to but not including `stop`. Raises FileNotFoundError."""
        return self._pieces(key, start, stop, await self._open(key, start, stop))

    async def remove(self, keys: Sequence[str]) -> None:
        """Delete objects that no row refers to; log those that cannot be deleted. A missing object is no error."""
        for number, key in enumerate(keys):
            try:
                await obstore.delete_async(self._open_store(), key)
            except FileNotFoundError:
                continue
            except (BaseError, OSError) as error:
                log_left(keys[number:], error)
                return

    async def _open(self, key: str, start: int, stop: int) -> AsyncIterable[bytes]:
        found = await obstore.get_async(self._open_store(), key, options={"range": (start, stop)})
        return found.stream(min_chunk_size=READ_SIZE)

    async def _pieces(self, key: str, start: int, stop: int, stream: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
        """Yield a stream's pieces, as a generator that can be closed.

        The client library gives an S3 server 30 seconds for a whole object, and a slow reader takes longer. When a
        stream breaks off after some progress, this asks the server for the rest.
        """
        while True:
            reached = start
            try:
                async for piece in stream:
                    reached += len(piece)
                    yield piece
            except BaseError:
                if reached == start:
                    raise
            if reached == start or reached >= stop:
                return
            start = reached
            stream = await self._open(key, start, stop)
