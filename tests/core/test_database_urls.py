"""The URL of the database: what is taken, what is refused, and that no part of a password is shown."""

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import make_url

from core.settings import CommandSettings


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
        "postgresql://a:1,b:2/n",
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
