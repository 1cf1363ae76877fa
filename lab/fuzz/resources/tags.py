"""Right requests about tags."""

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import TAG_SLUGS
from lab.fuzz.world import World


def create_tag(world: World) -> Call:
    if world.perhaps(3):
        spelling = world.draw(st.sampled_from((str.upper, str.lower, "\t{} ".format)))
        return world.label(spelling(world.tag().name), world.caller())
    return world.label(world.draw(values.tag_names), world.caller())


def list_tags(world: World) -> Call:
    return queries.listing(world, "list_tags", ("/tags",))


def get_tag(world: World) -> Call:
    path = ("/tags/", world.draw(st.sampled_from(TAG_SLUGS))) if world.perhaps(3) else world.tag().path
    return Call("get_tag", "GET", path, authorization=[world.bearer(world.reader())])


def update_tag(world: World) -> Call:
    tag = world.tag()
    call = Call("update_tag", "PATCH", tag.path, authorization=[world.bearer(world.superuser)], subject=tag)
    call.say(world.some_of({"name": world.draw(values.new_tag_names)}))
    return call


def delete_tag(world: World) -> Call:
    tag = world.tag()
    return Call("delete_tag", "DELETE", tag.path, authorization=[world.bearer(world.superuser)], subject=tag)
