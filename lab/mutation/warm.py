"""Imports the libraries that every trial needs and no mutant changes, in the process that trials are forked from."""

import contextlib
import importlib

from lab.facts import FRAMEWORKS

for name in (
    *FRAMEWORKS,
    "alembic.command",
    "asyncpg",
    "duckdb_engine",
    "h11",
    "hypothesis",
    "nanio",
    "openapi_spec_validator",
    "psutil",
    "psycopg",
    "pytest",
):
    with contextlib.suppress(ImportError):  # then a test that needs it reports that
        importlib.import_module(name)
