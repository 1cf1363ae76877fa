"""Waiting for what comes soon: asked again and again, with a deadline."""

import re
import time
from collections.abc import Callable

from tests.clients.base import Client

SECONDS = 30


def wait_until(reached: Callable[[], bool]) -> None:
    """Ask until it is so, for half a minute at most."""
    deadline = time.monotonic() + SECONDS
    while not reached():
        assert time.monotonic() < deadline, f"not within {SECONDS} seconds"
        time.sleep(0.02)


def in_use(client: Client) -> float:
    """How many database connections the metrics say are in use."""
    (value,) = re.findall(r"^likewise_pool_connections (\S+)$", client.call("GET", "/metrics").body.decode(), re.M)
    return float(value)
