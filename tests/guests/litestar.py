"""Guests of Litestar."""

from typing import Any

from litestar import Litestar
from litestar.logging import LoggingConfig

from tests.guests import (
    litestar_application,
    litestar_bodies,
    litestar_errors,
    litestar_forms,
    litestar_hooks,
    litestar_layers,
    litestar_parameters,
    litestar_responses,
    litestar_routing,
    litestar_sockets,
)
from tests.guests.guest import Guest


def plain(guest: Guest) -> Litestar:
    # The root logger is that of the tests.
    options: dict[str, Any] = {"logging_config": LoggingConfig(configure_root_logger=False), **guest.options}
    app = Litestar(**options)
    guest.attach(app)
    return app


GUESTS = [
    *litestar_routing.GUESTS,
    *litestar_parameters.GUESTS,
    *litestar_bodies.GUESTS,
    *litestar_forms.GUESTS,
    *litestar_responses.GUESTS,
    *litestar_hooks.GUESTS,
    *litestar_errors.GUESTS,
    *litestar_layers.GUESTS,
    *litestar_application.GUESTS,
    *litestar_sockets.GUESTS,
]
