"""Tags, white box: a row that no request creates, and a token that no login returns."""

from datetime import UTC, datetime

import jwt
import pytest

from core.models import Tag
from core.settings import Settings
from tests.clients.base import Client
from tests.contract.actions import create_tag, unique_word
from tests.contract.answers import check, check_problem, compact
from tests.contract.shapes import expected_tag
from tests.contract.test_forged_tokens import claims
from tests.contract.test_statement_counts import fill
from tests.people import People

pytestmark = pytest.mark.resource("tags")


def test_times_have_six_digits_even_when_all_are_zero(client: Client, create_user: People, settings: Settings) -> None:
    person, mark = create_user(), unique_word(create_user)
    fill(settings, [Tag(name=f"{mark} old", slug=mark, created_at=datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC))])
    time = "2026-01-31T12:00:00.000000Z"
    answer = client.call("GET", f"/tags/{mark}", token=person.token)
    old = expected_tag(answer.json(), mark, f"{mark} old", created_at=time, updated_at=time)
    check(answer, 200, compact(old))
    check(client.call("POST", "/tags", {"name": f"{mark} old"}, token=person.token), 200, compact(old))
    answer = client.call("GET", f"/tags?search={mark}", token=person.token)
    check(answer, 200, compact({"items": [old], "total": 1, "limit": 20, "offset": 0, "next": None}))


def test_a_former_superuser_may_not_change_tags(client: Client, create_user: People, settings: Settings) -> None:
    person, mark = create_user(), unique_word(create_user)
    create_tag(person, mark)
    token = jwt.encode(claims(person, superuser=True), settings.secret.get_secret_value(), "HS256")
    check_problem(client.call("PATCH", f"/tags/{mark}", {"name": "x"}, token=token), "forbidden")
    check_problem(client.call("DELETE", f"/tags/{mark}", token=token), "forbidden")
