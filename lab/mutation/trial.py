"""Runs the tests against one mutant, in a copy of the project."""

import json
import multiprocessing
import os
import shutil
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from lab.mutation.mutant import ROOT, Mutant
from lab.mutation.targets import FOLDERS, Round, rounds

SECONDS_TO_STOP = 20
UNUSABLE = pytest.ExitCode.USAGE_ERROR  # of pytest, also where its first conftest.py cannot import the project
SURVIVED, STILLBORN = "survived", "does not start"

# Trials are forked from a process that has imported the libraries: that halves the time of a short trial.
methods = multiprocessing.get_all_start_methods()
context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
if "forkserver" in methods:
    context.set_forkserver_preload(["lab.mutation.warm"])


class TrialError(Exception):
    """The tests could not be run; the message ends with what they printed."""


class Copy:
    """A directory with a copy of the project, for one trial at a time."""

    def __init__(self, directory: Path, stop: threading.Event) -> None:
        self.directory = directory
        self.stop = stop
        self.sound = set[str]()  # tests that pass without a mutant
        shutil.copytree(
            ROOT, directory, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "__pycache__", "report")
        )

    def outcome(self, mutant: Mutant, seconds: float) -> str:
        """Return the test that kills the mutant, `STILLBORN` or `SURVIVED`.

        Raises:
            TrialError: the tests cannot be run.
        """
        (self.directory / mutant.file).write_text(mutant.text, encoding="utf-8")
        try:
            for each in rounds(mutant):
                if each.tests and (outcome := self.ask(mutant, each, seconds)):
                    return outcome
            return SURVIVED
        finally:
            shutil.copy2(ROOT / mutant.file, self.directory / mutant.file)

    def ask(self, mutant: Mutant, each: Round, seconds: float) -> str | None:
        """Run one round until a test fails; return None if none does.

        The test must fail a second time, alone: on a busy machine some fail by the clock.
        """
        options = [*each.options, f"--interface={each.interface}"]
        passed_alone: list[str] = []
        while True:
            note = self.run([*each.tests, *options, *(f"--deselect={test}" for test in passed_alone)], seconds)
            failed = note.get("failed")
            if note.get("started") is False:
                return STILLBORN
            if note.get("exit") is None:
                return f"hangs: {note.get('running', 'before the first test')}"
            if failed is None and note["exit"] not in {0, 5}:
                if note["exit"] == UNUSABLE and self.starts_without(mutant, [*each.tests, *options], seconds):
                    return STILLBORN
                raise TrialError(f"{mutant.name} could not be tried:\n{self.printed()}")
            # Not 0 also where pytest cannot name the test by itself, for the characters of its parameters.
            if failed is None or self.run([failed, *options], seconds).get("exit") != 0:
                self.check_original(mutant, failed, options, seconds)
                return failed
            passed_alone.append(failed)

    def starts_without(self, mutant: Mutant, arguments: Sequence[str], seconds: float) -> bool:
        """Return whether pytest can collect the tests without the mutant."""
        shutil.copy2(ROOT / mutant.file, self.directory / mutant.file)
        return self.run(["--collect-only", *arguments], seconds).get("exit") in {0, 5}

    def check_original(self, mutant: Mutant, test: str | None, options: Sequence[str], seconds: float) -> None:
        """Run a test without the mutant, once.

        Raises:
            TrialError: it fails there too, so it kills nothing.
        """
        if test is None or test in self.sound:
            return
        shutil.copy2(ROOT / mutant.file, self.directory / mutant.file)
        if self.run([test, *options], seconds).get("failed"):
            raise TrialError(f"{test} fails without a mutant:\n{self.printed()}")
        self.sound.add(test)

    def printed(self) -> str:
        """Return the end of what the tests printed."""
        return (self.directory / "log").read_text(errors="replace")[-3000:]

    def run(self, arguments: Sequence[str], seconds: float) -> dict[str, Any]:
        """Return what the plugin noted; `exit` is None if one test took longer than so many seconds."""
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
    """Become a pytest that knows only the copy; this runs in a process of its own."""
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.chdir(directory)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # compiling every test again takes longer than running a few
    sys.path.insert(0, str(directory))
    ours = {"tests", "lab", "__mp_main__", *FOLDERS.values()}
    for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
        del sys.modules[name]
    options = ("-x", "-q", "--tb=short", "--disable-plugin-autoload", "-p", "no:cacheprovider", "--seed", "1")
    sys.exit(pytest.main(["-p", "lab.mutation.plugin", *options, *arguments]))
