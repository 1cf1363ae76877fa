"""Makes right requests contradict what is stored: one function for each kind of 409."""

from typing import cast

from hypothesis import strategies as st

from core.http.operation import Operation
from lab.fuzz import values
from lab.fuzz.call import Call
from lab.fuzz.sample import SAMPLE
from lab.fuzz.things import Tag
from lab.fuzz.world import World


def email_taken(world: World, operation: Operation, call: Call) -> None:
    taken = world.draw(st.sampled_from((world.superuser.email, SAMPLE[0].email, None))) or world.stranger().email
    spelling = world.draw(st.sampled_from((str, str.upper)))
    call.say({**(call.document or {}), "email": spelling(taken)})


def owns_teams(world: World, operation: Operation, call: Call) -> None:
    owner = world.team().owner.person
    call.path, call.subject = world.path_of(owner), owner
    call.authorization = [world.bearer(world.superuser if world.perhaps(3) else owner)]


def tag_taken(world: World, operation: Operation, call: Call) -> None:
    tag = cast("Tag", call.subject)
    spelling = world.draw(st.sampled_from((str, str.upper, " {} ".format)))
    call.say({"name": spelling(world.tag(other_than=tag).name)})


def team_full(world: World, operation: Operation, call: Call) -> None:
    if operation.id == "add_member":
        team = world.founded(seats=1)
        joining = world.join(team, world.outsider(team), world.admin(team))
        call.path, call.authorization, call.subject = joining.path, joining.authorization, joining.subject
        call.say({**(call.document or {}), **(joining.document or {})})
    else:
        team = world.team(room=True)
        if len(team.members) < 2:
            world.member(team)
        call.path, call.authorization, call.subject = team.path, [world.bearer(world.admin(team))], team
        call.say({**(call.document or {}), "seats": world.draw(st.integers(1, max(1, len(team.members) - 1)))})


def already_member(world: World, operation: Operation, call: Call) -> None:
    team = world.team(room=True)
    member = team.owner if world.perhaps(2) else world.member(team)
    joining = world.join(team, member.person, world.admin(team))
    call.path, call.authorization, call.subject = joining.path, joining.authorization, None
    call.say({**(call.document or {}), **(joining.document or {})})


def no_such_user(world: World, operation: Operation, call: Call) -> None:
    user_id = world.written_id(world.gone()) if world.perhaps(2) else values.NOWHERE
    call.say({**(call.document or {}), "user_id": user_id})


def owner_stays(world: World, operation: Operation, call: Call) -> None:
    team = world.team()
    call.path, call.subject = world.path_within(team.owner), team.owner
    call.authorization = [world.bearer(team.owner.person if world.perhaps(2) else world.admin(team))]
    if operation.body is not None:
        call.say({"role": "member"})
