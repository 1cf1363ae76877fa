"""What every trial imports and none changes: loaded once, by the process that trials are forked from."""

import contextlib
import importlib

for name in (
    "advanced_alchemy.extensions.fastapi",
    "advanced_alchemy.extensions.flask",
    "advanced_alchemy.extensions.litestar",
    "alembic.command",
    "asyncpg",
    "core.commandline.commands",
    "core.sample_data.loading",
    "core.services",
    "core.services_sync",
    "duckdb_engine",
    "fastapi",
    "flask",
    "h11",
    "hypothesis",
    "litestar.security.jwt",
    "nanio",
    "openapi_spec_validator",
    "psutil",
    "psycopg",
    "pytest",
    "sanic_ext",
):
    with contextlib.suppress(ImportError):  # then what tests it imports it, and says what is wrong
        importlib.import_module(name)
