"""Core's exchange with every request, and its stamp on every answer."""

from flask import Flask, Response, g, request

from core.http.exchange import Exchange


def init_app(app: Flask) -> None:
    """Be the first to see a request; Flask runs `after_request` for errors too."""
    app.before_request(open_exchange)
    app.after_request(stamp)


def open_exchange() -> None:
    """Open the exchange and keep it on `g`."""
    # As they came: Werkzeug puts methods in capitals and strips leading slashes from paths.
    method, path = request.environ["REQUEST_METHOD"], request.environ.get("PATH_INFO", "")
    g.exchange = Exchange(method, path, request.headers.get("X-Request-ID"))


def exchange_of() -> Exchange:
    """The exchange that this request belongs to."""
    return g.exchange


def stamp(response: Response) -> Response:
    """Add the request id, `nosniff` and `no-store` to every answer, and count it."""
    headers = exchange_of().headers(response.content_type, response.headers.get("Cache-Control"))
    response.headers.extend(headers)
    exchange_of().finish(response.status_code)
    return response
