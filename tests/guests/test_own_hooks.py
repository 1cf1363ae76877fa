"""Hooks, handlers and names of a team's own meet the contract's operations without changing them."""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig, SQLAlchemyInitPlugin
from fastapi import APIRouter, FastAPI
from fastapi import Request as FastAPIRequest
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from flask import Response as FlaskResponse
from flask import request as flask_request
from litestar import Request
from litestar.config.allowed_hosts import AllowedHostsConfig
from pydantic import BaseModel
from sanic import Config, HTTPResponse, text
from sanic import Request as SanicRequest

import fastapi_app
import flask_app
import litestar_app
import sanic_app
from core.services import Services
from core.settings import Settings
from fastapi_app import dependencies, routes
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.response import Response
from tests.clients.wsgi import WsgiClient
from tests.deployment import settings_for
from tests.people import Person

USER = json.dumps({"email": "ada@example.com", "name": "Ada", "password": "a long passphrase"}).encode()
TYPE = ("Content-Type", "application/json")


@pytest.fixture
def settings(databases: Any, tmp_path: Path) -> Iterator[Settings]:
    with databases("sqlite").temporary() as database:
        yield settings_for(database.url, analytics=str(tmp_path / "analytics"))


def litestar(settings: Settings, **options: Any) -> Any:
    """Litestar has other types for ASGI than Starlette, which the client has."""
    return litestar_app.create_app(settings, **options)


def sign_up(client: Client, body: bytes = USER) -> Response:
    return client.request("POST", "/users", headers=[TYPE], body=body)


def test_hooks_of_the_application_run_for_the_contract_on_litestar(settings: Settings) -> None:
    seen: list[str] = []

    async def before(request: Request[Any, Any, Any]) -> None:
        seen.append(request.url.path)

    with AsgiClient(litestar(settings, before_request=before)) as client:
        assert sign_up(client).status == 201
    assert seen == ["/users"]


def test_a_second_plugin_may_take_the_default_names_on_litestar(settings: Settings) -> None:
    second = SQLAlchemyInitPlugin(SQLAlchemyAsyncConfig(connection_string="sqlite+aiosqlite://"))
    with AsgiClient(litestar(settings, plugins=[second])) as client:
        assert sign_up(client).status == 201
        person = Person(client, "ada@example.com", "Ada", "a long passphrase")
        for path in ("/repository/tags", "/tags", "/health/ready"):
            assert client.request("GET", path, headers=person.headers).status == 200


def test_the_document_and_its_page_are_below_the_path_of_the_application_on_litestar(settings: Settings) -> None:
    with AsgiClient(litestar(settings, path="/api")) as client:
        assert "/api/users" in client.request("GET", "/api/native/openapi.json").json()["paths"]
        page = client.request("GET", "/api/native/docs").body.decode()
        script = "/api/native/assets/rapidoc-min.js"
        assert script in page
        assert client.request("GET", script).status == 200


def test_a_host_with_a_long_port_stays_on_litestar(settings: Settings) -> None:
    allowed = AllowedHostsConfig(allowed_hosts=["good.example:49152"])
    with AsgiClient(litestar(settings, allowed_hosts=allowed)) as client:
        answer = client.request("GET", "/health/live", headers=[("Host", "good.example:49152")])
        assert answer.status == 200


def test_a_handler_of_validation_errors_may_read_the_body_on_fastapi(settings: Settings) -> None:
    app = fastapi_app.create_app(settings)

    @app.exception_handler(RequestValidationError)
    async def answer(request: FastAPIRequest, _: RequestValidationError) -> JSONResponse:  # pyright: ignore[reportUnusedFunction]
        return JSONResponse({"read": len(await request.body())}, 422)

    with AsgiClient(app) as client:
        assert sign_up(client, b'{"email": 7}').json() == {"read": 12}


