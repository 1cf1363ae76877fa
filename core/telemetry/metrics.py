"""Prometheus metrics, with the same names and labels whichever framework answers."""

import os
import sys
from functools import cache
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

MEDIA_TYPE = CONTENT_TYPE_LATEST
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

disable_created_metrics()  # several workers tell no times of creation, so one does not either

# Not the default registry: what a process says of its interpreter differs between one worker and several.
registry = CollectorRegistry()
requests = Counter("likewise_requests", "Requests answered.", ("operation", "method", "status"), registry=registry)
latency = Histogram("likewise_request_seconds", "Seconds until the answer's head.", ("operation",), registry=registry)

errors = Counter("likewise_errors", "Errors answered.", ("type",), registry=registry)
connections = Gauge(
    "likewise_pool_connections", "Database connections in use.", registry=registry, multiprocess_mode="livesum"
)


def observe(operation: str, method: str, status: int, seconds: float) -> None:
    """Count one answer. A method nobody knows is counted as "other", so that a client cannot invent label values."""
    counter, histogram = series(operation, method if method in METHODS else "other", status)
    counter.inc()
    histogram.observe(seconds)


@cache  # looking a series up by its labels costs more than counting
def series(operation: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """The two series that an answer belongs to."""
    return requests.labels(operation, method, str(status)), latency.labels(operation)


def render() -> bytes:
    """The exposition text: of this process, or of all workers where `serve` has set up a directory for them."""
    directory = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if directory is None:
        return generate_latest(registry)
    bury_workers(directory)
    workers = CollectorRegistry()
    MultiProcessCollector(workers)
    return generate_latest(workers)


def bury_workers(directory: str) -> None:
    """Forget the gauges of workers who have died; what they counted stays counted. No server tells us of a death."""
    for path in Path(directory).glob("gauge_live*.db"):
        if not is_running(int(path.stem.rpartition("_")[2])):
            path.unlink(missing_ok=True)


def is_running(pid: int) -> bool:
    """Whether there is such a process. On Windows nobody can ask so cheaply: there the answer is yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
