"""Without its setting, CORS does not exist: any server can show that."""

import pytest

from tests.clients.base import Client, Header

ORIGIN: Header = ("Origin", "https://app.example")
PREFLIGHT: Header = ("Access-Control-Request-Method", "GET")


@pytest.mark.default_setting("cors_origins")
def test_without_the_setting_no_answer_has_a_header_of_cors(client: Client) -> None:
    for path in ("/health/live", "/users", "/nowhere"):
        for method, more in (("GET", []), ("OPTIONS", []), ("OPTIONS", [PREFLIGHT])):
            plain, answer = client.request(method, path), client.request(method, path, headers=[ORIGIN, *more])
            assert (answer.status, answer.body) == (plain.status, plain.body)
            names = {name.lower() for name, _ in answer.headers}
            assert names == {name.lower() for name, _ in plain.headers}
            assert not {name for name in names if name == "vary" or name.startswith("access-control-")}
