"""Which tests a run takes, by adapter, variant, level and mark."""

import re
from pathlib import Path

import pytest

from tests.deployment import PINNED
from tests.infrastructure.harness import ALPHA, BETA, FORMS, run

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parent.parent.parent


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


def test_a_run_can_leave_out_white_box_tests(stand_in: pytest.Pytester) -> None:
    result = run(stand_in, "tests/contract", "--adapter", ALPHA.name, "-m", "not white_box")
    result.assert_outcomes(passed=1, deselected=2)
