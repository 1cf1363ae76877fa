"""Logs: one line of JSON for each event, with the request's id."""

import os
from collections.abc import MutableMapping, Sequence
from typing import Any

import structlog

from core.settings import Settings


def configure(settings: Settings) -> None:
    """Set up structlog for this process; once for each application made in it does no harm."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper("iso"),
            # Plain tracebacks. What structlog renders by itself shows the variables of every frame, passwords included.
            structlog.processors.format_exc_info,
            without_credentials,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
    )


def without_credentials(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Strike out the object store's credentials: an S3 server may quote them in the error that refuses them."""
    secrets = [os.environ.get(name) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    for name in ("event", "exception"):
        for secret in filter(None, secrets):
            if name in event:
                event[name] = event[name].replace(secret, "***")
    return event


def log_uncaught(error: BaseException) -> None:
    """Write what the client is told nothing of."""
    structlog.get_logger().error("uncaught exception", exc_info=error)


def log_left(keys: Sequence[str], error: BaseException) -> None:
    """Write which objects nothing refers to any more, and still are in the object store."""
    structlog.get_logger().warning("objects left in the store", keys=list(keys), exc_info=error)
