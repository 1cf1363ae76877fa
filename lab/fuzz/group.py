"""A group of applications to compare: the same kind of database and transport, each with a database of its own."""

from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zlib import crc32

from lab.fuzz.fleet import Member
from lab.fuzz.sample import Beginning
from lab.fuzz.uploads import UPLOAD_LIMIT
from lab.fuzz.wrong import LOGIN_RATE
from tests.adapters import FLOOR
from tests.databases import Databases
from tests.deployment import run
from tests.variants import Variant


@dataclass(frozen=True)
class Group:
    """Variants that differ only in the adapter and its server."""

    database: str
    transport: str
    variants: list[Variant] = field(default_factory=list[Variant])

    def __str__(self) -> str:
        return f"{self.database}-{self.transport}"

    def seed(self, seed: int) -> int:
        """Derive a seed for this group from that of the run: each group gets other requests."""
        return crc32(str(self).encode(), seed)


def grouped(variants: Iterable[Variant]) -> list[Group]:
    groups: dict[tuple[str, str], Group] = {}
    for variant in variants:
        key = variant.database, variant.transport
        groups.setdefault(key, Group(*key)).variants.append(variant)
    return list(groups.values())


@contextmanager
def running(group: Group, databases: Callable[[str], Databases], logs: Path) -> Generator[list[Member]]:
    """Start the applications of a group; the output of their servers goes to files in `logs`."""
    variants = list(group.variants)
    # A single adapter needs another one to compare with; the one without a framework is always installed.
    if len({variant.adapter.package for variant in variants} | {FLOOR.package}) == 2 and not any(
        variant.adapter.package == FLOOR.package for variant in variants
    ):
        server = next(iter(FLOOR.servers)) if group.transport == "socket" else None
        variants.append(Variant(FLOOR, group.database, group.transport, server))
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
            # In process the applications share one registry: all must show what the first request of this kind adds.
            deployment.client.call("GET", "/metrics")
            start = partial(variant.adapter.start, deployment.settings) if deployment.server is None else None
            restore = partial(beginning.restore, database, Path(deployment.settings.analytics))
            made.append(Member(name, deployment.client, restore, start))
        yield made
