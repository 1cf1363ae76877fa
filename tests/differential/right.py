"""Requests that are answered with the operation's own status, one function for each operation."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.differential import queries, values
from tests.differential.call import Call
from tests.differential.people import Person
from tests.differential.sample import SAMPLE
from tests.differential.world import World

SCHEMES = ("bearer ", "BEARER ", "Bearer  ")


def login(world: World) -> Call:
    person = world.superuser if world.perhaps(8) else world.person()
    spelling = world.draw(st.sampled_from((str, str.upper, " {} ".format)))
    return world.log_in(person, email=spelling(person.email))


def get_me(world: World) -> Call:
    person = world.caller()
    return Call("get_me", "GET", ("/auth/me",), authorization=[world.bearer(person)], subject=person)


def create_user(world: World) -> Call:
    email = world.draw(values.emails(world.mark))
    document = {"name": world.draw(values.names), "password": world.draw(values.passwords), "email": email}
    call = world.sign_up()
    call.say(shuffled(world, document), escaped=world.perhaps(2))
    return call


def list_users(world: World) -> Call:
    return Call("list_users", "GET", ("/users",), queries.right(world), [world.bearer(reader(world))])


def get_user(world: World) -> Call:
    path = world.path_of(world.caller())
    if world.perhaps(3):
        path = ("/users/", world.draw(st.sampled_from(SAMPLE)).id)
    return Call("get_user", "GET", path, authorization=[world.bearer(reader(world))])


def update_user(world: World) -> Call:
    person = world.caller()
    caller = world.superuser if world.perhaps(4) else person
    document: dict[str, Any] = {
        "email": world.draw(values.emails(world.mark)),
        "name": world.draw(values.names),
        "password": world.draw(values.passwords),
    }
    if caller is world.superuser:
        document["is_active"] = world.draw(st.booleans()) or person is caller
    kept = world.draw(st.lists(st.sampled_from(sorted(document)), unique=True, max_size=len(document)))
    call = world.change(person, caller)
    call.say({name: document[name] for name in kept}, escaped=world.perhaps(2))
    return call


def delete_user(world: World) -> Call:
    person = world.person()
    if world.perhaps(30):
        person = world.superuser
    return world.remove(person, world.superuser if world.perhaps(4) else person)


def live(world: World) -> Call:
    return Call("live", "GET", ("/health/live",))


def ready(world: World) -> Call:
    return Call("ready", "GET", ("/health/ready",))


def metrics(world: World) -> Call:
    return Call("metrics", "GET", ("/metrics",))


def openapi(world: World) -> Call:
    return Call("openapi", "GET", ("/openapi.json",))


def docs(world: World) -> Call:
    return Call("docs", "GET", ("/docs",))


RIGHT: dict[str, Callable[[World], Call]] = {
    function.__name__: function
    for function in (
        live,
        ready,
        openapi,
        docs,
        metrics,
        login,
        get_me,
        create_user,
        list_users,
        get_user,
        update_user,
        delete_user,
    )
}


def right(world: World, operation: str) -> Call:
    """A request that the operation answers as it should, in one of the forms that mean the same."""
    call = RIGHT[operation](world)
    if call.document is not None:
        call.content_types = [world.draw(st.sampled_from(values.CONTENT_TYPES))]
        if world.perhaps(5):
            call.cuts = world.draw(st.lists(st.integers(0, 500), max_size=4))
    elif world.perhaps(10):
        call.query.append(("",))  # a question mark, or an ampersand, at the end
    elif world.perhaps(15):
        call.body = b"{"  # nobody asks for it
    if world.perhaps(8):
        call.authorization = [(world.draw(st.sampled_from(SCHEMES)), *value[1:]) for value in call.authorization]
    if world.perhaps(4):
        call.headers += world.draw(st.lists(values.noise, unique=True, max_size=3))
    return call


def reader(world: World) -> Person:
    """Whoever may read: whose token is good, even if they themselves are no more."""
    if world.perhaps(12):
        return world.inactive() if world.perhaps(2) else world.gone()
    return world.caller()


def shuffled(world: World, document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in world.draw(st.permutations(sorted(document)))}
