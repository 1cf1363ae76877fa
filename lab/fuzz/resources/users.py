"""Right requests about logins and users."""

from typing import Any

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import SAMPLE
from lab.fuzz.world import World


def login(world: World) -> Call:
    person = world.superuser if world.perhaps(8) else world.person()
    spelling = world.draw(st.sampled_from((str, str.upper, " {} ".format)))
    return world.log_in(person, email=spelling(person.email))


def get_me(world: World) -> Call:
    person = world.caller()
    return Call("get_me", "GET", ("/auth/me",), authorization=[world.bearer(person)], subject=person)


def create_user(world: World) -> Call:
    email = world.draw(values.emails(world.mark))
    return world.sign_up(name=world.draw(values.names), password=world.draw(values.passwords), email=email)


def list_users(world: World) -> Call:
    return queries.listing(world, "list_users", ("/users",))


def get_user(world: World) -> Call:
    path = world.path_of(world.caller())
    if world.perhaps(3):
        path = ("/users/", world.draw(st.sampled_from(SAMPLE)).id)
    return Call("get_user", "GET", path, authorization=[world.bearer(world.reader())])


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
    return world.change(person, caller, **world.some_of(document))


def delete_user(world: World) -> Call:
    person = world.superuser if world.perhaps(30) else world.person()
    return world.remove(person, world.superuser if world.perhaps(4) else person)
