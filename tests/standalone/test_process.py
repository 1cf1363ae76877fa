"""The command line of standalone as a process."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.people import SUPERUSER
from tests.servers import ROOT


def run(environment: Mapping[str, str], *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    ours = {**os.environ, **environment, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "standalone", *arguments]
    return subprocess.run(command, env=ours, stderr=subprocess.PIPE, encoding="utf-8", check=False, **options)  # noqa: S603 -- our own command line


def test_a_new_database_is_migrated_before_a_user_is_created(environment: Mapping[str, str], tmp_path: Path) -> None:
    environment = {**environment, "LIKEWISE_DATABASE_URL": f"sqlite:///{tmp_path}/likewise.sqlite3"}
    early = run(environment, "users", "list", stdout=subprocess.PIPE)
    assert (early.returncode, early.stdout) == (1, "")
    assert early.stderr == "Error: The database is not migrated. Run: python -m standalone migrate\n"
    assert run(environment, "migrate", stdout=subprocess.PIPE).returncode == 0
    created = run(
        environment, "users", "create", "--email", "ada@example.com", "--name", "Ada 日本", stdout=subprocess.PIPE
    )
    assert (created.returncode, created.stderr) == (0, "")
    assert "Ada 日本" in created.stdout


@pytest.mark.parametrize("arguments", [("users", "list"), ("posts", "export"), ("openapi",)])
def test_a_closed_pipe_ends_a_command_without_a_message(
    environment: Mapping[str, str], arguments: tuple[str, ...]
) -> None:
    post = ("posts", "create", "--as", SUPERUSER.email, "--title", "Something", "--body", "To export")
    assert run(environment, *post, stdout=subprocess.DEVNULL).returncode == 0
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        assert run(environment, *arguments, stdout=pipe).stderr == ""
