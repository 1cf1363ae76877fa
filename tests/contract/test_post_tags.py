"""Tags on posts: which names are one tag, what it is called, its slug, and replacing the set."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.clients.base import Client
from tests.contract.answers import check, compact
from tests.contract.writing import ids, listed, make_tag, mark_of, read, references, write
from tests.people import People


def test_the_tags_of_a_post_are_ordered_by_slug(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    for name in ("Zed", "alpha"):  # older than the rest: the order is not that of their making
        make_tag(client, author, f"{mark} {name}")
    made = write(client, author, tags=[f"{mark} {name}" for name in ("Zed", "日本語", "alpha", "Ärger", "10", "9")])
    expected = references(
        (f"{mark} 10", f"{mark}-10"),
        (f"{mark} 9", f"{mark}-9"),
        (f"{mark} alpha", f"{mark}-alpha"),
        (f"{mark} Ärger", f"{mark}-arger"),
        (f"{mark} 日本語", f"{mark}-ri-ben-yu"),
        (f"{mark} Zed", f"{mark}-zed"),
    )
    assert made["tags"] == expected
    assert read(client, author, f"/posts/{made['id']}")["tags"] == expected
    assert listed(client, author, "/posts", author_id=author.id)["items"][0]["tags"] == expected


def test_a_post_may_have_twenty_tags(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    names = [f"{mark} {number:02}" for number in range(20)]
    made = write(client, author, tags=names[::-1])
    assert [tag["name"] for tag in made["tags"]] == names


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("Zed", "zED"),
        ("Straße", "STRASSE"),
        ("e\u0301t", "ÉT"),
        ("ÉT", "e\u0301t"),
        ("ΟΔΟΣ", "οδος"),
        ("ﬁn", "FIN"),
        ("İz", "i\u0307z"),
        ("Ʊx", "ʊX"),
        ("\u03b1\u0345\u0301", "\u1fb4"),  # the same only when normalised before it is casefolded too
    ],
)
def test_two_spellings_of_a_tag_are_one_tag_named_by_the_first(
    client: Client, make_user: People, first: str, other: str
) -> None:
    author, mark = make_user(), mark_of(make_user)
    one = write(client, author, tags=[f"{mark}{first}", f"{mark}{other}", f" {mark.upper()}{first}\t"])
    assert [tag["name"] for tag in one["tags"]] == [f"{mark}{first}"]
    two = write(client, author, tags=[f"{mark}{other}"])
    assert two["tags"] == one["tags"]
    slug = one["tags"][0]["slug"]
    assert ids(listed(client, author, "/posts", tag=slug)["items"]) == [two["id"], one["id"]]


def test_different_names_are_different_tags(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    names = ["x y", "x  y", "xy", "x-y", "éy", "ey", "\u0131y", "iy"]
    made = write(client, author, tags=[f"{mark}{name}" for name in names])
    assert {(tag["name"], tag["slug"]) for tag in made["tags"]} == {
        (f"{mark}{name}", f"{mark}{slug}")
        for name, slug in zip(names, ["x-y", "x-y-2", "xy", "x-y-3", "ey", "ey-2", "iy", "iy-2"], strict=True)
    }


def test_a_tag_with_a_taken_slug_gets_the_next_free_number(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    first = make_tag(client, author, f"{mark} c")
    assert first["slug"] == f"{mark}-c"
    assert make_tag(client, author, f"{mark} c 3")["slug"] == f"{mark}-c-3"
    made = write(client, author, tags=[f"{mark} C", f"{mark} c#", f"{mark} c++", f"{mark} c@"])
    expected = references(
        (f"{mark} c", f"{mark}-c"),
        (f"{mark} c#", f"{mark}-c-2"),
        (f"{mark} c++", f"{mark}-c-4"),
        (f"{mark} c@", f"{mark}-c-5"),
    )
    assert made["tags"] == expected


@pytest.mark.parametrize(
    ("length", "own", "second"),
    [
        # Of the 50 characters of a name all after the first `length` become "zhuang"; no slug ends in a hyphen.
        (16, "zhuang-" * 11 + "zhuang", "zhuang-" * 11 + "zhuan-2"),
        (17, "zhuang-" * 11 + "zhuang", "zhuang-" * 11 + "zhua-2"),
        (21, "zhuang-" * 11 + "zh", "zhuang-" * 10 + "zhuang-2"),
    ],
)
def test_the_slug_of_a_tag_has_at_most_100_characters(
    client: Client, make_user: People, length: int, own: str, second: str
) -> None:
    author, mark = make_user(), mark_of(make_user).ljust(length, "x")
    names = [f"{mark}{'装' * (49 - length)}{last}" for last in "装庄"]
    slugs = [mark + own, mark + second]
    assert [len(name) for name in names] == [50, 50]
    for name, slug in zip(names, slugs, strict=True):
        assert make_tag(client, author, name)["slug"] == slug
        assert read(client, author, f"/tags/{slug}")["name"] == name


def test_update_post_replaces_the_set_of_tags(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    before = write(client, author, tags=[f"{mark} kept", f"{mark} gone"])
    for names, told in (
        ([f"{mark} NEW", f"{mark} KEPT"], [(f"{mark} kept", f"{mark}-kept"), (f"{mark} NEW", f"{mark}-new")]),
        ([f"{mark} NEW"], [(f"{mark} NEW", f"{mark}-new")]),
        ([], []),
        ([f"{mark} gone"], [(f"{mark} gone", f"{mark}-gone")]),
    ):
        answer = client.call("PATCH", f"/posts/{before['id']}", {"tags": names}, token=author.token)
        after = {**before, "tags": references(*told), "updated_at": answer.json()["updated_at"]}
        assert after["updated_at"] > before["updated_at"]
        check(answer, 200, compact(after))
        check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(after))
        before = after
    assert listed(client, author, "/posts", tag=f"{mark}-kept")["items"] == []
    assert ids(listed(client, author, "/posts", tag=f"{mark}-gone")["items"]) == [before["id"]]


def test_update_post_keeps_the_tags_of_other_posts(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    one, two = (write(client, author, tags=[mark]) for _ in range(2))
    client.call("PATCH", f"/posts/{one['id']}", {"tags": []}, token=author.token)
    check(client.call("GET", f"/posts/{two['id']}", token=author.token), 200, compact(two))
    assert listed(client, author, "/posts", tag=mark)["items"] == [two]


def test_concurrent_posts_create_each_new_tag_once(client: Client, make_user: People) -> None:
    author, mark = make_user(), mark_of(make_user)
    token = author.token
    names = [f"{mark} a", f"{mark} B", f"{mark} c", f"{mark} c#"]

    def post(turn: int) -> tuple[int, set[str]]:
        tags = names[turn % 4 :] + names[: turn % 4]
        answer = client.call("POST", "/posts", {"title": "T", "body": "b", "tags": tags}, token=token)
        return answer.status, {tag["name"] for tag in answer.json()["tags"]}

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(8)))
    assert answers == [(201, set(names))] * 8
    page = listed(client, author, "/tags", search=mark, order_by="name", sort="asc")
    assert sorted(tag["name"] for tag in page["items"]) == sorted(names)
    assert {tag["slug"] for tag in page["items"]} == {f"{mark}-{end}" for end in ("a", "b", "c", "c-2")}
