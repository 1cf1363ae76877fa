"""Right requests about analytics."""

from lab.fuzz import queries
from lab.fuzz.call import Call
from lab.fuzz.world import World


def get_activity(world: World) -> Call:
    if world.perhaps(3):  # else the analytics contain only what an earlier one counted
        world.send(refresh_activity(world))
    return queries.listing(world, "get_activity", ("/analytics/activity",))


def refresh_activity(world: World) -> Call:
    return Call("refresh_activity", "POST", ("/analytics/refresh",), authorization=[world.bearer(world.superuser)])
