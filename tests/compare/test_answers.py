"""The check of a server's answers, without a server."""

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
