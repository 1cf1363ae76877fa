"""Sanic's own server: in this process, or in as many workers as asked for."""

import logging

from sanic import Sanic
from sanic.worker.loader import AppLoader

from core.settings import Settings

from .app import create_app
from .binding import Application


def serve(settings: Settings) -> None:
    loader = AppLoader(factory=load)
    app = loader.load()
    single = settings.workers == 1
    app.prepare(settings.host, settings.port, workers=settings.workers, single_process=single, motd=False)
    if single:
        Sanic.serve_single(app)
    else:
        Sanic.START_METHOD_SET = True  # by core.serving, to what is Sanic's own too
        Sanic.serve(app, app_loader=loader)


def load() -> Application:
    """Make the application where it is served, with Sanic's log of itself on the console."""
    app = create_app()
    logging.basicConfig(format="[%(levelname)s] %(message)s")
    logging.getLogger("sanic").setLevel(app.ctx.settings.log_level.upper())
    return app
