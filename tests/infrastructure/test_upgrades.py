"""`lab.upgrades` tries the right releases, and reports their outcomes."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypi_simple import DistributionPackage

from compare import upgrades
from compare.results import Contract
from compare.upgrades import Outcome, Verdict
from lab.facts import FRAMEWORKS, Facts
from lab.upgrades import outcomes, reasons, releases
from lab.upgrades.deprecations import SUFFIX
from lab.upgrades.outcomes import outcome, page
from lab.upgrades.releases import Release, current_since
from lab.upgrades.trial import NOT_INSTALLABLE, ROOT

EXTRAS = """[project.optional-dependencies]
alpha = ["alpha>=25.12,<26", "alpha-ext>=25.12,<26"]
beta = ["beta[jwt]>=2.25,<3"]
"""
JUNIT = """<testsuites><testsuite><testcase classname="tests.contract.test_x" name="test_x" />
<testcase classname="tests.contract.test_x" name="test_y[alpha-sqlite-process]">
<error message="ImportError: no such thing (/tmp/x)&#10;and more">…</error></testcase></testsuite></testsuites>"""
RELEASE = Release(datetime(2026, 1, 2, tzinfo=UTC), "alpha", "25.12.1")


def result(verdict: Verdict, framework: str = "alpha", version: str = "25.12.1", **more: Any) -> Outcome:
    return Outcome(framework=framework, version=version, released="2026-01-02", verdict=verdict, **more)


def facts(name: str) -> Facts:
    return Facts("", {}, packages={name.title(): name})


def package(version: str, released: str, *, yanked: bool = False, kind: str = "wheel") -> DistributionPackage:
    return DistributionPackage(
        filename=f"some-{version}",
        url="",
        project="some",
        version=version,
        package_type=kind,
        digests={},
        requires_python=None,
        has_sig=None,
        is_yanked=yanked,
        upload_time=datetime.fromisoformat(f"{released}T00:00:00+00:00"),
    )


def test_each_minor_that_was_the_newest_since_then_is_tried_in_its_newest_patch() -> None:
    packages = [
        package("1.9.0", "2023-01-01"),  # no longer the newest at that time
        package("1.10.0", "2024-01-01"),
        package("1.10.3", "2025-06-01"),
        package("2.0.0rc1", "2024-12-01"),
        package("2.0.0", "2025-01-01"),
        package("2.0.10", "2025-02-01"),
        package("2.0.9", "2025-01-20"),
        package("2.0.11", "2025-03-01", yanked=True),
        package("2.1.0", "2026-01-01"),
        package("2.2.0", "2026-02-01", kind="sdist"),
    ]
    found = current_since("some", datetime(2024, 11, 25, tzinfo=UTC), packages)
    assert [release.version for release in found] == ["2.1.0", "2.0.10", "1.10.3"]
    assert found[1].released == datetime(2025, 1, 1, tzinfo=UTC)


def test_a_framework_without_a_release_since_then_is_tried_in_its_last_one() -> None:
    found = current_since("some", datetime(2026, 1, 1, tzinfo=UTC), [package("3.1.0", "2024-11-13")])
    assert [release.version for release in found] == ["3.1.0"]


def test_a_release_is_installed_with_the_extras_and_companions_of_its_framework(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(EXTRAS, encoding="utf-8")
    monkeypatch.setattr(releases, "PYPROJECT", pyproject)
    assert RELEASE.requirements == ("alpha==25.12.1", "alpha-ext")
    assert Release(RELEASE.released, "beta", "2.25.0").requirements == ("beta[jwt]==2.25.0",)


def test_a_release_is_installed_with_what_it_needs_and_does_not_declare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reasons, "known", lambda: {"sanic": {"needs": {"missing": "<24"}}})
    assert Release(RELEASE.released, "sanic", "23.12.0").requirements[-1] == "missing"
    assert "missing" not in Release(RELEASE.released, "sanic", "24.6.0").requirements


def test_a_release_that_warns_of_what_is_deprecated_is_yellow(tmp_path: Path) -> None:
    (tmp_path / "suite.deprecations").write_text("use that\nuse this", encoding="utf-8")
    expected = result("yellow", passed=3, why="use that")
    assert outcome(RELEASE, Contract(adapter="x", passed=3), tmp_path / "suite.xml") == expected


WARNS = """import warnings
class FrameworkDeprecation(UserWarning): ...
def test_some():
    warnings.warn("use  that", DeprecationWarning)
    warnings.warn("use this", FrameworkDeprecation)
    warnings.warn("look", UserWarning)
