"""Objects in the object store, written and read in pieces: none is ever whole in memory."""

from collections.abc import AsyncGenerator, AsyncIterable, Sequence

import obstore
from obstore.store import ObjectStore

# S3 takes no smaller part but the last.
WRITTEN_AT_ONCE = 5 * 1024 * 1024
READ_AT_ONCE = 256 * 1024


class Objects:
    """Made once for a process and handed to the services."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def write(self, key: str, chunks: AsyncIterable[bytes]) -> None:
        """Store what the chunks come to, or nothing if they break off."""
        writer = obstore.open_writer_async(self._store, key, buffer_size=WRITTEN_AT_ONCE, max_concurrency=2)
        try:
            async for chunk in chunks:
                await writer.write(chunk)
        except BaseException:
            await writer.close()
            await self.remove([key])
            raise
        await writer.close()

    async def read(self, key: str, start: int, stop: int) -> AsyncGenerator[bytes]:
        """Open an object and return its bytes from `start` to `stop`, in pieces. Raises FileNotFoundError."""
        found = await obstore.get_async(self._store, key, options={"range": (start, stop)})
        return pieces(found.stream(min_chunk_size=READ_AT_ONCE))

    async def remove(self, keys: Sequence[str]) -> None:
        """Delete objects; one that is not there is no error."""
        for key in keys:
            try:
                await obstore.delete_async(self._store, key)
            except FileNotFoundError:
                continue


async def pieces(stream: AsyncIterable[bytes]) -> AsyncGenerator[bytes]:
    """A stream as a generator, which can be closed."""
    async for piece in stream:
        yield piece
