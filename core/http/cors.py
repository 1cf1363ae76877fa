"""CORS: what a browser needs before a page of another origin may read an answer (https://fetch.spec.whatwg.org).

No answer allows credentials: a token is sent in a header, which needs none, and there are no cookies.
"""

from collections.abc import Callable

from ..settings import Settings

METHODS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")
REQUEST_HEADERS = ("Authorization", "Content-Type", "If-None-Match", "If-Range", "Range", "X-Request-ID")
ANSWER_HEADERS = (
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Range",
    "ETag",
    "Location",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-ID",
)
MAX_AGE = 600

Header = Callable[[str], str | None]
"""Returns a header of a request by its name in lower case; None if it was not sent."""


def is_preflight(method: str, header: Header) -> bool:
    """Whether a browser asks for leave to send a request. The answer is 204."""
    asks = header("origin") is not None and header("access-control-request-method") is not None
    return asks and method == "OPTIONS"


def cors_headers(
    settings: Settings, header: Header, *, preflight: bool = False, vary: str | None = None
) -> dict[str, str]:
    """The headers of an answer. `vary` is the Vary header that it has without them."""
    origin = header("origin")
    others = [name.strip() for name in (vary or "").split(",")]
    headers = {"Vary": ", ".join([*(name for name in others if name.lower() not in {"", "origin"}), "Origin"])}
    if origin in settings.cors_origins:
        headers["Access-Control-Allow-Origin"] = origin
        if preflight:
            headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            headers["Access-Control-Allow-Headers"] = ", ".join(REQUEST_HEADERS)
            headers["Access-Control-Max-Age"] = str(MAX_AGE)
    if origin is not None and not preflight:
        headers["Access-Control-Expose-Headers"] = ", ".join(ANSWER_HEADERS)
    return headers
