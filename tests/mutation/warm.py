"""What every trial imports and none changes: loaded once, by the process that trials are forked from."""

import contextlib
import importlib

for name in (
    *("alembic.command", "argon2", "asyncpg", "duckdb_engine", "fastapi", "flask", "h11", "hypothesis", "litestar"),
    *(
        "litestar.security.jwt",
        "obstore",
        "openapi_spec_validator",
        "psutil",
        "psycopg",
        "pytest",
        "sanic",
        "sanic_ext",
    ),
    *("advanced_alchemy.extensions.fastapi", "advanced_alchemy.extensions.flask"),
    *("advanced_alchemy.extensions.litestar", "core.commands", "core.services", "core.services_sync", "core.samples"),
):
    with contextlib.suppress(ImportError):  # then what tests it imports it, and says what is wrong
        importlib.import_module(name)
