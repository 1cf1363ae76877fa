"""Analytics as the tests ask for them: refreshing, and counting what has happened."""

from collections import Counter
from typing import Any

from tests.contract.answers import TIME, check, compact
from tests.people import Person

ACTIVITY = "/analytics/activity"
REFRESH = "/analytics/refresh"


def refresh(superuser: Person) -> dict[str, Any]:
    """Refresh, compare the answer whole but for what is counted, and return it."""
    answer = superuser.client.call("POST", REFRESH, token=superuser.token)
    told = answer.json()
    assert type(told["events"]) is int
    assert TIME.fullmatch(told["refreshed_at"]), told
    check(answer, 200, compact({"events": told["events"], "refreshed_at": told["refreshed_at"]}))
    return told


def counts(superuser: Person) -> Counter[str]:
    """How often each kind of thing has happened until now."""
    told = refresh(superuser)
    activity = superuser.client.call("GET", ACTIVITY, token=superuser.token).json()
    assert activity["refreshed_at"] == told["refreshed_at"]
    counted = Counter[str]()
    for item in activity["items"]:
        counted[item["kind"]] += item["count"]
    assert counted.total() == told["events"]
    return counted
