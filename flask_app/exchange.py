"""Opens the contract's exchange before each request and stamps every answer with it, errors included."""

from flask import Flask, Response, g, request

from core.contract.exchange import Exchange


def init_app(app: Flask) -> None:
    app.before_request(open_exchange)
    app.after_request(stamp)


def open_exchange() -> None:
    # Not request.path, from which Werkzeug strips leading slashes.
    g.exchange = Exchange(request.method, request.environ.get("PATH_INFO", ""), request.headers.get("X-Request-ID"))


def stamp(response: Response) -> Response:
    exchange: Exchange = g.exchange
    response.headers.extend(exchange.headers(response.content_type))
    exchange.finish(response.status_code)
    return response
