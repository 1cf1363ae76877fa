"""Many requests at once on a real server: each gets an allowed answer, and the rules hold afterwards."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.clients.base import NO_BODY, Client
from tests.clients.response import Response
from tests.clients.socket import SocketClient
from tests.contract.actions import add_members, create_team, get_members
from tests.contract.answers import check_problem
from tests.contract.waiting import SECONDS_TO_WAIT
from tests.people import People, Person

pytestmark = [pytest.mark.only(transport="socket"), pytest.mark.long]

MANY = 32
Task = Callable[[Client], Response]


@pytest.fixture(
    scope="module",
    params=["one worker", pytest.param("two workers", marks=pytest.mark.only(database="postgresql", further=False))],
)
def deployment(request: pytest.FixtureRequest) -> Any:
    """The shared server; on PostgreSQL also a server with two workers, each with its own pool."""
    return request.getfixturevalue("shared" if request.param == "one worker" else "two_workers")


def call(method: str, target: str, document: Any = NO_BODY, token: str | None = None) -> Task:
    return lambda client: client.call(method, target, document, token=token)


def at_once(client: Client, tasks: Sequence[Task]) -> list[str]:
    """Run all tasks at the same time; return their outcomes in the order of the tasks."""
    assert isinstance(client, SocketClient)
    gathered = Barrier(len(tasks))

    def do(task: Task) -> Response:
        with client.another() as own:
            own.connection()
            gathered.wait(SECONDS_TO_WAIT)
            return task(own)

    with ThreadPoolExecutor(len(tasks)) as threads:
        return [outcome_of(answer) for answer in threads.map(do, tasks)]


def outcome_of(answer: Response) -> str:
    """The status of a success, or the name of a problem, which is checked whole."""
    if answer.status < 400:
        return str(answer.status)
    name = answer.json()["type"].removeprefix("/problems/")
    check_problem(answer, name)
    return name


def total(reader: Person, target: str) -> int:
    answer = reader.client.call("GET", target, token=reader.token)
    assert answer.status == 200, answer
    return answer.json()["total"]


def test_an_email_is_given_to_one_of_many_concurrent_users(
    client: Client, create_user: People, superuser: Person
) -> None:
    email = f"{create_user.letters(12)}@example.com"
    document = {"email": email, "name": "One", "password": "12345678"}
    outcomes = at_once(client, [call("POST", "/users", document)] * MANY)
    assert Counter(outcomes) == {"201": 1, "email-taken": MANY - 1}
    assert total(superuser, f"/users?search={email}") == 1


def test_concurrent_teams_of_one_name_get_different_slugs(client: Client, create_user: People) -> None:
    owner, mark = create_user(), create_user.letters(12)
    outcomes = at_once(client, [call("POST", "/teams", {"name": mark}, owner.token)] * MANY)
    assert Counter(outcomes) == {"201": MANY}
    page = client.call("GET", f"/teams?search={mark}&limit=100", token=owner.token).json()
    expected = [mark, *(f"{mark}-{number}" for number in range(2, MANY + 1))]
    assert sorted(item["slug"] for item in page["items"]) == sorted(expected)


def test_concurrent_tags_of_one_name_become_one_tag(client: Client, create_user: People) -> None:
    person, mark = create_user(), create_user.letters(12)
    spellings = [mark, mark.upper()] * (MANY // 2)
    outcomes = at_once(client, [call("POST", "/tags", {"name": name}, person.token) for name in spellings])
    assert Counter(outcomes) == {"201": 1, "200": MANY - 1}
    assert total(person, f"/tags?search={mark}") == 1


def test_concurrent_posts_with_the_same_new_tags_in_any_order_all_succeed(client: Client, create_user: People) -> None:
    person, mark = create_user(), create_user.letters(12)
    tags = [f"{mark} {number}" for number in range(8)]
    documents = [{"title": "T", "body": "B", "tags": tags[turn % 8 :] + tags[: turn % 8]} for turn in range(MANY)]
    outcomes = at_once(client, [call("POST", "/posts", document, person.token) for document in documents])
    assert Counter(outcomes) == {"201": MANY}
    assert total(person, f"/tags?search={mark}") == 8
    assert total(person, f"/posts?tag={mark}-7") == MANY


def test_a_user_is_added_to_a_team_by_one_of_many_concurrent_requests(client: Client, create_user: People) -> None:
    owner, person = create_user(), create_user()
    slug = create_team(owner)
    adding = call("POST", f"/teams/{slug}/members", {"user_id": person.id}, owner.token)
    assert Counter(at_once(client, [adding] * MANY)) == {"201": 1, "already-member": MANY - 1}
    assert list(get_members(owner, slug)) == [owner.id, person.id]


def test_concurrent_requests_never_leave_more_members_than_seats(client: Client, create_user: People) -> None:
    """Some requests add members while others lower the seats."""
    owner, people = create_user(), [create_user() for _ in range(MANY - 4)]
    slug = create_team(owner, seats=20)
    adding = [call("POST", f"/teams/{slug}/members", {"user_id": each.id}, owner.token) for each in people]
    lowering = call("PATCH", f"/teams/{slug}", {"seats": 10}, owner.token)
    outcomes = at_once(client, [*adding, *[lowering] * 4])
    assert set(outcomes[:-4]) <= {"201", "team-full"}
    assert set(outcomes[-4:]) <= {"200", "team-full"}
    joined = outcomes.count("201") + 1
    assert joined == len(get_members(owner, slug))
    assert joined == (10 if "200" in outcomes else 20)


def test_concurrent_hand_overs_and_removals_leave_exactly_one_owner(
    client: Client, create_user: People, superuser: Person
) -> None:
    owner, people = create_user(), [create_user() for _ in range(8)]
    slug = create_team(owner)
    add_members(owner, slug, *people, role="admin")
    allowed: list[set[str]] = []
    tasks: list[Task] = []
    for person, neighbour in zip(people, [*people[1:], people[0]], strict=True):
        target = f"/teams/{slug}/members/{person.id}"
        tasks.append(call("PATCH", target, {"is_owner": True}, superuser.token))
        allowed.append({"200", "not-found"})
        tasks.append(call("PATCH", target, {"is_owner": True}, owner.token))
        allowed.append({"200", "not-found", "forbidden"})
        tasks.append(call("DELETE", target, token=person.token))
        allowed.append({"204", "not-found", "owner-stays"})
        tasks.append(call("DELETE", target, token=neighbour.token))
        allowed.append({"204", "not-found", "owner-stays", "forbidden"})
    assert len(tasks) == MANY
    outcomes = at_once(client, tasks)
    assert [outcome for outcome, choice in zip(outcomes, allowed, strict=True) if outcome not in choice] == []
    after = get_members(superuser, slug)
    removed = {people[index // 4].id for index, outcome in enumerate(outcomes) if outcome == "204"}
    assert outcomes.count("204") == len(removed)
    assert set(after) == {owner.id, *(person.id for person in people)} - removed
    owning = [each for each in after.values() if each["is_owner"]]
    assert [each["role"] for each in owning] == ["admin"]


def test_a_user_deleted_while_they_create_leaves_nothing_behind(
    client: Client, create_user: People, superuser: Person
) -> None:
    """A deleted user leaves nothing; a user who created a team in time cannot be deleted."""
    people, mark = [create_user() for _ in range(MANY // 4)], create_user.letters(12)
    tasks: list[Task] = []
    for person in people:
        document = {"title": "T", "body": "B", "tags": [mark]}
        tasks.append(call("POST", "/posts", document, person.token))
        tasks.append(call("POST", "/teams", {"name": mark}, person.token))
        tasks.append(call("DELETE", f"/users/{person.id}", token=person.token))
        tasks.append(call("POST", "/posts", document, person.token))
    outcomes = at_once(client, tasks)
    for number, person in enumerate(people):
        first, creating, deleting, second = outcomes[4 * number : 4 * number + 4]
        assert {first, creating, second} <= {"201", "invalid-token"}
        posts, teams = (
            total(superuser, f"/posts?author_id={person.id}"),
            total(superuser, f"/teams?member_id={person.id}"),
        )
        there = client.call("GET", f"/users/{person.id}", token=superuser.token).status
        if creating == "201":
            assert (deleting, there, teams) == ("owns-teams", 200, 1)
            assert posts == [first, second].count("201") == 2
        else:
            assert (deleting, there, teams, posts) == ("204", 404, 0, 0)


def test_a_user_deleted_while_they_are_added_is_no_member(
    client: Client, create_user: People, superuser: Person
) -> None:
    owner, people = create_user(), [create_user() for _ in range(MANY // 2)]
    slug = create_team(owner)
    adding = [call("POST", f"/teams/{slug}/members", {"user_id": each.id}, owner.token) for each in people]
    deleting = [call("DELETE", f"/users/{each.id}", token=superuser.token) for each in people]
    outcomes = at_once(client, [task for pair in zip(adding, deleting, strict=True) for task in pair])
    assert set(outcomes[::2]) <= {"201", "no-such-user"}
    assert set(outcomes[1::2]) == {"204"}
    assert list(get_members(owner, slug)) == [owner.id]
