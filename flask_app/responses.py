"""The class of every answer, and those beside plain JSON: streams and downloads."""

from collections.abc import Generator, Iterator

from flask import Response

from core.http.download import Conditions, choose
from core.services_sync.document import Content
from core.telemetry.logs import log_uncaught


class PlainResponse(Response):
    """Without a default content type: an answer without content has none."""

    default_mimetype = None

    def iter_encoded(self) -> Iterator[bytes]:
        try:
            yield from super().iter_encoded()
        except Exception as error:
            log_uncaught(error)  # Flask has finished the request when a body is streamed
            raise


def stream(chunks: Generator[bytes], media_type: str) -> Response:
    """Send chunks as they come; the server closes the generator at the end or when the client leaves."""
    return PlainResponse(chunks, content_type=media_type)


def download(conditions: Conditions, content: Content) -> Response:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else content.read(chosen.start, chosen.stop)
    response = PlainResponse(chunks, chosen.status, chosen.headers, content_type=chosen.content_type)
    if chosen.content_type is not None:
        response.content_length = chosen.stop - chosen.start
    return response
