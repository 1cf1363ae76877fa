"""Whole runs of `tests.conform`: on servers that conform, on servers that do not, and on addresses without a server."""

import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import trustme

from tests.adapters import ADAPTERS, FLOOR, FLOORS, Adapter
from tests.clients.socket import SocketClient
from tests.conform.plugin import looks_inside
from tests.contract.operations import OPERATIONS
from tests.infrastructure.conforming import Seeded, Verdict, conform, counts, granian, served, start, url_of
from tests.people import RUN
from tests.servers import ROOT, Server, free_port
from tests.signals import PATIENCE

FORMS = [adapter for forms in ADAPTERS.values() for adapter in forms]
EVERY = [
    pytest.param(adapter, server, id=f"{adapter.name}-{server}", marks=pytest.mark.long)
    for adapter in FORMS
    for server in adapter.servers
]
FLOOR_NAME = next(name for name, forms in ADAPTERS.items() if FLOOR in forms)
UNDER_A_PATH = "location or creator_as_owner or probes and (test_targets or test_multipart or pipelined)"
ALONE = "test_post_tags or seats or framing_is_read or login_rate or test_login_limits"


def assert_conforms(verdict: Verdict, *, tests: int) -> None:
    assert (verdict.code, verdict.failing) == (0, set()), verdict.printed
    assert verdict.report["tests"] >= tests
    assert verdict.report["left_behind"] == []


@pytest.mark.parametrize(("adapter", "name"), EVERY)
def test_every_adapter_conforms_with_sample_data_which_the_run_leaves_unchanged(
    seeded: Seeded, adapter: Adapter, name: str, tmp_path: Path
) -> None:
    with seeded.server(partial(adapter.command, name), tmp_path) as server:
        before = counts(server)
        verdict = conform(url_of(server), tmp_path, "--long", "--interface", "any")
        assert_conforms(verdict, tests=1000)
        assert counts(server) == before
    assert verdict.passing >= {operation.name for operation in OPERATIONS}


@pytest.mark.parametrize("adapter", FORMS, ids=lambda adapter: adapter.name)
@pytest.mark.long
def test_every_adapter_conforms_when_mounted_under_a_path(seeded: Seeded, adapter: Adapter, tmp_path: Path) -> None:
    under_a_path(seeded, adapter, tmp_path, "test_", tests=1000)


@pytest.mark.parametrize("adapter", FLOORS.values(), ids=lambda adapter: adapter.name)
def test_every_location_includes_the_path_of_the_mount(seeded: Seeded, adapter: Adapter, tmp_path: Path) -> None:
    under_a_path(seeded, adapter, tmp_path, UNDER_A_PATH, tests=200)


def under_a_path(seeded: Seeded, adapter: Adapter, directory: Path, keyword: str, tests: int) -> None:
    with seeded.server(granian(adapter.interface), directory, served(adapter, UNDER="/api/v1")) as server:
        before = counts(server, "/api/v1")
        assert_conforms(conform(url_of(server, "/api/v1/"), directory, "-k", keyword), tests=tests)
        assert counts(server, "/api/v1") == before
        assert conform(url_of(server), directory).code == 2


def test_a_run_leaves_nothing_on_a_server_that_conforms(sound_server: Server, tmp_path: Path) -> None:
    before = counts(sound_server)
    verdict = conform(
        url_of(sound_server), tmp_path, "-k", "test_team_rights or test_update_document or test_post_tags or system"
    )
    assert_conforms(verdict, tests=40)
    assert counts(sound_server) == before
    assert "Conforms, as far as -k 'test_team_rights or" in verdict.printed
    assert verdict.passing >= {"create_tag", "create_document", "create_team", "delete_user", "live", "openapi"}
    suites = {suite.get("name"): suite for suite in ElementTree.fromstring(verdict.junit)}  # noqa: S314 - our own
    assert all(suite.get("failures") == "0" for suite in suites.values())
    assert len(suites["create_team"]) == next(
        row["passed"] for row in verdict.report["operations"] if row["operation"] == "create_team"
    )


# The operations that get one wrong letter in their answers, and the tests that must notice it.
BROKEN = [
    ("get_tag", "test_tags"),
    pytest.param("create_user", "test_users or test_tags", marks=pytest.mark.long),
    pytest.param("login", "test_auth or test_users", marks=pytest.mark.long),
    pytest.param("create_team", "test_team", marks=pytest.mark.long),
    pytest.param("list_posts", "test_post", marks=pytest.mark.long),
    pytest.param("get_document", "test_documents or test_multipart", marks=pytest.mark.long),
    pytest.param("refresh_activity", "test_analytics", marks=pytest.mark.long),
    pytest.param("live", "test_system or test_users_http or test_connections", marks=pytest.mark.long),
]


@pytest.mark.parametrize(("operation", "keyword"), BROKEN)
def test_one_wrong_letter_is_reported_with_the_exchanges_of_its_operation(
    seeded: Seeded, operation: str, keyword: str, tmp_path: Path
) -> None:
    with seeded.server(granian("asgi"), tmp_path, served(FLOOR, BROKEN=operation)) as server:
        countable = operation not in {"login", "list_posts"}
        before = counts(server) if countable else {}
        verdict = conform(url_of(server), tmp_path, "-k", keyword)
        assert before == (counts(server) if countable else {}), verdict.report["left_behind"]
    if operation == "login":  # without a token no test can run
        assert verdict.code == 2
        return
    assert verdict.code == 1, verdict.printed
    assert operation in verdict.failing
    broken = next(each for each in OPERATIONS if each.name == operation)
    request = f"{broken.method} {broken.path.partition('{')[0]}"
    failures = verdict.report["failures"].values()
    assert all(any(each.startswith(request) for each in failure["exchanges"]) for failure in failures)
    assert all(failure["message"] and failure["trace"] for failure in failures)
    assert f"  {request}" in verdict.printed
    assert "<failure" in verdict.junit


