"""Right requests about members of teams."""

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import SAMPLE, TEAM_SLUGS
from lab.fuzz.world import World


def list_members(world: World) -> Call:
    slug = world.draw(st.sampled_from(TEAM_SLUGS[:2])) if world.perhaps(2) else world.team().slug
    return queries.listing(world, "list_members", ("/teams/", slug, "/members"))


def add_member(world: World) -> Call:
    team = world.team(room=True)
    document = world.some_of({"role": world.draw(values.roles)})
    call = world.join(team, world.outsider(team), world.admin(team), **document)
    if world.perhaps(6):
        call.subject = None
        call.say({**document, "user_id": world.draw(st.sampled_from(SAMPLE)).id})
    return call


def update_member(world: World) -> Call:
    team = world.team(room=True)
    member = team.owner if world.perhaps(5) else world.member(team)
    role = "admin" if member.owns else world.draw(values.roles)
    document, caller = {"role": role}, world.admin(team)
    if world.perhaps(3):
        document, caller = {"role": "admin", "is_owner": True}, team.owner.person
    path = world.path_within(member)
    call = Call("update_member", "PATCH", path, authorization=[world.bearer(caller)], subject=member)
    call.say(world.some_of(document))
    return call


def remove_member(world: World) -> Call:
    team = world.team(room=True)
    member = world.member(team)
    caller = member.person if world.perhaps(3) else world.admin(team)
    path = world.path_within(member)
    return Call("remove_member", "DELETE", path, authorization=[world.bearer(caller)], subject=member)
