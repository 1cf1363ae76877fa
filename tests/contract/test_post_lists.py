"""list_posts: filters, order, search and cursors."""

from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_post, get_page, ids, unique_word
from tests.contract.answers import check, check_faults, compact
from tests.people import People, Person

CURSOR = ("?after", "cursor", "Not the next of a page with these filters.")
ORDERS = "Must be one of 'created_at', 'updated_at' or 'title'."
NOBODY = "00000000-0000-7000-8000-000000000000"


class Shelf:
    """Seven posts of one author and one of another, oldest first; two have the tag `mark`."""

    def __init__(self, client: Client, create_user: People) -> None:
        self.mark = unique_word(create_user)
        self.author, self.other = create_user(), create_user()
        self.posts = [
            create_post(self.author, f"{self.mark} {title}", tags=[self.mark, f"{self.mark} x"] * (title == "a"))
            for title in ("b", "a", "B", "é", "a", "Z", "😀")
        ]
        self.others = create_post(self.other, f"{self.mark} other", tags=[f"{self.mark} x"])


@pytest.fixture
def shelf(client: Client, create_user: People) -> Shelf:
    return Shelf(client, create_user)


def matching(client: Client, shelf: Shelf, **query: Any) -> list[str]:
    page = get_page(shelf.other, "/posts", **query)
    assert page["total"] == len(page["items"])
    return ids(page["items"])


def test_list_posts_returns_a_whole_page(client: Client, shelf: Shelf) -> None:
    target = f"/posts?search={shelf.mark}&limit=3&offset=3"
    answer = client.call("GET", target, token=shelf.other.token)
    following = answer.json()["next"]
    expected = {"items": shelf.posts[4:1:-1], "total": 8, "limit": 3, "offset": 3, "next": following}
    check(answer, 200, compact(expected))
    assert isinstance(following, str)
    answer = client.call("GET", f"/posts?search={shelf.mark}&limit=3&after={following}", token=shelf.other.token)
    check(answer, 200, compact({"items": shelf.posts[1::-1], "total": 8, "limit": 3, "offset": 0, "next": None}))


def test_list_posts_filters_by_author_tag_id_and_time(client: Client, shelf: Shelf) -> None:
    newest_first = ids(shelf.posts[::-1])
    tagged = [shelf.posts[4]["id"], shelf.posts[1]["id"]]
    assert matching(client, shelf, author_id=shelf.author.id) == newest_first
    assert matching(client, shelf, author_id=shelf.other.id) == [shelf.others["id"]]
    assert matching(client, shelf, tag=shelf.mark) == tagged
    assert matching(client, shelf, tag=f"{shelf.mark}-x") == [shelf.others["id"], *tagged]
    assert matching(client, shelf, tag=f"{shelf.mark}-x", author_id=shelf.author.id) == tagged
    assert matching(client, shelf, tag=shelf.mark, author_id=shelf.other.id) == []
    assert matching(client, shelf, search=shelf.mark, tag=f"{shelf.mark}-x", ids=tagged[0]) == tagged[:1]
    after = shelf.posts[4]["created_at"]
    assert matching(client, shelf, author_id=shelf.author.id, created_after=after) == newest_first[:2]
    assert matching(client, shelf, author_id=shelf.author.id, created_before=after) == newest_first[3:]


def test_list_posts_is_empty_for_an_unknown_author_or_tag(client: Client, shelf: Shelf) -> None:
    for query in (f"author_id={NOBODY}", f"tag={shelf.mark}-unknown", "tag=-", f"tag={'a' * 100}"):
        answer = client.call("GET", f"/posts?{query}", token=shelf.other.token)
        check(answer, 200, b'{"items":[],"total":0,"limit":20,"offset":0,"next":null}')


def test_list_posts_filters_and_orders_by_updated_at(client: Client, shelf: Shelf) -> None:
    first = shelf.posts[0]
    answer = client.call("PATCH", f"/posts/{first['id']}", {"body": "new"}, token=shelf.author.token)
    changed = answer.json()["updated_at"]
    mine = {"author_id": shelf.author.id}
    assert matching(client, shelf, **mine, updated_after=shelf.posts[-1]["updated_at"]) == [first["id"]]
    assert matching(client, shelf, **mine, updated_before=changed) == ids(shelf.posts[:0:-1])
    assert matching(client, shelf, **mine, order_by="updated_at") == ids([first, *shelf.posts[:0:-1]])
    assert matching(client, shelf, **mine, order_by="created_at") == ids(shelf.posts[::-1])


