"""Everything there is to run, as sessions: `nox -l` lists them, arguments after `--` go on to the command."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nox

REGISTRY: Mapping[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("adapters.toml").read_text("utf-8"))
PYPROJECT = nox.project.load_toml("pyproject.toml")
UNASYNCD = "unasyncd==0.10.1"  # outside the lock, in an environment of its own: it wants an old rich
EXTRAS = {name: (entry["extra"],) if "extra" in entry else () for name, entry in REGISTRY.items()}
FRAMEWORKS = tuple(extra for extras in EXTRAS.values() for extra in extras)
SERVICES = ("postgresql", "analytics", "redis")
TESTED = ("test", "upgrades", "gaps", "guests", "openapi")  # what the tests of everything together import
EVERYWHERE = ("--database", "all", "--transport", "all")
PARALLEL = ("--numprocesses=auto", "--dist=loadgroup")  # the tests of a variant share a server, so they stay together
BEHAVIOUR = ("--lenient", "--numprocesses=auto", "--dist=load", "-m", "not long and not strict", "--seed", "1")
# One seed: chance must not decide whether a push is green. `everything` and `fuzz` draw their own.
PUSH = ("-m", "not long and not repetition", "--seed", "1")

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.sessions = ["lint", "types", "generate", *REGISTRY, "tests"]
nox.options.error_on_missing_interpreters = False  # `newer` takes those that are installed


def install(session: nox.Session, *extras: str, groups: tuple[str, ...] = ()) -> None:
    """Install the project as locked where uv does it, else within its ranges."""
    # Where the environment forbids compiled files, each server and each worker of the tests would compile everything.
    session.env["PYTHONDONTWRITEBYTECODE"] = ""
    if session.venv_backend == "uv":
        chosen = [*(f"--extra={extra}" for extra in extras), *(f"--group={group}" for group in groups)]
        sync(session, Path(session.virtualenv.location), *chosen)
    else:
        session.install("-e", f".[{','.join(extras)}]", *nox.project.dependency_groups(PYPROJECT, *groups))


def sync(session: nox.Session, environment: Path, *chosen: str) -> None:
    """Make an environment what the lock file says."""
    command = ("uv", "sync", "--quiet", "--locked", "--no-default-groups", f"--python={session.virtualenv.location}")
    # Compiled as pip would, or the first start of each process pays for it.
    variables = {"UV_PROJECT_ENVIRONMENT": str(environment), "UV_COMPILE_BYTECODE": "1"}
    session.run_install(*command, *chosen, env=variables)


def run(session: nox.Session, *command: str) -> None:
    """Run a command that starts servers. After Ctrl-C it has time to stop them: nox alone would kill it at once."""
    session.run(*command, interrupt_timeout=30, terminate_timeout=10)


def add_contract_session(adapter: str) -> None:
    """Add the session that holds one adapter to the contract, with no other framework installed."""

    def contract(session: nox.Session) -> None:
        install(session, *EXTRAS[adapter], *SERVICES, groups=("test",))
        command = ("pytest", "tests/contract", "--adapter", adapter)
        if not session.posargs:
            run(session, *command, *EVERYWHERE, *PARALLEL, *PUSH)
            run(session, *command, *BEHAVIOUR, "--brief")
            session.log("Covered: SQLite and PostgreSQL, in process and on servers, but long tests and repetitions;")
            session.log("without the strict layer one case of each test of the behaviour level, in process on SQLite.")
            session.log(f"The rest: nox -s {adapter} -- --all")
        elif "--all" in session.posargs:
            options = [option for option in session.posargs if option != "--all"]
            run(session, *command, *EVERYWHERE, *PARALLEL, "--every-server", *options)
            run(session, *command, *BEHAVIOUR, "--database", "all", *options)
            session.log("Covered: every test of the contract, both databases, in process and on every server;")
            session.log("without the strict layer the behaviour level, both databases, in process.")
        else:
            run(session, *command, *session.posargs)

    contract.__doc__ = (
        f"The contract on {REGISTRY[adapter]['title']}, nothing else installed; -- --all runs every test."
    )
    nox.session(name=adapter, tags=["push"])(contract)


for name in REGISTRY:
    add_contract_session(name)


@nox.session(tags=["push"])
def core(session: nox.Session) -> None:
    """The tests of core by itself, with no framework installed."""
    install(session, *SERVICES, groups=("test",))
    run(session, "pytest", "tests/core", *(session.posargs or ("--database", "all")))


@nox.session(tags=["push"])
def tests(session: nox.Session) -> None:
    """The tests beside the contract: core, the comparison, the tools, 500 generated requests to all adapters."""
    install(session, *FRAMEWORKS, *SERVICES, groups=TESTED)
    beside = ("--ignore=tests/contract", *EVERYWHERE, *PARALLEL, *PUSH, "--requests", "500")
    run(session, "pytest", *(session.posargs or beside))


@nox.session
def everything(session: nox.Session) -> None:
    """Every test on every adapter, both databases in process and on every real server: too long for a push."""
    install(session, *FRAMEWORKS, *SERVICES, groups=TESTED)
    run(session, "pytest", *(session.posargs or (*EVERYWHERE, *PARALLEL, "--every-server")))


@nox.session(python=["3.12", "3.13", "3.14"], tags=["push"])
def newer(session: nox.Session) -> None:
    """The contract in process on SQLite, and core, on every newer Python that is installed."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test",))
    run(session, "pytest", *(session.posargs or ("tests/contract", "tests/core", *PARALLEL, "-m", "not long")))


