"""Guests of Flask that send templates, streams and files."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import (
    Flask,
    Response,
    flash,
    get_flashed_messages,
    render_template,
    render_template_string,
    request,
    send_file,
    send_from_directory,
    stream_template_string,
    stream_with_context,
)

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"
HERE = Path(__file__).parent


def templates(app: Flask) -> None:
    @app.get("/guest")
    def view() -> str:
        return render_template_string("<p>{{ name }} {{ url_for('view') }} {{ request.path }}</p>", name="<Ada>")

    @app.context_processor
    def more() -> dict[str, Any]:
        return {"shouted": "HELLO"}

    @app.template_filter("reversed")
    def backwards(value: str) -> str:
        return value[::-1]

    @app.get("/guest/processed")
    def processed() -> str:
        return render_template_string("{{ shouted|reversed }} {{ {'b': 1, 'a': '<'}|tojson }}")


def template_folder(app: Flask) -> None:
    @app.get("/guest")
    def view() -> str:
        return render_template("flask_page.html", name="guest")


def streams(app: Flask) -> None:
    @app.get("/guest")
    def numbers() -> Iterator[str]:
        return (f"{number}\n" for number in range(3))

    @app.get("/guest/context")
    def context() -> Response:
        def parts() -> Iterator[str]:
            yield "Hello "
            yield request.args["name"]

        return Response(stream_with_context(parts()), mimetype="text/plain")

    @app.get("/guest/template")
    def template() -> Iterator[str]:
        return stream_template_string("{% for each in (1, 2) %}{{ each }}{% endfor %}")

    @app.get("/guest/events")
    def events() -> Response:
        return Response(iter([b"data: 1\n\n"]), mimetype="text/event-stream")


def files(app: Flask) -> None:
    @app.get("/guest")
    def memory() -> Any:
        return send_file(io.BytesIO(b"0123456789"), "text/plain", as_attachment=True, download_name="é.txt")

    @app.get("/guest/files/<path:name>")
    def directory(name: str) -> Response:
        return send_from_directory(HERE, name, conditional=True)


def closing(app: Flask) -> None:
    closed: list[str] = []

    @app.get("/guest")
    def view() -> Response:
        response = Response("task")
        response.call_on_close(lambda: closed.append("closed"))
        return response

    @app.get("/guest/closed")
    def shown() -> list[str]:
        return closed

    @app.teardown_request
    def torn(error: BaseException | None) -> None:
        closed.append("torn down")


def flashing(app: Flask) -> None:
    app.secret_key = "of the guest's sessions"

    @app.get("/guest")
    def say() -> str:
        flash("saved")
        return "said"

    @app.get("/guest/read")
    def read() -> list[Any]:
        return [*get_flashed_messages()]


def flashed(app: Flask) -> list[str]:
    client = app.test_client()
    return [client.get(path).text for path in ("/guest", "/guest/read", "/guest/read")]


SENT = [
    Guest(
        "templates",
        f"{DOCS}/templating/",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/processed"),
        ],
        attach=templates,
    ),
    Guest(
        "a folder of templates",
        f"{DOCS}/api/#flask.Flask",
        [ask("GET", "/guest")],
        {"template_folder": str(HERE)},
        template_folder,
    ),
    Guest(
        "streams",
        f"{DOCS}/patterns/streaming/",
        [
            *(ask("GET", f"/guest{each}") for each in ("", "/context?name=Ada", "/template", "/events")),
        ],
        attach=streams,
    ),
    Guest(
        "files",
        f"{DOCS}/api/#flask.send_file",
        [
            ask("GET", "/guest/files/flask_page.html"),
            ask("GET", "/guest/files/flask_page.html", Range="bytes=0-3"),
            ask("GET", "/guest/files/../guest.py"),
            ask("GET", "/guest/files/nothing"),
            ask("GET", "/guest"),
            ask("GET", "/guest/files/flask_page.html", Range="bytes=999-"),
        ],
        attach=files,
    ),
    Guest(
        "static files",
        f"{DOCS}/quickstart/#static-files",
        [
            ask("GET", "/static/flask_page.html"),
            ask("GET", "/static/nothing"),
        ],
        {"static_folder": str(HERE), "static_url_path": "/static"},
    ),
    Guest(
        "work at the end of a response",
        "https://werkzeug.palletsprojects.com/en/stable/wrappers/",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/closed"),
        ],
        attach=closing,
    ),
    Guest("flashed messages", f"{DOCS}/patterns/flashing/", [], attach=flashing, check=flashed),
]