"""


def test_the_trial_collects_the_deprecations_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(WARNS, encoding="utf-8")
    options = ["-p", "lab.upgrades.deprecations", "-p", "no:cacheprovider", "--junit-xml=suite.xml"]
    command = [sys.executable, "-m", "pytest", "-W", "default", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)  # noqa: S603 -- our own
    assert (tmp_path / "suite.deprecations").read_text(encoding="utf-8").splitlines() == ["use that", "use this"]


def test_a_red_release_has_the_reason_that_somebody_wrote_about_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reasons, "known", lambda: {"alpha": {"red": {"<25": "Too old.", "<26": "No such name."}}})
    contract = Contract(adapter="x", error="no test ran, exit code 2\n")
    assert outcome(RELEASE, contract, tmp_path / "suite.xml").reason == "No such name."


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        (Contract(adapter="x", passed=3), result("green", passed=3)),
        (
            Contract(adapter="x", passed=3, failed=2),
            result("red", passed=3, failed=2, why="test_x.test_y: ImportError: no such thing"),
        ),
        (
            Contract(adapter="x", error=f"no test ran, exit code {NOT_INSTALLABLE}\n  ╰─▶ No solution found\nBecause"),
            result("not installable", why="No solution found"),
        ),
        (
            Contract(adapter="x", error="no test ran, exit code 2\n"),
            result("red", why="no test ran, exit code 2"),
        ),
        (
            Contract(adapter="x", error="stopped after 600 seconds"),
            result("red", why="stopped after 600 seconds"),
        ),
    ],
)
def test_an_outcome_gives_the_first_failure_or_the_reason(
    contract: Contract, expected: Outcome, tmp_path: Path
) -> None:
    junit = tmp_path / "suite.xml"
    junit.write_text(JUNIT, encoding="utf-8")
    junit.with_suffix(SUFFIX).touch()
    assert outcome(RELEASE, contract, junit) == expected


def test_new_outcomes_of_a_framework_replace_only_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(outcomes, "DATA", tmp_path / "upgrades.json")
    monkeypatch.setattr(outcomes, "PAGE", tmp_path / "upgrades.md")
    monkeypatch.setattr(outcomes, "FRAMEWORKS", ("beta", "alpha"))
    monkeypatch.setattr(outcomes, "facts", facts)
    alpha = [result("green", "alpha", "2", passed=1), result("red", "alpha", "1", passed=1, failed=1, why="a|b")]
    outcomes.write(alpha, months=24, tried="2026-11-25", python="3.11.7")
    beta = [result("green", "beta", "3", passed=1)]
    outcomes.write(beta, months=24, tried="2026-11-26", python="3.11.7")
    outcomes.write(alpha[:1], months=24, tried="2026-11-27", python="3.11.7")
    kept = upgrades.read(outcomes.DATA).outcomes
    assert [(each.framework, each.version) for each in kept] == [("beta", "3"), ("alpha", "2")]
    assert "## Alpha: 1 of 1 keep it" in (tmp_path / "upgrades.md").read_text(encoding="utf-8")


def test_the_page_of_upgrades_shows_its_data_file() -> None:
    data = upgrades.read()
    assert outcomes.PAGE.read_text(encoding="utf-8") == page(data)
    assert data.frameworks == FRAMEWORKS
