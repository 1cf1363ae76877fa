"""Whole runs of the harness with stand-ins for adapters: selection of tests, exit codes and output."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.adapters import ADAPTERS
from tests.deployment import PINNED
from tests.signals import PATIENCE, start_announcing

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent.parent

# Loading these unused plugins takes longer than the run itself.
PLUGINS = ("-p", "no:faker", "-p", "no:anyio", "-p", "no:hypothesispytest", "-p", "tests.conftest")

# Adapters of the registry; stand-ins replace their packages. One mounts a resource a second time, the other is sync.
FORMS = [form for forms in ADAPTERS.values() for form in forms]
ALPHA = next(form for form in FORMS if form.mounted)
BETA = next(form for form in FORMS if form.interface == "wsgi")

ASGI = "from tests.infrastructure.applications import asgi\ndef create_app(settings): return asgi"
WSGI = "from tests.infrastructure.applications import wsgi\ndef create_app(settings): return wsgi"
CONTRACT = """
    import pytest

    def test_answers(client):
        assert client.request("GET", "/").status == 200

    @pytest.mark.only(interface="wsgi")
    def test_wsgi(client):
        assert "PATH_INFO" in client.request("GET", "/").json()

    def test_settings(settings, database):
        assert settings.database_url == database.url
"""


@pytest.fixture
def stand_in(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with two stand-in adapters, a contract of its own and an empty database, run by the real harness."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {ALPHA.package, BETA.package}]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("tests.conftest.prepare", touch)
    pytester.syspathinsert()
    pytester.makeini("[pytest]")
    pytester.path.joinpath("tests/contract").mkdir(parents=True)
    pytester.makepyfile(**{ALPHA.package: ASGI, BETA.package: WSGI, "tests/contract/test_stand_in": CONTRACT})
    return pytester


def touch(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).touch()


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return project.runpytest_inprocess(*PLUGINS, "-v", *arguments)


def test_the_tests_of_each_selected_adapter_run_and_are_counted(stand_in: pytest.Pytester) -> None:
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name)
    result.assert_outcomes(passed=5, deselected=1)
    result.stdout.fnmatch_lines(
        [
            f"*test_answers[[]{ALPHA.name}-sqlite-process[]] PASSED*",
            f"*test_answers[[]{BETA.name}-sqlite-process[]] PASSED*",
            f"{ALPHA.name}: 2 passed, 0 failed",
            f"{BETA.name}: 3 passed, 0 failed",
        ]
    )
    assert result.ret == 0


def test_tests_of_a_resource_run_again_where_it_is_mounted_a_second_time(stand_in: pytest.Pytester) -> None:
    contract = """
        import pytest

        @pytest.mark.resource("tags")
        def test_where(client, deployment, deploy, variant):
            for asked in (client, deployment.client, deploy().client):
                for target in ("/tags", "/tags/a", "/tags?b"):
                    assert asked.request("GET", target).json()["raw_path"] == variant.under + target.partition("?")[0]
                for target in ("/", "/tag", "/tagsoup", "/posts?a=/tags", "//tags"):
                    assert asked.request("GET", target).json()["raw_path"] == target.partition("?")[0]

        def test_elsewhere(client):
            pass
    """
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name)
    result.assert_outcomes(passed=3)
    again = f"*test_where[[]{ALPHA.name}-sqlite-process-repository[]] PASSED*"
    result.stdout.fnmatch_lines([again, f"{ALPHA.name}: 3 passed*"])


def test_brief_runs_the_first_case_of_each_test_that_the_marks_leave_on_each_variant(stand_in: pytest.Pytester) -> None:
    contract = """
        import pytest

        @pytest.mark.parametrize("size", [1, 2])
        @pytest.mark.parametrize("name", [pytest.param("a", marks=pytest.mark.long), "b", "c"])
        def test_many(client, name, size):
            pass

        def test_single(client):
            pass
    """
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    chosen = ("--adapter", ALPHA.name, "--adapter", BETA.name, "-m", "not long")
    run(stand_in, "tests/contract", *chosen).assert_outcomes(passed=10, deselected=4)
    result = run(stand_in, "tests/contract", *chosen, "--brief")
    assert re.findall(r"(test_\w+\[\S+) PASSED", result.stdout.str()) == [
        f"test_{case}"
        for name in (ALPHA.name, BETA.name)
        for case in (f"many[{name}-sqlite-process-b-1]", f"single[{name}-sqlite-process]")
    ]


@pytest.mark.parametrize(
    ("options", "ran"),
    [
        ([], ["behaviour", "policy"]),
        (["--lenient"], ["behaviour"]),
        (["--lenient", "-m", "not long"], ["behaviour"]),
        (["--lenient", "-m", "strict"], ["policy"]),
        (["--lenient", "-m", "strict or not long"], ["behaviour", "policy"]),
    ],
)
def test_lenient_turns_the_layer_off_and_leaves_out_strict_tests_unless_the_mark_is_named(
    stand_in: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: list[str], ran: list[str]
) -> None:
    contract = f"""
        import pytest

        @pytest.mark.parametrize("level", ["behaviour", pytest.param("policy", marks=pytest.mark.strict)])
        def test_level(settings, level):
            assert settings.strict is {"--lenient" not in options}
    """
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    monkeypatch.setitem(PINNED, "strict", True)  # the inner run changes it
    result = run(stand_in, "tests/contract", "--adapter", BETA.name, *options)
    assert re.findall(r"-(behaviour|policy)\] PASSED", result.stdout.str()) == ran


def test_a_run_imports_only_the_selected_adapter(stand_in: pytest.Pytester) -> None:
    stand_in.makepyfile(**{BETA.package: "raise SystemExit('imported')"})
    assert run(stand_in, "tests", "--adapter", ALPHA.name).ret == 0


def test_a_run_of_all_variants_collects_every_adapter_database_and_server(stand_in: pytest.Pytester) -> None:
    options = ("--database", "all", "--transport", "all", "--collect-only")
    result = run(stand_in, "tests/contract", "-q", "-k", "test_answers", *options)
    ids = {line.partition("[")[2].partition("]")[0] for line in result.outlines if "test_answers[" in line}
    expected = {
        f"{form.name}-{kind}-{on}"
        for form in FORMS
        for kind in ("sqlite", "postgresql")
        for on in ("process", *form.servers)
    }
    assert ids == expected
    assert result.ret == 0


def test_a_run_fails_if_an_adapter_cannot_be_imported(stand_in: pytest.Pytester) -> None:
    stand_in.makepyfile(**{ALPHA.package: "import a_framework_that_is_not_installed"})
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name)
    result.assert_outcomes(passed=3, errors=2, deselected=1)
    result.stdout.fnmatch_lines(
        ["*ModuleNotFoundError*a_framework*", f"{ALPHA.name}: 0 passed, 2 failed", f"{BETA.name}: 3 passed*"]
    )
    assert result.ret == 1


def test_a_run_fails_if_the_factory_of_an_adapter_is_missing(stand_in: pytest.Pytester) -> None:
    stand_in.makepyfile(**{ALPHA.package: ""})
    run(stand_in, "tests/contract", "--adapter", ALPHA.name).assert_outcomes(errors=2, deselected=1)


@pytest.mark.parametrize(
    "contract",
    [
        "",
        "def test_of_no_adapter(): pass",
        (
            "import pytest\n"
            "@pytest.mark.skip(reason='to be noticed')\n"  # reason: a stand-in's test, whose run must be red for it
            "def test_skipped(client): pass"
        ),
        (
            "import pytest\n"
            "def test_skips_itself(client):\n"
            "    pytest.skip('to be noticed')"  # reason: a stand-in's test, whose run must be red for it
        ),
        "import pytest\n@pytest.mark.only(interface='wsgi')\ndef test_elsewhere(client): pass",
    ],
    ids=["empty", "no adapter", "skipped", "skips itself", "deselected"],
)
def test_a_run_fails_if_no_test_ran_on_a_selected_adapter(stand_in: pytest.Pytester, contract: str) -> None:
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name)
    result.stdout.fnmatch_lines([f"{ALPHA.name}: 0 passed, 0 failed (no contract test ran*"])
    assert result.ret == 1


def test_a_run_fails_if_a_keyword_deselects_all_tests_of_an_adapter(stand_in: pytest.Pytester) -> None:
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name, "-k", BETA.name)
    result.stdout.fnmatch_lines([f"{ALPHA.name}: 0 passed, 0 failed (no*", f"{BETA.name}: 3 passed, 0 failed"])
    assert result.ret == 1


@pytest.mark.parametrize("choice", [["tests/core"], ["tests", "--ignore=tests/contract"]], ids=["chosen", "ignored"])
def test_a_run_without_contract_tests_needs_no_adapter(stand_in: pytest.Pytester, choice: list[str]) -> None:
    stand_in.path.joinpath("tests/core").mkdir()
    stand_in.makepyfile(**{"tests/core/test_other": "def test_passes(): pass"})
    result = run(stand_in, *choice)
    assert result.ret == 0
    assert f"{ALPHA.name}:" not in result.stdout.str()


def test_a_run_can_leave_out_white_box_tests(stand_in: pytest.Pytester) -> None:
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "-m", "not white_box")
    result.assert_outcomes(passed=1, deselected=2)


def test_a_run_prints_its_seed_and_repeats_its_random_data_from_it(stand_in: pytest.Pytester) -> None:
    contract = "def test_fails(client, random): assert False, f'rolled {random.random()}'"
    stand_in.makepyfile(**{"tests/contract/test_stand_in": contract})
    arguments = ("tests/contract", "--adapter", ALPHA.name, "--adapter", BETA.name)
    first = run(stand_in, *arguments).stdout.str()
    (seed,) = {line.split()[-1] for line in first.splitlines() if line.startswith("random data:")}
    second = run(stand_in, *arguments, "--seed", seed).stdout.str()
    rolls = [
        {line for line in text.splitlines() if line.startswith("E ") and "rolled" in line} for text in (first, second)
    ]
    assert rolls[0] == rolls[1]
    assert len(rolls[0]) == 1, "every adapter gets the same random data"
    assert f"--seed {seed}" in first.partition("FAILURES")[2]


WAITING = """
import signal
from tests.signals import announce

def test_waits(database):
    announce(database.url.removeprefix("sqlite:///"))
    signal.pause()
"""
EMPTY_TEMPLATE = """
import tests.conftest
from tests.infrastructure.test_runs import touch
tests.conftest.prepare = touch
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_a_signal_ends_removes_its_databases(stand_in: pytest.Pytester, number: signal.Signals) -> None:
    stand_in.makepyfile(empty_template=EMPTY_TEMPLATE, **{"tests/contract/test_stand_in": WAITING})
    arguments = ["-m", "pytest", *PLUGINS, "-p", "empty_template", "tests/contract", "--adapter", ALPHA.name]
    environment = {"PYTHONPATH": f"{stand_in.path}{os.pathsep}{ROOT}"}
    process, announced = start_announcing(arguments, stand_in.path, environment)
    database = Path(announced)
    assert database.exists()
    process.send_signal(number)
    assert process.wait(PATIENCE) == pytest.ExitCode.INTERRUPTED
    assert not database.parent.exists()
