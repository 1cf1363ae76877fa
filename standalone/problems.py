"""Whatever is raised, as an answer."""

from core.errors import LikewiseError
from core.http.problems import problem
from core.telemetry.logs import log_uncaught

from .binding import Response


def failure(error: Exception) -> Response[bytes]:
    """The answer to an error of core's tree; any other is logged, and a 500."""
    if not isinstance(error, LikewiseError):
        log_uncaught(error)
    answer = problem(error)
    return Response(answer.body, answer.status, answer.headers, answer.media_type)
