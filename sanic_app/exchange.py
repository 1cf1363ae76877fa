"""The stamp on every answer: request id and security headers, and the count of it in the metrics."""

from sanic import HTTPResponse

from core.contract.exchange import Exchange

from .binding import Request


async def open_exchange(request: Request) -> None:
    request.ctx.exchange = Exchange(request.method, request.path, request.header("x-request-id"))


async def stamp(request: Request, response: HTTPResponse) -> None:
    if not hasattr(request.ctx, "exchange"):  # Sanic's server answers even to what never became a request
        await open_exchange(request)
    response.headers.update(request.ctx.exchange.headers(response.content_type))
    request.ctx.exchange.finish(response.status)
