"""Objects in the object store, written and read in pieces: none is ever whole in memory."""

from collections.abc import AsyncGenerator, AsyncIterable, Callable, Sequence
from contextlib import suppress

import obstore
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from ..telemetry.logs import log_left

# S3 takes no smaller part but the last.
WRITTEN_AT_ONCE = 5 * 1024 * 1024
WRITTEN_TOGETHER = 2
READ_AT_ONCE = 256 * 1024


class Objects:
    """Made once for a process; a store that refuses or does not answer raises obstore's `BaseError` or OSError."""

    def __init__(self, open_store: Callable[[], ObjectStore]) -> None:
        """`open_store` is first called when there is something to store or to find."""
        self._open_store = open_store

    async def write(self, key: str, chunks: AsyncIterable[bytes]) -> None:
        """Store what the chunks come to, or nothing if they break off."""
        writer = obstore.open_writer_async(
            self._open_store(), key, buffer_size=WRITTEN_AT_ONCE, max_concurrency=WRITTEN_TOGETHER
        )
        try:
            async for chunk in chunks:
                await writer.write(chunk)
            await writer.close()
        except BaseException:
            # Finished, then deleted: of a writer that is only dropped an S3 server keeps the parts.
            with suppress(BaseError, OSError):  # it is closed already, or the store is what failed
                await writer.close()
            await self.remove([key])
            raise

    async def read(self, key: str, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Open an object and return its bytes from `start` to `stop`, in pieces. Raises FileNotFoundError."""
        return self._pieces(key, start, stop, await self._open(key, start, stop))

    async def remove(self, keys: Sequence[str]) -> None:
        """Delete objects that nothing refers to; one that is not there is no error, one that stays is logged."""
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
        return found.stream(min_chunk_size=READ_AT_ONCE)

    async def _pieces(self, key: str, start: int, stop: int, stream: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
        """A stream as a generator, which can be closed.

        An S3 server is given 30 seconds for all of an object, and a slow reader takes longer: whenever a stream breaks
        off after some progress, the rest is asked for again.
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
