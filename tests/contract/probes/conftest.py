"""Probes of our own servers: of each it is known what it makes of a probe by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.contract.probes import asking
from tests.contract.probes.probe import Probe
from tests.contract.probes.prober import Known
from tests.contract.probes.server_owned import Outcome, area_of, outcome_of
from tests.deployment import Deployment
from tests.variants import Variant

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(asking)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All are about bytes on a wire, and none about a database."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.only(transport="socket", database="sqlite"))


@pytest.fixture(scope="session")
def known(shared: Deployment) -> Known:
    return Known(shared.client)


@pytest.fixture
def outcome(variant: Variant, request: pytest.FixtureRequest) -> Callable[[Probe], Outcome | None]:
    return lambda probe: outcome_of(area_of(request.node.path), probe.name, variant)
