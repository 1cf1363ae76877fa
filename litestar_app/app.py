"""The application: wiring only. README.md says what a request meets, in which order."""

from typing import Any, cast

from advanced_alchemy.extensions.litestar import SQLAlchemyInitPlugin, SQLAlchemySerializationPlugin
from litestar import Litestar, Router
from litestar.config.app import AppConfig
from litestar.exceptions import HTTPException
from litestar.logging import LoggingConfig

from core.analytics.configuration import analytics_config
from core.database.engine import async_config
from core.errors import LikewiseError
from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from .caller import authentication
from .commands import Commands
from .cors import allow_origins, allow_origins_strictly
from .database import AnalyticsDatabase, Database
from .dependencies import JsonRequest, dependencies
from .exchange import open_exchange, stamp
from .native import docs_page_assets, native_document
from .problems import answer_error
from .repository import open_tag_exchange, repository
from .routes import route_handlers
from .strict import hold_strictly, strict_layer


def create_app(settings: Settings | None = None, *, strict: bool | None = None, **options: Any) -> Litestar:
    """Create the application. Without settings, it reads them from the environment.

    `strict` turns the layer on or off; None leaves that to the settings. `options` are arguments of `Litestar`.
    """
    settings = settings or Settings()
    if strict is not None:
        settings = settings.model_copy(update={"strict": strict})
    logs.configure(settings)
    database, analytics = async_config(Database, settings), analytics_config(AnalyticsDatabase, settings)

    def add_contract(config: AppConfig) -> AppConfig:
        config.state.update(resources=Resources(settings), database=database, analytics=analytics)
        config.route_handlers += [contract(settings), docs_page_assets()]
        given = cast("dict[Any, Any]", config.exception_handlers)  # pyright: ignore[reportUnknownMemberType] -- half typed
        config.exception_handlers = {**error_handlers(config), **given}
        config.before_send.append(stamp)
        return config

    options["on_app_init"] = [add_contract, *options.get("on_app_init", ())]
    # The two parts of SQLAlchemyPlugin, which would put the first behind `Commands`.
    plugins = [SQLAlchemyInitPlugin([database, analytics]), SQLAlchemySerializationPlugin(), Commands(settings)]
    options["plugins"] = [*plugins, *options.get("plugins", ())]
    # Litestar's logger is as everywhere; the root logger stays as it is, since the log is JSON.
    options.setdefault("logging_config", LoggingConfig(configure_root_logger=False))
    options.setdefault("openapi_config", native_document())
    options.setdefault("cors_config", allow_origins(settings))
    app = Litestar(**options)
    # Middleware runs for routed requests only; a 404 and a 405 are exchanges too.
    router = hold_strictly(app.asgi_handler) if settings.strict else app.asgi_handler
    if settings.strict and settings.cors_origins and not app.cors_config:
        router = allow_origins_strictly(router, settings)
    app.asgi_handler = open_exchange(open_tag_exchange(router))
    return app


def contract(settings: Settings) -> Router:
    """The contract's routes. What they alone need is set here, so that the application's other routes are without."""
    layer: dict[str, Any] = {"request_class": JsonRequest, **(strict_layer() if settings.strict else {})}
    return Router(
        "/",
        route_handlers=[*route_handlers, repository],
        middleware=[*layer.pop("middleware", ()), authentication],
        dependencies=dependencies,
        request_max_body_size=settings.json_limit,
        security=[{"BearerToken": []}],
        **layer,
    )


def error_handlers(config: AppConfig) -> dict[type[Exception], Any]:
    """All errors are problems; in debug mode Litestar shows those that nobody expects with their traceback."""
    if config.debug:
        return {LikewiseError: answer_error, HTTPException: answer_error}
    return {Exception: answer_error}
