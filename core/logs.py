"""Logs: one line of JSON for each event, with the request's id."""

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
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(settings.log_level),
    )


def log_outage(error: BaseException) -> None:
    """Write why something is not ready. Without a traceback: every request meets it, and it is no fault of the code."""
    reason = error.__cause__ or error
    structlog.get_logger().warning("not ready", reason=f"{type(reason).__name__}: {reason}".splitlines()[0])


def log_uncaught(error: BaseException) -> None:
    """Write what the client is told nothing of."""
    structlog.get_logger().error("uncaught exception", exc_info=error)
