"""Guests of Flask."""

from typing import Any

from flask import Flask, abort, request

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"


def plain(guest: Guest) -> Flask:
    app = Flask("plain", **guest.options)
    guest.attach(app)
    return app


def aborting(app: Flask) -> None:
    @app.get("/guest/abort/<int:status>")
    def stop(status: int) -> Any:
        abort(status, description="said by the guest")

    @app.post("/guest/form")
    def form() -> str:
        return request.form["name"]


GUESTS = [
    Guest(
        "abort",
        f"{DOCS}/errorhandling/",
        [
            *(ask("GET", f"/guest/abort/{status}", detail="said by the guest") for status in (400, 401, 403, 404, 418)),
            ask("POST", "/guest/form"),
        ],
        attach=aborting,
    ),
]
