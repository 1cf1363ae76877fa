"""A team's own CORS, by its framework's arguments, beside the setting `cors_origins` or in its place."""

from typing import Any

import pytest
from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware
from litestar.config.compression import CompressionConfig
from litestar.config.cors import CORSConfig
from sanic import Config, HTTPResponse, Request, text
from sanic_ext import cors

import fastapi_app
import flask_app
import litestar_app
import sanic_app
from tests.clients.asgi import AsgiClient
from tests.clients.base import Client
from tests.clients.wsgi import WsgiClient
from tests.deployment import settings_for

OURS, OWN = "https://app.example", "https://own.example"


@pytest.fixture
def settings(databases: Any, tmp_path: Any) -> Any:
    with databases("sqlite").temporary() as database:
        yield settings_for(database.url, analytics=str(tmp_path / "analytics"), cors_origins=OURS)


def allowed(client: Client, origin: str, path: str = "/health/live") -> list[str]:
    answer = client.request("GET", path, headers=[("Origin", origin)])
    assert answer.status == 200
    return answer.header("Access-Control-Allow-Origin")


def test_an_own_cors_config_replaces_the_setting_on_litestar(settings: Any) -> None:
    app: Any = litestar_app.create_app(settings, cors_config=CORSConfig(allow_origins=[OWN]))
    with AsgiClient(app) as client:
        assert (allowed(client, OWN), allowed(client, OURS)) == ([OWN], [])


def test_an_own_middleware_is_added_to_the_setting_on_fastapi(settings: Any) -> None:
    own = Middleware(CORSMiddleware, allow_origins=[OWN])
    with AsgiClient(fastapi_app.create_app(settings, middleware=[own])) as client:
        assert (allowed(client, OWN), allowed(client, OURS)) == ([OWN], [OURS])


def test_an_own_hook_is_added_to_the_setting_on_flask(settings: Any) -> None:
    app = flask_app.create_app(settings)

    @app.get("/own")
    def own() -> tuple[str, dict[str, str]]:  # pyright: ignore[reportUnusedFunction] -- Flask has it
        return "own", {"Access-Control-Allow-Origin": OWN}

    assert (allowed(WsgiClient(app), OWN, "/own"), allowed(WsgiClient(app), OURS)) == ([OWN], [OURS])


def test_own_origins_in_the_configuration_replace_the_setting_on_sanic(settings: Any) -> None:
    with AsgiClient(sanic_app.create_app(settings, config=Config({"CORS_ORIGINS": OWN}))) as client:
        assert (allowed(client, OWN), allowed(client, OURS)) == ([OWN], [])


def test_a_decorated_handler_of_sanic_keeps_its_own_cors(settings: Any) -> None:
    app = sanic_app.create_app(settings)

    @app.get("/own")
    @cors(origin=OWN, allow_headers=["x-own"])
    async def own(request: Request) -> HTTPResponse:  # pyright: ignore[reportUnusedFunction] -- Sanic has it
        return text("own")

    with AsgiClient(app) as client:
        assert (allowed(client, OWN, "/own"), allowed(client, OURS, "/own"), allowed(client, OURS)) == (
            [OWN],
            [],
            [OURS],
        )
        asked = [("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "x-own")]
        preflight = client.request("OPTIONS", "/own", headers=[("Origin", OWN), *asked])
        assert preflight.one("Access-Control-Allow-Headers") == "x-own"


def test_a_compressed_answer_varies_by_its_encoding_too(settings: Any) -> None:
    app: Any = litestar_app.create_app(settings, compression_config=CompressionConfig("gzip"))
    with AsgiClient(app) as client:
        answer = client.request("GET", "/openapi.json", headers=[("Origin", OURS), ("Accept-Encoding", "gzip")])
    assert answer.one("Vary") == "Accept-Encoding, Origin"
