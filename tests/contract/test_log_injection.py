"""Hostile texts in the log: each event stays one line of JSON."""

import re
from collections.abc import Callable
from random import Random

import pytest

from tests.contract.actions import create_document
from tests.contract.failing import execute
from tests.contract.test_injection import answers
from tests.contract.test_logs import TABLES, events
from tests.deployment import Deployment
from tests.people import People

Deploy = Callable[..., Deployment]
Logged = Callable[[Deployment], str]

FORGED = '\n{"event":"forged","level":"error"}\r\n\x1b[31mforged\x1b[0m\u2028forged\u0085forged'


def check_the_log(application: Deployment, random: Random, logged: Logged) -> None:
    """Send hostile texts while requests succeed, and while all of them fail and are logged."""
    person = People(application.client, random)()
    document = create_document(person)
    statuses = [answer.status for answer in answers(application.client, person, FORGED)]
    assert max(statuses) < 500
    execute(application.database, *(f"ALTER TABLE {table} RENAME TO {table}_elsewhere" for table in TABLES))
    statuses = [answer.status for answer in answers(application.client, person, FORGED)]
    statuses.append(application.client.call("GET", f"/documents/{document['id']}/content", token=person.token).status)
    log = logged(application)
    written = events(log)
    assert len(written) == statuses.count(500) > 0
    assert {event["event"] for event in written} == {"uncaught exception"}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\x80-\x9f\u2028\u2029]", log.replace("\r\n", "\n"))


@pytest.mark.only(transport="process")
def test_no_input_forges_a_line_of_the_log(deploy: Deploy, random: Random, logged: Logged) -> None:
    check_the_log(deploy(log_level="debug"), random, logged)


@pytest.mark.long
@pytest.mark.only(transport="socket")
def test_no_input_forges_a_line_of_the_log_of_a_server(deploy: Deploy, random: Random, logged: Logged) -> None:
    check_the_log(deploy(log_level="debug"), random, logged)