def test_a_route_class_and_the_model_of_a_stream_stay_on_fastapi(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Timed(APIRoute):
        def matches(self, scope: Any) -> Any:
            matched, child = super().matches(scope)
            return matched, {**child, "timed": True}

    class Item(BaseModel):
        name: str

    router = APIRouter(route_class=Timed)
    started: list[str] = []
    router.add_event_handler("startup", lambda: started.append("router"))

    @router.get("/posts/export")
    async def export(request: FastAPIRequest) -> AsyncIterator[Item]:  # pyright: ignore[reportUnusedFunction]
        yield {"name": str(request.scope["timed"]), "password": "secret"}  # pyright: ignore[reportReturnType]

    monkeypatch.setattr(routes, "ROUTERS", [router])
    with AsgiClient(fastapi_app.create_app(settings)) as client:
        assert client.request("GET", "/posts/export").body == b'{"name":"True"}\n'
    assert set(started) == {"router"}  # FastAPI runs it once as a handler, once as a part of the lifespan


def test_the_test_client_raises_a_bug_of_an_operation_on_fastapi(settings: Settings) -> None:
    from tests.guests.fastapi_client import client_of  # noqa: PLC0415 -- it needs a package of the guests'

    app: FastAPI = fastapi_app.create_app(settings)

    def fail() -> None:
        raise RuntimeError("a bug")

    app.dependency_overrides[dependencies.services] = fail
    with client_of(app) as client, pytest.raises(RuntimeError, match="a bug"):
        client.post("/users", json=json.loads(USER))


def test_a_hook_may_read_the_body_first_on_flask(settings: Settings) -> None:
    app = flask_app.create_app(settings)
    read: list[bytes] = []

    @app.before_request
    def log() -> None:  # pyright: ignore[reportUnusedFunction] -- Flask has it
        read.append(flask_request.get_data())

    assert sign_up(WsgiClient(app)).status == 201
    assert read == [USER]


def test_an_answer_has_its_labels_where_a_later_hook_fails_on_flask(settings: Settings) -> None:
    app = flask_app.create_app(settings)

    @app.after_request
    def fail(_: FlaskResponse) -> FlaskResponse:  # pyright: ignore[reportUnusedFunction] -- Flask has it
        raise RuntimeError("a bug")

    answer = WsgiClient(app).request("GET", "/health/live", headers=[("X-Request-ID", "mine")])
    assert (answer.status, answer.header("X-Request-ID")) == (500, ["mine"])
    assert answer.header("X-Content-Type-Options") == ["nosniff"]


@pytest.mark.parametrize(("value", "debug"), [("False", False), ("0", False), ("true", True)])
def test_flask_debug_is_read_as_flask_reads_it(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, value: str, debug: bool
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", value)
    assert flask_app.create_app(settings).debug is debug


def test_an_answer_has_its_labels_where_response_middleware_answers_on_sanic(settings: Settings) -> None:
    app = sanic_app.create_app(settings)

    @app.on_response(priority=99)  # pyright: ignore -- half typed
    async def replace(request: SanicRequest, _: HTTPResponse) -> HTTPResponse:  # pyright: ignore[reportUnusedFunction]
        if request.args.get("fail"):
            raise RuntimeError("a bug")
        return text("replaced")

    with AsgiClient(app) as client:
        for path in ("/health/live", "/nowhere", "/nowhere?fail=1"):
            answer = client.request("GET", path, headers=[("X-Request-ID", "mine")])
            assert (answer.header("X-Request-ID"), answer.header("X-Content-Type-Options")) == (["mine"], ["nosniff"])


def test_a_bug_in_a_dependency_is_an_internal_error_on_sanic(settings: Settings) -> None:
    app = sanic_app.create_app(settings)

    def broken(_: SanicRequest) -> Services:
        raise TypeError("a secret")

    async def replace(app: Any) -> None:
        app.ext.add_dependency(Services, broken)

    app.before_server_start(replace)  # pyright: ignore[reportUnknownMemberType]
    with AsgiClient(app) as client:
        answer = sign_up(client)
        assert (answer.status, answer.json()["type"]) == (500, "/problems/internal-error")


def test_the_environment_and_a_configuration_win_over_the_adapters_defaults_on_sanic(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANIC_GRACEFUL_SHUTDOWN_TIMEOUT", "15.0")
    assert sanic_app.create_app(settings).config.GRACEFUL_SHUTDOWN_TIMEOUT == 15
    monkeypatch.delenv("SANIC_GRACEFUL_SHUTDOWN_TIMEOUT")
    own = sanic_app.create_app(settings, config=Config({"GRACEFUL_SHUTDOWN_TIMEOUT": 7.0}))
    assert (own.config.GRACEFUL_SHUTDOWN_TIMEOUT, own.config.REQUEST_MAX_HEADER_SIZE) == (7, 16 * 1024)
