"""Every knob of the application; each field is set by the environment variable LIKEWISE_<FIELD> and nowhere else."""

import re
from typing import Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

IN_MEMORY = re.compile(r"$|:memory:|file:.*(:memory:|mode=memory)")
# The whole of it: an error about what a password with a "/" in it makes of the rest would quote the password.
COUNTER = re.compile(
    r"memory://|rediss?://([^/?#@\[\]]*@)?(\[[0-9A-Fa-f:.]+\]|[^/?#@:\[\]]+)(:[0-9]{1,5})?(/[0-9]*)?(\?[^#]*)?"
)


class CommandSettings(BaseSettings):
    """What migrating, seeding and making a superuser need: a database and a way to hash, but no token key."""

    # A refused secret must not be printed by the error that refuses it.
    model_config = SettingsConfigDict(env_prefix="LIKEWISE_", frozen=True, hide_input_in_errors=True)

    database_url: str = Field(
        default="sqlite:///likewise.sqlite3", description="sqlite:///path or postgresql://user@host/name"
    )
    pool_size: int | None = Field(default=None, ge=1, description="connections a worker; 4 on SQLite, 10 on PostgreSQL")
    pool_timeout: int = Field(default=30, ge=1, description="seconds to wait for a connection")
    pool_recycle: int = Field(default=1800, ge=-1, description="seconds after which a connection is replaced; -1 never")
    pool_pre_ping: bool = Field(default=True, description="test a PostgreSQL connection before it is used")
    database_timeout: float = Field(default=5, ge=0.1, description="seconds to wait for a connection to PostgreSQL")
    # SQLite's waiting is not fair: under many writers the unluckiest waits far longer than its share.
    lock_timeout: float = Field(default=30, ge=0.1, description="seconds to wait for SQLite's write lock")

    storage: str = Field(
        default="likewise-documents", min_length=1, description="a directory, memory:// or s3://bucket/prefix"
    )

    analytics: str = Field(default="likewise-analytics", min_length=1, description="a directory for DuckDB files")

    # Argon2id; the defaults are those of RFC 9106, second choice (64 MiB).
    password_time_cost: int = Field(default=3, ge=1, description="passes over the memory, for each hash")
    password_memory_cost: int = Field(default=65536, ge=8, description="KiB, for each hash")
    password_parallelism: int = Field(default=4, ge=1, description="lanes, for each hash")

    @field_validator("password_parallelism")
    @classmethod
    def _enough_memory(cls, value: int, info: ValidationInfo) -> int:
        if info.data.get("password_memory_cost", 0) < 8 * value:
            raise ValueError("Needs a memory cost of 8 KiB for each lane.")
        return value

    @field_validator("storage")
    @classmethod
    def _known_storage(cls, value: str) -> str:
        # Nothing but a bucket: credentials in a URL would be ignored, and show wherever the URL does.
        if "://" in value and value != "memory://" and not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]*(/.*)?", value):
            raise ValueError("Must be a directory, memory:// or s3://bucket/prefix.")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            url = None
        if url is None or url.get_backend_name() not in {"sqlite", "postgresql"}:
            raise ValueError("Must look like sqlite:///path or postgresql://user@host/name.")
        if url.get_backend_name() == "sqlite" and IN_MEMORY.match(url.database or ""):
            # Each connection of the pool, and each worker, would have a database of its own.
            raise ValueError("Must look like sqlite:///path: a database in memory is not shared between connections.")
        return value


class Settings(CommandSettings):
    """Everything an application is made from."""

    # No key is the default, and the default is refused: an application never starts with a key that is published.
    secret: SecretStr = Field(
        default=SecretStr(""), validate_default=True, description="signs tokens; 32 characters or more"
    )
    token_lifetime: int = Field(default=900, ge=1, description="seconds that a token lasts")
    token_issuer: str = Field(default="likewise", description="who signs tokens: their iss")
    token_audience: str = Field(default="likewise", description="whom tokens are for: their aud")

    login_rate: str = Field(default="10/minute", description="failed logins for one email, in the notation of limits")
    # Secret, for the URL of a Redis may have a password.
    login_rate_storage: SecretStr = Field(
        default=SecretStr("memory://"),
        description="where they are counted: memory:// in each worker by itself, redis://host:port/0 for all together",
    )

    json_limit: int = Field(default=1024 * 1024, ge=1, description="bytes of a JSON body")
    upload_limit: int = Field(default=10 * 1024 * 1024, ge=1, description="bytes of a multipart body")

    host: str = Field(default="127.0.0.1", description="address to listen on; 0.0.0.0 is every one of this machine")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on")
    workers: int = Field(default=1, ge=1, description="processes; each has connections of its own")
    log_level: Literal["debug", "info", "warning", "error", "critical"] = Field(
        default="info", description="the least that is logged"
    )

    @field_validator("secret")
    @classmethod
    def _long_secret(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < 32:
            raise ValueError("Must have at least 32 characters.")
        return value

    @field_validator("login_rate_storage")
    @classmethod
    def _known_counter(cls, value: SecretStr) -> SecretStr:
        if not COUNTER.fullmatch(value.get_secret_value()):
            told = "memory://, redis://host:port/0 or rediss://host:port/0"
            raise ValueError(f"Must be {told}; a password in it percent-encoded.")
        return value
