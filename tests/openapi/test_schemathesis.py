"""Schemathesis, with all its checks, on a real server: as a superuser and as an ordinary user."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.deployment import Deployment, superuser_of
from tests.people import People
from tests.servers import ROOT

pytestmark = [pytest.mark.long, pytest.mark.only(transport="socket")]
# What coverage goes through, one value after the other, does not depend on who is calling.
PHASES = {"superuser": "examples,coverage,fuzzing,stateful", "user": "examples,fuzzing,stateful"}
SECONDS_AT_MOST = 1800


@pytest.fixture
def deployed(deploy: Callable[..., Deployment]) -> Deployment:
    """A server of its own, which counts no logins and whose tokens do not expire."""
    return deploy(login_rate="1000000/day", token_lifetime=86_400)


@pytest.mark.parametrize("who", PHASES)
def test_nothing_is_found(
    who: str, deployed: Deployment, random: Random, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    assert deployed.server is not None
    client, server = deployed.client, deployed.server
    person = superuser_of(deployed) if who == "superuser" else People(client, random)()
    url = f"http://{server.host}:{server.port}"
    configuration = str(Path(__file__).with_name("schemathesis.toml"))
    command = ["schemathesis.cli", "--config-file", configuration, "run", f"{url}/openapi.json", "--url", url]
    command += ["--header", f"Authorization: Bearer {person.token}", "--phases", PHASES[who]]
    command += ["--seed", str(request.getfixturevalue("seed"))]
    command += ["--max-examples", str(request.config.getoption("--examples"))]
    found = subprocess.run(  # noqa: S603 -- the command is the tests' own
        [sys.executable, "-m", *command],
        cwd=tmp_path,  # it writes its state there
        env={**os.environ, "PYTHONPATH": str(ROOT), "CALLER": person.id, "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS_AT_MOST,
        check=False,
    )
    request.node.add_report_section("call", "schemathesis", found.stdout)
    assert found.returncode == 0, "schemathesis found something, or could not run"
    # The caller was not deleted or deactivated: the tests did not only see 401s.
    assert client.call("GET", "/auth/me", token=person.token).status == 200
    assert "Traceback" not in server.read_log()
