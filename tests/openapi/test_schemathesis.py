"""Schemathesis, all its checks and phases, on a real server: as a superuser and as anybody."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.deployment import Deployment
from tests.people import SUPERUSER, People, Person
from tests.servers import ROOT

pytestmark = [pytest.mark.long, pytest.mark.only(transport="socket")]
SECONDS_AT_MOST = 1800


@pytest.mark.parametrize("who", ["superuser", "user"])
def test_nothing_is_found(
    who: str,
    deploy: Callable[..., Deployment],
    random: Random,
    pytestconfig: pytest.Config,
    seed: int,
    tmp_path: Path,
) -> None:
    deployment = deploy(login_rate="1000000/day", token_lifetime=86_400)
    assert deployment.server is not None
    client = deployment.client
    superuser = Person(client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)
    person = superuser if who == "superuser" else People(client, random)()
    url = f"http://{deployment.server.host}:{deployment.server.port}"
    examples, configuration = pytestconfig.getoption("--examples"), Path(__file__).with_name("schemathesis.toml")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration), "run"]
    command += [f"{url}/openapi.json", "--url", url, "--max-examples", str(examples), "--seed", str(seed)]
    command += ["--header", f"Authorization: Bearer {person.token}"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CALLER": person.id, "NO_COLOR": "1"}
    found = subprocess.run(  # noqa: S603 -- the command is the tests' own
        command,
        cwd=tmp_path,  # where it leaves what it remembers
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS_AT_MOST,
        check=False,
    )
    print(found.stdout)
    assert found.returncode == 0, f"schemathesis found something; --seed {seed} repeats it"
    # Nobody has been found deleted or deactivated on the way: what was tested was no row of 401s.
    assert client.call("GET", "/auth/me", token=person.token).status == 200
    assert "Traceback" not in deployment.server.read_log()
