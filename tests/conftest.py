"""Fixtures of all tests: `client` and `superuser` do for any server, the white-box ones for ours alone."""

import os
import signal
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest

from core.settings import Settings
from tests import fixtures
from tests.clients.base import Client
from tests.clients.socket import SocketClient
from tests.databases import Database, Databases, PostgresqlDatabases, open_databases
from tests.deployment import PINNED, Deployment, prepare, run
from tests.endings import end_with_the_verdict
from tests.fixtures import SEED
from tests.fuzz import report as differential_report
from tests.people import SUPERUSER, Person
from tests.postgresql import PostgresqlServer
from tests.servers import Server
from tests.tally import Tally
from tests.variants import Variant, add_options, needs_the_layer, selected_variants, variant_of

# Whoever asks for one of these sees more than a black box shows; the mark `white_box` follows from it.
WHITE_BOX = {"database", "deploy", "logged", "server", "settings", "stoppable_postgresql"}

ENDING = (signal.SIGTERM, signal.SIGHUP)
PREVIOUS = pytest.StashKey[list[Any]]()

end_with_the_verdict()


def pytest_addoption(parser: pytest.Parser) -> None:
    add_options(parser)
    group = parser.getgroup("likewise")
    group.addoption("--seed", type=int, help="repeat the random data of an earlier run")
    group.addoption("--requests", type=int, default=2000, help="length of the differential test (default: %(default)s)")
    group.addoption("--examples", type=int, default=20, help="an operation's, of schemathesis (default: %(default)s)")


def pytest_configure(config: pytest.Config) -> None:
    seed = config.getoption("--seed")
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is not None:
        seed = worker["seed"]
    config.stash[SEED] = SystemRandom().getrandbits(32) if seed is None else seed
    PINNED["strict"] = not config.getoption("--lenient")
    config.pluginmanager.register(Tally(config, judge=worker is None))
    config.pluginmanager.register(fixtures)
    config.pluginmanager.register(differential_report)
    # When the run is asked to end, or its terminal goes, it cleans up as after Ctrl-C: no server may outlive it.
    config.stash[PREVIOUS] = [(each, signal.signal(each, signal.default_int_handler)) for each in ENDING]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand the seed to a worker of pytest-xdist."""
    node.workerinput["seed"] = node.config.stash[SEED]


def pytest_unconfigure(config: pytest.Config) -> None:
    for number, handler in config.stash[PREVIOUS]:
        signal.signal(number, handler)


def pytest_report_header(config: pytest.Config) -> str:
    return f"random data: --seed {config.stash[SEED]}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "variant" in metafunc.fixturenames:
        resources = {name for mark in metafunc.definition.iter_markers("resource") for name in mark.args}
        every_server = metafunc.definition.get_closest_marker("every_server") is not None
        variants = list(selected_variants(metafunc.config, resources, every_server=every_server))
        metafunc.parametrize("variant", variants, ids=str, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    unwanted: set[pytest.Item] = set()
    for item in items:
        if WHITE_BOX.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("white_box")
        variant = variant_of(item)
        if needs_the_layer(item) or (variant is not None and not variant.matches(item)):
            unwanted.add(item)
        elif variant is not None:
            if variant.repeats(item):
                item.add_marker("repetition")
            if config.pluginmanager.has_plugin("xdist"):
                item.add_marker(pytest.mark.xdist_group(str(variant)))  # one worker, one server
    if unwanted:
        config.hook.pytest_deselected(items=list(unwanted))
        items[:] = [item for item in items if item not in unwanted]


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_leave_one_case(config: pytest.Config, items: list[pytest.Item]) -> None:
    """For `--brief`, keep the first case of those that the marks have left of a test."""
    if config.getoption("--brief"):
        first = {(item.nodeid.partition("[")[0], str(variant_of(item))): item for item in reversed(items)}
        kept = {id(item) for item in first.values()}
        config.hook.pytest_deselected(items=[item for item in items if id(item) not in kept])
        items[:] = [item for item in items if id(item) in kept]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and "random" in getattr(item, "fixturenames", ()):
        report.sections.append(("Random data", f"--seed {item.config.stash[SEED]}"))
    return report


@pytest.fixture(scope="session", autouse=True)
def server_url() -> Iterator[str | None]:
    """The PostgreSQL to make databases on, if the environment names one; no LIKEWISE_ variable reaches the tests."""
    url = os.environ.get("LIKEWISE_DATABASE_URL", "")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("LIKEWISE_")]:
            patch.delenv(name)
        yield url if url.startswith("postgresql") else None


@pytest.fixture(scope="session")
def databases(server_url: str | None) -> Iterator[Callable[[str], Databases]]:
    """Databases by kind, from a template that is migrated once a run."""
    opened: dict[str, Databases] = {}
    with ExitStack() as stack:

        def of_kind(kind: str) -> Databases:
            if kind not in opened:
                opened[kind] = stack.enter_context(open_databases(kind, server_url, prepare))
            return opened[kind]

        yield of_kind


@pytest.fixture(scope="session")
def variant(request: pytest.FixtureRequest) -> Variant:
    """The adapter, database and transport that this round is about."""
    return request.param


@pytest.fixture(scope="session")
def shared(
    variant: Variant, databases: Callable[[str], Databases], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Deployment]:
    """The one application of this variant, in process or on a server: to start one takes longer than most tests."""
    log = tmp_path_factory.mktemp(str(variant)) / "server.log"
    with databases(variant.database).temporary() as database, run(variant, database, log) as deployment:
        yield deployment


@pytest.fixture
def deployment(variant: Variant, shared: Deployment, databases: Callable[[str], Databases]) -> Deployment:
    """What the test talks to; in process its database is a fresh one, on a server what other tests have left."""
    if shared.server is None:
        databases(variant.database).renew(shared.database)
    return shared


@pytest.fixture
def client(variant: Variant, deployment: Deployment) -> Iterator[Client]:
    """Speaks to the application; over a socket, on connections of this test's own."""
    if deployment.server is None:
        yield deployment.client
        return
    with SocketClient(deployment.server.host, deployment.server.port) as client:
        yield variant.through(client)


