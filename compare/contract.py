"""Asks the contract suite about the adapters; one that fails it, or was never asked, is not timed."""

import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from compare.databases import DatabaseName
from compare.processes import Processes, tail
from compare.results import Contract

Command = Callable[[str, Path], Sequence[str]]
"""Makes the command that runs a suite and writes its JUnit XML to the path."""

ROOT = Path(__file__).parent.parent
TIMEOUT = 600
POLL_SECONDS = 0.05
SHOWN_FAILURES = 5
FORMS = ("standalone-asgi", "standalone-wsgi")


def suite_of(adapter: str) -> str:
    """The name under which the suite knows the adapter: standalone is one there, in two forms."""
    return "standalone" if adapter in FORMS else adapter


def suite(database: DatabaseName) -> Command:
    """The project's own suite, in this very Python."""

    def command(name: str, junit: Path) -> Sequence[str]:
        chosen = ("--adapter", name, "--database", database, "-m", "not long")
        options = ("-q", "-p", "no:cacheprovider", f"--junit-xml={junit}")
        return (sys.executable, "-m", "pytest", str(ROOT / "tests" / "contract"), *chosen, *options)

    return command


def run(
    processes: Processes, adapters: Sequence[str], command: Command, directory: Path, jobs: int
) -> Generator[Contract]:
    """Run the suites, so many at a time, and yield each adapter's contract as it becomes known.

    A suite that fails raises nothing: that is its answer.
    """
    # The suite with two forms takes the longest: begun first, it does not run alone at the end.
    waiting = sorted(dict.fromkeys(map(suite_of, adapters)), key=lambda name: name != "standalone")
    running: dict[str, tuple[subprocess.Popen[bytes], float]] = {}
    while waiting or running:
        while waiting and len(running) < jobs:
            name = waiting.pop(0)
            started = processes.start(command(name, directory / f"{name}.xml"), log=directory / f"{name}.log")
            running[name] = (started, time.monotonic() + TIMEOUT)
        time.sleep(POLL_SECONDS)
        for name, (process, deadline) in list(running.items()):
            code = process.poll()
            if code is None and time.monotonic() < deadline:
                continue
            processes.stop(process)
            del running[name]
            yield from (_told(each, code, directory, name) for each in adapters if suite_of(each) == name)


def _told(adapter: str, code: int | None, directory: Path, name: str) -> Contract:
    junit, log = directory / f"{name}.xml", directory / f"{name}.log"
    if code is None:
        return Contract(adapter=adapter, error=f"stopped after {TIMEOUT} seconds")
    if not junit.exists():
        return Contract(adapter=adapter, error=f"no test ran, exit code {code}\n{tail(log, 8)}")
    written = junit.read_text(encoding="utf-8")
    contract = read(written, adapter)
    if contract.passed + contract.failed == 0:
        return contract.model_copy(update={"error": f"no test ran, exit code {code}\n{tail(log, 8)}"})
    others_failed = any(read(written, form).failed for form in FORMS)
    if code != 0 and contract.failed == 0 and not others_failed:
        return contract.model_copy(update={"error": f"every test passed, yet the exit code is {code}\n{tail(log, 8)}"})
    return contract


def read(junit: str, adapter: str) -> Contract:
    """Count what a JUnit XML report tells of an adapter; an error in setting up or tearing down counts as a failure."""
    document = ElementTree.fromstring(junit)  # noqa: S314  # written a moment ago by the suite that this started
    foreign = [f"{form}-" for form in FORMS if form != adapter]
    cases = [case for case in document.iter("testcase") if not any(form in case.get("name", "") for form in foreign)]
    failures = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = sum(case.find("skipped") is not None for case in cases)
    # A test that fails and then cannot be torn down is listed twice under one name.
    names = dict.fromkeys(f"{case.get('classname')}.{case.get('name')}" for case in failures)
    return Contract(
        adapter=adapter,
        passed=len(cases) - len(failures) - skipped,
        failed=len(names),
        skipped=skipped,
        seconds=sum(float(case.get("time", 0)) for case in cases),
        failures=tuple(names)[:SHOWN_FAILURES],
    )
