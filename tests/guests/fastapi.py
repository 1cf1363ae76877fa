"""Guests of FastAPI, as its documentation shows them; the modules beside this one have them by kind."""

import importlib
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI

from tests.clients.response import Response
from tests.guests.guest import Guest, without_input

KINDS = [
    "parameters",
    "headers",
    "bodies",
    "errors",
    "security",
    "answers",
    "dependencies",
    "routing",
    "application",
    "middleware",
    "websockets",
    "own",
    "forms",  # FastAPI reads them with python-multipart, which the adapter does without
]
GUESTS: list[Guest] = [guest for kind in KINDS for guest in importlib.import_module(f"{__name__}_{kind}").GUESTS]


def plain(guest: Guest) -> FastAPI:
    app = FastAPI(**guest.options)
    guest.attach(app)
    return app


def said(response: Response) -> Any:
    """What an error says; FastAPI's own errors of a request without the input, which is never echoed."""
    if not response.body or "json" not in "".join(response.header("content-type")):
        return HTTPStatus(response.status).phrase  # after HEAD, or in Starlette's text
    answer: dict[str, Any] = response.json()
    if answer.get("type", "").startswith("/problems/"):
        return HTTPStatus(response.status).phrase  # no route, or a bug: the contract's words for FastAPI's
    errors: Any = answer.get("errors", answer["detail"])
    if response.status != 422 or not isinstance(errors, list):
        return errors
    return [without_input(each) for each in cast("list[Any]", errors)]
