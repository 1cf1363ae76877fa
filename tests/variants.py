"""What every contract test is repeated over: adapter, database, and in process or on a server."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from tests.adapters import ADAPTERS, FLOORS, FURTHER, Adapter
from tests.clients.base import Client
from tests.clients.mounted import MountedClient

DATABASES = ("sqlite", "postgresql")
TRANSPORTS = ("process", "socket")


@dataclass(frozen=True)
class Variant:
    """One column of the matrix; `server` names the server when the transport is a socket.

    `resource` is asked for where the adapter mounts it once more; all else where it always is.
    """

    adapter: Adapter
    database: str
    transport: str
    server: str | None = None
    resource: str | None = None

    def __str__(self) -> str:
        return f"{self.adapter.name}-{self.database}-{self.server or self.transport}{self.under.replace('/', '-')}"

    @property
    def under(self) -> str:
        """The path that the resource is mounted under; empty where that is not what is tested."""
        return "" if self.resource is None else self.adapter.mounted[self.resource]

    def through(self, client: Client) -> Client:
        """The client as the tests are to have it, who know of no mount."""
        return client if self.resource is None else MountedClient(client, self.resource, self.under)

    def matches(self, item: pytest.Item) -> bool:
        """Whether the test's `only` marks, if it has any, admit this variant."""
        mine: dict[str, object] = {"database": self.database, "transport": self.transport}
        mine |= {"interface": self.adapter.interface, "further": self.server in FURTHER}
        return all(mine[name] == wanted for mark in item.iter_markers("only") for name, wanted in mark.kwargs.items())

    def repeats(self, item: pytest.Item) -> bool:
        """Whether the test shows here what it shows elsewhere at less cost, if all variants are asked for.

        On SQLite a test runs over a socket. One that starts an application of its own runs in process instead, because
        a server takes long to start. Of two servers that an adapter starts by itself, the second gets the tests marked
        `every_server`. On PostgreSQL a test runs in process, on the floors alone unless its mark says
        `each_database`: the statements are core's, and only what an adapter does with its session can differ.
        """
        only = {name for mark in item.iter_markers("only") for name in mark.kwargs}
        if "transport" in only:
            return False
        floor = self.adapter in FLOORS.values()
        if self.database == "sqlite":
            if self.server in list(self.adapter.servers)[1:]:
                return not item.get_closest_marker("every_server")
            own = "deploy" in getattr(item, "fixturenames", ())
            return self.transport == ("socket" if own and not floor else "process")
        if self.transport == "socket":
            return True
        return not (floor or "database" in only or item.get_closest_marker("each_database"))


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("likewise")
    group.addoption(
        "--adapter", action="append", choices=list(ADAPTERS), help="test this adapter; may be repeated (default: all)"
    )
    group.addoption("--database", choices=[*DATABASES, "all"], default="sqlite", help="default: %(default)s")
    group.addoption("--brief", action="store_true", help="run one case of each test on each variant: the first")
    group.addoption(
        "--every-server", action="store_true", help="run all tests on the further servers, not the marked ones alone"
    )
    group.addoption(
        "--lenient",
        action="store_true",
        help="run the applications without their strict layer, and leave out the tests marked strict, which need it; "
        "where -m names that mark, -m alone decides (-m strict: what needs the layer)",
    )
    group.addoption("--transport", choices=[*TRANSPORTS, "all"], default="process", help="default: %(default)s")


def needs_the_layer(item: pytest.Item) -> bool:
    """Whether --lenient leaves a test out."""
    left_to_marks = re.search(r"\bstrict\b", item.config.option.markexpr)
    return bool(item.config.getoption("--lenient") and item.get_closest_marker("strict") and not left_to_marks)


def selected_adapters(config: pytest.Config) -> list[Adapter]:
    """Every form of every adapter that was asked for."""
    names: Sequence[str] = config.getoption("--adapter") or list(ADAPTERS)
    return [adapter for name in dict.fromkeys(names) for adapter in ADAPTERS[name]]


def selected_variants(
    config: pytest.Config, resources: Collection[str] = (), *, every_server: bool = False
) -> Iterator[Variant]:
    """The columns that were asked for; those on further servers; those that show a resource at another path."""
    wanted = str(config.getoption("--database")), str(config.getoption("--transport"))
    plain = list(variants_of(selected_adapters(config), *wanted))
    yield from plain
    if every_server or config.getoption("--every-server"):
        yield from _further_variants(config, *wanted)
    # Last: a plain one has the same place for every test, by which pytest tells what can share a server.
    for variant in plain:
        yield from (replace(variant, resource=name) for name in variant.adapter.mounted if name in resources)


def variants_of(adapters: Iterable[Adapter], database: str, transport: str) -> Iterator[Variant]:
    """These adapters on one database or "all", over one transport or "all"."""
    for adapter in adapters:
        for each in DATABASES if database == "all" else (database,):
            if transport in {"process", "all"}:
                yield Variant(adapter, each, "process")
            if transport in {"socket", "all"}:
                yield from (Variant(adapter, each, "socket", server) for server in adapter.servers)


def _further_variants(config: pytest.Config, database: str, transport: str) -> Iterator[Variant]:
    # On one database, for what a server does with a request it does over any.
    one = "postgresql" if database == "postgresql" else "sqlite"
    if transport in {"socket", "all"}:
        for adapter in selected_adapters(config):
            yield from (Variant(adapter, one, "socket", server) for server in adapter.further)


def variant_of(item: pytest.Item) -> Variant | None:
    """The variant a test runs on; None for a test that knows of none."""
    callspec = getattr(item, "callspec", None)
    return None if callspec is None else callspec.params.get("variant")
