"""list_documents: only the caller's own, with filters, order, search and cursors."""

from typing import Any

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_document, get_page, ids
from tests.contract.answers import check, check_faults, compact
from tests.people import People, Person

CURSOR = ("?after", "cursor", "Not the next of a page with these filters.")
ORDERS = "Must be one of 'created_at', 'updated_at' or 'name'."


class Cabinet:
    """Six documents of one owner, oldest first, and one of another owner."""

    def __init__(self, create_user: People) -> None:
        self.owner, self.other = create_user(), create_user()
        self.documents = [create_document(self.owner, name) for name in ("b", "a", "B", "é", "a", "😀")]
        self.others = create_document(self.other, "a")


@pytest.fixture
def cabinet(create_user: People) -> Cabinet:
    return Cabinet(create_user)


def matching(client: Client, reader: Person, **query: Any) -> list[str]:
    page = get_page(reader, "/documents", **query)
    assert page["total"] == len(page["items"])
    return ids(page["items"])


def test_list_documents_returns_a_whole_page(client: Client, cabinet: Cabinet) -> None:
    answer = client.call("GET", "/documents?limit=2&offset=1", token=cabinet.owner.token)
    following = answer.json()["next"]
    assert isinstance(following, str)
    expected = {"items": cabinet.documents[4:2:-1], "total": 6, "limit": 2, "offset": 1, "next": following}
    check(answer, 200, compact(expected))
    answer = client.call("GET", f"/documents?limit=3&after={following}", token=cabinet.owner.token)
    rest = {"items": cabinet.documents[2::-1], "total": 6, "limit": 3, "offset": 0, "next": None}
    check(answer, 200, compact(rest))


def test_list_documents_is_empty_for_a_user_without_documents(
    client: Client, cabinet: Cabinet, create_user: People
) -> None:
    empty = b'{"items":[],"total":0,"limit":20,"offset":0,"next":null}'
    check(client.call("GET", "/documents", token=create_user().token), 200, empty)
    not_counted = b'{"items":[],"total":null,"limit":20,"offset":0,"next":null}'
    check(client.call("GET", "/documents?total=false", token=create_user().token), 200, not_counted)


def test_list_documents_filters_by_time_and_id(client: Client, cabinet: Cabinet) -> None:
    owner, documents = cabinet.owner, cabinet.documents
    newest_first = ids(documents[::-1])
    assert matching(client, owner) == newest_first
    after = documents[3]["created_at"]
    assert matching(client, owner, created_after=after) == newest_first[:2]
    assert matching(client, owner, created_before=after) == newest_first[3:]
    chosen = f"{documents[1]['id']},{cabinet.others['id']},{documents[4]['id']}"
    assert matching(client, owner, ids=chosen) == [documents[4]["id"], documents[1]["id"]]
    answer = client.call("PATCH", f"/documents/{documents[0]['id']}", {"name": "new"}, token=owner.token)
    changed = answer.json()["updated_at"]
    assert matching(client, owner, updated_after=documents[-1]["updated_at"]) == [documents[0]["id"]]
    assert matching(client, owner, updated_before=changed) == newest_first[:-1]
    assert matching(client, owner, order_by="updated_at")[0] == documents[0]["id"]


@pytest.mark.parametrize("sort", ["asc", "desc"])
def test_list_documents_orders_names_by_code_point_and_ties_by_id(client: Client, cabinet: Cabinet, sort: str) -> None:
    rows = sorted((each["name"].encode("utf-32-be"), each["id"]) for each in cabinet.documents)
    expected = [row_id for _, row_id in (rows if sort == "asc" else rows[::-1])]
    query = {"order_by": "name", "sort": sort}
    assert matching(client, cabinet.owner, **query) == expected
    seen: list[str] = []
    page = get_page(cabinet.owner, "/documents", **query, limit=2)
    while page["next"] is not None:
        seen += ids(page["items"])
        page = get_page(cabinet.owner, "/documents", **query, limit=2, after=page["next"])
    assert seen + ids(page["items"]) == expected


def test_list_documents_searches_name_and_filename_in_any_case(client: Client, create_user: People) -> None:
    owner = create_user()
    created = create_document(owner, "Straße 100%_", filename="Über e\u0301_x.TXT".encode())
    for term in ("STRASSE", "100%_", "über É", "_X.txt"):
        assert matching(client, owner, search=term) == [created["id"]], term
    for term in ("100%%", "___", "Stra_e", "%_Über", "%_\u0020", "text/plain", "Hello"):
        assert matching(client, owner, search=term) == [], term
    client.call("PATCH", f"/documents/{created['id']}", {"name": "Fresh"}, token=owner.token)
    assert matching(client, owner, search="strasse") == []
    assert matching(client, owner, search="FRESH") == [created["id"]]
    assert matching(client, owner, search=".txt") == [created["id"]]


def test_list_documents_refuses_a_cursor_under_other_filters(client: Client, cabinet: Cabinet) -> None:
    after = get_page(cabinet.owner, "/documents", limit=1)["next"]
    for change in ("search=abc", "order_by=name", "sort=asc", "created_after=2020-01-01T00:00:00Z"):
        answer = client.call("GET", f"/documents?after={after}&{change}", token=cabinet.owner.token)
        check_faults(answer, CURSOR)
    answer = client.call("GET", f"/documents?after={after}&offset=0", token=cabinet.owner.token)
    check_faults(answer, ("?after", "cursor", "Not together with offset."))
    page = get_page(cabinet.other, "/documents", after=after)
    assert page["items"] == [], "another owner's cursor must show only the caller's documents"


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        *[
            (f"order_by={value}", ("?order_by", "choice", ORDERS))
            for value in ("id", "key", "filename", "size", "sha256", "owner_id", "Name", "search_text")
        ],
        ("sort=up", ("?sort", "choice", "Must be one of 'asc' or 'desc'.")),
        ("search=", ("?search", "too_short", "Must be at least 1 characters long.")),
        ("limit=0", ("?limit", "out_of_range", "Must be at least 1.")),
        ("ids=x", ("?ids", "uuid", "Must be a UUID in lower case with hyphens.")),
        ("owner_id=00000000-0000-7000-8000-000000000000", ("?owner_id", "unknown", "Is not known here.")),
        ("is_active=true", ("?is_active", "unknown", "Is not known here.")),
    ],
)
def test_list_documents_refuses_a_bad_query(
    client: Client, create_user: People, query: str, fault: tuple[str, str, str]
) -> None:
    check_faults(client.request("GET", f"/documents?{query}", headers=create_user().headers), fault)
