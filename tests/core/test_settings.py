"""Settings: wrong values are refused, and no secret is shown."""

import pytest
from pydantic import ValidationError

from core.settings import CommandSettings, Settings

GOOD = "thirty-two characters, or rather more"


@pytest.mark.parametrize("secret", [None, "", "Swordfish", "x" * 31])
def test_a_short_secret_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    monkeypatch.delenv("LIKEWISE_SECRET", raising=False)
    if secret is not None:
        monkeypatch.setenv("LIKEWISE_SECRET", secret)
    with pytest.raises(ValidationError, match="secret") as refusal:
        Settings()
    assert not secret or secret not in str(refusal.value)


def test_a_secret_is_not_shown_by_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    settings = Settings()
    assert settings.secret.get_secret_value() == GOOD
    assert GOOD not in repr(settings)


@pytest.mark.parametrize("url", ["mysql://localhost/likewise", "likewise.sqlite3", "", "oracle"])
def test_an_unknown_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", url)
    with pytest.raises(ValidationError, match=r"sqlite:///path or postgresql://user@host/name"):
        CommandSettings()


@pytest.mark.parametrize("url", ["s3:///bucket", "s3://id:hidden@bucket", "gs://bucket", "file:///tmp/x"])
def test_an_unknown_storage_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_STORAGE", url)
    with pytest.raises(ValidationError, match=r"a directory, memory:// or s3://bucket/prefix") as refused:
        CommandSettings()
    assert url not in str(refused.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?uri=true"])
def test_a_database_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", url)
    with pytest.raises(ValidationError, match="a database in memory is not shared between connections"):
        CommandSettings()


UNKNOWN = ["", "redis", "memcached://x", "async+redis://x", "redis+unix:///x", "memory://x", "redis://x:6379/x"]
HIDDEN = ["redis://user:hidden/word@x:6379/0", "redis://user:hidden#word@x/0", "rediss://u:[hidden@x"]


@pytest.mark.parametrize("uri", [*UNKNOWN, *HIDDEN])
def test_an_unknown_login_counter_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    monkeypatch.setenv("LIKEWISE_LOGIN_RATE_STORAGE", uri)
    with pytest.raises(ValidationError, match=r"memory://, redis://host:port/0 or rediss://host:port/0") as refused:
        Settings()
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize(
    "uri", ["memory://", "redis://x", "rediss://:p%2Fw@[::1]:6379/2", "redis://u:p@x:1/?timeout=1"]
)
def test_the_login_counter_may_be_memory_or_redis(monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    monkeypatch.setenv("LIKEWISE_LOGIN_RATE_STORAGE", uri)
    assert Settings().login_rate_storage.get_secret_value() == uri


def test_the_password_of_redis_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    monkeypatch.setenv("LIKEWISE_LOGIN_RATE_STORAGE", "rediss://user:hidden@host:6379/0")
    assert "hidden" not in repr(Settings())


def test_hash_costs_that_argon2_cannot_use_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_PASSWORD_MEMORY_COST", "8")
    with pytest.raises(ValidationError, match="8 KiB for each lane"):
        CommandSettings()


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    monkeypatch.setenv("LIKEWISE_PORT", "1234")
    assert Settings().port == 1234
