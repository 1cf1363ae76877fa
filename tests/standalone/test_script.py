"""standalone/script.py: each job is done whole, or nothing of it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from click.testing import CliRunner, Result

from standalone.script import main
from tests.clients.wsgi import WsgiClient
from tests.servers import ROOT
from tests.standalone.conftest import Invoke


def job(name: str, **more: str) -> str:
    return json.dumps({"email": f"{name}@example.com", "name": name, "password": "correct horse", **more})


def run(environment: Mapping[str, str], *lines: str) -> Result:
    return CliRunner().invoke(main, ["-"], input="\n".join(lines), env=environment)


def users(web: WsgiClient, token: str) -> set[str]:
    page: dict[str, Any] = web.call("GET", "/users?limit=100", token=token).json()
    return {user["name"] for user in page["items"]} & {"ada", "eve", "grace"}


def members(web: WsgiClient, token: str, slug: str) -> list[str]:
    return [member["name"] for member in web.call("GET", f"/teams/{slug}", token=token).json()["members"]]


def test_the_first_of_a_team_creates_it_and_others_join(
    environment: Mapping[str, str], web: WsgiClient, token: str
) -> None:
    result = run(environment, job("ada", team="The Engine"), job("eve", team="the engine"), job("grace"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "1: created ada@example.com and their team the-engine",
        "2: created eve@example.com in the team the-engine",
        "3: created grace@example.com",
    ]
    assert members(web, token, "the-engine") == ["ada", "eve"]
    assert users(web, token) == {"ada", "eve", "grace"}


def test_a_job_that_is_refused_leaves_nothing_and_the_others_are_done(
    environment: Mapping[str, str], invoke: Invoke, web: WsgiClient, token: str
) -> None:
    assert run(environment, job("ada", team="The Engine")).exit_code == 0
    assert invoke("teams", "update", "the-engine", "--seats", "1").exit_code == 0
    result = run(environment, job("eve", team="The Engine"), "{", job("ada"), '{"name": "x"}', job("grace"))
    assert result.exit_code == 1
    assert result.stdout == "5: created grace@example.com\n"
    refusals = result.stderr.splitlines()
    assert refusals[0] == "1: nothing done. Team full. The team would have more members than seats."
    assert refusals[1].startswith("2: nothing done. Malformed JSON.")
    assert refusals[2] == "3: nothing done. Email taken. Another user has this email."
    assert "/email" in refusals[3]
    assert users(web, token) == {"ada", "grace"}, "eve is not in the team, so eve is not created"


def test_jobs_are_done_as_they_come(environment: Mapping[str, str]) -> None:
    ours = {**os.environ, **environment, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "standalone.script"], env=ours, stdin=pipe, stdout=pipe, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number, name in enumerate(["ada", "eve"], start=1):
            process.stdin.write(job(name) + "\n")
            process.stdin.flush()
            assert process.stdout.readline() == f"{number}: created {name}@example.com\n"
        process.stdin.close()
        assert process.stdout.read() == ""
    assert process.returncode == 0


def test_without_a_migrated_database_it_says_what_to_do(environment: Mapping[str, str], tmp_path: Any) -> None:
    result = run({**environment, "LIKEWISE_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3"}, job("ada"))
    assert result.exit_code == 1
    assert result.stderr == "Error: The database is not migrated. Run: python -m standalone migrate\n"
