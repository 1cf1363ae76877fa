"""Core's exchange with every request, its stamp on every answer, and what the application's logger takes."""

import logging
from typing import Any

import structlog
from flask import Flask, Response, current_app, request, request_started

from core.http.exchange import Exchange
from core.telemetry.logs import log_uncaught

EXCHANGE = "likewise.exchange"  # in the environ: `g` is the team's, and shared by requests in one context


def init_app(app: Flask) -> None:
    """Be the first to see a request and the last to see its answer; Flask runs `after_request` for errors too."""
    request_started.connect(open_exchange, app)
    app.after_request(stamp)
    logging.getLogger(app.name).addHandler(LOG)  # before `app.logger` is used, which else adds a handler of its own


def open_exchange(_: object, **_signal: Any) -> None:
    """Open the exchange and keep it with the request."""
    structlog.contextvars.clear_contextvars()  # the server's thread had another request before
    # As they came: Werkzeug puts methods in capitals and strips leading slashes from paths.
    method, path = request.environ["REQUEST_METHOD"], request.environ.get("PATH_INFO", "")
    request.environ[EXCHANGE] = Exchange(method, path, request.headers.get("X-Request-ID"))


def exchange_of() -> Exchange:
    """The exchange that this request belongs to."""
    if EXCHANGE not in request.environ:  # the request failed before Flask began with it
        open_exchange(current_app)
    return request.environ[EXCHANGE]


def stamp(response: Response) -> Response:
    """Label every answer, and count it."""
    exchange_of().finish(response.status_code)
    return labelled(response)


def labelled(response: Response) -> Response:
    """Add the request id, `nosniff` and `no-store`."""
    for name, value in exchange_of().headers(response.content_type, response.headers.get("Cache-Control")):
        response.headers.setdefault(name, value)
    return response


class Log(logging.Handler):
    """Writes what `app.logger` takes into core's log, uncaught exceptions in core's words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and record.pathname == Flask.log_exception.__code__.co_filename:
            log_uncaught(error)
        else:
            level = min(record.levelno // 10 * 10, logging.CRITICAL)  # structlog knows no other levels
            structlog.get_logger().log(level, record.getMessage(), exc_info=record.exc_info)


LOG = Log()
