"""The applications that the differential test compares, one group for each database and transport."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from tests.adapters import STANDALONE_ASGI
from tests.databases import Databases
from tests.deployment import run
from tests.differential.fleet import Member
from tests.differential.sample import Beginning
from tests.differential.uploads import UPLOAD_LIMIT
from tests.differential.wrong import LOGIN_RATE
from tests.variants import Variant, selected_variants


@dataclass(frozen=True)
class Group:
    """Variants that differ in the adapter and its server alone."""

    database: str
    transport: str
    variants: list[Variant] = field(default_factory=list[Variant])

    def __str__(self) -> str:
        return f"{self.database}-{self.transport}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "group" in metafunc.fixturenames:
        groups: dict[tuple[str, str], Group] = {}
        for variant in selected_variants(metafunc.config):
            key = variant.database, variant.transport
            groups.setdefault(key, Group(*key)).variants.append(variant)
        metafunc.parametrize("group", groups.values(), ids=str, scope="session")


@pytest.fixture(scope="session")
def members(
    group: Group, databases: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Member]]:
    """The applications of one group, each on a database of its own."""
    logs = tmp_path_factory.mktemp(str(group))
    variants = list(group.variants)
    if len(variants) == 1:  # it needs somebody to be compared with; standalone is there with any framework or none
        server = next(iter(STANDALONE_ASGI.servers)) if group.transport == "socket" else None
        variants.append(Variant(STANDALONE_ASGI, group.database, group.transport, server))
    with ExitStack() as stack:
        made: list[Member] = []
        beginning: Beginning | None = None
        for variant in variants:
            name = "-".join(filter(None, [variant.adapter.name, variant.server]))
            database = stack.enter_context(databases(group.database).temporary())
            beginning = beginning or Beginning(database)
            running = run(
                variant,
                database,
                logs / f"{name}.log",
                login_rate=f"{LOGIN_RATE}/day",
                token_lifetime=86_400,
                upload_limit=UPLOAD_LIMIT,
            )
            deployment = stack.enter_context(running)
            # In process the applications share one registry: what the first request of this kind adds, all shall show.
            deployment.client.call("GET", "/metrics")
            start = partial(variant.adapter.start, deployment.settings) if deployment.server is None else None
            made.append(
                Member(
                    name,
                    deployment.client,
                    partial(beginning.restore, database, Path(deployment.settings.analytics)),
                    start,
                )
            )
        yield made


@pytest.fixture(scope="session", autouse=True)
def hypothesis_home(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hypothesis keeps tables of characters: not in the work tree."""
    set_hypothesis_home_dir(tmp_path_factory.mktemp("hypothesis"))
