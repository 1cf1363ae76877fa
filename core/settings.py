"""All settings of ours. The environment variable LIKEWISE_<FIELD> sets a field; an empty one is none.

Others read their own: `AWS_*` the object store, `FLASK_*` Flask, `PROMETHEUS_MULTIPROC_DIR` the metrics of several
workers. `create-superuser` takes a password from LIKEWISE_PASSWORD.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from .urls import check_words, with_hosts_in_query

IN_MEMORY = re.compile(r"$|:memory:|file:.*:memory:")
# Kubernetes sets LIKEWISE_PORT to such an address in each pod where there is a Service called likewise.
SERVICE_ADDRESS = re.compile("(tcp|udp|sctp)://")
# Matches the whole URL. A library that parses a password with a "/" in it as a host would quote it in its error.
COUNTER = re.compile(
    r"memory://|rediss?://([^/?#@\[\]]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]]+)(:[0-9]{1,5})?(/[0-9]*)?(\?[^#]*)?"
)
# As browsers send it: in lower case, without a path, and without the port that the scheme has anyway.
ORIGIN = re.compile(
    r"(?!http://[^/]*:80$|https://[^/]*:443$)[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
)


class CommandSettings(BaseSettings):
    """The settings of commands that serve no requests: the databases, the stored documents, the cost of passwords."""

    # The error that refuses a secret must not print it. Its title tells who uses a framework's command what to set.
    model_config = SettingsConfigDict(
        env_prefix="LIKEWISE_",
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,
        title="the variables LIKEWISE_*",
    )

    database_url: str = "sqlite:///likewise.sqlite3"
    """Looks like sqlite:///path or postgresql://user@host/name; postgres:// is taken for postgresql://."""
    pool_size: int | None = Field(default=None, ge=1)
    """Connections for each worker; 4 on SQLite, 10 on PostgreSQL."""
    pool_timeout: int = Field(default=30, ge=1)
    """Seconds to wait for a connection."""
    pool_recycle: int = Field(default=1800, ge=-1)
    """Seconds after which a connection is replaced; -1 never."""
    pool_pre_ping: bool = True
    """Test a PostgreSQL connection before it is used."""
    transaction_pooling: bool | None = None
    """Whether a pooler gives each transaction another connection, as PgBouncer does; by default if the port is 6432."""
    database_timeout: float = Field(default=5, ge=0.1)
    """Seconds to wait for a connection to PostgreSQL."""
    # SQLite does not queue its writers: under many of them, one may wait far longer than the others.
    lock_timeout: float = Field(default=30, ge=0.1)
    """Seconds to wait for SQLite's write lock."""

    storage: str = Field(default="likewise-documents", min_length=1)
    """A directory, memory:// or s3://bucket/prefix."""

    analytics: str = Field(default="likewise-analytics", min_length=1)
    """A directory for DuckDB files."""

    # Argon2id, with the second recommended option of RFC 9106 (64 MiB) as the default.
    password_time_cost: int = Field(default=3, ge=1)
    """Passes over the memory, for each hash."""
    password_memory_cost: int = Field(default=65536, ge=8)
    """KiB, for each hash."""
    password_parallelism: int = Field(default=4, ge=1)
    """Lanes, for each hash."""

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Strip white space around a value, such as the end of the line in the file that it was read from."""
        return {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}

    @field_validator("password_parallelism")
    @classmethod
    def _enough_memory(cls, value: int, info: ValidationInfo) -> int:
        memory = info.data.get("password_memory_cost")  # None if that has a fault of its own
        if memory is not None and memory < 8 * value:
            raise ValueError("Needs a memory cost of 8 KiB for each lane.")
        return value

    @field_validator("storage")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        # The URL names a bucket only. Credentials in it would have no effect, and would show wherever the URL does.
        if "://" in value and value != "memory://" and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]*(/.*)?", value):
            raise ValueError("Must be a directory, memory:// or s3://bucket/prefix.")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        value = with_hosts_in_query(re.sub("^postgres://", "postgresql://", value))
        try:
            url = make_url(value)
        except (ArgumentError, ValueError):  # the second, which quotes it, for what stands where a port should
            url = None
        if url is None or url.get_backend_name() not in {"sqlite", "postgresql"} or "@" in (url.host or ""):
            form = "Must look like sqlite:///path or postgresql://user@host/name."
            raise ValueError(f"{form} In a name or a password, @ : / and % are written %40 %3A %2F and %25.")
        if url.get_backend_name() == "postgresql":
            check_words(url)
        in_memory = IN_MEMORY.match(url.database or "") or url.query.get("mode") == "memory"
        if url.get_backend_name() == "sqlite" and in_memory:
            # Every connection of every worker would have its own database.
            raise ValueError("Must look like sqlite:///path: a database in memory is not shared between connections.")
        return value


class Settings(CommandSettings):
    """The settings of an application."""

    # The default is refused, so that no application starts with a published key.
    secret: SecretStr = Field(default=SecretStr(""), validate_default=True)
    """Signs tokens; 32 characters or more."""
    token_lifetime: int = Field(default=900, ge=1)
    """Seconds that a token lasts."""
    token_issuer: str = "likewise"
    """Issuer of tokens: iss."""
    token_audience: str = "likewise"
    """Audience of tokens: aud."""
    clock_leeway: int = Field(default=5, ge=0)
    """Seconds by which the clocks of two machines may differ."""

    login_rate: str = "10/minute"
    """Failed logins for one email, as the limits library writes rates."""
    # A secret, because the URL of a Redis server may contain a password.
    login_rate_storage: SecretStr = SecretStr("memory://")
    """Counter of failed logins: memory:// for each worker, redis://host:port/0 for all workers together."""

    json_limit: int = Field(default=1024 * 1024, ge=1)
    """Bytes of a JSON body."""
    upload_limit: int = Field(default=10 * 1024 * 1024, ge=1)
    """Bytes of a multipart body."""

    # Separated by commas in the environment, which pydantic-settings itself would read as JSON.
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins whose pages may read the answers in a browser, such as https://app.example.com,http://localhost:5173."""

    strict: bool = True
    """Hold requests to the contract's letter; without it the framework's own ways hold, for the operations too."""

    host: str = "127.0.0.1"
    """Address to listen on; 0.0.0.0 for all addresses of this machine."""
    port: int = Field(default=8000, ge=0, le=65535)
    """Port to listen on."""
    workers: int = Field(default=1, ge=1)
    """Processes, each with its own connections."""
    log_level: Literal["debug", "info", "warning", "error", "critical"] = "info"
    """Lowest level that is logged."""

    @field_validator("secret")
    @classmethod
    def _long_secret(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("Must have at least 32 characters.")
        if len(set(value.get_secret_value())) == 1:
            raise ValueError("Must not be one character over and over.")
        return value

    @field_validator("port", mode="before")
    @classmethod
    def _own_port(cls, value: Any) -> Any:
        foreign = isinstance(value, str) and SERVICE_ADDRESS.match(value)
        return cls.model_fields["port"].default if foreign else value

    @field_validator("login_rate")
    @classmethod
    def _known_rate(cls, value: str) -> str:
        from limits import parse  # noqa: PLC0415 -- few commands need it

        try:
            parse(value)
        except ValueError:
            raise ValueError("Must look like 10/minute, or 100 per 2 hours.") from None
        return value

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _separate_origins(cls, value: Any) -> Any:
        return [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _known_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(map(ORIGIN.fullmatch, value)):
            form = "https://app.example.com,http://localhost:5173"
            raise ValueError(f"Must be origins as a browser sends them, without a path, separated by commas: {form}")
        return value

    @field_validator("login_rate_storage")
    @classmethod
    def _known_counter(cls, value: SecretStr) -> SecretStr:
        if not COUNTER.fullmatch(value.get_secret_value()):
            known = "memory://, redis://host:port/0 or rediss://host:port/0"
            raise ValueError(f"Must be {known}; a password in it must be percent-encoded.")
        return value
