"""The pytest plugin that runs the contract against an address: it selects tests, gives them a client, keeps results."""

import ast
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from rich.console import Console

from tests.conform import probing
from tests.conform.client import RecordingClient
from tests.conform.failing import describe
from tests.conform.journal import Exchange, Journal
from tests.conform.progress import Progress
from tests.conform.results import Result
from tests.conform.sweeping import Sweeper
from tests.conform.target import Address, Superuser, Unusable, member, reach
from tests.contract.probes.probe import Probe
from tests.contract.probes.prober import Known
from tests.fixtures import SEED
from tests.people import RUN, Person

# A module that imports one of these needs our own application at the other end.
INSIDE = {
    "core",
    "tests.databases",
    "tests.deployment",
    "tests.memory",
    "tests.objectstore",
    "tests.routes",
    "tests.servers",
}

DEFAULT_LIFETIME = 900  # seconds of a token
JOURNAL = pytest.StashKey[Journal]()


@dataclass
class Conformance:
    """One run; registered with pytest as a plugin."""

    address: Address
    account: Superuser | None
    seed: int
    interface: str = "any"
    changed: frozenset[str] = frozenset()  # settings that differ from their defaults on that server
    long: bool = False
    progress: Progress = field(default_factory=lambda: Progress(Console(quiet=True)))
    analytics: bool = True
    results: dict[str, Result] = field(default_factory=dict[str, Result])
    left_out: Counter[str] = field(default_factory=Counter[str])
    broken: list[str] = field(default_factory=list[str])
    lost: str = ""

    def __post_init__(self) -> None:
        self.lasting = Journal()
        self.sweeper = Sweeper(self.address, self.account, self.lasting)

    def look_around(self) -> None:
        """Learn who we are there, what time it is, and whether the server has analytics.

        Raises:
            Unusable: the login is refused.
        """
        if self.account is not None:
            token, journal = self.account.current(), Journal()
            with self.swept(journal) as client:
                document = {"email": f"clock-{RUN}@example.com", "name": "Clock", "password": RUN * 2}
                made = member(client.call("POST", "/users", document), "created_at")
                self.sweeper.since = None if made is None else str(made["created_at"])
                self.analytics = client.call("GET", "/analytics/activity", token=token).status != 503
            if self.account.lifetime != DEFAULT_LIFETIME:
                self.changed |= {"token_lifetime"}

    # Selection

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[SEED] = self.seed

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        if collection_path.name.startswith("test_") and looks_inside(collection_path):
            self.left_out["files of tests that need our own application"] += 1
            return True
        return None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broken.append(str(report.longrepr))

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        unwanted = set[pytest.Item]()
        for item in items:
            if reason := self.reason_against(item):
                self.left_out[reason] += 1
                unwanted.add(item)
        items[:] = [item for item in items if item not in unwanted]

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        self.left_out["not matched by -k"] += len(items)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.progress.begin(len(session.items))

    def reason_against(self, item: pytest.Item) -> str:
        """Return why a test does not run; empty if it does."""
        defaults = [name for mark in item.iter_markers("default_setting") for name in mark.args]
        only = [mark.kwargs.get("interface") for mark in item.iter_markers("only")]
        names = getattr(item, "fixturenames", ())
        if "superuser" in names and self.account is None:
            return "needs a superuser: give --email, and the password in LIKEWISE_PASSWORD"
        if changed := self.changed.intersection(defaults):
            return f"needs the default {min(changed)}, which this server does not have"
        if any(interface not in {None, self.interface} for interface in only):
            return "a WSGI server hides this from its application: --interface asgi runs it"
        if item.get_closest_marker("long") and not self.long:
            return "sends 32 requests at the same moment: --long runs it"
        if not self.analytics and item.path.name == "test_analytics.py":
            return "needs analytics: GET /analytics/activity answers 503"
        return probing.reason_against(item, self.address)

    # Fixtures

    @pytest.fixture
    def variant(self) -> Address:
        return self.address

    @pytest.fixture
    def client(self, request: pytest.FixtureRequest) -> Iterator[RecordingClient]:
        with self.swept(request.node.stash.setdefault(JOURNAL, Journal())) as client:
            yield client

    @contextmanager
    def swept(self, journal: Journal) -> Generator[RecordingClient]:
        """Yield a client, and delete everything that was created through it."""
        try:
            with RecordingClient(self.address, journal) as client:
                yield client
        finally:
            self.sweeper.sweep(journal)

    @pytest.fixture
    def superuser(self, client: RecordingClient) -> Person:
        assert self.account is not None, "tests that need a superuser do not run without one"
        return self.account.person(client)

    @contextmanager
    def prober(self) -> Generator[None]:
        """Create what probes name, once, for as long as they run."""
        with self.swept(self.lasting) as client:
            self.named = Known(client, probing.place_of(client))
            yield

    @pytest.fixture
    def known(self) -> Known:
        return self.named

    @pytest.fixture
    def outcome(self) -> Callable[[Probe], None]:
        return lambda _: None  # probes that a server may answer by itself do not run

    # Results

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        exchanges = item.stash.get(JOURNAL, self.lasting).exchanges
        asked = {exchange.operation for exchange in exchanges if not exchange.prepares}
        if call.excinfo is not None:
            self.failed(item, call.excinfo, exchanges, asked)
        elif call.when == "call":
            self.results[item.nodeid] = Result(name_of(item), frozenset(asked))
        return report

    def failed(
        self, item: pytest.Item, raised: pytest.ExceptionInfo[BaseException], exchanges: list[Exchange], asked: set[str]
    ) -> None:
        """Note the first failure of a test; stop where the server has gone."""
        error, name = raised.value, name_of(item)
        failure = describe(raised, exchanges)
        if not failure.trace:
            self.broken.append(f"{name}: {type(error).__name__}: {error}")
        known = self.results.get(item.nodeid)
        if known is None or known.failure is None:
            # The last request of a test that fails while it creates its users may be the wrong one.
            operations = asked | {exchange.operation for exchange in exchanges[-1:]}
            self.results[item.nodeid] = Result(name, frozenset(operations), failure)
        try:
            if isinstance(error, Unusable):
                raise error
            if isinstance(error, OSError):
                reach(self.address)
        except Unusable as reason:
            self.lost = f"{reason} The last test was {name}."
            item.session.shouldstop = self.lost

    def pytest_runtest_logfinish(self) -> None:
        self.progress.step()


def name_of(item: pytest.Item) -> str:
    return item.nodeid.removeprefix("tests/contract/")


def looks_inside(path: Path) -> bool:
    """Whether a module imports something that only our own application has."""
    imported: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module)
    return any(name == inside or name.startswith(f"{inside}.") for name in imported for inside in INSIDE)
