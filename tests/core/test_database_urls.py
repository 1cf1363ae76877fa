"""The URL of the database: what is taken, what is refused, and that no part of a password is shown."""

import re
from urllib.parse import parse_qsl

import pytest
from advanced_alchemy.config import SQLAlchemyAsyncConfig, SQLAlchemySyncConfig
from pydantic import ValidationError
from sqlalchemy.engine import make_url

from core.database.engine import async_config, connect_args, engine_config, sync_config
from core.database.unit_of_work import READS_ALONE
from core.settings import CommandSettings
from tests.deployment import settings_for


@pytest.mark.parametrize("url", ["sqlite:///path", "sqlite:////absolute/path", "postgresql://user@host:5432/name"])
def test_a_database_may_be_a_file_or_a_postgresql_server(url: str) -> None:
    assert CommandSettings.model_validate({"database_url": url}).database_url == url


def test_postgres_is_postgresql() -> None:
    assert CommandSettings.model_validate({"database_url": "postgres://u@h/n"}).database_url == "postgresql://u@h/n"


@pytest.mark.parametrize("password", ["pa@hidden", "pa:hidden@x", "p@:hidden"])
def test_no_part_of_a_password_that_is_not_encoded_is_shown(password: str) -> None:
    with pytest.raises(ValidationError, match="are written %40 %3A %2F and %25") as refused:
        CommandSettings.model_validate({"database_url": f"postgresql://likewise:{password}@127.0.0.1:9230/likewise"})
    assert "hidden" not in str(refused.value)


@pytest.mark.parametrize("password", ["pa/hidden", "pa:1/hidden", "pa#hidden/", "pa?hidden:x/"])
def test_a_password_that_sqlalchemy_understands_need_not_be_encoded(password: str) -> None:
    url = make_url(
        CommandSettings.model_validate(
            {"database_url": f"postgresql://likewise:{password}@127.0.0.1:9230/likewise"}
        ).database_url
    )
    assert (url.host, url.password) == ("127.0.0.1", password)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://localhost/likewise",
        "likewise.sqlite3",
        " ",
        "oracle",
        "postgresql://h:notaport/n",
    ],
)
def test_an_unknown_database_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", url)
    with pytest.raises(ValidationError, match=r"sqlite:///path or postgresql://user@host/name"):
        CommandSettings()


IN_MEMORY = [
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///file::memory:?uri=true",
    "sqlite:///file:x?mode=memory&uri=true",
]


@pytest.mark.parametrize("url", IN_MEMORY)
def test_a_database_in_memory_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("LIKEWISE_DATABASE_URL", url)
    with pytest.raises(ValidationError, match="a database in memory is not shared between connections"):
        CommandSettings()


WORDS = "sslmode=require&application_name=a%20b&options=-c%20geqo%3Doff&connect_timeout=7&target_session_attrs=any"


def test_the_words_of_libpq_reach_each_driver_as_it_takes_them() -> None:
    settings = settings_for(f"postgresql://u:p@h:1/n?{WORDS}")
    awaited = async_config(SQLAlchemyAsyncConfig, settings)
    assert awaited.connection_string == "postgresql+asyncpg://u:p@h:1/n"
    given = connect_args(settings, make_url("postgresql+asyncpg:///x"))
    assert given["timeout"] == 7
    assert dict(parse_qsl(given["dsn"].partition("?")[2])) == {
        "sslmode": "require",
        "application_name": "a b",
        "options": "-c geqo=off",
        "target_session_attrs": "any",
    }
    assert connect_args(settings, make_url("postgresql+psycopg:///x")) == {"connect_timeout": 7}
    assert (
        make_url(str(sync_config(SQLAlchemySyncConfig, settings).connection_string)).query
        == make_url(f"x:///?{WORDS}").query
    )


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("postgresql://u:p,q@a:1,b:2/n?sslmode=disable", "postgresql://u:p,q@/n?host=a:1&host=b:2&sslmode=disable"),
        ("postgresql://a,b:1", "postgresql:///?host=a:5432&host=b:1"),
        ("postgresql:///n?host=/run/postgresql", "postgresql:///n?host=/run/postgresql"),
    ],
)
def test_several_hosts_and_sockets_are_taken(url: str, kept: str) -> None:
    assert CommandSettings.model_validate({"database_url": url}).database_url == kept
    settings, hosts = settings_for(url), make_url(kept).query["host"]
    assert async_config(SQLAlchemyAsyncConfig, settings).get_engine().url.query["host"] == hosts
    assert sync_config(SQLAlchemySyncConfig, settings).get_engine().url.query["host"] == hosts


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("ssl=require", "Has ssl after the question mark, which not every driver knows"),
        ("channel_binding=require", "Has channel_binding after the question mark"),
        ("sslmode=on", "Has a wrong sslmode after the question mark. Must be disable, allow, prefer, require,"),
        ("sslmode=require&sslmode=disable", "Has a wrong sslmode"),
        ("connect_timeout=soon", "Has a wrong connect_timeout"),
        ("host=one&host=two", "Needs a port for each of several hosts"),
        ("target_session_attrs=writable", "Has a wrong target_session_attrs"),
        ("hid%40den=1", "Has an option after the question mark"),
    ],
)
def test_a_word_that_a_driver_does_not_know_is_refused_by_its_name(words: str, message: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(message)):
        CommandSettings.model_validate({"database_url": f"postgresql://u@h/n?{words}"})


@pytest.mark.parametrize(
    ("url", "setting", "pooled"),
    [
        ("postgresql://u@h/n", None, False),
        ("postgresql://u@h:6432/n", None, True),
        ("postgresql://u@h:6432/n", False, False),
        ("postgresql://u@h/n", True, True),
        ("sqlite:///n", None, False),
    ],
)
def test_behind_a_pooler_of_transactions_nothing_stays_prepared(
    url: str, *, setting: bool | None, pooled: bool
) -> None:
    settings = settings_for(url, transaction_pooling=setting)
    given = connect_args(settings, make_url("postgresql+asyncpg:///x"))
    sizes = {given.get("statement_cache_size"), given.get("prepared_statement_cache_size")}
    assert sizes == {0 if pooled else None}
    assert ("prepare_threshold" in connect_args(settings, make_url("postgresql+psycopg:///x"))) == pooled
    alone = engine_config(settings, make_url(url)).execution_options
    assert alone == {READS_ALONE: url.startswith("postgresql") and not pooled}
