"""How much memory a server takes: that of its process and its workers together, as Linux tells it."""

from pathlib import Path

MIB = 1024 * 1024


class Memory:
    """What the processes of a session hold; `server.process` leads one of its own."""

    def __init__(self, session: int) -> None:
        self.session = session

    def processes(self) -> list[Path]:
        """The directories below /proc of those that run."""
        found: list[Path] = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has gone meanwhile
            if int(fields[3]) == self.session and fields[0] != "Z":
                found.append(stat.parent)
        return found

    def now(self) -> float:
        """MiB in use."""
        return self.sum("VmRSS")

    def peak(self) -> float:
        """MiB in use at the most, each process by itself, since the last `forget`."""
        return self.sum("VmHWM")

    def forget(self) -> None:
        """Let the peak be what is in use now."""
        for process in self.processes():
            (process / "clear_refs").write_text("5")

    def sum(self, name: str) -> float:
        lines = (line for process in self.processes() for line in (process / "status").read_text().splitlines())
        return sum(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024
