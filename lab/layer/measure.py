"""Runs the strict tests against an adapter without its layer."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.servers import ROOT

# Naming the mark leaves it to the plugin what runs; it counts the others too.
SELECTED = "(strict or not strict) and not long and not repetition"


class Count(NamedTuple):
    """How many cases of a test fail, how many are marked strict, and how many it has."""

    failed: int
    strict: int
    cases: int


class MeasurementError(Exception):
    """The tests could not run; the message is what pytest printed."""


def measure(adapter: str) -> Mapping[str, Count]:
    """Return the count of each test of the contract, by `file.py::test_name`.

    Raises:
        MeasurementError: pytest did more, or less, than fail tests.
    """
    with tempfile.TemporaryDirectory(prefix="likewise-layer-") as directory:
        note = Path(directory, "note.json")
        plugin = ("-p", "lab.layer.plugin", "--note", str(note), "-p", "no:cacheprovider")
        chosen = ("tests/contract", "--adapter", adapter, "--transport", "all", "--lenient", "-m", SELECTED)
        command = [sys.executable, "-m", "pytest", *plugin, *chosen, "--seed", "1", "--quiet", "--tb=no"]
        environment = {**os.environ, "PYTHONHASHSEED": "1"}  # sets give methods in the same order each time
        run = subprocess.run(  # noqa: S603 -- our own suite
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        if run.returncode not in {pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED} or not note.exists():
            raise MeasurementError(f"{adapter}: {run.stdout[-2000:]}{run.stderr[-2000:]}")
        return {test: Count(*count) for test, count in json.loads(note.read_text(encoding="utf-8")).items()}
