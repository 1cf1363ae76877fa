"""Right requests about posts."""

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import POST_IDS
from lab.fuzz.world import World

FIELDS = {"title": values.titles, "body": values.bodies, "published_at": values.published, "tags": values.tags}


def create_post(world: World) -> Call:
    return world.write(world.caller(), **world.some_of({name: world.draw(FIELDS[name]) for name in FIELDS}))


def list_posts(world: World) -> Call:
    return queries.listing(world, "list_posts", ("/posts",))


def export_posts(world: World) -> Call:
    return queries.listing(world, "export_posts", ("/posts/export",))


def get_post(world: World) -> Call:
    path = ("/posts/", world.draw(st.sampled_from(POST_IDS))) if world.perhaps(3) else world.post().path
    return Call("get_post", "GET", path, authorization=[world.bearer(world.reader())])


def update_post(world: World) -> Call:
    post = world.post()
    caller = world.superuser if world.perhaps(4) else post.author
    path = post.path
    if caller is world.superuser and world.perhaps(3):
        path = ("/posts/", world.draw(st.sampled_from(POST_IDS)))
    call = Call("update_post", "PATCH", path, authorization=[world.bearer(caller)], subject=post)
    call.say(world.some_of({name: world.draw(FIELDS[name]) for name in FIELDS}))
    return call


def delete_post(world: World) -> Call:
    post = world.post()
    caller = world.superuser if world.perhaps(4) else post.author
    return Call("delete_post", "DELETE", post.path, authorization=[world.bearer(caller)], subject=post)
