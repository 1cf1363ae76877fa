"""Prometheus metrics, with the same names and labels for every adapter."""

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

disable_created_metrics()  # several workers have no times of creation, so one shows none either

# Not the default registry: its metrics of the interpreter exist for one worker only, not for several.
registry = CollectorRegistry()
requests = Counter("likewise_requests", "Requests answered.", ("operation", "method", "status"), registry=registry)
latency = Histogram("likewise_request_seconds", "Seconds until the answer's head.", ("operation",), registry=registry)

errors = Counter("likewise_errors", "Errors answered.", ("type",), registry=registry)
connections = Gauge(
    "likewise_pool_connections", "Database connections in use.", registry=registry, multiprocess_mode="livesum"
)


def observe(operation: str, method: str, status: int, seconds: float) -> None:
    """Count one answer. Unknown methods count as "other", so that clients cannot invent label values."""
    counter, histogram = series(operation, method if method in METHODS else "other", status)
    counter.inc()
    histogram.observe(seconds)


@cache  # looking up a series by its labels costs more than counting
def series(operation: str, method: str, status: int) -> tuple[Counter, Histogram]:
    """Return the counter and the histogram of an answer."""
    return requests.labels(operation, method, str(status)), latency.labels(operation)


def render() -> bytes:
    """Return the text for Prometheus: of this process, or of all workers that share a directory (see `serve`)."""
    directory = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if directory is None:
        return generate_latest(registry)
    forget_dead_workers(directory)
    workers = CollectorRegistry()
    MultiProcessCollector(workers)
    return generate_latest(workers)


def forget_dead_workers(directory: str) -> None:
    """Delete the gauges of workers that have ended. Their counters stay. No server reports the end of a worker."""
    for path in Path(directory).glob("gauge_live*.db"):
        if not is_running(int(path.stem.rpartition("_")[2])):
            path.unlink(missing_ok=True)


def is_running(pid: int) -> bool:
    """Return whether a process exists. On Windows, where asking is expensive, the answer is always yes."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
