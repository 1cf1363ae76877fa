"""Settings: wrong values are refused, and no secret is shown."""

import os
from typing import Any

import pytest
from pydantic import ValidationError

from core.settings import CommandSettings, Settings

GOOD = "thirty-two characters, or rather more"
DEFAULTS = {
    "database_url": "sqlite:///likewise.sqlite3",
    "pool_size": None,
    "pool_timeout": 30,
    "pool_recycle": 1800,
    "pool_pre_ping": True,
    "transaction_pooling": None,
    "database_timeout": 5,
    "lock_timeout": 30,
    "storage": "likewise-documents",
    "analytics": "likewise-analytics",
    "password_time_cost": 3,
    "password_memory_cost": 65_536,
    "password_parallelism": 4,
    "token_lifetime": 900,
    "token_issuer": "likewise",
    "token_audience": "likewise",
    "clock_leeway": 5,
    "login_rate": "10/minute",
    "json_limit": 1_048_576,
    "upload_limit": 10_485_760,
    "cors_origins": (),
    "strict": True,
    "host": "127.0.0.1",
    "port": 8000,
    "workers": 1,
    "log_level": "info",
}
LOWEST = {
    "pool_size": (1, 0),
    "pool_timeout": (1, 0),
    "pool_recycle": (-1, -2),
    "database_timeout": (0.1, 0.09),
    "lock_timeout": (0.1, 0.09),
    "storage": ("x", ""),
    "analytics": ("x", ""),
    "password_time_cost": (1, 0),
    "password_parallelism": (1, 0),
    "token_lifetime": (1, 0),
    "json_limit": (1, 0),
    "upload_limit": (1, 0),
    "port": (0, -1),
    "workers": (1, 0),
}


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("LIKEWISE_")]:
        monkeypatch.delenv(name)


def settings(**values: Any) -> Settings:
    return Settings.model_validate({"secret": GOOD, **values})


def test_settings_have_the_documented_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    found = Settings()
    assert found.model_dump(exclude={"secret", "login_rate_storage"}) == DEFAULTS
    assert found.login_rate_storage.get_secret_value() == "memory://"
    assert CommandSettings().model_dump().items() <= DEFAULTS.items()


@pytest.mark.parametrize("name", LOWEST)
def test_settings_have_a_lowest_value(name: str) -> None:
    lowest, too_low = LOWEST[name]
    assert getattr(settings(**{name: lowest}), name) == lowest
    with pytest.raises(ValidationError, match=name):
        settings(**{name: too_low})


def test_a_port_is_at_most_65535() -> None:
    assert settings(port=65_535).port == 65_535
    with pytest.raises(ValidationError, match="port"):
        settings(port=65_536)


def test_a_secret_of_32_characters_suffices() -> None:
    assert settings(secret="xy" * 16).secret.get_secret_value() == "xy" * 16


def test_a_secret_of_one_repeated_character_is_refused() -> None:
    with pytest.raises(ValidationError, match="one character over and over"):
        settings(secret="x" * 40)


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.setenv(f"LIKEWISE_{name.upper()}", "")
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    assert Settings().model_dump(exclude={"secret", "login_rate_storage"}) == DEFAULTS


@pytest.mark.parametrize("blank", ["\n", "\r\n", " ", "\t"])
def test_white_space_around_a_variable_is_stripped(monkeypatch: pytest.MonkeyPatch, blank: str) -> None:
    values = {"secret": GOOD, "database_url": "sqlite:///a.db", "analytics": "an", "port": "81", "log_level": "debug"}
    for name, value in values.items():
        monkeypatch.setenv(f"LIKEWISE_{name.upper()}", f"{blank}{value}{blank}")
    found = Settings()
    assert found.secret.get_secret_value() == GOOD
    assert (found.database_url, found.analytics, found.port, found.log_level) == ("sqlite:///a.db", "an", 81, "debug")


def test_the_port_of_a_kubernetes_service_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIKEWISE_SECRET", GOOD)
    monkeypatch.setenv("LIKEWISE_PORT", "tcp://10.96.12.7:8000")
    assert Settings().port == 8000


@pytest.mark.parametrize("rate", ["10/min", "nothing", "/minute", "ten per minute"])
def test_an_unknown_rate_is_refused(rate: str) -> None:
    with pytest.raises(ValidationError, match="Must look like 10/minute"):
        settings(login_rate=rate)


@pytest.mark.parametrize("rate", ["10/minute", "100 per 2 hours", "1/second"])
def test_a_rate_is_as_the_limits_library_writes_it(rate: str) -> None:
    assert settings(login_rate=rate).login_rate == rate


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error", "critical"])
def test_the_log_has_five_levels(level: str) -> None:
    assert settings(log_level=level).log_level == level


def test_each_lane_of_a_hash_needs_8_kib() -> None:
    for lanes in (1, 2, 3):
        cost = {"password_parallelism": lanes, "password_memory_cost": 8 * lanes}
        assert settings(**cost).password_parallelism == lanes
        with pytest.raises(ValidationError, match="Needs a memory cost of 8 KiB for each lane"):
            settings(password_parallelism=lanes + 1, password_memory_cost=8 * lanes + 7)


def test_a_wrong_memory_cost_is_the_only_fault_that_it_causes() -> None:
    with pytest.raises(ValidationError) as refused:
        settings(password_memory_cost=7, password_parallelism=1)
    assert [fault["loc"] for fault in refused.value.errors()] == [("password_memory_cost",)]


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().port = 1


@pytest.mark.parametrize("storage", ["here", "/an/absolute/path", "memory://", "s3://bucket", "s3://my.bucket-1/a/b"])
def test_documents_may_be_stored_in_a_directory_in_memory_or_in_s3(storage: str) -> None:
    assert settings(storage=storage).storage == storage


@pytest.mark.parametrize("secret", [None, "", "Swordfish", "xy" * 15])
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


@pytest.mark.parametrize("url", ["s3:///bucket", "s3://id:hidden@bucket", "gs://bucket", "file:///tmp/x"])
def test_an_unknown_storage_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_STORAGE", url)
    with pytest.raises(ValidationError, match=r"a directory, memory:// or s3://bucket/prefix") as refused:
        CommandSettings()
    assert url not in str(refused.value)


UNKNOWN = [" ", "redis", "memcached://x", "async+redis://x", "redis+unix:///x", "memory://x", "redis://x:6379/x"]
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
