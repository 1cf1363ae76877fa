"""Guests of Flask, by what they show."""

from flask import Flask

from tests.guests import flask_own
from tests.guests.flask_answers import ANSWERS
from tests.guests.flask_applications import APPLICATIONS
from tests.guests.flask_bodies import BODIES
from tests.guests.flask_errors import ERRORS
from tests.guests.flask_handlers import HANDLERS
from tests.guests.flask_requests import REQUESTS
from tests.guests.flask_routing import ROUTING
from tests.guests.flask_streams import SENT
from tests.guests.flask_wsgi import WSGI
from tests.guests.guest import Guest

GUESTS = [*REQUESTS, *BODIES, *ANSWERS, *SENT, *ERRORS, *HANDLERS, *APPLICATIONS, *ROUTING, *WSGI, *flask_own.GUESTS]


def plain(guest: Guest) -> Flask:
    app = Flask("plain", **guest.options)
    guest.attach(app)
    return app
