"""HEAD answers a server's failure as GET does, without a body."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest

from tests.contract.failing import execute
from tests.contract.test_busy_pool import nobody_writes
from tests.contract.waiting import SECONDS_TO_WAIT, connections_in_use, wait_until
from tests.deployment import Deployment
from tests.people import People

pytestmark = [pytest.mark.strict, pytest.mark.only(transport="process")]

Deploy = Callable[..., Deployment]


def test_head_is_500_without_a_body_after_an_uncaught_error(deploy: Deploy, random: Random) -> None:
    application = deploy()
    headers = People(application.client, random)().headers
    execute(application.database, "ALTER TABLE user_account RENAME TO elsewhere")
    answer = application.client.request("HEAD", "/users", headers=headers)
    assert (answer.status, answer.body) == (500, b"")


def test_head_is_503_without_a_body_when_no_connection_is_free(deploy: Deploy, random: Random) -> None:
    application = deploy(pool_size=1, pool_timeout=1, lock_timeout=SECONDS_TO_WAIT)
    client, newcomer = application.client, {"email": "late@example.com", "name": "Late", "password": "12345678"}
    headers = People(client, random)().headers
    with ThreadPoolExecutor(1) as threads, nobody_writes(application.database):
        late = threads.submit(client.call, "POST", "/users", newcomer)
        wait_until(lambda: connections_in_use(client) == 1)
        answer = client.request("HEAD", "/users", headers=headers)
    assert (answer.status, answer.one("Retry-After"), answer.body) == (503, "1", b"")
    assert late.result().status == 201
