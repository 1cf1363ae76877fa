"""Probes of the project's own servers, whose outcomes on server-owned probes are known."""

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
    """Run probes over sockets, and on one database: they depend on no database."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.only(transport="socket", database="sqlite"))


@pytest.fixture(scope="session")
def known(shared: Deployment) -> Known:
    return Known(shared.client)


@pytest.fixture
def outcome(variant: Variant, request: pytest.FixtureRequest) -> Callable[[Probe], Outcome | None]:
    return lambda probe: outcome_of(area_of(request.node.path), probe.name, variant)
