"""The stamp on every answer: request id and security headers, and the count of it in the metrics."""

# pyright: reportUnknownMemberType=false
# Sanic leaves middleware without types.

from sanic.response import BaseHTTPResponse
from sanic.signals import Event

from core.contract.exchange import Exchange

from .binding import Application, Request


def attach(app: Application) -> None:
    app.add_signal(open_exchange, Event.HTTP_LIFECYCLE_REQUEST)
    app.on_response(stamp)


async def open_exchange(request: Request) -> None:
    request.ctx.exchange = Exchange(request.method, request.path, request.header("x-request-id"))


async def stamp(request: Request, response: BaseHTTPResponse) -> None:
    if not hasattr(request.ctx, "exchange"):  # Sanic's server answers even what never became a request
        await open_exchange(request)
    exchange: Exchange = request.ctx.exchange
    for name, value in exchange.headers(response.content_type):
        response.headers[name] = value
    exchange.finish(response.status)