@nox.session
def fuzz(session: nox.Session) -> None:
    """100,000 generated requests to all adapters at once, in process and over sockets: no answer may differ."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test",))
    run(session, "python", "-m", "lab.fuzz", *session.posargs)


@nox.session
def gaps(session: nox.Session) -> None:
    """Measure what each framework does by itself, and compare it with docs/gaps.md; -- --write writes the page."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test", "gaps"))
    run(session, "python", "-m", "lab.gaps", *session.posargs)


@nox.session
def guests(session: nox.Session) -> None:
    """Run what the frameworks' documentation shows, plain and on the adapters; -- --write writes docs/guests.md."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test", "gaps", "guests"))
    run(session, "python", "-m", "tests.guests", *session.posargs)


@nox.session
def layer(session: nox.Session) -> None:
    """Measure which rules need the strict layer, and compare it with docs/layer.md; -- --write writes the page."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test", "compare"))
    run(session, "python", "-m", "lab.layer", *session.posargs)


@nox.session
def schemathesis(session: nox.Session) -> None:
    """Schemathesis on real servers: nox -s schemathesis -- ADAPTER [--database all] [--examples 50] [--seed 1]."""
    on_servers(session, "tests/openapi/test_schemathesis.py", "-rA")


@nox.session
def openapi(session: nox.Session) -> None:
    """The contract in process, each answer checked against the OpenAPI document; lists answers no test has seen."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test",))
    run(session, "pytest", "-p", "tests.openapi.conformity", "tests/contract", *session.posargs)


@nox.session
def client(session: nox.Session) -> None:
    """A client generated from the OpenAPI document uses real servers: nox -s client -- [adapter …]."""
    on_servers(session, "tests/openapi/test_client.py")


def on_servers(session: nox.Session, *chosen: str) -> None:
    """Run tests of the OpenAPI document on real servers. Arguments may be names of adapters."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test", "openapi"))
    arguments = [part for name in session.posargs for part in (("--adapter", name) if name in REGISTRY else (name,))]
    run(session, "pytest", *chosen, "--transport", "socket", *arguments)


@nox.session
def conform(session: nox.Session) -> None:
    """The contract as a black box, against any running server: nox -s conform -- http://host:port [--help]."""
    # Without the project: no framework, no driver, and nothing of core on this side.
    if session.venv_backend == "uv":
        sync(session, Path(session.virtualenv.location), "--no-install-project", "--only-group=conform")
    else:
        session.install(*nox.project.dependency_groups(PYPROJECT, "conform"))
    run(session, "python", "-m", "tests.conform", *(session.posargs or ["--help"]))


@nox.session
def mutation(session: nox.Session) -> None:
    """Break the code in many small ways: each must turn a test red; -- --help says how to draw a sample."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test",))
    run(session, "python", "-m", "lab.mutation", *session.posargs)


@nox.session(reuse_venv=True)  # another server may run from it
def serve(session: nox.Session) -> None:
    """A seeded application on localhost: nox -s serve -- ADAPTER [--port 8000 …]."""
    adapter, *options = session.posargs or [""]
    if adapter not in REGISTRY:
        session.error(f"Say which adapter to serve: nox -s serve -- {'|'.join(REGISTRY)} [--port 8000 …]")
    install(session, *FRAMEWORKS, *SERVICES)
    for command in (["migrate"], ["seed"], ["serve", *options]):
        run(session, "python", "-m", REGISTRY[adapter]["package"], *command)


@nox.session
def compare(session: nox.Session) -> None:
    """Measure the adapters side by side and write report/index.html; -- --quick takes three minutes."""
    install(session, *FRAMEWORKS, *SERVICES, groups=("test", "compare"))
    # Each server gets an environment of its own: where Litestar is installed, Advanced Alchemy imports it everywhere.
    environments = Path(session.virtualenv.location, "environments")
    for adapter in () if "--help" in session.posargs else REGISTRY:
        package: str = REGISTRY[adapter]["package"]
        extras = ("postgresql", "analytics", *EXTRAS[adapter])
        if session.venv_backend == "uv":
            sync(session, environments / package, *(f"--extra={extra}" for extra in extras))
        else:
            session.run_install("python", "-m", "venv", str(environments / package))
            pip = environments / package / "bin" / "pip"
            session.run_install(str(pip), "install", "--quiet", "-e", f".[{','.join(extras)}]", external=True)
    run(session, "python", "-m", "compare", "--environments", str(environments), *session.posargs)


@nox.session
def proof(session: nox.Session) -> None:
    """Show that the comparison calls nothing between copies, and a tenth more work; -- --help lists the options."""
    install(session, groups=("test", "compare"))
    run(session, "python", "-m", "lab.proof", *session.posargs)


@nox.session
def upgrades(session: nox.Session) -> None:
    """Each adapter's contract on its framework's releases of the last 24 months: writes docs/upgrades.md."""
    install(session, groups=("upgrades",))
    run(session, "python", "-m", "lab.upgrades", *session.posargs)


@nox.session(tags=["push"])
def lint(session: nox.Session) -> None:
    """Ruff, and the rules of who may import whom."""
    install(session, *FRAMEWORKS, groups=("lint", *TESTED))
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")


@nox.session(tags=["push"])
def types(session: nox.Session) -> None:
    """Pyright, strict."""
    # Without python-multipart, which puts a package of its own before the multipart that core means.
    install(session, *FRAMEWORKS, *SERVICES, groups=("types", "dev", *(group for group in TESTED if group != "gaps")))
    session.run("pyright", *session.posargs)


@nox.session(tags=["push"])
def generate(session: nox.Session) -> None:
    """Check that the sync twins are what the async sources say; with -- --write, write them."""
    session.install(UNASYNCD, *nox.project.dependency_groups(PYPROJECT, "ruff"))
    session.run("python", "-m", "tests.twins", *session.posargs)
