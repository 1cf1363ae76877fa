"""A team's own page of its framework's OpenAPI document, by its framework's arguments."""

from collections.abc import Iterator
from typing import Any

import pytest
from litestar.openapi import OpenAPIConfig
from sanic import Config

import fastapi_app
import litestar_app
import sanic_app
from core.settings import Settings
from tests.clients.asgi import AsgiClient
from tests.deployment import settings_for


@pytest.fixture
def settings(databases: Any, tmp_path: Any) -> Iterator[Settings]:
    with databases("sqlite").temporary() as database:
        yield settings_for(database.url, analytics=str(tmp_path / "analytics"))


def statuses(app: Any, *paths: str) -> list[int]:
    with AsgiClient(app) as client:
        return [client.request("GET", path).status for path in paths]


def test_an_own_address_of_the_page_replaces_ours_on_fastapi(settings: Settings) -> None:
    app = fastapi_app.create_app(settings, docs_url="/team/docs", openapi_url="/team/openapi.json")
    assert statuses(app, "/team/docs", "/team/openapi.json", "/native/docs", "/docs") == [200, 200, 404, 200]


def test_no_address_means_no_page_on_fastapi(settings: Settings) -> None:
    app = fastapi_app.create_app(settings, docs_url=None)
    assert statuses(app, "/native/docs", "/native/openapi.json") == [404, 200]
    assert statuses(fastapi_app.create_app(settings, openapi_url=None), "/native/docs") == [404]


def test_the_redirect_of_oauth2_is_there_on_fastapi(settings: Settings) -> None:
    assert statuses(fastapi_app.create_app(settings), "/native/docs/oauth2-redirect") == [200]


def test_an_own_configuration_of_the_page_replaces_ours_on_litestar(settings: Settings) -> None:
    app = litestar_app.create_app(settings, openapi_config=OpenAPIConfig("Team", "1", path="/team"))
    assert statuses(app, "/team/openapi.json", "/team", "/native/docs", "/docs") == [200, 200, 404, 200]


def test_own_pages_of_sanic_extensions_stand_beside_ours(settings: Settings) -> None:
    app = sanic_app.create_app(settings, config=Config({"OAS": True, "OAS_URL_PREFIX": "/team"}))
    with AsgiClient(app) as client:
        own, ours = (client.request("GET", f"{prefix}/openapi.json").json() for prefix in ("/team", "/native"))
        assert own == ours
        assert {"/users", "/docs"} <= own["paths"].keys()
        assert not [path for path in own["paths"] if path.startswith(("/native", "/team/"))]
        for path in ("/team", "/team/redoc", "/team/swagger", "/native/docs", "/docs"):
            assert client.request("GET", path).status == 200
