"""The plain applications do what docs/patterns.md says: under their frameworks' test clients, in memory."""

import asyncio
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import time
from typing import Any, NamedTuple

import jwt
import pytest
from advanced_alchemy.config import AsyncSessionConfig
from advanced_alchemy.extensions.fastapi import SQLAlchemyAsyncConfig as FastAPIConfig
from advanced_alchemy.extensions.flask import SQLAlchemySyncConfig as FlaskConfig
from advanced_alchemy.extensions.litestar import SQLAlchemyAsyncConfig as LitestarConfig
from advanced_alchemy.extensions.sanic import SQLAlchemyAsyncConfig as SanicConfig
from fastapi.testclient import TestClient as FastAPIClient
from litestar.testing import TestClient as LitestarClient

from compare.documented import SECRET, fastapi, flask, litestar, sanic
from compare.documented import models as m
from tests.clients.asgi import AsgiClient
from tests.guests.sanic import isolated

# The documentation shows what the latest releases deprecate.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

MEMORY = "sqlite+aiosqlite://"
KEPT = AsyncSessionConfig(expire_on_commit=False)
MULTIPART = "multipart/form-data; boundary=b"
FORM = (
    b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\nNotes\r\n--b\r\n'
    b'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n'
    b"Content-Type: text/plain\r\n\r\nHello\r\n--b--\r\n"
)


class Answer(NamedTuple):
    status: int
    body: bytes
    json: Any


# `ask(method, path, json=…)` or `ask(method, path, form=…)`
Ask = Callable[..., Answer]


@contextmanager
def tables(config: Any) -> Generator[None]:
    """The tables in a new database, which ends with its engine."""
    asyncio.run(create_tables(config))
    yield
    asyncio.run(config.get_engine().dispose())


async def create_tables(config: Any) -> None:
    """As the playbook's fixture means it: the engine is the configuration's, for the plugin has none."""
    async with config.get_engine().begin() as connection:
        await connection.run_sync(m.Base.metadata.create_all)


def speaking_httpx(client: Any) -> Ask:
    def ask(method: str, path: str, *, json: Any = None, form: bytes | None = None, token: str = "") -> Answer:
        headers = {"Authorization": f"Bearer {token}", **({"Content-Type": MULTIPART} if form else {})}
        answer = client.request(method, path, json=json, content=form, headers=headers)
        is_json = "json" in answer.headers.get("content-type", "")
        return Answer(answer.status_code, answer.content, answer.json() if is_json else None)

    return ask


@contextmanager
def on_litestar() -> Generator[Ask]:
    config = LitestarConfig(connection_string=MEMORY, before_send_handler="autocommit", session_config=KEPT)
    with tables(config), LitestarClient(litestar.create_app(config)) as client:
        yield speaking_httpx(client)


@contextmanager
def on_fastapi() -> Generator[Ask]:
    config = FastAPIConfig(connection_string=MEMORY, commit_mode="autocommit", session_config=KEPT)
    with tables(config), FastAPIClient(fastapi.create_app(config)) as client:
        yield speaking_httpx(client)


@contextmanager
def on_flask() -> Generator[Ask]:
    config = FlaskConfig(connection_string="sqlite://", commit_mode="autocommit")
    m.Base.metadata.create_all(config.get_engine())
    client = flask.create_app(config).test_client()

    def ask(method: str, path: str, *, json: Any = None, form: bytes | None = None, token: str = "") -> Answer:
        more: dict[str, Any] = {"data": form, "content_type": MULTIPART} if form else {"json": json}
        answer = client.open(path, method=method, headers={"Authorization": f"Bearer {token}"}, buffered=True, **more)
        return Answer(answer.status_code, answer.data, answer.get_json(silent=True))

    yield ask
    config.get_engine().dispose()


@contextmanager
def on_sanic() -> Generator[Ask]:
    """Sanic's test client is a package of its own, sanic-testing; the client of our tests does the same."""
    config = SanicConfig(connection_string=MEMORY, commit_mode="autocommit", session_config=KEPT)
    with isolated(), tables(config), AsgiClient(sanic.create_app(config=config)) as client:

        def ask(method: str, path: str, *, json: Any = None, form: bytes | None = None, token: str = "") -> Answer:
            headers = [("Authorization", f"Bearer {token}"), ("Content-Type", MULTIPART)]
            if form:
                answer = client.request(method, path, headers=headers, body=form)
            else:
                answer = client.call(method, path, json, token=token)
            is_json = "json" in "".join(answer.header("content-type"))
            return Answer(answer.status, answer.body, answer.json() if is_json else None)

        yield ask


@pytest.fixture(params=[on_litestar, on_fastapi, on_flask, on_sanic], ids=lambda start: start.__name__)
def ask(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Ask]:
    """Speaks to a plain application that nobody has used yet."""
    monkeypatch.setenv("PLAIN_FOLDER", str(tmp_path))
    with request.param() as ask:
        yield ask


@pytest.fixture
def user(ask: Ask) -> dict[str, str]:
    """A new user, with a token."""
    answer = ask("POST", "/users", json={"email": "ada@example.com", "name": "Ada", "password": "12345678"})
    assert answer.status == 201, answer
    now = int(time())
    token = jwt.encode({"sub": answer.json["id"], "iat": now, "exp": now + 900}, SECRET, algorithm="HS256")
    return {"id": answer.json["id"], "token": token}


def test_a_user_is_shown_with_their_posts(ask: Ask, user: dict[str, str]) -> None:
    for title in ("First", "Second"):
        assert ask("POST", "/posts", json={"title": title, "body": "x"}, token=user["token"]).status == 201
    found = ask("GET", f"/users/{user['id']}")
    assert sorted(post["title"] for post in found.json["posts"]) == ["First", "Second"]


def test_a_page_has_the_total(ask: Ask, user: dict[str, str], request: pytest.FixtureRequest) -> None:
    for name in ("a", "b", "c"):
        ask("PUT", "/tags", json={"name": name}, token=user["token"])
    size = "pageSize" if "on_litestar" in request.node.name else "limit"  # as create_service_dependencies names it
    page = ask("GET", f"/tags?{size}=2", token=user["token"])
    assert ([tag["name"] for tag in page.json["items"]], page.json["total"]) == (["a", "b"], 3)


def test_an_upsert_finds_the_row_by_its_name(ask: Ask, user: dict[str, str]) -> None:
    tags = [
        ask("PUT", "/tags", json={"name": "a", "colour": colour}, token=user["token"]) for colour in ("red", "blue")
    ]
    assert tags[0].json["id"] == tags[1].json["id"]
    assert ask("GET", "/tags", token=user["token"]).json["items"][0]["colour"] == "blue"


def test_a_partial_update_keeps_what_was_not_sent(ask: Ask, user: dict[str, str]) -> None:
    answer = ask("PATCH", f"/users/{user['id']}", json={"name": "Eve"}, token=user["token"])
    assert answer.json == {"id": user["id"], "email": "ada@example.com", "name": "Eve"}


def test_a_file_is_stored_by_its_column(ask: Ask, user: dict[str, str]) -> None:
    document = ask("POST", "/documents", form=FORM, token=user["token"])
    assert document.json["filename"] == "a.txt"
    content = f"/documents/{document.json['id']}/content"
    # Async sessions store it in a task that the answer does not wait for.
    answers = (ask("GET", content, token=user["token"]) for _ in range(100))
    assert next(answer.body for answer in answers if answer.status == 200) == b"Hello"
