"""Guests of Flask that route: blueprints, classes of views, hooks before a view."""

from typing import Any

from flask import (
    Blueprint,
    Flask,
    g,
    request,
    url_for,
)
from flask.views import MethodView, View

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"


def blueprints(app: Flask) -> None:
    """The tutorial's, with the name of one of the contract's resources."""
    auth = Blueprint("auth", __name__, url_prefix="/guest/auth")
    inner = Blueprint("users", __name__, url_prefix="/users")

    @auth.before_request
    def load() -> None:
        g.user = request.args.get("user")

    @auth.route("/register", methods=["GET", "POST"])
    def register() -> str:
        return f"{g.user} {url_for('.register')} {url_for('auth.users.show')}"

    @inner.get("")
    def show() -> str:
        return f"{request.endpoint} {request.blueprint}"

    auth.register_blueprint(inner)
    app.register_blueprint(auth)


def views(app: Flask) -> None:
    class Listed(View):
        init_every_request = False

        def __init__(self, name: str) -> None:
            self.name = name

        def dispatch_request(self) -> str:
            return self.name

    class Item(MethodView):
        def get(self, key: int) -> dict[str, int]:
            return {"key": key}

        def delete(self, key: int) -> Any:
            return "", 204

    app.add_url_rule("/guest", view_func=Listed.as_view("listed", "a list"))
    app.add_url_rule("/guest/<int:key>", view_func=Item.as_view("item"))


def before(app: Flask) -> None:
    @app.before_request
    def gate() -> Any:
        g.seen = True
        return "stopped" if "stop" in request.args else None

    @app.get("/guest")
    def view() -> str:
        return f"seen {g.seen}"


def urls(app: Flask) -> None:
    @app.url_defaults
    def add(endpoint: str, values: dict[str, Any]) -> None:
        if g.get("language") and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values.setdefault("language", g.language)

    @app.url_value_preprocessor
    def pull(endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.language = (values or {}).pop("language", None)

    @app.get("/guest/<language>/about")
    def about() -> str:
        return f"{g.language} {url_for('about')}"


def nested_paths(app: Flask) -> None:
    """Views under the contract's paths, which are the guest's all the same."""

    @app.get("/users/<uuid:key>/badges")
    def badges(key: Any) -> list[str]:
        return [str(key)]

    @app.get("/tags/special")
    def special() -> dict[str, Any]:
        return request.args.to_dict()


ROUTING = [
    Guest(
        "blueprints",
        f"{DOCS}/tutorial/views/",
        [
            ask("GET", "/guest/auth/register?user=Ada"),
            ask("GET", "/guest/auth/users"),
            ask("PUT", "/guest/auth/users"),
        ],
        attach=blueprints,
    ),
    Guest(
        "class-based views",
        f"{DOCS}/views/",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/7"),
            ask("DELETE", "/guest/7"),
            ask("POST", "/guest/7"),
        ],
        attach=views,
    ),
    Guest("before a request", f"{DOCS}/lifecycle/", [ask("GET", "/guest"), ask("GET", "/guest?stop")], attach=before),
    Guest("processors of URLs", f"{DOCS}/patterns/urlprocessors/", [ask("GET", "/guest/de/about")], attach=urls),
    Guest(
        "paths beside the contract's",
        f"{DOCS}/quickstart/#routing",
        [
            ask("GET", "/users/0000000A-0000-7000-8000-00000000000B/badges"),
            ask("GET", "/tags/special?anything=1"),
        ],
        attach=nested_paths,
    ),
]
