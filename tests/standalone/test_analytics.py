"""Analytics on the command line."""

from typing import Any

import pytest
from sqlalchemy.exc import NoSuchModuleError

from core.analytics import configuration
from tests.clients.wsgi import WsgiClient
from tests.standalone.conftest import Invoke, read_json


def test_json_output_of_analytics_is_the_body_of_the_http_answer(
    invoke: Invoke, web: WsgiClient, token: str, ada: dict[str, Any]
) -> None:
    never = invoke("analytics", "activity", "--json")
    assert never.stdout_bytes == web.call("GET", "/analytics/activity", token=token).body
    assert read_json(never) == {"items": [], "refreshed_at": None}
    refreshed = read_json(invoke("analytics", "refresh", "--json"))
    today = refreshed["refreshed_at"][:10]
    activity = invoke("analytics", "activity", "--from", today, "--to", today, "--kind", "user_created", "--json")
    target = f"/analytics/activity?from={today}&to={today}&kind=user_created"
    assert activity.stdout_bytes == web.call("GET", target, token=token).body
    [item] = read_json(activity)["items"]
    assert (item["kind"], read_json(activity)["refreshed_at"]) == ("user_created", refreshed["refreshed_at"])
    assert read_json(invoke("analytics", "activity", "--kind", "tag_deleted", "--json"))["items"] == []


def test_activity_is_a_table_with_the_time_of_the_refresh(invoke: Invoke, ada: dict[str, Any]) -> None:
    assert invoke("analytics", "activity").stderr == "Never refreshed. Run: python -m standalone analytics refresh\n"
    refreshed = invoke("analytics", "refresh").stdout.split()
    assert refreshed[::2] == ["events", "refreshed_at"]
    shown = invoke("analytics", "activity")
    assert shown.stderr == f"Refreshed at {refreshed[-1]}\n"
    heading, _, *lines = (line.split() for line in shown.stdout.splitlines() if line.strip())
    assert heading == ["day", "kind", "count"]
    assert [line[:2] for line in lines] == [[refreshed[-1][:10], "user_created"]]
    assert sum(int(line[2]) for line in lines) == int(refreshed[1])


def test_every_wrong_option_of_activity_is_listed(invoke: Invoke) -> None:
    failed = "Error: Validation failed. The input breaks the rules listed in errors.\n"
    refused = invoke("analytics", "activity", "--from", "yesterday", "--kind", "tea")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith(failed + "from: ")
    assert "\nkind: " in refused.stderr


def test_without_duckdb_analytics_name_the_extra_to_install(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise NoSuchModuleError("Can't load plugin: sqlalchemy.dialects:duckdb")

    monkeypatch.setattr(configuration, "create_engine", absent)
    for command in ("activity", "refresh"):
        refused = invoke("analytics", command)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "Install the extra analytics: pip install -e '.[analytics]'" in refused.stderr
