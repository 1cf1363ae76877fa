"""The level of a test is honest: policy is written on the contract page, and no policy excuses a wrong answer."""

import re
import subprocess
import sys

from tests.contract.page import PAGE
from tests.servers import ROOT

# Rights, races and locks, durability, outages, logs: an adapter without its strict layer must be right there too.
NEVER_STRICT = (
    "test_auth.py",
    "test_busy_pool.py",
    "test_concurrency.py",
    "test_database_outage.py",
    "test_disconnects.py",
    "test_document_store_s3.py",
    "test_forged_tokens.py",
    "test_interrupted_exchanges.py",
    "test_killed_server.py",
    "test_locks.py",
    "test_log_injection.py",
    "test_login_limits.py",
    "test_logs.py",
    "test_mass_assignment.py",
    "test_ready.py",
    "test_rights.py",
    "test_server_errors.py",
    "test_team_rights.py",
)


def strict_tests() -> list[str]:
    """Every test of the contract that has a strict case, as the page writes it: `file.py::test_name`."""
    # Adapters without a framework: they have tests of both interfaces, and need no extra.
    options = ("--adapter", "standalone", "--transport", "all", "-m", "strict", "--collect-only", "-q")
    command = [sys.executable, "-m", "pytest", "tests/contract", "-p", "no:cacheprovider", *options]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    return sorted(set(re.findall(r"^tests/contract/([\w/]+\.py::\w+)", listed.stdout, re.MULTILINE)))


def test_no_test_of_rights_races_durability_or_outages_is_strict() -> None:
    folder = ROOT / "tests" / "contract"
    assert [name for name in NEVER_STRICT if not (folder / name).exists()] == []
    assert [test for test in strict_tests() if test.partition("::")[0] in NEVER_STRICT] == []


def test_every_strict_test_is_named_by_a_rule_of_the_contract() -> None:
    assert [test for test in strict_tests() if f"`{test}`" not in PAGE] == []
