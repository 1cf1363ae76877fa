"""The minor releases of a framework that somebody may still have, as the package index lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from packaging.version import Version
from pypi_simple import DistributionPackage, PyPISimple

# The framework's package as pip is told to install it, and what comes with it.
PACKAGES = {"litestar": "litestar[jwt]", "fastapi": "fastapi", "flask": "flask", "sanic": "sanic"}
COMPANIONS = {"sanic": ("sanic-ext",)}


@dataclass(frozen=True, order=True)
class Release:
    """The newest patch of one minor; `released` is when the minor's first came out."""

    released: datetime
    framework: str
    version: str

    def __str__(self) -> str:
        return f"{self.framework}-{self.version}"

    @property
    def requirements(self) -> tuple[str, ...]:
        return (f"{PACKAGES[self.framework]}=={self.version}", *COMPANIONS.get(self.framework, ()))


def minor_releases(framework: str, since: datetime, index: PyPISimple) -> list[Release]:
    """Every minor that was the newest at some time since then, newest first.

    Raises:
        requests.RequestException, pypi_simple.NoSuchProjectError: the index is away, or does not know it.
    """
    return current_since(framework, since, index.get_project_page(framework).packages)


def current_since(framework: str, since: datetime, packages: Iterable[DistributionPackage]) -> list[Release]:
    """The same from a list of files; those withdrawn and those before a release do not count."""
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
