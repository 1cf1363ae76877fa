"""The application: wiring only. README.md says what a request meets, in which order."""

from functools import partial
from typing import Any, cast

from advanced_alchemy.extensions.litestar import SQLAlchemyInitPlugin, SQLAlchemySerializationPlugin
from litestar import Litestar, Router
from litestar.config.app import AppConfig
from litestar.logging import LoggingConfig
from litestar.types import ASGIApp

from core.analytics.configuration import analytics_config
from core.database.engine import async_config
from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from .caller import authentication
from .commands import Commands
from .cors import allow_origins, allow_origins_strictly
from .database import AnalyticsDatabase, Database
from .dependencies import JsonRequest, Parts, dependencies
from .exchange import OwnPaths, open_exchange
from .native import docs_page_assets, native_document
from .problems import answer_error
from .repository import open_tag_exchange, repository
from .routes import route_handlers
from .strict import Gate, QueryGate, StrictRequest, hold_strictly


class Application(Litestar):
    """Litestar, inside what meets every request. Its middleware runs for routed requests only; a 404 meets none."""

    handle: ASGIApp

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        handle = super().__call__ if scope["type"] == "lifespan" else self.handle
        await handle(scope, receive, send)


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
        config.state["likewise"] = Parts(Resources(settings), database, analytics)
        config.route_handlers += [contract(settings), docs_page_assets()]
        given = cast("dict[Any, Any]", config.exception_handlers)  # pyright: ignore[reportUnknownMemberType] -- half typed
        config.exception_handlers = {Exception: answer_error, **given}
        return config

    options["on_app_init"] = [add_contract, *options.get("on_app_init", ())]
    # The first two are the parts of SQLAlchemyPlugin, which would put the first behind `Commands`.
    own_paths = OwnPaths()
    plugins = [SQLAlchemyInitPlugin([database, analytics]), SQLAlchemySerializationPlugin()]
    options["plugins"] = [*plugins, Commands(settings), own_paths, *options.get("plugins", ())]
    # Litestar's logger is as everywhere; the root logger stays as it is, since the log is JSON.
    options.setdefault("logging_config", LoggingConfig(configure_root_logger=False))
    prefix = (options.get("path") or "").rstrip("/")
    options.setdefault("openapi_config", native_document(prefix))
    options.setdefault("cors_config", allow_origins(settings))
    app = Application(**options)
    router: Any = partial(Litestar.__call__, app)
    if settings.strict:
        router = hold_strictly(router)
        if settings.cors_origins and not app.cors_config:
            router = allow_origins_strictly(router, settings)
    app.handle = open_exchange(open_tag_exchange(router), own_paths, prefix)
    return app


def contract(settings: Settings) -> Router:
    """The contract's routes. What they alone need is set here, so that the application's other routes are without."""
    return Router(
        "/",
        route_handlers=[*route_handlers, repository],
        middleware=[Gate(), authentication, QueryGate()] if settings.strict else [authentication],
        request_class=StrictRequest if settings.strict else JsonRequest,
        request_max_body_size=settings.json_limit,
        dependencies=dependencies,
        opt={"contract": True},
        security=[{"LikewiseToken": []}],
    )
