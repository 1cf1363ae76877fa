"""Refreshing analytics, and counting the events since."""

from collections import Counter
from typing import Any

from tests.contract.answers import TIME, check, compact
from tests.people import Person

ACTIVITY = "/analytics/activity"
REFRESH = "/analytics/refresh"


def refresh_analytics(superuser: Person) -> dict[str, Any]:
    """POST /analytics/refresh, check the whole answer, and return `{"events": n, "refreshed_at": time}`."""
    answer = superuser.client.call("POST", REFRESH, token=superuser.token)
    refreshed = answer.json()
    assert type(refreshed["events"]) is int
    assert TIME.fullmatch(refreshed["refreshed_at"]), refreshed
    check(answer, 200, compact({"events": refreshed["events"], "refreshed_at": refreshed["refreshed_at"]}))
    return refreshed


def event_counts(superuser: Person) -> Counter[str]:
    """Refresh, and return how many events of each kind there have been: `{"user_created": n, ...}`."""
    refreshed = refresh_analytics(superuser)
    activity = superuser.client.call("GET", ACTIVITY, token=superuser.token).json()
    assert activity["refreshed_at"] == refreshed["refreshed_at"]
    counted = Counter[str]()
    for item in activity["items"]:
        counted[item["kind"]] += item["count"]
    assert counted.total() == refreshed["events"]
    return counted
