"""Runs the contract suite on the adapters. One that fails it, or on which no test ran, is not timed."""

import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from xml.etree import ElementTree

from compare.databases import DatabaseName
from compare.processes import Processes, tail
from compare.results import Contract, Failure
from tests.adapters import ADAPTERS

Command = Callable[[str, Path], Sequence[str]]
"""Returns the command that runs the suite of an adapter and writes its JUnit XML report to the path."""

ROOT = Path(__file__).parent.parent
TIMEOUT = 600
BRIEF = sorted(
    path for pattern in ("test_user*.py", "test_auth.py") for path in (ROOT / "tests" / "contract").glob(pattern)
)
"""The tests of what is measured: users, and how they log in."""
POLL_SECONDS = 0.05
SHOWN_FAILURES = 5
SHOWN_LINES = 80
"""The end of a failing test's output that the report keeps: the error is at the end."""
# What a failing test printed belongs to its failure.
REPORTING = ("-q", "-p", "no:cacheprovider", "-o", "junit_logging=all", "-o", "junit_log_passing_tests=false")
SUITES = {form.name: name for name, forms in ADAPTERS.items() for form in forms}
"""The name that the suite has for the adapter of each form; an adapter with two forms is one suite."""


def suite_of(adapter: str) -> str:
    """The adapter as the suite names it."""
    return SUITES.get(adapter, adapter)


def forms_of(name: str) -> list[str]:
    """The forms in which the suite tests an adapter."""
    return [form for form, suite in SUITES.items() if suite == name]


def suite(database: DatabaseName, seed: int, *, brief: bool = False) -> Command:
    """The project's own suite, in this Python; the seed repeats its random data. If brief, only of users and logins."""

    def command(name: str, junit: Path) -> Sequence[str]:
        chosen = ("--adapter", name, "--database", database, "-m", "not long", "--seed", str(seed))
        return (
            sys.executable,
            "-m",
            "pytest",
            *map(str, BRIEF if brief else [ROOT / "tests" / "contract"]),
            *chosen,
            *REPORTING,
            f"--junit-xml={junit}",
        )

    return command


def run(
    processes: Processes, adapters: Sequence[str], command: Command, directory: Path, jobs: int
) -> Generator[Contract]:
    """Run the suites, `jobs` at a time, and yield the contract of each adapter when its suite has ended.

    A suite that fails raises nothing: its failure is the answer.
    """
    # The suite with the most forms takes the longest. Started first, it does not run alone at the end.
    waiting = sorted(dict.fromkeys(map(suite_of, adapters)), key=lambda name: -len(forms_of(name)))
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
            junit = directory / f"{name}.xml"
            repeat = _without_reporting(command(name, junit), junit)
            for adapter in adapters:
                if suite_of(adapter) == name:
                    outcome = _outcome(adapter, code, junit, directory / f"{name}.log")
                    yield outcome.model_copy(update={"command": repeat})


def _without_reporting(command: Sequence[str], junit: Path) -> str:
    """The command as a reader can type it in the project's directory."""
    python, *arguments = (part for part in command if part not in {*REPORTING, f"--junit-xml={junit}"})
    return shlex.join(["python" if python == sys.executable else python, *arguments]).replace(f"{ROOT}/", "")


def _outcome(adapter: str, code: int | None, junit: Path, log: Path) -> Contract:
    if code is None:
        return Contract(adapter=adapter, error=f"stopped after {TIMEOUT} seconds\n{tail(log, 8)}")
    if not junit.exists():
        return Contract(adapter=adapter, error=f"no test ran, exit code {code}\n{tail(log, 8)}")
    written = junit.read_text(encoding="utf-8")
    contract = read(written, adapter)
    if contract.passed + contract.failed == 0:
        return contract.model_copy(update={"error": f"no test ran, exit code {code}\n{tail(log, 8)}"})
    others_failed = any(read(written, form).failed for form in forms_of(suite_of(adapter)))
    if code != 0 and contract.failed == 0 and not others_failed:
        return contract.model_copy(update={"error": f"every test passed, but the exit code is {code}\n{tail(log, 8)}"})
    return contract


def read(junit: str, adapter: str) -> Contract:
    """Count the tests of an adapter in a JUnit XML report; an error in a set-up or a teardown counts as a failure."""
    document = ElementTree.fromstring(junit)  # noqa: S314  # written a moment ago by the suite that this started
    foreign = [f"{form}-" for form in forms_of(suite_of(adapter)) if form != adapter]
    cases = [case for case in document.iter("testcase") if not any(form in case.get("name", "") for form in foreign)]
    failed = [case for case in cases if case.find("failure") is not None or case.find("error") is not None]
    skipped = sum(case.find("skipped") is not None for case in cases)
    # A test that fails and then cannot be torn down is listed twice under one name.
    outputs: dict[str, list[str]] = {}
    for case in failed:
        outputs.setdefault(f"{case.get('classname')}.{case.get('name')}", []).append(_output(case))
    return Contract(
        adapter=adapter,
        passed=len(cases) - len(failed) - skipped,
        failed=len(outputs),
        skipped=skipped,
        seconds=sum(float(case.get("time", 0)) for case in cases),
        failures=tuple(
            Failure(test=test, output="\n".join("\n".join(texts).splitlines()[-SHOWN_LINES:]))
            for test, texts in list(outputs.items())[:SHOWN_FAILURES]
        ),
    )


def _output(case: ElementTree.Element) -> str:
    """The traceback comes last, so that it is what a long output keeps."""
    texts = (part.text for tag in ("system-out", "system-err", "failure", "error") for part in case.iter(tag))
    return "\n".join(text.strip() for text in texts if text and text.strip())
