"""One mutant on trial: the contract in a copy of the project in which its files differ."""

import json
import multiprocessing
import os
import shutil
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lab.mutation.likely import CONTRACT, likely, wire
from lab.mutation.mutant import PACKAGES, ROOT, Mutant

COPIED = ("core", "tests", *PACKAGES.values(), "pyproject.toml")
SECONDS_TO_STOP = 20
SURVIVED, STILLBORN, HANGS = "survived", "stillborn", "hangs: "

# Forked from a process that has imported what never changes: half of what a short trial takes.
methods = multiprocessing.get_all_start_methods()
context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
if "forkserver" in methods:
    context.set_forkserver_preload(["lab.mutation.warm"])


class TrialError(Exception):
    """The tests could not be run; the message ends with what they printed."""


class Copy:
    """A directory with all that the contract needs; one trial at a time."""

    def __init__(self, directory: Path, stop: threading.Event) -> None:
        self.directory = directory
        self.stop = stop
        for name in COPIED:
            source, target = ROOT / name, directory / name
            shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)

    def put(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.directory / path).write_text(text, encoding="utf-8")

    def restore(self, files: Mapping[str, str]) -> None:
        for path in files:
            shutil.copy2(ROOT / path, self.directory / path)

    def outcome(self, mutant: Mutant, killer: str | None, seconds: float) -> str:
        """The test that kills it, `STILLBORN` or `SURVIVED`. Raises `TrialError`."""
        self.put(mutant.files)
        try:
            if killer is not None and (died := self.ask(mutant, [killer], "all", seconds)):
                return died
            for tests, transport in (
                (likely(mutant.module), "process"),
                ([CONTRACT], "process"),
                (wire(), "socket"),
            ):
                if died := self.ask(mutant, tests, transport, seconds):
                    return died
            return SURVIVED
        finally:
            self.restore(mutant.files)

    def ask(self, mutant: Mutant, tests: Sequence[str], transport: str, seconds: float) -> str | None:
        """Run these tests until one fails; None if none does."""
        options = ["--adapter", mutant.adapter, "--transport", transport, "--mutated", mutant.module]
        if transport == "process":
            options += ["-m", "not long"]
        note = self.run([*tests, *options], seconds)
        failed = note.get("failed")
        if note.get("started") is False and "-process" in str(failed):
            if mutant.operator is None:
                raise TrialError(f"{mutant.name} does not start: nothing can be learned from it\n{self.printed()}")
            return STILLBORN
        if note.get("exit") is None:
            return f"{HANGS}{note.get('running', 'before the first test')}"
        if failed is None and note["exit"] not in {0, 4, 5}:
            raise TrialError(f"{mutant.name} could not be tried:\n{self.printed()}")
        return failed

    def printed(self) -> str:
        """The end of what the tests have printed."""
        return (self.directory / "log").read_text(errors="replace")[-3000:]

    def run(self, arguments: Sequence[str], seconds: float) -> dict[str, Any]:
        """What the plugin noted; without an exit code if one test took longer than that."""
        note, log = self.directory / "note.json", self.directory / "log"
        note.write_text("{}")
        process = context.Process(target=run_pytest, args=(self.directory, [*arguments, f"--note={note}"], log))
        process.start()
        while process.is_alive() and time.time() - note.stat().st_mtime < seconds and not self.stop.is_set():
            process.join(0.5)
        hangs = process.is_alive()
        if hangs:
            process.terminate()  # the tests stop their servers
            process.join(SECONDS_TO_STOP)
            process.kill()
        process.join()
        noted: dict[str, Any] = {"exit": process.exitcode, **json.loads(note.read_text())}
        return noted | {"exit": None} if hangs else noted


def run_pytest(directory: Path, arguments: Sequence[str], log: Path) -> None:
    """In a process of its own: become a pytest that knows the copy alone."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(directory)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # in the copy; to compile all tests anew would take longer than to run them
    sys.path.insert(0, str(directory))
    for name in [name for name in sys.modules if name.split(".")[0] in {"tests", "__mp_main__"}]:
        del sys.modules[name]
    import pytest  # noqa: PLC0415 -- in the child alone

    options = ("-x", "-q", "--tb=short", "--disable-plugin-autoload", "-p", "no:cacheprovider", "--seed", "1")
    sys.exit(pytest.main(["-p", "lab.mutation.plugin", *options, *arguments]))
