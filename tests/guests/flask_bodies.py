"""Guests of Flask that read a body."""

import json
from typing import Any

from flask import Flask, abort, request
from werkzeug.utils import secure_filename

from tests.guests.guest import Ask, Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"
QUICKSTART = f"{DOCS}/quickstart/"
FORM = [("Content-Type", "application/x-www-form-urlencoded")]
MULTIPART = [("Content-Type", "multipart/form-data; boundary=b")]


def file(content: bytes) -> bytes:
    head = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="../a.txt"\r\nContent-Type: text/plain\r\n\r\n'
    )
    return head + content + b"\r\n--b--\r\n"


def methods(app: Flask) -> None:
    @app.route("/guest", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def show() -> str:
        return request.method


def forms(app: Flask) -> None:
    @app.post("/guest")
    def show() -> dict[str, Any]:
        return {"form": request.form.to_dict(flat=False), "values": request.values.get("name")}


def uploads(app: Flask) -> None:
    @app.post("/guest")
    def show() -> dict[str, Any]:
        sent = request.files["file"]
        return {"name": secure_filename(sent.filename or ""), "type": sent.mimetype, "size": len(sent.read())}


def limited_uploads(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 200
    app.config["MAX_FORM_MEMORY_SIZE"] = 50
    forms(app)

    @app.post("/guest/raw")
    def raw() -> str:
        return str(len(request.get_data()))

    @app.post("/guest/more")
    def more() -> str:
        request.max_content_length = 400
        return str(len(request.get_data()))


def large(app: Flask) -> None:
    @app.post("/guest")
    def raw() -> str:
        return str(len(request.get_data()))


def documents(app: Flask) -> None:
    @app.post("/guest")
    def show() -> dict[str, Any]:
        return {"got": request.get_json()}

    @app.post("/guest/silent")
    def silent() -> dict[str, Any]:
        return {"got": request.get_json(silent=True)}

    @app.post("/guest/force")
    def force() -> dict[str, Any]:
        return {"got": request.get_json(force=True)}

    @app.post("/guest/property")
    def of_property() -> dict[str, Any]:
        return {"got": request.json, "is_json": request.is_json}


def streams(app: Flask) -> None:
    @app.post("/guest")
    def show() -> str:
        return request.stream.read(5).decode()


def checked_by_hand(app: Flask) -> None:
    @app.post("/guest")
    def create() -> Any:
        if not request.is_json:
            abort(415, "JSON alone")
        return {"made": request.json}, 201, {"Location": "/guest/1"}


BODIES = [
    Guest(
        "methods",
        f"{QUICKSTART}#http-methods",
        [
            *(
                ask(each, "/guest")
                for each in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get")
            ),
        ],
        attach=methods,
    ),
    Guest(
        "forms",
        f"{QUICKSTART}#the-request-object",
        [
            Ask("POST", "/guest", FORM, b"name=Ada&name=Bob&q=%C3%A9"),
            Ask("POST", "/guest?name=x", FORM),
            Ask(
                "POST",
                "/guest",
                MULTIPART,
                b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda\r\n--b--\r\n',
            ),
        ],
        attach=forms,
    ),
    Guest(
        "uploads",
        f"{DOCS}/patterns/fileuploads/",
        [
            Ask("POST", "/guest", MULTIPART, file(b"x" * 3)),
            Ask("POST", "/guest", MULTIPART, file(b"x" * 2_000_000)),
        ],
        attach=uploads,
    ),
    Guest(
        "limits of uploads",
        f"{DOCS}/config/#MAX_CONTENT_LENGTH",
        [
            Ask("POST", "/guest", FORM, b"name=" + b"x" * 20),
            Ask("POST", "/guest", FORM, b"name=" + b"x" * 300),
            Ask("POST", "/guest", FORM, b"name=" + b"x" * 100),
            Ask("POST", "/guest/raw", [], b"x" * 200),
            Ask("POST", "/guest/raw", [], b"x" * 201),
            Ask("POST", "/guest/more", [], b"x" * 300),
        ],
        attach=limited_uploads,
    ),
    Guest(
        "a large body",
        f"{DOCS}/api/#flask.Request.get_data",
        [
            Ask("POST", "/guest", [], b"x" * 3_000_000),
            Ask("POST", "/guest", [("Content-Type", "text/csv")], b"a,b"),
        ],
        attach=large,
    ),
    Guest(
        "JSON bodies",
        f"{DOCS}/api/#flask.Request.get_json",
        [
            ask("POST", "/guest", {"a": [1, None]}),
            ask("POST", "/guest", [1, 2]),
            ask("POST", "/guest", "text"),
            Ask("POST", "/guest", [("Content-Type", "text/plain")], b"{}"),
            Ask("POST", "/guest", [("Content-Type", "application/json")], b"{"),
            Ask("POST", "/guest", [("Content-Type", "application/vnd.api+json")], b'{"a": 1, "a": NaN}'),
            *(Ask("POST", f"/guest/{each}", [], body) for each in ("silent", "force") for body in (b"{", b"[1]")),
            Ask("POST", "/guest/silent", [("Content-Type", "application/json")], b"{"),
            ask("POST", "/guest/property", {"a": 1}),
            Ask("POST", "/guest/property", FORM, b"a=1"),
        ],
        attach=documents,
    ),
    Guest("a stream", f"{DOCS}/api/#flask.Request.stream", [Ask("POST", "/guest", [], b"0123456789")], attach=streams),
    Guest(
        "a check by hand",
        f"{QUICKSTART}#redirects-and-errors",
        [
            ask("POST", "/guest", {"a": 1}),
            Ask("POST", "/guest", [], json.dumps({}).encode(), "JSON alone"),
        ],
        attach=checked_by_hand,
    ),
]
