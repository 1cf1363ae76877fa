"""The object store: when a directory is created, how S3 downloads break off and go on, and hidden credentials."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
import structlog
from advanced_alchemy.config import SQLAlchemySyncConfig
from obstore.exceptions import GenericError
from obstore.store import MemoryStore, S3Store
from sqlalchemy import text

from core.analytics.refresh import Build
from core.commandline.migrate import migrate
from core.commandline.superuser import create_superuser
from core.database.engine import sync_config
from core.services_sync import Objects
from core.settings import CommandSettings
from core.storage import object_store
from core.telemetry import logs
from tests.deployment import settings_for
from tests.objectstore import BUCKET, S3Server

if TYPE_CHECKING:
    from obstore.store import ClientConfig  # a type that does not exist at run time

KEY = "0123456789abcdef" * 2


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with S3Server() as server:
        for name, value in server.variables.items():
            monkeypatch.setenv(name, value)
        yield server


def objects_in(storage: str) -> Objects:
    return Objects(object_store(CommandSettings(storage=storage)))


def test_a_directory_is_created_with_the_first_object(tmp_path: Path) -> None:
    directory = tmp_path / "a" / "b"
    objects = objects_in(str(directory))
    assert not directory.parent.exists()
    objects.write(KEY, [b"1", b"2"])
    assert [path.read_bytes() for path in directory.iterdir()] == [b"12"]


def test_what_is_created_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/likewise.sqlite3", analytics=str(tmp_path / "analytics"))
    before = os.umask(0)
    try:
        objects_in(str(tmp_path / "documents")).write(KEY, [b"1"])
        migrate(settings)
        create_superuser(settings, "root@example.com", "Root", "12345678")
        engine = sync_config(SQLAlchemySyncConfig, settings).get_engine()
        with engine.begin() as connection:
            connection.execute(text("UPDATE user_account SET name = 'R'"))
            Build(Path(settings.analytics)).close()
            modes = {path.name: f"{path.stat().st_mode & 0o777:o}" for path in tmp_path.iterdir()}
        engine.dispose()
    finally:
        os.umask(before)
    files = {f"likewise.sqlite3{suffix}": "600" for suffix in ("", "-wal", "-shm")}
    assert modes == {**files, "documents": "700", "analytics": "700"}


def test_the_memory_store_is_opened_once() -> None:
    opened = object_store(CommandSettings(storage="memory://"))
    assert isinstance(opened(), MemoryStore)
    assert opened() is opened()


@pytest.mark.usefixtures("s3")
def test_a_download_goes_on_after_s3_breaks_it_off_for_a_slow_reader() -> None:
    content = Random(1).randbytes(20 * 1024 * 1024)
    patient = object_store(CommandSettings(storage=f"s3://{BUCKET}"))
    Objects(patient).write(KEY, [content])
    # The client gives one request, body included, 30 seconds by default. The first request of this test gets fewer: far
    # more than its beginning needs on a busy machine, and fewer than its reader takes.
    options: ClientConfig = {"allow_http": True, "timeout": timedelta(seconds=5)}
    hasty = S3Store.from_url(f"s3://{BUCKET}", client_options=options, retry_config={"max_retries": 0})
    stores = iter([hasty])
    pieces = list[bytes]()
    for piece in Objects(lambda: next(stores, None) or patient()).read(KEY, 3, len(content) - 3):
        if not pieces:
            time.sleep(6)
        pieces.append(piece)
    assert next(stores, None) is None
    assert b"".join(pieces) == content[3:-3]


def test_a_download_fails_when_the_s3_server_is_gone(s3: S3Server) -> None:
    objects = objects_in(f"s3://{BUCKET}")
    objects.write(KEY, [bytes(20 * 1024 * 1024)])
    reading = objects.read(KEY, 0, 20 * 1024 * 1024)
    next(reading)
    s3.kill()
    with pytest.raises(GenericError, match="Generic S3 error"):
        list(reading)


def test_a_download_that_breaks_off_without_progress_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def stream(self, **_: object) -> Iterator[bytes]:
            yield b""
            raise GenericError("nothing comes")

    monkeypatch.setattr("obstore.get", lambda *_, **__: Broken())  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] -- its arguments do not matter
    with pytest.raises(GenericError, match="nothing comes"):
        list(objects_in("memory://").read(KEY, 0, 1))


def test_the_log_hides_the_credentials_of_the_object_store(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    for name in names:
        monkeypatch.setenv(name, f"the value of {name}")
    logs.configure(settings_for("sqlite:///nowhere.sqlite3"))
    try:
        logs.log_uncaught(RuntimeError(" ".join(map(os.environ.__getitem__, names))))
    finally:
        structlog.reset_defaults()
    assert "RuntimeError: *** *** ***" in capsys.readouterr().out
