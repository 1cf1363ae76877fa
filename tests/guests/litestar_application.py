"""Guests of Litestar: dependencies, DTOs, and what is given to the application."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownLambdaType=false
# Litestar leaves out the arguments of its generic types.

import logging
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

from litestar import Controller, Litestar, Request, get, post
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.dto import DataclassDTO, DTOConfig, DTOData
from litestar.events import listener
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import ScalarRenderPlugin
from litestar.plugins import InitPluginProtocol
from litestar.testing import TestClient

from tests.guests.guest import Guest, ask
from tests.guests.litestar_base import DOCS, handlers, testing

DEPENDENCIES = f"{DOCS}/usage/dependency-injection.html"
APPLICATIONS = f"{DOCS}/usage/applications.html"
Client = TestClient[Litestar]


@dataclass
class User:
    name: str
    password: str = "secret"


class Named(DataclassDTO[User]):
    config = DTOConfig(exclude={"password"}, rename_fields={"name": "userName"})


class Partial(DataclassDTO[User]):
    config = DTOConfig(partial=True)


async def number() -> int:
    return 7


async def doubled(number: int) -> int:
    return 2 * number


async def connection(state: State) -> AsyncGenerator[str, None]:
    state.setdefault("opened", []).append("opened")
    yield "connected"
    state["opened"].append("closed")


async def own_services() -> int:
    return 8


async def caller() -> str:
    return "of the guest"


class Injected(Controller):
    path = "/guest/injected"
    dependencies = {"number": Provide(number), "doubled": Provide(doubled)}  # noqa: RUF012 -- as Litestar declares it

    @get(dependencies={"connection": Provide(connection)})
    async def index(self, number: int, doubled: int, connection: str) -> list[Any]:
        return [number, doubled, connection]

    @get("/own", dependencies={"caller": Provide(caller), "services": Provide(own_services)})
    async def own(self, caller: str, services: int) -> list[Any]:
        return [caller, services]


@get("/guest/cleanup")
async def cleanup(state: State) -> list[str]:
    return state.get("opened", [])


@get("/guest/injected-by-application")
async def by_application(number: int, caller: str) -> list[Any]:
    return [number, caller]


@post("/guest/dto", dto=Named, return_dto=Named)
async def renamed(data: User) -> User:
    return data


@post("/guest/dto/partial", dto=Partial, return_dto=None)
async def partial(data: DTOData[User]) -> dict[str, Any]:
    return data.as_builtins()


@get("/guest/logged")
async def logged(request: Request[Any, Any, Any]) -> str:
    request.logger.info("logged by a guest")
    return "logged"


@listener("greeted")
async def on_greeted(app: Any) -> None:
    app.state["greeted"] = True


@get("/guest/store")
async def store(request: Request[Any, Any, Any]) -> str:
    kept = request.app.stores.get("kept")
    await kept.set("a", "1")
    return ((await kept.get("a")) or b"").decode()


async def starting(app: Litestar) -> None:
    app.state["started"] = True


async def lifetime(app: Litestar) -> AsyncGenerator[None, None]:
    app.state["alive"] = True
    yield


@get("/guest/state")
async def stated(state: State) -> dict[str, Any]:
    return {name: state.get(name) for name in ("given", "started", "greeted")}


@get("/guest/by-plugin")
async def by_plugin(number: int) -> int:
    return number


class Plugin(InitPluginProtocol):
    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        app_config.route_handlers.append(by_plugin)
        app_config.dependencies["number"] = Provide(number)
        return app_config


def closed_after(client: Client) -> Any:
    return client.get("/guest/injected").json(), client.get("/guest/cleanup").json()


def logs(app: Litestar) -> Any:
    records: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: records.append(record.getMessage())
    logging.getLogger("litestar").addHandler(handler)
    try:
        testing(lambda client: client.get("/guest/logged").text)(app)
    finally:
        logging.getLogger("litestar").removeHandler(handler)
    return records


def described(client: Client) -> Any:
    document = client.get("/schema/openapi.json").json()
    pages = [client.get(path).status_code for path in ("/schema", "/schema/scalar", "/schema/nothing")]
    return document["info"], document["paths"]["/guest/by-plugin"], pages


def started(client: Client) -> Any:
    client.app.emit("greeted", client.app)
    state = client.get("/guest/state").json()
    return state["given"], state["started"]


GUESTS = [
    Guest(
        "dependencies of layers, with cleanup",
        DEPENDENCIES,
        [ask("GET", "/guest/injected")],
        attach=handlers(Injected, cleanup),
        check=testing(closed_after),
    ),
    Guest(
        "dependencies named as the adapter's",
        DEPENDENCIES,
        [ask("GET", "/guest/injected/own")],
        attach=handlers(Injected),
    ),
    Guest(
        "dependencies of the application",
        DEPENDENCIES,
        [ask("GET", "/guest/injected-by-application")],
        options={"dependencies": {"number": Provide(number), "caller": Provide(caller)}},
        attach=handlers(by_application),
    ),
    Guest(
        "data transfer objects",
        f"{DOCS}/usage/dto/index.html",
        [
            ask("POST", "/guest/dto", {"userName": "Ada"}),
            ask("POST", "/guest/dto", {"name": "Ada"}),
            ask("POST", "/guest/dto/partial", {"name": "Ada"}),
            ask("POST", "/guest/dto/partial", {"name": 1}),
        ],
        attach=handlers(renamed, partial),
    ),
    Guest("logging", f"{DOCS}/usage/logging.html", [ask("GET", "/guest/logged")], attach=handlers(logged), check=logs),
    Guest("stores", f"{DOCS}/usage/stores.html", [ask("GET", "/guest/store")], attach=handlers(store)),
    Guest(
        "state, hooks at the start, and listeners",
        APPLICATIONS,
        [],
        options={"state": State({"given": 1}), "on_startup": [starting], "listeners": [on_greeted]},
        attach=handlers(stated),
        check=testing(started),
    ),
    Guest(
        "a plugin",
        f"{DOCS}/usage/plugins/index.html",
        [ask("GET", "/guest/by-plugin")],
        options={"plugins": [Plugin()]},
    ),
    Guest(
        "an OpenAPI document of one's own",
        f"{DOCS}/usage/openapi/schema_generation.html",
        [],
        options={
            "openapi_config": OpenAPIConfig(title="Guests", version="1", render_plugins=[ScalarRenderPlugin()]),
            "plugins": [Plugin()],
        },
        check=testing(described),
    ),
]
