"""Requests outside the operations: HEAD and OPTIONS, other methods, other paths."""

from collections.abc import Callable

from hypothesis import strategies as st

from core.errors import ContentTooLarge
from core.http.operations import OPERATIONS
from lab.fuzz.call import Call
from lab.fuzz.request import Text
from lab.fuzz.right import right
from lab.fuzz.sample import DOCUMENT_IDS, POST_IDS, SAMPLE, TAG_SLUGS, TEAM_SLUGS
from lab.fuzz.world import World
from lab.fuzz.wrong import OF_THE_REQUEST, wrong

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ID = SAMPLE[0].id
TAG, TEAM = TAG_SLUGS[0], TEAM_SLUGS[0]
PATHS = (
    "/",
    "//",
    "/Users",
    "/USERS",
    "/user",
    "/auth",
    "/auth//login",
    "/health",
    "/docs/oauth2-redirect",
    "/redoc",
    "/schema",
    "/natives",
    "/static/x",
    "/favicon.ico",
    "/%75sers",
    "/us%65rs",
    "/%2575sers",
    "/users/me",
    "/users/0",
    f"/users/{ID.upper()}",
    f"/users/{ID.replace('-', '')}",
    f"/users/%7B{ID}%7D",
    f"/users/urn:uuid:{ID}",
    f"/users/{ID[:-1]}",
    f"/users/{ID}0",
    f"/users/{ID}%0A",
    f"/users/%20{ID}",
    f"/users/{ID[:-1]}g",
    f"/users/{ID[:-1]}%D9%A0",
    f"/users/{ID.replace('-', '%2D')}",
    f"/users/{ID}/posts",
    "/users/" + "".join(f"%{ord(character):02x}" for character in ID),
    "/Posts",
    "/posts/Export",
    "/posts/export.ndjson",
    "/posts/export/1",
    "/posts/expor%74",
    f"/posts/{POST_IDS[0].upper()}",
    f"/posts/{POST_IDS[0]}/tags",
    f"/posts/%7B{POST_IDS[0]}%7D",
    f"/tags/{TAG.upper()}",
    f"/tags/{TAG}%0A",
    f"/tags/%{ord(TAG[0]):02X}{TAG[1:]}",
    "/tags/a_b",
    "/tags/a%00",
    "/tags/%C3%A9",
    "/tags/-",
    "/tags/" + "a" * 100,
    "/tags/" + "a" * 101,
    f"/teams/{TEAM.upper()}",
    f"/teams/{TEAM}%20",
    "/teams/" + "a" * 101,
    f"/teams/{TEAM}/Members",
    f"/teams/{TEAM}//members",
    f"/teams/{TEAM}/member%73",
    f"/teams/{TEAM.upper()}/members",
    f"/teams/{TEAM}/members/{ID}",
    f"/teams/{TEAM}/members/{ID.upper()}",
    f"/teams/{TEAM}/members/me",
    f"/teams/{TEAM.upper()}/members/{ID}",
    "/Documents",
    "/documents/",
    "/documents//content",
    "/documents/content",
    f"/documents/{DOCUMENT_IDS[0].upper()}",
    f"/documents/{DOCUMENT_IDS[0]}/Content",
    f"/documents/{DOCUMENT_IDS[0].upper()}/content",
    f"/documents/%7B{DOCUMENT_IDS[0]}%7D/content",
    f"/documents/{ID}/conten%74",
    f"/documents/{ID}/content/{ID}",
    "/analytics",
    "/analytics/Activity",
    "/analytics/activit%79",
    "/analytics/refresh/now",
    "/teams//members",
    "/teams/members",
    "/" + "x" * 5000,
)
ENDS = (
    "/",
    "//",
    "%00",
    "%20",
    "%0A",
    ";x=1",
    "/.",
    "/..",
    "/%2E%2E",
    "%",
    "%zz",
    "%FF",
    "%C3%A9",
    ".json",
    "x",
    "%3Fx",
    "%23",
)
STARTS = ("/", "/.", "/x/..", "/..", "/%2E", "/users", "/%FF")


def any_call(world: World, methods: frozenset[str] = frozenset(METHODS)) -> Call:
    """Draw a request of any operation, right or wrong."""
    operation = world.draw(st.sampled_from([operation for operation in OPERATIONS if operation.method in methods]))
    if world.perhaps(3):
        errors = [error for error in operation.possible_errors if error in (*OF_THE_REQUEST, ContentTooLarge)]
        return wrong(world, operation, world.draw(st.sampled_from(errors)))
    return right(world, operation)


def head(world: World) -> Call:
    call = any_call(world, frozenset({"GET"}))
    call.operation = call.method = "HEAD"
    return call


def options(world: World) -> Call:
    call = any_call(world)
    call.operation = call.method = "OPTIONS"
    return call


def other_method(world: World) -> Call:
    call = any_call(world)
    call.operation, call.method = "another method", world.draw(st.sampled_from(METHODS))
    return call


def other_path(world: World) -> Call:
    call = any_call(world)
    path: Text = call.path
    near = st.one_of(
        st.sampled_from(ENDS).map(lambda end: (*path, end)), st.sampled_from(STARTS).map(lambda start: (start, *path))
    )
    call.operation = "another path"
    call.path = world.draw(st.one_of(st.sampled_from(PATHS).map(lambda text: (text,)), near))
    return call


ODD: tuple[Callable[[World], Call], ...] = (head, options, other_method, other_path)
