"""The check of a server's answers, without a server."""

import json
from functools import partial

import httpx
import pytest

from compare.answers import PAGE, SEEDED_USERS, WrongAnswer, check


def test_a_user_who_is_on_the_pages_twice_is_an_error_that_counts_the_different_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/auth/login":
            return httpx.Response(200, json={"access_token": "token"})
        offset = int(request.url.params["offset"])
        ids = [str(number) for number in range(offset, offset + PAGE)]
        return httpx.Response(200, json={"items": [{"id": "0" if each == "999" else each} for each in ids]})

    client = partial(httpx.Client, transport=httpx.MockTransport(answer))
    monkeypatch.setattr("compare.answers.httpx.Client", client)
    with pytest.raises(WrongAnswer) as raised:
        check("http://127.0.0.1:1", "prefix")
    assert SEEDED_USERS == 1000
    assert str(raised.value) == "999 different users on the pages of 1000"


def test_a_check_logs_in_reads_every_page_a_list_and_24_users_and_creates_5(monkeypatch: pytest.MonkeyPatch) -> None:
    requests: list[tuple[str, str]] = []
    bodies: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        requests.append((request.method, request.url.raw_path.decode()))
        if request.method == "POST":
            bodies.append(json.loads(request.content))
        if request.url.path == "/auth/login":
            return httpx.Response(200, json={"access_token": "the token"})
        assert request.headers["Authorization"] == "Bearer the token"
        if request.url.path == "/users" and request.method == "GET":
            offset, limit = (int(request.url.params.get(name, 0)) for name in ("offset", "limit"))
            items = [{"id": str(each)} for each in range(offset, offset + limit)]
            return httpx.Response(200, json={"items": items, "total": 1001})
        return httpx.Response(200 if request.method == "GET" else 201, json={"path": request.url.path})

    client = partial(httpx.Client, transport=httpx.MockTransport(answer))
    monkeypatch.setattr("compare.answers.httpx.Client", client)
    answers = check("http://127.0.0.1:1", "prefix")
    assert requests == [
        ("POST", "/auth/login"),
        *(("GET", f"/users?limit=100&offset={offset}&order_by=name&sort=asc") for offset in range(0, 1000, 100)),
        ("GET", "/users?limit=20&order_by=name&sort=asc"),
        *(("GET", f"/users/{number}") for number in range(24)),
        *[("POST", "/users")] * 5,
    ]
    password = "a password for the comparison"
    assert bodies == [
        {"email": "compare@example.org", "password": password},
        *(
            {"email": f"prefix-{number}@example.org", "name": f"prefix-{number}", "password": password}
            for number in range(5)
        ),
    ]
    assert (answers.token, answers.ids) == ("the token", tuple(str(number) for number in range(1000)))
    assert answers.bodies == {str(each): f'{{"path":"/users/{each}"}}'.encode() for each in range(24)}
    assert (answers.items, answers.total) == ([{"id": str(each)} for each in range(20)], 1006)
    listed = len(json.dumps({"items": answers.items, "total": 1001}, separators=(",", ":")))
    assert answers.shortest == {"get_user": 100, "list_users": listed // 2, "create_user": 100}


def test_the_error_of_a_wrong_answer_has_the_request_and_the_beginning_of_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(503, text="x" * 301))
    monkeypatch.setattr("compare.answers.httpx.Client", partial(httpx.Client, transport=transport))
    with pytest.raises(WrongAnswer) as raised:
        check("http://127.0.0.1:1", "prefix")
    assert str(raised.value) == f"POST /auth/login answered 503, not 200: {'x' * 300}"
