"""Right requests about teams."""

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import TEAM_SLUGS
from lab.fuzz.world import World

FIELDS = {"name": values.team_names, "description": values.descriptions, "seats": values.seats, "tags": values.tags}


def create_team(world: World) -> Call:
    return world.found(world.caller(), **world.some_of({name: world.draw(FIELDS[name]) for name in FIELDS}))


def list_teams(world: World) -> Call:
    return queries.listing(world, "list_teams", ("/teams",))


def get_team(world: World) -> Call:
    path = ("/teams/", world.draw(st.sampled_from(TEAM_SLUGS))) if world.perhaps(3) else world.team().path
    return Call("get_team", "GET", path, authorization=[world.bearer(world.reader())])


def update_team(world: World) -> Call:
    team = world.team()
    document = {name: world.draw(FIELDS[name]) for name in FIELDS}
    if document["seats"] is not None:
        document["seats"] = max(document["seats"], len(team.members))
    caller = world.admin(team)
    call = Call("update_team", "PATCH", team.path, authorization=[world.bearer(caller)], subject=team)
    call.say(world.some_of(document))
    return call


def delete_team(world: World) -> Call:
    team = world.team()
    caller = world.superuser if world.perhaps(4) else team.owner.person
    return Call("delete_team", "DELETE", team.path, authorization=[world.bearer(caller)], subject=team)
