"""Queries of lists: right ones, wrong ones, and the many ways to write either."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from core.http.operation import Operation
from core.http.operations import OPERATIONS
from core.schemas import analytics
from lab.fuzz import values
from lab.fuzz.call import Call
from lab.fuzz.people import Person
from lab.fuzz.request import Reference, Text
from lab.fuzz.sample import DOCUMENT_IDS, POST_IDS, SAMPLE, TAG_SLUGS
from lab.fuzz.values import NO_TIMES, NOWHERE, times
from lab.fuzz.world import World

NO_INTEGERS = ("", "x", "0x1", "1_0", "+1", "-0", " 1", "1 ", "01", "1.0", "1e1", "٣", "²", "true", "9" * 30, "1\x00")
NO_BOOLEANS = ("", "yes", "1", "0", "True", "FALSE", "on", "null", " true")
NO_UUIDS = ("", "x", NOWHERE + ",", NOWHERE.upper() + "A", NOWHERE.replace("-", ""), f"{{{NOWHERE}}}", NOWHERE + "\n")
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
    "python",
    "notes",
    "crew",
    "Nº 1",
    "report",
)
SINCE_THE_BEGINNING = "created_after=2025-12-31T23:59:59Z"  # everything in the databases at the beginning is older

DAYS = ("0001-01-01", "2000-02-29", "9999-12-31")
NO_DAYS = (
    "",
    "now",
    "0000-01-01",
    "2025-02-29",
    "2025-1-1",
    "20250101",
    "2025-W01-1",
    "2025-01-01T00:00:00Z",
    " 2025-01-01",
)
days = st.one_of(
    st.sampled_from(DAYS),
    st.integers(-1, 1).map(lambda number: (datetime.now(UTC) + timedelta(days=number)).date().isoformat()),
)

RIGHT: dict[str, st.SearchStrategy[str]] = {
    "limit": st.one_of(st.integers(1, 5), st.sampled_from((1, 100)), st.integers(1, 100)).map(str),
    "offset": st.one_of(st.integers(0, 60), st.sampled_from((0, 10_000))).map(str),
    "total": st.sampled_from(("true", "false")),
    "search": st.one_of(st.sampled_from(TERMS), st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1)),
    "sort": st.sampled_from(("asc", "desc")),
    "created_after": times,
    "created_before": times,
    "updated_after": times,
    "updated_before": times,
    "ids": st.lists(
        st.sampled_from([*(user.id for user in SAMPLE), *POST_IDS[:5], *DOCUMENT_IDS[:5], NOWHERE]),
        min_size=1,
        max_size=5,
    ).map(",".join),
    "is_active": st.sampled_from(("true", "false")),
    "author_id": st.sampled_from((SAMPLE[0].id, SAMPLE[1].id, NOWHERE)),
    "member_id": st.sampled_from((SAMPLE[0].id, SAMPLE[1].id, NOWHERE)),
    "from": days,
    "to": days,
    "kind": st.sampled_from(get_args(analytics.Kind)),
    "tag": st.sampled_from((*TAG_SLUGS, "nowhere", "-", "a" * 100)),
}
WRONG: dict[str, st.SearchStrategy[str]] = {
    "limit": st.sampled_from((*NO_INTEGERS, "0", "-1", "101")),
    "offset": st.sampled_from((*NO_INTEGERS, "-1", "10001")),
    "total": st.sampled_from(NO_BOOLEANS),
    "search": st.sampled_from(("", "x" * 101, "🦊" * 101, "abc\x00", "abc\x1fdef", "ab\x7fc", "ab\x85")),
    "order_by": st.sampled_from(("", "id", "NAME", "hashed_password", "password", "created_at desc", "search_text")),
    "sort": st.sampled_from(("", "ASC", "up", "asc,desc")),
    "created_after": st.sampled_from(NO_TIMES),
    "updated_before": st.sampled_from(NO_TIMES),
    "ids": st.sampled_from((*NO_UUIDS, ",", ",".join([NOWHERE] * 101))),
    "author_id": st.sampled_from(NO_UUIDS),
    "member_id": st.sampled_from(NO_UUIDS),
    "tag": st.sampled_from(("", "A", "a_b", "é", "a b", "a/b", "a" * 101, "a\x00")),
    "is_active": st.sampled_from(NO_BOOLEANS),
    "from": st.sampled_from(NO_DAYS),
    "to": st.sampled_from((*NO_DAYS, "٢٠٢٥-01-01", "10000-01-01")),
    "from_": st.just("2025-01-01"),
    "kind": st.sampled_from(("", "post_updated", "POST_CREATED", "post_created,post_deleted")),
    "after": st.sampled_from(("", "x", "é", "====", "W10", "a" * 3000, "WyIiLCIiLCIiXQ", "bnVsbA")),
    "colour": st.just("red"),
    "": st.just(""),
    "limit[]": st.just("1"),
    "Limit": st.just("1"),
    "created_at": st.just("x"),
}
# Pairs that quoting never produces.
ODD: tuple[str, ...] = (
    "limit",
    "=",
    "=1",
    "&".join(f"x{number}=1" for number in range(150)),  # more faults than an answer lists
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


def listing(world: World, operation_id: str, path: Text, caller: Person | None = None) -> Call:
    """Ask for a list: with some filters, or the next page of an earlier one."""
    operation = next(operation for operation in OPERATIONS if operation.id == operation_id)
    call = Call(operation_id, "GET", path, authorization=[world.bearer(caller or world.reader())])
    pages = [page for page in world.pages if page.operation == operation_id]
    if pages and world.perhaps(3):
        page = world.draw(st.sampled_from(pages))
        kept = [part for part in page.query if not name_of(part).startswith(("after", "offset"))]
        call.path, call.query = page.path, [*kept, ("after=", page.following)]
    elif "limit" in operation.query.model_fields and world.perhaps(3):
        call.query = few(world, operation)
    else:
        call.query = filters(world, operation)
    return call


def few(world: World, operation: Operation) -> list[Text]:
    """Ask for the few things of this sequence, so that pages end early, or exactly."""
    known = f"search={world.mark}" if operation.id in {"list_users", "list_members"} else SINCE_THE_BEGINNING
    query: list[Text] = [(known,), (f"limit={world.draw(st.integers(1, 4))}",)]
    query += [(f"offset={world.draw(st.integers(0, 3))}",)] if world.perhaps(2) else []
    query += [("sort=asc",)] if world.perhaps(2) else []
    return [*query, pair(world, "order_by", world.draw(order(operation)))]


def filters(world: World, operation: Operation) -> list[Text]:
    """Draw some parameters of the operation; some refer to what this sequence created."""
    fields = {field.alias or name: field for name, field in operation.query.model_fields.items()}
    right = {name: RIGHT[name] for name in RIGHT if name in fields}
    if "order_by" in fields:
        right["order_by"] = order(operation)
    names = world.draw(st.lists(st.sampled_from(sorted(right)), unique=True, max_size=4))
    query = [pair(world, name, world.draw(right[name])) for name in names]
    people = [person.id for person in world.people]
    made: dict[str, list[str | Reference | None]] = {
        "ids": ids(world, operation),
        "author_id": [*people],
        "member_id": [*people],
        "tag": [tag.slug for tag in world.tags],
        "created_after": [*world.times],
        "updated_before": [*world.times],
    }
    for name, told in made.items():
        if name in fields and name not in names and (some := [*filter(None, told)]) and world.perhaps(6):
            longest = 3 if name == "ids" else 1
            chosen = world.draw(st.lists(st.sampled_from(some), min_size=1, max_size=longest))
            query.append((f"{name}=", *commas(chosen)))
    return query


def ids(world: World, operation: Operation) -> list[str | Reference | None]:
    """Return the ids that the `ids` of an operation are about."""
    match operation.tag:
        case "posts":
            return [post.id for post in world.posts]
        case "documents":
            return [document.id for document in world.documents]
        case "teams":
            return [team.id for team in world.teams]
        case "tags":
            return [tag.id for tag in world.tags]
        case _:
            return [person.id for person in world.people]


def order(operation: Operation) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(operation.query.model_fields["order_by"].annotation))


def spoil(world: World, query: list[Text]) -> None:
    """Make the query of a list wrong, in one place or more."""
    ways: list[Callable[[], list[Text]]] = [
        lambda: [pair(world, name := world.draw(st.sampled_from(sorted(WRONG))), world.draw(WRONG[name]))],
        lambda: [(world.draw(st.sampled_from(ODD)),)],
        lambda: [pair(world, name := world.draw(st.sampled_from(sorted(RIGHT))), world.draw(RIGHT[name]))] * 2,
    ]
    if world.pages:
        cursors = st.sampled_from([page.following for page in world.pages])
        ways.append(lambda: [("after=", world.draw(cursors)), ("sort=asc&is_active=false",)])
        ways.append(lambda: [("after=", world.draw(cursors)), ("offset=0",)])
    for _ in range(world.draw(st.integers(1, 2))):
        query[0:0] = world.draw(st.sampled_from(ways))()


def name_of(part: Text) -> str:
    return str(part[0])


def commas(parts: Sequence[str | Reference]) -> Text:
    return tuple(part for number, each in enumerate(parts) for part in ([","] if number else []) + [each])
