"""What can be mutated: core, compare and each adapter; and which tests can kill a mutant, the quickest first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from lab.mutation.mutant import ROOT, Mutant
from tests.adapters import ADAPTERS, ENTRIES

FOLDERS = {
    "core": "core",
    "compare": "compare",
    **{name: forms[0].package.partition(".")[0] for name, forms in ADAPTERS.items()},
}
# Generated, written once and for all, or no code of the target's own.
SKIPPED = ("*/__init__.py", "core/services_sync/*", "core/migrations/versions/*", "compare/documented/*")
SKIPPED_IN_ADAPTERS = ("*/__main__.py", "*/script.py", "*/native.py", "*/cli/*", "*/routes_sync/*")

FLOOR = next(name for name, entry in ENTRIES.items() if "extra" not in entry)  # the adapter without a framework
FRAMEWORK = next(name for name in ADAPTERS if name != FLOOR)
# With repetitions: a push shows over sockets what a trial shows at less cost in process.
NOT_LONG = ("-m", "not long")

# Files of tests by words in their names: what is not in a module's own name.
WORDS = {
    "bodies": ("json", "bodies"),
    "body_limits": ("bodies", "limits"),
    "cursor": ("lists", "queries"),
    "download": ("content",),
    "exchange": ("http", "routes"),
    "faults": ("faults", "queries"),
    "fields": ("faults", "users", "posts", "teams", "stored"),
    "fields_and_pages": ("lists",),
    "filters": ("lists", "queries"),
    "headers": ("http", "bodies", "tokens"),
    "integrity": ("users", "tags", "members"),
    "locks": ("concurrency", "services"),
    "login_limits": ("login",),
    "objects": ("document", "storage"),
    "operation": ("http", "routes"),
    "operations": ("http", "routes"),
    "page": ("lists", "queries"),
    "parsing": ("json", "bodies", "http"),
    "passwords": ("users", "login", "auth"),
    "problems": ("http", "server_errors", "faults"),
    "reading": ("lists", "queries"),
    "slugs": ("teams", "tags"),
    "text": ("tags", "teams", "injection", "lists"),
    "tokens": ("auth", "tokens"),
    "unit_of_work": ("database", "server_errors"),
    "upload": ("upload",),
    "caller": ("auth", "tokens"),
    "strict": ("http", "bodies", "queries"),
    "dependencies": ("http", "queries", "upload"),
}
SLOW = ("sample", "administration", "commands", "migrations")  # they fill databases, and concern their own rooms
# The same by the folder of a module.
ROOMS = {
    "analytics": ("analytics",),
    "commandline": ("commands", "administration"),
    "database": ("database", "outage"),
    "migrations": ("migrations",),
    "models": ("migrations", "stored"),
    "openapi": ("system",),
    "sample_data": ("sample",),
    "telemetry": ("logs", "metrics"),
}
HTTP = ("users_http", "json_bodies", "auth", "users", "documents_http", "posts_http", "server_errors", "routes")


@dataclass(frozen=True)
class Round:
    """One run of pytest; `interface` leaves out the tests on the other one."""

    tests: Sequence[str]
    options: Sequence[str] = ()
    interface: str = ""


def skipped(target: str, file: str) -> bool:
    patterns = SKIPPED if target in {"core", "compare"} else (*SKIPPED, *SKIPPED_IN_ADAPTERS)
    return any(PurePath(file).match(pattern) for pattern in patterns)


def rounds(mutant: Mutant) -> Iterator[Round]:
    """Yield the runs that can kill a mutant, the quickest first."""
    if mutant.target == "core":
        yield from rounds_of_core(mutant.file)
    elif mutant.target == "compare":
        for tests in (likely("tests/compare", mutant.file), ["tests/compare"]):
            yield Round(tests, NOT_LONG)
    else:
        form = {"asgi": "asgi", "routes": "asgi", "wsgi": "wsgi"}.get(PurePath(mutant.file).parts[1].split(".")[0], "")
        form = form if len(ADAPTERS[mutant.target]) > 1 else ""
        adapter = ("--adapter", mutant.target)
        http = [f"tests/contract/test_{name}.py" for name in HTTP]
        yield Round([*likely("tests/contract", mutant.file), *http], (*adapter, *NOT_LONG), form)
        yield Round(["tests/contract"], (*adapter, *NOT_LONG), form)
        yield Round(["tests/contract"], (*adapter, "--transport", "socket", *NOT_LONG), form)


def rounds_of_core(file: str) -> Iterator[Round]:
    """On the floor under ASGI: core's sync twins are generated, so a mutant is in the async half alone."""
    room = PurePath(file).parts[1]
    floor = ("--adapter", FLOOR, *NOT_LONG)
    near = [*likely("tests/core", file), *likely("tests/contract", file)]
    http = [f"tests/contract/test_{name}.py" for name in HTTP]
    yield Round(near, floor, "asgi")
    if room in {"commandline", "sample_data", "migrations", "settings.py"}:
        yield Round(["tests/core", "tests/standalone"], floor, "asgi")
        return
    yield Round([*likely("tests/openapi", "document"), *http], floor, "asgi")
    yield Round(["tests/contract", *others("tests/core", SLOW)], floor, "asgi")
    if room in {"database", "services", "models"}:  # SQLite has one writer at a time, so it shows few locks
        yield Round([*near, "tests/contract/test_concurrency.py"], (*floor, "--database", "postgresql"), "asgi")
    elif room in {"http", "schemas"}:
        near = [*likely("tests/contract", file), *http]
        yield Round(near, ("--adapter", FRAMEWORK, *NOT_LONG))
        yield Round([*near, "tests/contract/probes"], (*floor, "--transport", "socket"), "asgi")


def others(folder: str, words: Sequence[str]) -> list[str]:
    """Return the files of tests whose names have none of these words."""
    tests = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("test_*.py"))
    return [test for test in tests if not any(word in test for word in words)]


def likely(folder: str, file: str) -> list[str]:
    """Return the files of tests whose names share a word with the module, or with the module's hints."""
    path = PurePath(file)
    words = (path.stem.removesuffix("s"), *WORDS.get(path.stem, ()))
    words = (*words, *ROOMS.get(path.parent.name, ()))
    tests = sorted((ROOT / folder).rglob("test_*.py"))
    return [test.relative_to(ROOT).as_posix() for test in tests if any(word in test.stem for word in words)]
