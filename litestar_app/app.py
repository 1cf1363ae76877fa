"""The application: wiring only, in the order that a request meets it."""

from advanced_alchemy.extensions.litestar import SQLAlchemyPlugin
from litestar import Litestar
from litestar.datastructures import State

from core.analytics.configuration import analytics_config
from core.database.engine import async_config
from core.services import Resources
from core.settings import Settings
from core.telemetry import logs

from .caller import authentication
from .database import AnalyticsDatabase, Database
from .dependencies import dependencies
from .exchange import open_exchange, stamp
from .native import native_document
from .problems import answer_error
from .repository import open_tag_exchange, repository
from .routes import route_handlers
from .strict import StrictRequest, add_gate, before_request, strip_head


def create_app(settings: Settings | None = None) -> Litestar:
    """Create the application, without settings from those of the environment."""
    settings = settings or Settings()
    logs.configure(settings)
    database, analytics = async_config(Database, settings), analytics_config(AnalyticsDatabase, settings)
    state = {"resources": Resources(settings), "database": database, "analytics": analytics}
    app = Litestar(
        state=State(state, deep_copy=False),  # a store in memory cannot be copied
        plugins=[SQLAlchemyPlugin([database, analytics])],
        on_app_init=[authentication(settings).on_app_init, add_gate],
        before_request=before_request,
        request_class=StrictRequest,
        request_max_body_size=settings.json_limit,
        dependencies=dependencies,
        route_handlers=[*route_handlers, repository],
        exception_handlers={Exception: answer_error},
        before_send=[stamp, strip_head],
        openapi_config=native_document(),
        logging_config=None,
    )
    # Middleware runs for routed requests only; a 404 and a 405 are exchanges too.
    app.asgi_handler = open_exchange(open_tag_exchange(app.asgi_handler))
    return app
