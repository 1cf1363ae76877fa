"""Opens SQLite for an event loop, and leaves no thread behind where that fails."""

import asyncio
from typing import Any

import aiosqlite


async def connect(*arguments: Any, **options: Any) -> aiosqlite.Connection:
    """Do as SQLAlchemy's dialect does, and if the database cannot be opened, wait for the end of the driver's thread.

    aiosqlite does not wait for it. The thread reports its end to the event loop, which may be closed by then: its
    traceback appears in the middle of something else, in a test run as the failure of the next test.
    """
    connection = aiosqlite.connect(*arguments, **options)
    thread = connection._thread  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] # the dialect does it too
    thread.daemon = True
    try:
        return await connection
    except BaseException:
        await asyncio.to_thread(thread.join)
        raise
