"""The memory of a sequence, where its requests had effects that the answers do not show."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab.fuzz.call import Call
from lab.fuzz.coverage import Tally
from lab.fuzz.fleet import Conversation
from lab.fuzz.memory import Memory
from lab.fuzz.people import Person
from lab.fuzz.things import Membership, Team

OWNER = Person("owner@example.com", "12345678")
HANDED_OVER: dict[str, Any] = {"is_owner": True}


@pytest.mark.parametrize(
    ("operation", "document", "place", "status"),
    [("remove_member", None, "owner", 204), ("update_member", HANDED_OVER, "nobody", 200)],
)
@settings(max_examples=1, database=None)
@given(data=st.data())
def test_a_team_keeps_its_owner_whatever_another_team_with_its_slug_answers(
    data: st.DataObject, operation: str, document: dict[str, Any] | None, place: str, status: int
) -> None:
    team = Team("1", "crew", None)
    team.members.append(Membership(team, OWNER, "admin", owns=True))
    subject = team.members[0] if place == "owner" else Membership(team, Person("other@example.com", "12345678"))
    with ThreadPoolExecutor(1) as pool:
        memory = Memory(Conversation([], pool), data, Tally(), "000001_")
        memory.learn_of_teams(Call(operation, "DELETE", team.path, document=document, subject=subject), 0, status)
    assert team.owner.person is OWNER
