"""Waiting for an event: a test asks again and again until it is there, and never waits a fixed time."""

import re
import time
from collections.abc import Callable

from tests.clients.base import Client

# Only a test that fails waits this long; no test may pass or fail by how fast the machine is.
SECONDS_TO_WAIT = 120


def wait_until(reached: Callable[[], bool]) -> None:
    """Return as soon as `reached()` is true.

    Raises:
        AssertionError: it is still false after SECONDS_TO_WAIT.
    """
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not reached():
        assert time.monotonic() < deadline, f"not within {SECONDS_TO_WAIT} seconds"
        time.sleep(0.02)


def connections_in_use(client: Client) -> float:
    """How many database connections are in use, as the metrics say."""
    (value,) = re.findall(r"^likewise_pool_connections (\S+)$", client.call("GET", "/metrics").body.decode(), re.M)
    return float(value)
