"""Alembic's entry point: how a migration connects, and what the models are compared by."""

from typing import Any, cast

from advanced_alchemy.alembic.commands import AlembicCommandConfig
from advanced_alchemy.base import metadata_registry
from advanced_alchemy.types import GUID
from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Engine, func, select
from sqlalchemy.types import TypeEngine

LOCK = 0x6C696B6577697365
"""A number that nothing else locks: "likewise" in ASCII."""


def differs(
    context: MigrationContext,
    inspected: Column[Any],
    declared: Column[Any],
    inspected_type: TypeEngine[Any],
    declared_type: TypeEngine[Any],
) -> bool | None:
    """Leave the comparison of types to Alembic, but for what SQLite, which knows no BINARY, reports as NUMERIC."""
    return False if context.dialect.name == "sqlite" and isinstance(declared_type, GUID) else None


config = cast("AlembicCommandConfig", context.config)

# Alembic runs this file by its path, outside any package, so it imports nothing of core. The option is `WRITES` of
# core/database/sqlite.py: on SQLite the transaction takes the write lock when it begins.
with cast("Engine", config.engine).connect().execution_options(writes=True) as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata_registry.get(config.bind_key),
        compare_type=differs,
        render_as_batch=config.render_as_batch,  # SQLite cannot alter a column: Alembic copies the table
        user_module_prefix=config.user_module_prefix,
        version_table=config.version_table_name,
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            # Of several that migrate at once, one does; the others wait, and find nothing left to do.
            connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        context.run_migrations()
