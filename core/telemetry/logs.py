"""Logs: one line of JSON for each event, with the request's id."""

import os
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any

import structlog

from ..settings import Settings


def without_credentials(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Strike out the object store's credentials: an S3 server may quote them in the error that refuses them."""
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    for secret in filter(None, map(os.environ.get, names)):
        for member, value in event.items():
            if isinstance(value, str):
                event[member] = value.replace(secret, "***")
    return event


PROCESSORS = (
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper("iso"),
    # Plain tracebacks. What structlog renders by itself shows the variables of every frame, passwords included.
    structlog.processors.format_exc_info,
    without_credentials,
    structlog.processors.JSONRenderer(),
)


def configure(settings: Settings) -> None:
    """Set up structlog for this process; once for each application made in it does no harm."""
    structlog.configure(
        processors=list(PROCESSORS),
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.PrintLoggerFactory(),
    )


def configure_for_commands() -> None:
    """Set up structlog for a command: on standard output there is nothing but its answer."""
    structlog.configure(processors=list(PROCESSORS), logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))


def log_outage(event: str, error: BaseException) -> None:
    """Write why something is not ready. Without a traceback: every request meets it, and it is no fault of the code."""
    reason = error.__cause__ or error
    structlog.get_logger().warning(event, reason=f"{type(reason).__name__}: {reason}".splitlines()[0])


def log_uncaught(error: BaseException) -> None:
    """Write what the client is told nothing of."""
    structlog.get_logger().error("uncaught exception", exc_info=error)


def log_left(keys: Sequence[str], error: BaseException) -> None:
    """Write which objects nothing refers to any more, and still are in the object store."""
    reason = next(iter(str(error).splitlines()), "")  # obstore goes on for pages
    structlog.get_logger().warning("objects left in the store", keys=list(keys), error=reason)
