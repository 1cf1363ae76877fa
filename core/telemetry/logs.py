"""Writes the log: one line of JSON for each event, with the id of the request."""

import os
import sys
from collections.abc import MutableMapping, Sequence
from typing import Any

import structlog

from ..settings import Settings


def without_credentials(logger: object, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Remove the credentials of the object store: an S3 server that refuses them may quote them in its error."""
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
    # Plain tracebacks. By default structlog adds the variables of every frame, which include passwords.
    structlog.processors.format_exc_info,
    without_credentials,
    structlog.processors.JSONRenderer(),
)


def configure(settings: Settings) -> None:
    """Configure structlog for this process. Several applications in one process may each call this."""
    structlog.configure(
        processors=list(PROCESSORS),
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
        logger_factory=structlog.PrintLoggerFactory(),
    )


def configure_for_commands() -> None:
    """Configure structlog for a command: standard output is only for its result."""
    structlog.configure(processors=list(PROCESSORS), logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))


def log_outage(event: str, error: BaseException) -> None:
    """Log why a database is not ready. There is no traceback: every request logs this, and the code is not at fault."""
    reason = error.__cause__ or error
    structlog.get_logger().warning(event, reason=f"{type(reason).__name__}: {reason}".splitlines()[0])


def log_uncaught(error: BaseException) -> None:
    """Log the error behind a 500, of which the client sees nothing."""
    structlog.get_logger().error("uncaught exception", exc_info=error)


def log_left(keys: Sequence[str], error: BaseException) -> None:
    """Log the keys of objects that could not be deleted, and that no document refers to any more."""
    reason = next(iter(str(error).splitlines()), "")  # the text of obstore's errors is pages long
    structlog.get_logger().warning("objects left in the store", keys=list(keys), error=reason)
