"""Requests spoiled so that they are refused, one function for each status that a refusal can have."""

import json
from collections.abc import Callable

from hypothesis import strategies as st

from core.contract.operations import Access, Operation
from tests.differential import queries, values
from tests.differential.call import Call
from tests.differential.people import Person
from tests.differential.request import Text
from tests.differential.right import right
from tests.differential.sample import SAMPLE
from tests.differential.world import World

LIMIT = 1024 * 1024
LOGIN_RATE = 3  # failed logins for one email, in the applications under test

NO_BEARER = ("", "Basic YTpi", "Bearerabc", "Token abc", "Negotiate", ",", "bearer:abc")
NO_TOKENS = ("Bearer", "Bearer abc", "bearer a.b.c", "Bearer " + "x" * 5000, "Bearer eyJhbGciOiJub25lIn0.e30.")

Spoil = Callable[[World, Operation, Call], None]


def malformed(world: World, operation: Operation, call: Call) -> None:
    body = call.body or b"{}"
    wide = body.decode("utf-8", "replace")
    ways = st.one_of(
        st.sampled_from((b"", b" ", b"nul", b"\xff", b"{", b"[" * 100_000, b"[" * 65 + b"]" * 65, b"/**/{}")),
        st.integers(0, len(body) - 1).map(lambda end: body[:end]),
        st.sampled_from((body + b"x", body + body, body.replace(b'"', b"'") + b"'", body[:-1] + b",}")),
        st.sampled_from(
            (b"\xef\xbb\xbf" + body, wide.encode("utf-16"), wide.encode("utf-16-le"), wide.encode("utf-32"))
        ),
        st.sampled_from(
            (
                b"NaN",
                b"-Infinity",
                b"01",
                b"+1",
                b".5",
                b"1.",
                b'"\xc0\xaf"',
                b'"\\ud800"',
                b'"\\udc00\\ud800"',
                b'"\n"',
            )
        ).map(lambda value: b'{"email":' + value + b"}"),
        st.just(b'{"email":"a","email":"a"}'),
        st.binary(max_size=20).map(lambda noise: b"{" + noise),
    )
    call.body, call.document = world.draw(ways), None


def unauthorized(world: World, operation: Operation, call: Call) -> None:
    if operation.id == "login":
        person = world.person()
        other_email = st.sampled_from((f"nobody-{world.mark}@example.com", f"{world.mark}", f"\x00{world.mark}"))
        passwords = st.one_of(st.sampled_from(("", "wrong password", person.password + " ")), values.passwords)
        emails = st.one_of(other_email, st.just(person.email), st.sampled_from([user.email for user in SAMPLE]))
        call.say({"email": world.draw(emails), "password": world.draw(passwords)})
        call.subject = None
        return
    good: Text = call.authorization[0] if call.authorization else ("Bearer ", "none")
    if operation.access is Access.CURRENT and world.perhaps(3):
        call.authorization = [(world.inactive() if world.perhaps(2) else world.gone()).authorization]
        return
    near: list[list[Text]] = [[], [good, good], [(*good, "x")], [(*good, " ", *good)], [good, ("Bearer x",)]]
    far: list[list[Text]] = [[(value,)] for value in (*NO_BEARER, *NO_TOKENS)]
    call.authorization = world.draw(st.sampled_from(near + far))


def forbidden(world: World, operation: Operation, call: Call) -> None:
    if operation.id == "login":
        call.subject = world.inactive()
        call.say({"email": call.subject.email, "password": call.subject.password})
        return
    person = world.person()
    caller = person
    if call.document is not None and world.perhaps(3):
        call.say({**call.document, "is_active": world.draw(st.booleans())})
    else:
        caller = world.person(other_than=person)
    call.path, call.subject = world.path_of(person), person
    call.authorization = [world.bearer(caller)]


def not_found(world: World, operation: Operation, call: Call) -> None:
    call.path = world.path_of(world.gone()) if world.perhaps(2) else ("/users/", values.NOWHERE)
    call.subject = None


def conflict(world: World, operation: Operation, call: Call) -> None:
    taken = world.draw(st.sampled_from((world.superuser.email, SAMPLE[0].email, None))) or world.stranger().email
    spelling = world.draw(st.sampled_from((str, str.upper)))
    call.say({**(call.document or {}), "email": spelling(taken)})


def too_large(world: World, operation: Operation, call: Call) -> None:
    call.body, call.document = world.draw(st.sampled_from((b" ", b"x", b"{"))) * (LIMIT + 1), None
    # Only who takes a body reads one whose length is not declared.
    call.cuts = [65536 * number for number in range(16)] if operation.body and world.perhaps(3) else None


def another_type(world: World, operation: Operation, call: Call) -> None:
    call.content_types = world.draw(st.sampled_from([[], *([value] for value in values.NO_CONTENT_TYPES)]))


def invalid(world: World, operation: Operation, call: Call) -> None:
    if operation.id == "list_users":
        queries.spoil(world, call.query)
    elif operation.body is None or world.perhaps(4):
        call.query.append(queries.pair(world, world.draw(st.sampled_from(("x", "limit", "é", ""))), "1"))
    else:
        invalid_body(world, call)


def invalid_body(world: World, call: Call) -> None:
    """Take members away, put others in, write values that are of no use; or send no object, or the longest there is."""
    if world.perhaps(3):
        # The longest body there may be among them: longer by one, it is refused for that.
        nothing = (b"[]", b"null", b"1", b'"x"', b"true", b"[" * 64 + b"]" * 64, b"[{}]")
        longest = b'{"email":1}'.ljust(LIMIT)
        call.body, call.document = longest if world.perhaps(2) else world.draw(st.sampled_from(nothing)), None
        return
    members = {name: json.dumps(value).encode() for name, value in (call.document or {}).items()}
    names = ["email", "name", "password", "is_active", "id", "a/b~c", "", "é"]
    for _ in range(world.draw(st.integers(1, 3))):
        name = world.draw(st.sampled_from(names))
        if name in members and world.perhaps(3):
            del members[name]
        else:
            unfit = st.sampled_from(values.NO_EMAILS).map(lambda email: json.dumps(email).encode())
            edge = st.sampled_from([b'"' + b"x" * length + b'"' for length in (7, 101, 129, 255)])
            members[name] = world.draw(st.one_of(values.raw_values, unfit, edge))
    if world.perhaps(12):
        members |= {f"x{number}": b"0" for number in range(150)}  # more faults than are told
    call.body = b"{" + b",".join(json.dumps(name).encode() + b":" + value for name, value in members.items()) + b"}"
    call.document = None


def limited(world: World, operation: Operation, call: Call) -> None:
    """Guess at somebody's password as often as is allowed; the call itself then comes too late."""
    person: Person = world.stranger()
    for _ in range(LOGIN_RATE):
        world.send(world.log_in(person, password="wrong password"))
    call.subject = person
    call.say({"email": person.email, "password": person.password})


WRONG: dict[int, Spoil] = {
    400: malformed,
    401: unauthorized,
    403: forbidden,
    404: not_found,
    409: conflict,
    413: too_large,
    415: another_type,
    422: invalid,
    429: limited,
}


def wrong(world: World, operation: Operation, status: int) -> Call:
    """A request that should be refused with this status; now and then it has a second fault."""
    call = right(world, operation.id)
    if world.perhaps(4):
        others = {error.status for error in operation.errors} & {400, 401, 415, 422}
        WRONG[world.draw(st.sampled_from(sorted(others)))](world, operation, call)
    WRONG[status](world, operation, call)
    return call
