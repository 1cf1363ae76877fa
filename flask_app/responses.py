"""Answers: Pydantic models as JSON, none, streams and downloads."""

from collections.abc import Generator, Iterator

from flask import Response
from pydantic import BaseModel

from core.http.download import Conditions, choose
from core.http.operation import JSON
from core.services_sync.document import Content
from core.telemetry.logs import log_uncaught


class PlainResponse(Response):
    """Without a default content type: an answer without content has none."""

    default_mimetype = None


def as_json(model: BaseModel) -> Response:
    """Send a model as it writes itself, which `jsonify` does not know."""
    return Response(model.model_dump_json(), content_type=JSON)


def no_content() -> Response:
    """Send nothing, which has no type."""
    return PlainResponse(status=204)


def stream(chunks: Generator[bytes], media_type: str) -> Response:
    """Send chunks as they come; the server closes the generator at the end or when the client leaves."""
    return PlainResponse(logged(chunks), content_type=media_type)


def download(conditions: Conditions, content: Content) -> Response:
    """Send as much of a document as the request's conditions choose. Raises `RangeNotSatisfiable`."""
    chosen = choose(conditions, content.document)
    chunks = None if chosen.bodiless else logged(content.read(chosen.start, chosen.stop))
    response = PlainResponse(chunks, chosen.status, chosen.headers, content_type=chosen.content_type)
    if chosen.content_type is not None:
        response.content_length = chosen.stop - chosen.start
    return response


def logged(chunks: Iterator[bytes]) -> Generator[bytes]:
    """The chunks; Flask has finished the request when a body is streamed, and does not log its errors."""
    try:
        yield from chunks
    except Exception as error:
        log_uncaught(error)
        raise
