"""One server under measurement: its start, and what its whole process tree uses of processor and memory."""

import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import click
import httpx
import psutil

from compare.processes import Processes, tail
from compare.rows import PORT

START_SECONDS = 60
POLL_SECONDS = 0.005


@dataclass(frozen=True)
class Server:
    """A server that answers; `startup` is seconds from its spawn to its first 200 on /health/live."""

    host: str
    port: int
    process: psutil.Process
    startup: float

    @property
    def base_url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def _tree(self) -> list[psutil.Process]:
        return [self.process, *self.process.children(recursive=True)]

    @cached_property
    def workers(self) -> tuple[int, ...]:
        """The processes of the tree when it was first asked for: to look for them takes longer than some requests."""
        return tuple(process.pid for process in self._tree())

    def cpu_seconds(self) -> float:
        """User and system time that the tree has used since it started."""
        return sum(map(process_clock, self.workers))

    def memory_bytes(self) -> int:
        """Memory of the tree: the proportional share (PSS) if the system reports it, else the unshared part (USS)."""
        used = (process.memory_full_info() for process in self._tree())
        return sum(getattr(memory, "pss", memory.uss) for memory in used)

    def threads(self) -> int:
        """Threads of the tree at this moment."""
        return sum(process.num_threads() for process in self._tree())


def process_clock(process: int) -> float:
    """Seconds of processor time, user and system, that a process has used.

    Linux has a clock for each process, exact to the microsecond: clock_getcpuclockid(3). What psutil reads there
    advances in hundredths of a second.
    """
    if sys.platform == "linux":
        return time.clock_gettime(~process << 3 | 2)
    times = psutil.Process(process).cpu_times()
    return times.user + times.system


def free_port() -> int:
    """A port on which no server listens at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(
    processes: Processes, name: str, command: Sequence[str], *, environment: Mapping[str, str], log: Path
) -> Generator[Server]:
    """Start a server, yield it once it answers, stop it at the end.

    Raises a click error with the tail of its log if it does not come up.
    """
    port = free_port()
    begun = time.perf_counter()
    process = processes.start([part.replace(PORT, str(port)) for part in command], log=log, environment=environment)
    try:
        _wait_until_live(process, f"http://127.0.0.1:{port}", begun, name=name, command=command, log=log)
        startup = time.perf_counter() - begun
        yield Server(host="127.0.0.1", port=port, process=psutil.Process(process.pid), startup=startup)
    finally:
        processes.stop(process)


def _wait_until_live(
    process: subprocess.Popen[bytes], base_url: str, begun: float, *, name: str, command: Sequence[str], log: Path
) -> None:
    with httpx.Client(base_url=base_url, timeout=1, trust_env=False) as client:
        while process.poll() is None and time.perf_counter() - begun < START_SECONDS:
            try:
                if client.get("/health/live").status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(POLL_SECONDS)
    code = process.poll()
    outcome = f"ended with exit code {code}" if code is not None else f"did not answer within {START_SECONDS} seconds"
    raise click.ClickException(
        f"The server of {name} {outcome} before it was live.\n\n{tail(log)}\n\n"
        f"Start it by hand to see more: {' '.join(command).replace(PORT, '8000')}\n"
        "If this environment lacks its framework, install its extra or choose other adapters with --adapters."
    )