# Runs that cannot start, and the advice that they print.


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"password": "a wrong password"}, "the email or the password is wrong"),
        ({"password": ""}, "set LIKEWISE_PASSWORD"),
        ({"url": "http://127.0.0.1:{free}"}, "Start the server"),
        ({"url": "127.0.0.1:8000"}, "give http://host:port"),
        ({"url": "ftp://127.0.0.1"}, "give http://host:port"),
        ({"url": "http://127.0.0.1:{port}/elsewhere"}, "with the path of a mount"),
        ({"url": "https://127.0.0.1:{port}"}, "does not speak TLS: give it as http://"),
        ({"options": ("-k", "test_of_nothing")}, "no test ran"),
        ({"options": ("-k", "not (")}, "-k"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_run_that_cannot_start_exits_with_2_and_gives_advice(
    sound_server: Server, tmp_path: Path, change: dict[str, str], advice: str
) -> None:
    url = str(change.get("url", "http://127.0.0.1:{port}")).format(port=sound_server.port, free=free_port())
    password = change.get("password", "correct horse battery staple")
    verdict = conform(url, tmp_path, *change.get("options", ()), password=password)
    assert verdict.code == 2
    assert advice in verdict.printed
    assert verdict.report["conforms"] is None
    assert "<error" in verdict.junit
    assert password == "" or password not in verdict.printed + verdict.junit


@pytest.mark.parametrize("option", ["--json", "--junit"])
def test_a_report_file_that_cannot_be_written_is_refused_before_any_request(tmp_path: Path, option: str) -> None:
    nowhere = str(tmp_path / "nowhere" / "verdict")
    process = start(f"http://127.0.0.1:{free_port()}", tmp_path, option, nowhere)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 2
    assert f"{nowhere} cannot be written" in complaints


def test_a_login_of_an_ordinary_user_exits_with_2(sound_server: Server, tmp_path: Path) -> None:
    email = f"somebody-{RUN}@example.com"
    with SocketClient(sound_server.host, sound_server.port) as client:
        client.call("POST", "/users", {"email": email, "name": "Some", "password": "12345678"})
    verdict = conform(url_of(sound_server), tmp_path, "--email", email, "--password", "12345678", password=None)
    assert verdict.code == 2
    assert "is not a superuser" in verdict.printed


def test_a_run_without_a_login_leaves_out_the_tests_that_need_a_superuser(sound_server: Server, tmp_path: Path) -> None:
    before = counts(sound_server)
    verdict = conform(url_of(sound_server), tmp_path, "-k", ALONE, password=None)
    assert (verdict.code, verdict.failing) == (0, set()), verdict.printed
    assert verdict.report["tests"] >= 10
    assert any("needs a superuser" in reason for reason in verdict.report["left_out"])
    left = verdict.report["left_behind"]
    assert all(thing.startswith("/tags/") for thing in left), "all other resources can be deleted without a superuser"
    assert counts(sound_server) == {**before, "tags": before["tags"] + len(left)}


def test_tests_of_changed_settings_are_left_out(seeded: Seeded, tmp_path: Path) -> None:
    changes: dict[str, Any] = {"json_limit": 2 * 1024 * 1024, "token_lifetime": 600, "login_rate": "3/minute"}
    named = (
        "--changed",
        "json_limit",
        "--changed",
        "login_rate",
        "-k",
        "test_auth or test_json_bodies or test_users_http or its_declared_length",
    )
    with seeded.server(partial(FLOOR.command, "granian"), tmp_path, None, **changes) as server:
        verdict = conform(url_of(server), tmp_path, *named)
        assert_conforms(verdict, tests=150)
        assert conform(url_of(server), tmp_path, "-k", "one_byte_too_large").code == 1
    for setting in changes:
        assert any(setting in reason for reason in verdict.report["left_out"])


def test_a_server_with_tls_conforms_if_its_certificate_is_trusted(seeded: Seeded, tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1")
    files = [tmp_path / name for name in ("ca.pem", "certificate.pem", "key.pem")]
    authority.cert_pem.write_to_path(files[0])
    certificate.cert_chain_pems[0].write_to_path(files[1])
    certificate.private_key_pem.write_to_path(files[2])
    command = granian("asgi", "--ssl-certificate", str(files[1]), "--ssl-keyfile", str(files[2]))
    with seeded.server(command, tmp_path, served(FLOOR)) as server:
        url = url_of(server).replace("http:", "https:")
        trusted = ("--ca-file", str(files[0]))
        assert_conforms(conform(url, tmp_path, *trusted, "-k", "is_kept_after or chunked or test_system"), tests=15)
        assert "cannot be trusted" in conform(url, tmp_path).printed


def test_conform_leaves_out_exactly_the_white_box_tests() -> None:
    """Each test file is white box as a whole or not at all."""
    contract = ROOT / "tests" / "contract"
    left_out = {str(path.relative_to(ROOT)) for path in contract.rglob("test_*.py") if looks_inside(path)}
    assert {"tests/contract/test_analytics_refresh.py", "tests/contract/test_login_white_box.py"} <= left_out
    for mark, expected in (("white_box", left_out), ("not white_box", set[str]())):
        options = ["--collect-only", "-q", "--adapter", FLOOR_NAME, "--transport", "socket"]
        command = [sys.executable, "-m", "pytest", "tests/contract", *options, "-p", "no:cacheprovider", "-m", mark]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
        files = {line.split("::")[0] for line in listed.stdout.splitlines() if "::" in line}
        assert files & left_out == expected & files
        assert bool(files - left_out) is (mark == "not white_box")
