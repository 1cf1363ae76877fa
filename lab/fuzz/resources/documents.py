"""Right requests about documents."""

from hypothesis import strategies as st

from lab.fuzz import queries, values
from lab.fuzz.call import Call
from lab.fuzz.sample import DOCUMENT_IDS
from lab.fuzz.things import Document
from lab.fuzz.world import World

NO_RANGES = ("bytes=0-0,2-3", "bytes=5-2", "bytes=-", "bytes=", "bytes 0-1", "bytes=1_0-11", "items=0-1", "0-1", "")
NO_TAGS = ('"other"', "", "**", '"', 'W/"other"', "Wed, 21 Oct 2026 07:28:00 GMT")


def create_document(world: World) -> Call:
    return world.upload(world.caller())


def list_documents(world: World) -> Call:
    caller = world.superuser if world.perhaps(2) else world.caller()
    return queries.listing(world, "list_documents", ("/documents",), caller)


def get_document(world: World) -> Call:
    document = world.document()
    if world.perhaps(4):
        path = ("/documents/", world.draw(st.sampled_from(DOCUMENT_IDS)))
        return Call("get_document", "GET", path, authorization=[world.bearer(world.superuser)])
    return about(world, "get_document", "GET", document)


def update_document(world: World) -> Call:
    call = about(world, "update_document", "PATCH", world.document())
    call.say(world.some_of({"name": world.draw(values.titles)}))
    return call


def delete_document(world: World) -> Call:
    return about(world, "delete_document", "DELETE", world.document())


def get_document_content(world: World) -> Call:
    document = world.document()
    call = about(world, "get_document_content", "GET", document)
    call.path = (*document.path, "/content")
    call.headers = world.draw(conditions(document))
    return call


def about(world: World, operation: str, method: str, document: Document) -> Call:
    """Draw a request about a document, by its owner or the superuser."""
    caller = world.superuser if world.perhaps(4) else document.owner
    return Call(operation, method, document.path, authorization=[world.bearer(caller)], subject=document)


@st.composite
def conditions(draw: st.DrawFn, document: Document) -> list[tuple[str, str]]:
    """Draw no headers, or valid and ignored ranges, or entity tags, or something that is not one."""
    tag, size = f'"{document.sha256}"', document.size
    tags = st.sampled_from((tag, tag, f"W/{tag}", *NO_TAGS))
    lists = st.sampled_from((tag, "*", f"W/{tag}", f'"a,b", {tag}', f'"other",W/{tag}', tag.upper(), *NO_TAGS))
    ranges = st.sampled_from(NO_RANGES)
    if size:
        first = st.integers(0, size - 1)
        ranges = st.one_of(
            ranges,
            st.tuples(first, st.integers(0, size + 5)).map(lambda pair: f"bytes={pair[0]}-{sum(pair)}"),
            first.map("bytes={}-".format),
            st.integers(1, size + 5).map("bytes=-{}".format),
            st.just("BYTES=0-" + "9" * 30),
        )
    headers: list[tuple[str, str]] = []
    if draw(st.integers(0, 3)):
        headers += [("Range", value) for value in draw(st.lists(ranges, min_size=1, max_size=2))[: draw(ONE_OF_MANY)]]
        if not draw(st.integers(0, 2)):
            headers.append(("If-Range", draw(tags)))
    if not draw(st.integers(0, 3)):
        headers += [("If-None-Match", value) for value in draw(st.lists(lists, min_size=1, max_size=2))]
    return headers


# Several headers of one name count as one list of ranges, which is ignored.
ONE_OF_MANY = st.sampled_from((1, 1, 1, 2))


def past_the_end(size: int) -> st.SearchStrategy[str]:
    """Return ranges that begin after the end of a document of this size."""
    return st.sampled_from(
        (
            f"bytes={size}-",
            f"bytes={size}-{size + 9}",
            f"bytes={size + 7}-{size + 8}",
            "bytes=-0",
            "bytes=" + "9" * 30 + "-",
        )
    )
