"""Errors as problems: core's and uncaught ones."""

from core.errors import LikewiseError
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .responses import Response


def answer_error(error: Exception) -> Response[bytes]:
    """Answer with the error's problem, and log an uncaught one."""
    if not isinstance(error, LikewiseError):
        log_uncaught(error)
    answer = problem(error)
    return Response(answer.body, answer.status, answer.headers, answer.media_type)
