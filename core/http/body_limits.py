"""The most bytes that a body may have; a longer one is refused, by the length it declares or as it is read.

The limits are `json_limit` and `upload_limit` in core/settings.py. An adapter calls `check_declared_length` before it
reads the token. It then counts what it reads, by `check_body_length` or by its framework's own limit.
"""

from ..errors import ContentTooLarge
from ..settings import Settings
from .operation import Operation


def body_limit(operation: Operation, settings: Settings) -> int:
    """Return the most bytes that a body of this operation may have."""
    return settings.upload_limit if operation.upload else settings.json_limit


def check_declared_length(operation: Operation | None, content_length: str | None, settings: Settings) -> None:
    """Refuse a body by its Content-Length. Raises `ContentTooLarge`. A request without an operation has no limit."""
    if operation is not None and content_length is not None and content_length.isdecimal():
        check_body_length(int(content_length[:20]), body_limit(operation, settings))


def check_body_length(length: int, limit: int) -> None:
    """Refuse a body of which so many bytes are declared or have arrived. Raises `ContentTooLarge`."""
    if length > limit:
        raise ContentTooLarge
