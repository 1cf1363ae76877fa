"""Queries of lists: right ones, wrong ones, and the many ways to write either."""

from collections.abc import Callable
from datetime import UTC

from hypothesis import strategies as st

from tests.differential import values
from tests.differential.request import Reference, Text
from tests.differential.sample import SAMPLE
from tests.differential.world import World

TIMES = (
    "2025-01-02T00:00:00Z",
    "2025-01-03T12:30:00.123456789+05:30",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999z",
    "2099-02-28t23:59:59-00:00",
)
NO_TIMES = (
    "",
    "now",
    "0",
    "1700000000",
    "2025-01-01",
    "2025-01-01T00:00:00",
    "2025-01-01 00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2025-01-01T00:00:60Z",
    "2025-01-01T24:00:00Z",
    "0001-01-01T00:00:00+01:00",
    "2025-01-01T00:00:00.1234567890Z",
    "٢٠٢٥-01-01T00:00:00Z",
)
NO_INTEGERS = ("", "x", "0x1", "1_0", "+1", "-0", " 1", "1 ", "01", "1.0", "1e1", "٣", "²", "true", "9" * 30, "1\x00")
NO_BOOLEANS = ("", "yes", "1", "0", "True", "FALSE", "on", "null", " true")
TERMS = (
    "user00",
    "Ada",
    "ŻAK",
    "żak",
    "müll",
    "MÜLL",
    "example.com",
    "@ex",
    "%%%",
    "___",
    "\\\\\\",
    "a b c",
    "strasse",
)

times = st.one_of(st.sampled_from(TIMES), st.datetimes(timezones=st.just(UTC)).map(lambda time: time.isoformat()))

RIGHT: dict[str, st.SearchStrategy[str]] = {
    "limit": st.one_of(st.integers(1, 5), st.sampled_from((1, 100)), st.integers(1, 100)).map(str),
    "offset": st.one_of(st.integers(0, 60), st.sampled_from((0, 10_000))).map(str),
    "total": st.sampled_from(("true", "false")),
    "search": st.one_of(st.sampled_from(TERMS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=3)),
    "order_by": st.sampled_from(("created_at", "updated_at", "name", "email")),
    "sort": st.sampled_from(("asc", "desc")),
    "created_after": times,
    "created_before": times,
    "updated_after": times,
    "updated_before": times,
    "ids": st.lists(st.sampled_from([user.id for user in SAMPLE] + [values.NOWHERE]), min_size=1, max_size=5).map(
        ",".join
    ),
    "is_active": st.sampled_from(("true", "false")),
}
WRONG: dict[str, st.SearchStrategy[str]] = {
    "limit": st.sampled_from((*NO_INTEGERS, "0", "-1", "101")),
    "offset": st.sampled_from((*NO_INTEGERS, "-1", "10001")),
    "total": st.sampled_from(NO_BOOLEANS),
    "search": st.sampled_from(("", "ab", "  ", "x" * 101, "🦊" * 101, "abc\x00", "abc\x1fdef", "ab\x7fc", "ab\x85")),
    "order_by": st.sampled_from(("", "id", "NAME", "hashed_password", "password", "created_at desc", "search_text")),
    "sort": st.sampled_from(("", "ASC", "up", "asc,desc")),
    "created_after": st.sampled_from(NO_TIMES),
    "updated_before": st.sampled_from(NO_TIMES),
    "ids": st.sampled_from(
        ("", ",", "x", values.NOWHERE + ",", values.NOWHERE.upper() + "A", ",".join([values.NOWHERE] * 101))
    ),
    "is_active": st.sampled_from(NO_BOOLEANS),
    "after": st.sampled_from(("", "x", "é", "====", "W10", "a" * 5000, "WyIiLCIiLCIiXQ", "bnVsbA")),
    "colour": st.just("red"),
    "": st.just(""),
    "limit[]": st.just("1"),
    "Limit": st.just("1"),
    "created_at": st.just("x"),
}
# Pairs that no quoting makes.
ODD: tuple[str, ...] = (
    "limit",
    "=",
    "=1",
    "&".join(f"x{number}=1" for number in range(150)),  # more faults than are told
    "&",
    "%FF=1",
    "search=abc%FF",
    "limit=%",
    "limit=%zz",
    "sort=asc;limit=1",
    "a=b=c",
)


def pair(world: World, name: str, value: str) -> Text:
    writing = values.encoded(name) if world.perhaps(8) or not name.isascii() else st.just(name)
    return (f"{world.draw(writing)}={world.draw(values.encoded(value))}",)


def right(world: World) -> list[Text]:
    """A query that is answered: some filters, or the next page of an earlier list."""
    if world.pages and world.perhaps(3):
        query, following = world.draw(st.sampled_from(world.pages))
        kept = [part for part in query if not name_of(part).startswith(("after", "offset"))]
        return [*kept, ("after=", following)]
    if world.people and world.perhaps(3):  # few are found: pages end, or end exactly
        query = [(f"search={world.mark}",), (f"limit={world.draw(st.integers(1, len(world.people)))}",)]
        query += [(f"offset={world.draw(st.integers(0, 3))}",)] if world.perhaps(2) else []
        return [
            *query,
            pair(world, "order_by", world.draw(RIGHT["order_by"])),
            *([("sort=asc",)] if world.perhaps(2) else []),
        ]
    names = world.draw(st.lists(st.sampled_from(sorted(RIGHT)), unique=True, max_size=4))
    query = [pair(world, name, world.draw(RIGHT[name])) for name in names]
    if world.times and world.perhaps(6) and not any("created" in name for name in names):
        query.append(("created_after=", world.draw(st.sampled_from(world.times))))
    if (ids := [person.id for person in world.people if person.id]) and "ids" not in names and world.perhaps(6):
        query.append(("ids=", *commas(world.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3)))))
    return query


def spoil(world: World, query: list[Text]) -> None:
    """Make a query of a list one that is refused, once or more."""
    ways: list[Callable[[], list[Text]]] = [
        lambda: [pair(world, name := world.draw(st.sampled_from(sorted(WRONG))), world.draw(WRONG[name]))],
        lambda: [(world.draw(st.sampled_from(ODD)),)],
        lambda: [pair(world, name := world.draw(st.sampled_from(sorted(RIGHT))), world.draw(RIGHT[name]))] * 2,
    ]
    if world.pages:
        ways.append(lambda: [("after=", world.draw(st.sampled_from(world.pages))[1]), ("sort=asc&is_active=false",)])
        ways.append(lambda: [("after=", world.draw(st.sampled_from(world.pages))[1]), ("offset=0",)])
    for _ in range(world.draw(st.integers(1, 2))):
        query[0:0] = world.draw(st.sampled_from(ways))()


def name_of(part: Text) -> str:
    return str(part[0])


def commas(ids: list[Reference]) -> Text:
    return tuple(part for number, each in enumerate(ids) for part in ([","] if number else []) + [each])
