"""The command line: `python -m sanic_app serve | migrate | seed | unseed | create-superuser`."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# Sanic leaves the types of its applications open.

import logging
from functools import partial
from signal import SIGINT, SIGTERM, signal
from types import FrameType
from typing import Any

from sanic import Sanic
from sanic.log import logger
from sanic.worker.loader import AppLoader

from core.commandline.commands import command_line
from core.commandline.serve import granian
from core.settings import Settings

from .app import create_app

quiet = partial(create_app, configure_logging=False)
"""Creates the application for `serve`, which sets up the log for every server alike."""


def serve(settings: Settings) -> None:
    """Serve on Sanic's own server, in this process or in several workers."""
    logging.basicConfig(format="[%(levelname)s] %(message)s")
    logging.getLogger("sanic").setLevel(settings.log_level.upper())
    loader = AppLoader(factory=quiet)
    app = loader.load()
    single = settings.workers == 1
    app.prepare(settings.host, settings.port, workers=settings.workers, single_process=single, motd=False)
    logger.info("Listening at: http://%s:%s", settings.host, settings.port)
    if single:
        Sanic.serve_single(app)
    else:
        Sanic.START_METHOD_SET = True  # core.commandline.serve has set it, to Sanic's own choice
        app.main_process_ready(stop_while_starting)
        Sanic.serve(app, app_loader=loader)


async def stop_while_starting(app: Sanic[Any, Any]) -> None:
    """Stop Sanic's manager while workers start: it would wait for them for ever."""

    def stop(number: int, frame: FrameType | None) -> None:
        app.manager.shutdown_signal(number, frame)
        app.manager._all_workers_ack = lambda: True  # noqa: SLF001  # pyright: ignore -- there is no other way in

    for number in (SIGINT, SIGTERM):
        signal(number, stop)


main = command_line("sanic_app", {"sanic": serve, "granian": granian("sanic_app.__main__:quiet", "asgi")})

if __name__ == "__main__":
    main()
