"""Guests of Litestar."""

from http import HTTPStatus
from typing import Any, cast

from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyPlugin
from litestar import Litestar
from litestar.logging import LoggingConfig

from tests.clients.response import Response
from tests.guests import (
    litestar_application,
    litestar_bodies,
    litestar_errors,
    litestar_forms,
    litestar_hooks,
    litestar_layers,
    litestar_own,
    litestar_parameters,
    litestar_responses,
    litestar_routing,
    litestar_sockets,
)
from tests.guests.guest import Guest, without_input


def plain(guest: Guest) -> Litestar:
    # The root logger is that of the tests. Advanced Alchemy's plugin is there, as in the adapter.
    defaults = {"logging_config": LoggingConfig(configure_root_logger=False)}
    options: dict[str, Any] = {**defaults, **guest.options}
    config = SQLAlchemyAsyncConfig(connection_string="sqlite+aiosqlite://")
    options["plugins"] = [SQLAlchemyPlugin(config), *options.get("plugins", ())]
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
    *litestar_own.GUESTS,
]


def said(response: Response) -> Any:
    """What an error says beside its status: Litestar's `detail` and `extra`."""
    try:
        answer: dict[str, Any] = response.json()
    except ValueError:
        return None  # after HEAD
    if answer.get("type", "").startswith("/problems/"):
        return HTTPStatus(response.status).phrase, None  # no route, or a bug: the contract's words for Litestar's
    extra: Any = answer.get("extra")
    if isinstance(extra, list):  # the input is never echoed
        extra = [without_input(each) for each in cast("list[Any]", extra)]
    return answer["detail"], extra
