"""What is known of old releases: packages that they need and do not declare, and why the contract fails on them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from packaging.specifiers import SpecifierSet

Known = Mapping[str, Mapping[str, Mapping[str, str]]]


@cache
def known() -> Known:
    """Read reasons.toml: by framework, `needs` maps packages to releases, `red` maps releases to sentences."""
    return tomllib.loads(Path(__file__).with_name("reasons.toml").read_text(encoding="utf-8"))


def needs(framework: str, version: str) -> tuple[str, ...]:
    """Return the packages that this release needs and does not declare."""
    packages = known().get(framework, {}).get("needs", {})
    return tuple(name for name, releases in packages.items() if SpecifierSet(releases).contains(version))


def reason(framework: str, version: str) -> str:
    """Return why the contract fails on this release, in a sentence; an empty text if nobody has looked."""
    sentences = known().get(framework, {}).get("red", {})
    return next((text for releases, text in sentences.items() if SpecifierSet(releases).contains(version)), "")
