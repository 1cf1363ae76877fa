"""Tags of posts: which names are one tag, its name, its slug, and replacing the set."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.clients.base import Client
from tests.contract.actions import create_post, create_tag, get_json, get_page, ids, unique_word
from tests.contract.answers import check, compact
from tests.contract.shapes import post_tags
from tests.people import People


def test_the_tags_of_a_post_are_ordered_by_slug(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    for name in ("Zed", "alpha"):  # older than the rest: the order is not that of creation
        create_tag(author, f"{mark} {name}")
    created = create_post(author, tags=[f"{mark} {name}" for name in ("Zed", "日本語", "alpha", "Ärger", "10", "9")])
    expected = post_tags(
        (f"{mark} 10", f"{mark}-10"),
        (f"{mark} 9", f"{mark}-9"),
        (f"{mark} alpha", f"{mark}-alpha"),
        (f"{mark} Ärger", f"{mark}-arger"),
        (f"{mark} 日本語", f"{mark}-ri-ben-yu"),
        (f"{mark} Zed", f"{mark}-zed"),
    )
    assert created["tags"] == expected
    assert get_json(author, f"/posts/{created['id']}")["tags"] == expected
    assert get_page(author, "/posts", author_id=author.id)["items"][0]["tags"] == expected


def test_a_post_may_have_twenty_tags(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    names = [f"{mark} {number:02}" for number in range(20)]
    created = create_post(author, tags=names[::-1])
    assert [tag["name"] for tag in created["tags"]] == names


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
        ("\u03b1\u0345\u0301", "\u1fb4"),  # equal only if normalised before casefolding too
    ],
)
def test_two_spellings_of_a_tag_are_one_tag_named_by_the_first(
    client: Client, create_user: People, first: str, other: str
) -> None:
    author, mark = create_user(), unique_word(create_user)
    one = create_post(author, tags=[f"{mark}{first}", f"{mark}{other}", f" {mark.upper()}{first}\t"])
    assert [tag["name"] for tag in one["tags"]] == [f"{mark}{first}"]
    two = create_post(author, tags=[f"{mark}{other}"])
    assert two["tags"] == one["tags"]
    slug = one["tags"][0]["slug"]
    assert ids(get_page(author, "/posts", tag=slug)["items"]) == [two["id"], one["id"]]


def test_different_names_are_different_tags(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    names = ["x y", "x  y", "xy", "x-y", "éy", "ey", "\u0131y", "iy"]
    created = create_post(author, tags=[f"{mark}{name}" for name in names])
    assert {(tag["name"], tag["slug"]) for tag in created["tags"]} == {
        (f"{mark}{name}", f"{mark}{slug}")
        for name, slug in zip(names, ["x-y", "x-y-2", "xy", "x-y-3", "ey", "ey-2", "iy", "iy-2"], strict=True)
    }


def test_a_tag_with_a_taken_slug_gets_the_next_free_number(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    first = create_tag(author, f"{mark} c")
    assert first["slug"] == f"{mark}-c"
    assert create_tag(author, f"{mark} c 3")["slug"] == f"{mark}-c-3"
    created = create_post(author, tags=[f"{mark} C", f"{mark} c#", f"{mark} c++", f"{mark} c@"])
    expected = post_tags(
        (f"{mark} c", f"{mark}-c"),
        (f"{mark} c#", f"{mark}-c-2"),
        (f"{mark} c++", f"{mark}-c-4"),
        (f"{mark} c@", f"{mark}-c-5"),
    )
    assert created["tags"] == expected


@pytest.mark.parametrize(
    ("length", "own", "second"),
    [
        # Every character of the name after the first `length` becomes "zhuang"; no slug ends in a hyphen.
        (16, "zhuang-" * 11 + "zhuang", "zhuang-" * 11 + "zhuan-2"),
        (17, "zhuang-" * 11 + "zhuang", "zhuang-" * 11 + "zhua-2"),
        (21, "zhuang-" * 11 + "zh", "zhuang-" * 10 + "zhuang-2"),
    ],
)
def test_the_slug_of_a_tag_has_at_most_100_characters(
    client: Client, create_user: People, length: int, own: str, second: str
) -> None:
    author, mark = create_user(), unique_word(create_user).ljust(length, "x")
    names = [f"{mark}{'装' * (49 - length)}{last}" for last in "装庄"]
    slugs = [mark + own, mark + second]
    assert [len(name) for name in names] == [50, 50]
    for name, slug in zip(names, slugs, strict=True):
        assert create_tag(author, name)["slug"] == slug
        assert get_json(author, f"/tags/{slug}")["name"] == name


def test_update_post_replaces_the_set_of_tags(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    before = create_post(author, tags=[f"{mark} kept", f"{mark} gone"])
    for names, expected in (
        ([f"{mark} NEW", f"{mark} KEPT"], [(f"{mark} kept", f"{mark}-kept"), (f"{mark} NEW", f"{mark}-new")]),
        ([f"{mark} NEW"], [(f"{mark} NEW", f"{mark}-new")]),
        ([], []),
        ([f"{mark} gone"], [(f"{mark} gone", f"{mark}-gone")]),
    ):
        answer = client.call("PATCH", f"/posts/{before['id']}", {"tags": names}, token=author.token)
        after = {**before, "tags": post_tags(*expected), "updated_at": answer.json()["updated_at"]}
        assert after["updated_at"] > before["updated_at"]
        check(answer, 200, compact(after))
        check(client.call("GET", f"/posts/{before['id']}", token=author.token), 200, compact(after))
        before = after
    assert get_page(author, "/posts", tag=f"{mark}-kept")["items"] == []
    assert ids(get_page(author, "/posts", tag=f"{mark}-gone")["items"]) == [before["id"]]


def test_update_post_keeps_the_tags_of_other_posts(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    one, two = (create_post(author, tags=[mark]) for _ in range(2))
    client.call("PATCH", f"/posts/{one['id']}", {"tags": []}, token=author.token)
    check(client.call("GET", f"/posts/{two['id']}", token=author.token), 200, compact(two))
    assert get_page(author, "/posts", tag=mark)["items"] == [two]


def test_concurrent_posts_create_each_new_tag_once(client: Client, create_user: People) -> None:
    author, mark = create_user(), unique_word(create_user)
    token = author.token
    names = [f"{mark} a", f"{mark} B", f"{mark} c", f"{mark} c#"]

    def post(turn: int) -> tuple[int, set[str]]:
        tags = names[turn % 4 :] + names[: turn % 4]
        answer = client.call("POST", "/posts", {"title": "T", "body": "b", "tags": tags}, token=token)
        return answer.status, {tag["name"] for tag in answer.json()["tags"]}

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(post, range(8)))
    assert answers == [(201, set(names))] * 8
    page = get_page(author, "/tags", search=mark, order_by="name", sort="asc")
    assert sorted(tag["name"] for tag in page["items"]) == sorted(names)
    assert {tag["slug"] for tag in page["items"]} == {f"{mark}-{end}" for end in ("a", "b", "c", "c-2")}
