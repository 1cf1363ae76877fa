"""Right requests: the operation answers with its own status. They come in every equivalent form."""

from collections.abc import Callable

from hypothesis import strategies as st

from core.http.operation import Operation
from core.http.operations import OPERATIONS
from lab.fuzz import values
from lab.fuzz.call import Call
from lab.fuzz.resources import analytics, documents, members, posts, tags, teams, users
from lab.fuzz.uploads import UPLOAD_LIMIT
from lab.fuzz.world import World

SCHEMES = ("bearer ", "BEARER ", "Bearer  ")
RESOURCES = {
    "auth": users,
    "users": users,
    "posts": posts,
    "teams": teams,
    "members": members,
    "tags": tags,
    "documents": documents,
    "analytics": analytics,
}


def of_the_system(operation: Operation) -> Callable[[World], Call]:
    """Choose nothing."""

    def make(_: World) -> Call:
        return Call(operation.id, operation.method, (operation.path,))

    return make


RIGHT: dict[str, Callable[[World], Call]] = {
    operation.id: getattr(RESOURCES[operation.tag], operation.id)
    if operation.tag in RESOURCES
    else of_the_system(operation)
    for operation in OPERATIONS
}


def right(world: World, operation: Operation) -> Call:
    """Draw a right request of the operation, in one of the equivalent forms."""
    call = RIGHT[operation.id](world)
    if call.document is not None:
        names = world.draw(st.permutations(sorted(call.document)))
        call.say({name: call.document[name] for name in names}, escaped=world.perhaps(2))
        call.content_types = [world.draw(st.sampled_from(values.CONTENT_TYPES))]
        if world.perhaps(5):
            call.cuts = world.draw(st.lists(st.integers(0, 500), max_size=4))
    elif call.form is not None:
        if world.perhaps(3):
            call.cuts = world.draw(st.lists(st.one_of(st.integers(0, 500), st.integers(0, UPLOAD_LIMIT)), max_size=6))
    elif world.perhaps(10):
        call.query.append(("",))  # a question mark or an ampersand at the end
    elif world.perhaps(15):
        call.body = b"{"  # the operation ignores it
    if world.perhaps(8):
        call.authorization = [(world.draw(st.sampled_from(SCHEMES)), *value[1:]) for value in call.authorization]
    if world.perhaps(4):
        call.headers += world.draw(st.lists(values.noise, unique=True, max_size=3))
    return call
