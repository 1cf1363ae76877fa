"""Lists the minor releases of a framework that somebody may still use, as the package index has them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version
from pypi_simple import DistributionPackage, PyPISimple

from lab.upgrades.reasons import needs

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


@dataclass(frozen=True, order=True)
class Release:
    """The newest patch of one minor; `released` is the day of its first."""

    released: datetime
    framework: str
    version: str

    def __str__(self) -> str:
        return f"{self.framework}-{self.version}"

    @property
    def requirements(self) -> tuple[str, ...]:
        """What to install: the framework at this version, its companions at any, and what it needs undeclared."""
        extras: dict[str, list[str]] = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"][
            "optional-dependencies"
        ]
        names: list[str] = []
        for each in map(Requirement, extras[self.framework]):
            name = f"{each.name}[{','.join(sorted(each.extras))}]" if each.extras else each.name
            names.append(f"{name}=={self.version}" if each.name == self.framework else name)
        return (*names, *needs(self.framework, self.version))


def minor_releases(framework: str, since: datetime, index: PyPISimple) -> list[Release]:
    """Return every minor that was the newest at some time since then, newest first.

    Raises:
        requests.RequestException, pypi_simple.NoSuchProjectError: the index does not answer, or does not know it.
    """
    return current_since(framework, since, index.get_project_page(framework).packages)


def current_since(framework: str, since: datetime, packages: Iterable[DistributionPackage]) -> list[Release]:
    """Do the same for a list of files; withdrawn ones and pre-releases do not count."""
    first: dict[tuple[int, ...], datetime] = {}
    newest: dict[tuple[int, ...], Version] = {}
    for package in packages:
        if package.is_yanked or package.package_type != "wheel" or not package.version or not package.upload_time:
            continue
        version = Version(package.version)
        minor = version.release[:2]
        if not version.is_prerelease:
            first[minor] = min(first.get(minor, package.upload_time), package.upload_time)
            newest[minor] = max(newest.get(minor, version), version)
    found = [Release(first[minor], framework, str(newest[minor])) for minor in sorted(first, reverse=True)]
    before = next((place for place, release in enumerate(found) if release.released < since), len(found))
    return found[: before + 1]