@pytest.fixture
def superuser(client: Client) -> Person:
    """A superuser, there from the beginning."""
    return Person(client, SUPERUSER.email, SUPERUSER.name, SUPERUSER.password)


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What repeats the random data of this run."""
    return request.config.stash[SEED]


# White box: the application must be ours.


@pytest.fixture
def settings(deployment: Deployment) -> Settings:
    """What the application runs under, its secret included."""
    return deployment.settings


@pytest.fixture
def database(deployment: Deployment) -> Database:
    """The application's database, to look into or meddle with."""
    return deployment.database


@pytest.fixture
def server(deployment: Deployment) -> Server:
    """The server's process and log; for tests marked `only(transport="socket")`."""
    assert deployment.server is not None, 'there is no server in process: mark the test only(transport="socket")'
    return deployment.server


@pytest.fixture
def deploy(
    variant: Variant, databases: Callable[[str], Databases], tmp_path: Path
) -> Iterator[Callable[..., Deployment]]:
    """`deploy(database=None, **settings)` runs one more application, by default on a fresh database."""
    with ExitStack() as stack:

        def start(database: Database | None = None, **changes: Any) -> Deployment:
            if database is None:
                database = stack.enter_context(databases(variant.database).temporary())
            return stack.enter_context(run(variant, database, tmp_path / "deployed.log", **changes))

        yield start


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Callable[[Deployment], str]:
    """`logged(deployment)` is what the application has printed; in process, since the test began."""
    printed: list[str] = []

    def read(deployment: Deployment) -> str:
        if deployment.server is not None:
            return deployment.server.read_log()
        printed.extend(capfd.readouterr())
        return "".join(printed)

    return read


@pytest.fixture
def stoppable_postgresql() -> Iterator[tuple[PostgresqlServer, Database]]:
    """A PostgreSQL of this test's own and a database on it: `deploy(database)`, then stop and start the server."""
    with PostgresqlServer() as server:
        databases = PostgresqlDatabases(server.url, prepare)
        yield server, databases.create()
