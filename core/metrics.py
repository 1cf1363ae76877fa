"""Prometheus metrics, with the same names and labels whichever framework answers."""

import os
from functools import cache

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MEDIA_TYPE = CONTENT_TYPE_LATEST
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

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
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(registry)
    workers = CollectorRegistry()
    MultiProcessCollector(workers)
    return generate_latest(workers)
