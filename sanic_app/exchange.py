"""Opens the contract's exchange with each request, and stamps every answer with it, errors included."""

from typing import cast

from sanic import Request
from sanic.response import BaseHTTPResponse

from core.contract.exchange import Exchange
from core.contract.wire import joined


def open_exchange(request: Request) -> Exchange:
    """Called where a request is made; a signal would do too, for one more dispatch with every request."""
    request_id = joined(cast("list[str]", request.headers.getall("x-request-id", [])))
    return Exchange(request.method, request.path, request_id)


async def stamp(request: Request, response: BaseHTTPResponse) -> None:
    """Response middleware."""
    exchange: Exchange = request.ctx.exchange
    for name, value in exchange.headers(response.content_type):
        response.headers[name] = value
    exchange.finish(response.status)
