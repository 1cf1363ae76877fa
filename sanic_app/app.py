"""The application: wiring only. README.md says what a request meets, in which order."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# Sanic leaves listeners and its defaults without types.

from argparse import Namespace
from functools import partial
from itertools import count
from typing import Any

from sanic import Request, Sanic
from sanic.config import DEFAULT_CONFIG, SANIC_PREFIX, Config
from sanic.exceptions import SanicException
from sanic_ext.config import PRIORITY

from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from . import cors, database, dependencies, exchange, problems, routes
from . import strict as layer
from .exchange import ExchangeRequest, Parts
from .native import native_document
from .problems import ProblemHandler

numbers = count(1)


def create_app(
    settings: Settings | Namespace | None = None, *, strict: bool | None = None, **options: Any
) -> Sanic[Any, Any]:
    """Create the application. Without settings, it reads them from the environment.

    `strict` turns the layer on or off; None leaves that to the settings. `options` are arguments of `Sanic`.
    Sanic's command line calls a factory with its own arguments, a Namespace; Sanic reads them itself.
    """
    settings = settings if isinstance(settings, Settings) else Settings()
    if strict is not None:
        settings = settings.model_copy(update={"strict": strict})
    logs.configure(settings)
    number = next(numbers)
    request_class = layer.StrictRequest if settings.strict else ExchangeRequest
    own = options.pop("request_class", Request)
    defaults: dict[str, Any] = {
        "name": free_name(number),
        "error_handler": ProblemHandler(),
        "request_class": type(own.__name__, (request_class, own), {}),
    }
    if settings.strict:
        defaults["router"] = layer.StrictRouter()
    if options.get("config") is None:
        prefix = options.pop("env_prefix", SANIC_PREFIX)
        options["config"] = Config(defaults=own_defaults(settings, number), env_prefix=prefix)
    else:
        configure(options["config"], own_defaults(settings, number))
    app: Sanic[Any, Any] = Sanic(**(defaults | options))
    app.after_server_stop(unregister)
    app.ctx.likewise = Parts(Resources(settings))
    app.before_server_start(partial(set_started, started=False), priority=PRIORITY + 1)
    app.before_server_start(partial(set_started, started=True), priority=PRIORITY - 1)
    database.attach(app)
    cors.attach(app)
    dependencies.attach(app)
    if settings.strict:
        layer.attach(app)
    exchange.attach(app)
    problems.attach(app)
    routes.attach(app)
    native_document(app)
    return app


def free_name(number: int) -> str:
    """A name that Sanic's register does not have. Only a process with several applications, such as tests, counts."""
    try:
        Sanic.get_app("likewise")
    except SanicException:
        return "likewise"
    return f"likewise-{number}"


async def unregister(app: Sanic[Any, Any]) -> None:
    """Free an application that has ended; Sanic's test client starts the same one for each request."""
    if not Sanic.test_mode:
        Sanic.unregister_app(app)


def configure(config: Config, wanted: dict[str, Any]) -> None:
    """Set what a configuration of the team's has as Sanic has it by default."""
    for name, value in wanted.items():
        if config.get(name) == DEFAULT_CONFIG.get(name):
            config[name] = value


def own_defaults(settings: Settings, number: int) -> dict[str, Any]:
    """The adapter's defaults for Sanic's configuration; SANIC_* in the environment wins over them."""
    wanted: dict[str, Any] = {
        "API_TITLE": "Likewise",
        "OAS": False,  # native.py has their document
        "GRACEFUL_SHUTDOWN_TIMEOUT": 5.0,  # a connection that is kept alive delays the end for all of it
        "REQUEST_MAX_HEADER_SIZE": 16 * 1024,  # Sanic's most; with its default, a long token is a 413, not a 401
        "REQUEST_MAX_SIZE": max(Config().REQUEST_MAX_SIZE, settings.json_limit, settings.upload_limit),
    }
    if number > 1 and not Sanic.test_mode:
        wanted["TOUCHUP"] = False  # it rewrites Sanic's classes, and fails on classes that it has rewritten
    return wanted


async def set_started(app: Sanic[Any, Any], *, started: bool) -> None:
    """Let sanic-ext add its routes as before the start: else Sanic compiles all signals for each of them."""
    app.state.is_started = started
