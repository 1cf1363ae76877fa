"""Guests of Flask that change or use the application itself."""

from typing import Any

import click
from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    has_request_context,
    request,
    request_finished,
    session,
    template_rendered,
    url_for,
)
from flask.json.provider import DefaultJSONProvider
from flask.testing import FlaskClient

from tests.guests.guest import Guest, ask

DOCS = "https://flask.palletsprojects.com/en/stable"


def own_classes(app: Flask) -> None:
    class Provider(DefaultJSONProvider):
        def dumps(self, obj: Any, **options: Any) -> str:
            return super().dumps({"provided": obj}, **options)

    class OwnResponse(Response):
        default_mimetype = "text/plain"

    app.json = Provider(app)
    app.response_class = OwnResponse

    @app.get("/guest")
    def view() -> dict[str, Any]:
        return {"a": 1}

    @app.get("/guest/text")
    def text() -> str:
        return "text"


def with_provider(app: Flask) -> Any:
    """The contract's own operations do not depend on a provider of the team's."""
    client = app.test_client()
    return client.get("/guest").json, client.get("/guest/text").text


def signals(app: Flask) -> None:
    @app.get("/guest")
    def view() -> str:
        return "signalled"


def signalled(app: Flask) -> list[Any]:
    seen: list[Any] = []

    def finished(_: Flask, response: Response, **__: Any) -> None:
        seen.append(response.status_code)

    with request_finished.connected_to(finished, app), template_rendered.connected_to(finished, app):
        app.test_client().get("/guest")
    return seen


def keeping(app: Flask) -> None:
    app.secret_key = "of the guest's sessions"

    @app.route("/guest", methods=["GET", "POST"])
    def view() -> dict[str, Any]:
        return {"user": session.get("user"), "form": request.form.to_dict(), "json": request.get_json(silent=True)}


def tested(app: Flask) -> list[Any]:
    found: list[Any] = []
    with app.test_client() as client:
        with client.session_transaction() as changed:
            changed["user"] = 7
        found.append(client.get("/guest").json)
        found.append((request.path, session["user"]))
        found.append(client.post("/guest", data={"a": "b"}).json)
        found.append(client.post("/guest", json={"a": None}).json)
    with app.test_request_context("/guest?q=1", method="POST", data={"a": "b"}):
        found.append((request.args["q"], request.form["a"], has_request_context()))
        app.preprocess_request()
    with app.app_context():
        found.append([client.get("/guest").status_code for _ in range(2)])
        found.append(current_app == app)
    return found


def own_client(app: Flask) -> None:
    class Client(FlaskClient):
        def open(self, *args: Any, **options: Any) -> Any:
            options.setdefault("headers", {"X-Guest": "own"})
            return super().open(*args, **options)

    app.test_client_class = Client

    @app.get("/guest")
    def view() -> str:
        return request.headers.get("X-Guest", "none")


def used(app: Flask) -> str:
    return app.test_client().get("/guest").text


def commands(app: Flask) -> None:
    users = Blueprint("guests", __name__)

    @app.cli.command("greet")
    @click.argument("name")
    def greet(name: str) -> None:
        click.echo(f"Hello, {name}, of {current_app.testing}")

    @users.cli.command("create")
    def create() -> None:
        click.echo("created")

    app.register_blueprint(users)

    @app.shell_context_processor
    def shell() -> dict[str, Any]:
        return {"answer": 42}


def invoked(app: Flask) -> Any:
    runner = app.test_cli_runner()
    results = [runner.invoke(args=args) for args in (["greet", "Ada"], ["guests", "create"], ["nothing"])]
    return (
        [(each.exit_code, each.output) for each in results[:2]],
        results[2].exit_code,
        app.make_shell_context()["answer"],
    )


def extension(app: Flask) -> None:
    """An extension of somebody's, with a key that others have taken before."""
    app.extensions["security"] = app.extensions["resources"] = {"name": "of the guest"}
    app.config.from_mapping(GUEST_SETTING=7)

    @app.get("/guest")
    def view() -> dict[str, Any]:
        return {"extension": current_app.extensions["resources"], "setting": current_app.config["GUEST_SETTING"]}


def overriding(app: Flask) -> None:
    def view() -> str:
        return "first"

    app.add_url_rule("/guest", "guest", view)
    app.view_functions["guest"] = lambda: "second"


def prefixed(app: Flask) -> None:
    app.config["APPLICATION_ROOT"] = "/root"
    app.config["SERVER_NAME"] = "example.com"
    overriding(app)


def linked(app: Flask) -> str:
    with app.app_context():
        return url_for("guest")


APPLICATIONS = [
    Guest(
        "classes of one's own",
        f"{DOCS}/api/#flask.Flask.json",
        [
            ask("GET", "/guest"),
            ask("GET", "/guest/text"),
        ],
        attach=own_classes,
        check=with_provider,
    ),
    Guest("signals", f"{DOCS}/signals/", [], attach=signals, check=signalled),
    Guest("the test client", f"{DOCS}/testing/", [], attach=keeping, check=tested),
    Guest("a test client of one's own", f"{DOCS}/testing/", [ask("GET", "/guest")], attach=own_client, check=used),
    Guest("commands", f"{DOCS}/cli/#custom-commands", [], attach=commands, check=invoked),
    Guest("an extension", f"{DOCS}/extensiondev/", [ask("GET", "/guest")], attach=extension),
    Guest(
        "another view function", f"{DOCS}/api/#flask.Flask.view_functions", [ask("GET", "/guest")], attach=overriding
    ),
    Guest("links outside a request", f"{DOCS}/config/#APPLICATION_ROOT", [], attach=prefixed, check=linked),
]
