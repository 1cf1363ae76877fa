"""Opens the contract's exchange before each request and stamps every answer with it, errors included."""

from flask import Flask, Response, g, request

from core.http.exchange import Exchange


def init_app(app: Flask) -> None:
    """Be first to see a request; Flask runs `after_request` for errors too."""
    app.before_request(open_exchange)
    app.after_request(stamp)


def open_exchange() -> None:
    """Give the request its id, and start its clock."""
    # As they came: Werkzeug puts methods in capitals, and strips leading slashes from paths.
    method, path = request.environ["REQUEST_METHOD"], request.environ.get("PATH_INFO", "")
    g.exchange = Exchange(method, path, request.headers.get("X-Request-ID"))


def stamp(response: Response) -> Response:
    """Add the headers that every answer has, and count it."""
    exchange: Exchange = g.exchange
    response.headers.extend(exchange.headers(response.content_type, response.headers.get("Cache-Control")))
    exchange.finish(response.status_code)
    return response