@pytest.mark.parametrize("sort", ["asc", "desc"])
def test_list_posts_orders_titles_by_code_point_and_ties_by_id(client: Client, shelf: Shelf, sort: str) -> None:
    rows = sorted((each["title"].encode("utf-32-be"), each["id"]) for each in shelf.posts)
    expected = [row_id for _, row_id in (rows if sort == "asc" else rows[::-1])]
    query = {"author_id": shelf.author.id, "order_by": "title", "sort": sort}
    assert matching(client, shelf, **query) == expected
    seen: list[str] = []
    page = get_page(shelf.other, "/posts", **query, limit=2)
    while page["next"] is not None:
        seen += ids(page["items"])
        page = get_page(shelf.other, "/posts", **query, limit=2, after=page["next"])
    assert seen + ids(page["items"]) == expected


def test_list_posts_refuses_a_cursor_under_other_filters(client: Client, shelf: Shelf) -> None:
    query = {"search": shelf.mark, "tag": f"{shelf.mark}-x", "limit": "1"}
    after = get_page(shelf.other, "/posts", **query)["next"]
    rest = get_page(shelf.other, "/posts", **{**query, "limit": "9", "total": "false"}, after=after)
    assert ids(rest["items"]) == [shelf.posts[4]["id"], shelf.posts[1]["id"]]
    assert rest["total"] is None
    for change in (
        {"author_id": shelf.author.id},
        {"tag": shelf.mark},
        {"search": shelf.mark[:-1]},
        {"order_by": "title"},
        {"order_by": "updated_at"},
        {"sort": "asc"},
        {"created_after": "2020-01-01T00:00:00Z"},
        {"ids": NOBODY},
    ):
        target = f"/posts?{urlencode({**query, 'after': after, **change})}"
        check_faults(client.call("GET", target, token=shelf.other.token), CURSOR)
    without = {"search": shelf.mark, "after": after}
    check_faults(client.call("GET", f"/posts?{urlencode(without)}", token=shelf.other.token), CURSOR)


def test_list_posts_searches_title_and_body_in_any_case(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    created = create_post(author, f"Straße {mark} 100%_", f"Über e\u0301 x\\y\n{mark}end", tags=[f"elsewhere {mark}"])
    mine = {"author_id": author.id}
    for term in (f"STRASSE {mark.upper()}", "100%_", "ÜBER É", "X\\Y", f"{mark}END", "über\u0020"):
        assert ids(get_page(author, "/posts", **mine, search=term)["items"]) == [created["id"]], term
    for term in ("100%%", "___", "Stra_e", "elsewhere", f"{mark} 100%_Über", "100%_über"):
        assert get_page(author, "/posts", **mine, search=term)["items"] == [], term


SLUG = "Must be a slug: a-z, 0-9 and hyphens."
UUID = "Must be a UUID in lower case with hyphens."


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        *[
            (f"tag={quote(value)}", ("?tag", "slug", SLUG))
            for value in ("A", "a b", "a_b", "é", "日本語", "a\n", "a" * 101, "٣")
        ],
        *[
            (f"author_id={value}", ("?author_id", "uuid", UUID))
            for value in ("x", "0", NOBODY.replace("-", ""), NOBODY.replace("7", "A"), f"{NOBODY},{NOBODY}")
        ],
        *[
            (f"order_by={value}", ("?order_by", "choice", ORDERS))
            for value in ("id", "body", "Title", "author_id", "published_at", "search_text", "tags", "name")
        ],
        ("sort=up", ("?sort", "choice", "Must be one of 'asc' or 'desc'.")),
        ("search=", ("?search", "too_short", "Must be at least 1 characters long.")),
        ("limit=101", ("?limit", "out_of_range", "Must be at most 100.")),
        ("published_at=2026-01-31T12:00:00Z", ("?published_at", "unknown", "Is not known here.")),
        ("member_id=x", ("?member_id", "unknown", "Is not known here.")),
        ("is_active=true", ("?is_active", "unknown", "Is not known here.")),
    ],
)
def test_list_posts_refuses_a_bad_query(
    client: Client, superuser: Person, query: str, fault: tuple[str, str, str]
) -> None:
    check_faults(client.request("GET", f"/posts?{query}", headers=superuser.headers), fault)
