"""The values of headers, for core/http, and for core/security, which reads Authorization below core/http."""

from collections.abc import Iterable

# The white space around a header's value. strip() without it would also remove latin-1 bytes such as 0xA0.
BLANKS = " \t"


def joined(values: Iterable[str]) -> str | None:
    """Return the values of a header as one (RFC 9110, section 5); None if it was not sent."""
    values = [value.strip(BLANKS) for value in values]  # uvicorn and Sanic leave blanks after a value
    return ",".join(values) if values else None
