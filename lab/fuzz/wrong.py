"""Spoils right requests so that they are refused: one function for each error."""

import json
from collections.abc import Callable

from hypothesis import strategies as st

from core import errors
from core.http.operation import Access, Operation
from core.schemas import Input, MemberUpdate, Query
from lab.fuzz import conflicts, queries, uploads, values
from lab.fuzz.call import Call
from lab.fuzz.people import Person
from lab.fuzz.request import Reference, Text
from lab.fuzz.resources.documents import past_the_end
from lab.fuzz.right import right
from lab.fuzz.sample import SAMPLE
from lab.fuzz.things import Document, Membership, Post, Team
from lab.fuzz.world import World

LIMIT = 1024 * 1024
LENGTHS = (7, 51, 101, 129, 201, 255, 501, 50_001)
LOGIN_RATE = 3  # failed logins for one email: the setting of the applications under test

NO_BEARER = ("", "Basic YTpi", "Bearerabc", "Token abc", "Negotiate", ",", "bearer:abc")
NO_TOKENS = ("Bearer", "Bearer abc", "bearer a.b.c", "Bearer " + "x" * 3000, "Bearer eyJhbGciOiJub25lIn0.e30.")

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


def malformed_multipart(world: World, operation: Operation, call: Call) -> None:
    form = call.form or world.draw(uploads.forms())
    if call.form is None:
        call.attach(form)
    call.body, call.form = world.draw(uploads.broken(form.body, form.boundary)), None


def past_the_content(world: World, operation: Operation, call: Call) -> None:
    size = call.subject.size if isinstance(call.subject, Document) else 0
    call.headers = [("Range", world.draw(past_the_end(size)))]


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


def account_inactive(world: World, operation: Operation, call: Call) -> None:
    person = world.inactive()
    call.subject = person
    call.say({"email": person.email, "password": person.password})


def forbidden(world: World, operation: Operation, call: Call) -> None:
    """Let another person ask, or let a person ask for more than they may change."""
    match call.subject:
        case Person() if call.document is not None and world.perhaps(3):
            caller = world.person()
            call.path, call.subject = world.path_of(caller), caller
            call.say({**call.document, "is_active": world.draw(st.booleans())})
        case Person() as person:
            caller = world.person(other_than=person)
        case Post() as post:
            caller = world.person(other_than=post.author)
        case Team() | Membership() as thing:
            team = thing if isinstance(thing, Team) else thing.team
            other_than = thing.person if isinstance(thing, Membership) else None
            caller = world.powerless(team, other_than=other_than)
            owners_alone = operation.id == "delete_team" or "is_owner" in (call.document or {})
            admins = [member.person for member in team.members if member.role == "admin" and not member.owns]
            if owners_alone and admins and world.perhaps(2):
                caller = world.draw(st.sampled_from(admins))
        case _:
            caller = world.person()
    call.authorization = [world.bearer(caller)]


def not_found(world: World, operation: Operation, call: Call) -> None:
    """Ask for something that does not exist, no longer exists, or is visible only to others."""
    if isinstance(call.subject, Document) and world.perhaps(2):
        call.authorization = [world.bearer(world.person(other_than=call.subject.owner))]
        call.subject = None
        return
    place = world.draw(st.sampled_from(range(1, len(call.path), 2)))
    missing: str | Reference = values.NOWHERE  # a valid slug too
    if world.perhaps(2):
        match operation.tag:
            case "posts":
                gone = [post.id for post in world.posts if not post.there]
            case "documents":
                gone = [document.id for document in world.documents if not document.there]
            case "tags":
                gone = [tag.slug for tag in world.tags if tag.gone]
            case "teams" | "members" if place == 1:
                gone = [team.slug for team in world.teams if team.gone]
            case "members":
                gone = [world.id_of(world.outsider(call.subject.team))] if isinstance(call.subject, Membership) else []
            case _:
                gone = [world.id_of(world.gone())]
        missing = world.draw(st.sampled_from([*gone, missing]))
    call.path, call.subject = (*call.path[:place], missing, *call.path[place + 1 :]), None


def too_large(world: World, operation: Operation, call: Call) -> None:
    limit = uploads.UPLOAD_LIMIT if operation.upload else LIMIT
    call.body, call.document = world.draw(st.sampled_from((b" ", b"x", b"{"))) * (limit + 1), None
    if operation.upload and world.perhaps(2):  # and nothing else is wrong with it
        call.attach(uploads.longest(1))
    # Only an operation with a body reads one of undeclared length.
    call.cuts = [65536 * number for number in range(16)] if operation.body and world.perhaps(3) else None


def another_type(world: World, operation: Operation, call: Call) -> None:
    others = uploads.NO_CONTENT_TYPES if operation.upload else values.NO_CONTENT_TYPES
    call.content_types = world.draw(st.sampled_from([[], *([value] for value in others)]))


def invalid(world: World, operation: Operation, call: Call) -> None:
    if operation.query is not Query:
        queries.spoil(world, call.query)
    elif operation.body is None or world.perhaps(4):
        call.query.append(queries.pair(world, world.draw(st.sampled_from(("x", "limit", "é", ""))), "1"))
    elif operation.upload:
        call.attach(world.draw(uploads.faulty()))
    else:
        invalid_body(world, operation.body, call)


def invalid_body(world: World, schema: type[Input], call: Call) -> None:
    """Remove members, add others, write wrong values; or send something other than an object, or the longest body."""
    if world.perhaps(3):
        # Including the longest body allowed; one byte more would be refused for its length.
        nothing = (b"[]", b"null", b"1", b'"x"', b"true", b"[" * 64 + b"]" * 64, b"[{}]")
        longest = b'{"email":1}'.ljust(LIMIT)
        call.body, call.document = longest if world.perhaps(2) else world.draw(st.sampled_from(nothing)), None
        return
    members = {name: json.dumps(value).encode() for name, value in (call.document or {}).items()}
    names = [*sorted(schema.model_fields) * 2, "id", "a/b~c", "", "é", "is_active", "slug"]
    for _ in range(world.draw(st.integers(1, 3))):
        name = world.draw(st.sampled_from(names))
        if name in members and world.perhaps(3):
            del members[name]
        else:
            ways = [values.raw_values, st.sampled_from([b'"' + b"x" * length + b'"' for length in LENGTHS])]
            if name in values.UNFIT:
                ways += [st.sampled_from([json.dumps(value).encode() for value in values.UNFIT[name]])] * 2
            members[name] = world.draw(st.one_of(ways))
    if schema is MemberUpdate and world.perhaps(3):
        members |= {"is_owner": b"true", "role": b'"member"'}  # each alone is right
    if world.perhaps(12):
        members |= {f"x{number}": b"0" for number in range(150)}  # more faults than an answer lists
    call.body = b"{" + b",".join(json.dumps(name).encode() + b":" + value for name, value in members.items()) + b"}"
    call.document = None


def limited(world: World, operation: Operation, call: Call) -> None:
    """Guess a password as often as allowed, so that the call itself comes too late."""
    person: Person = world.stranger()
    for _ in range(LOGIN_RATE):
        world.send(world.log_in(person, password="wrong password"))
    call.subject = person
    call.say({"email": person.email, "password": person.password})


WRONG: dict[type[errors.LikewiseError], Spoil] = {
    errors.MalformedJson: malformed,
    errors.MalformedMultipart: malformed_multipart,
    errors.Unauthenticated: unauthorized,
    errors.InvalidToken: unauthorized,
    errors.InvalidCredentials: unauthorized,
    errors.AccountInactive: account_inactive,
    errors.Forbidden: forbidden,
    errors.NotFound: not_found,
    errors.EmailTaken: conflicts.email_taken,
    errors.OwnsTeams: conflicts.owns_teams,
    errors.TagTaken: conflicts.tag_taken,
    errors.TeamFull: conflicts.team_full,
    errors.AlreadyMember: conflicts.already_member,
    errors.NoSuchUser: conflicts.no_such_user,
    errors.OwnerStays: conflicts.owner_stays,
    errors.ContentTooLarge: too_large,
    errors.UnsupportedMediaType: another_type,
    errors.RangeNotSatisfiable: past_the_content,
    errors.ValidationFailed: invalid,
    errors.TooManyRequests: limited,
}
# Errors that any operation can answer, whatever is stored.
OF_THE_REQUEST = (
    errors.MalformedJson,
    errors.MalformedMultipart,
    errors.Unauthenticated,
    errors.InvalidToken,
    errors.InvalidCredentials,
    errors.UnsupportedMediaType,
    errors.ValidationFailed,
)


def wrong(world: World, operation: Operation, error: type[errors.LikewiseError]) -> Call:
    """Draw a request that should be refused with this error; sometimes it has a second fault."""
    call = right(world, operation)
    if world.perhaps(4):
        others = [other for other in operation.possible_errors if other in OF_THE_REQUEST]
        WRONG[world.draw(st.sampled_from(others))](world, operation, call)
    WRONG[error](world, operation, call)
    return call
