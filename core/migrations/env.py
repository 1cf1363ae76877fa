"""Alembic's entry point: how a migration connects, and what the models are compared by."""

from typing import cast

from advanced_alchemy.alembic.commands import AlembicCommandConfig
from advanced_alchemy.base import metadata_registry
from alembic import context
from sqlalchemy import Engine

import core.models  # noqa: F401 -- fills the metadata
from core.database import WRITES

config = cast("AlembicCommandConfig", context.config)

with cast("Engine", config.engine).connect().execution_options(**{WRITES: True}) as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata_registry.get(config.bind_key),
        compare_type=config.compare_type,
        render_as_batch=config.render_as_batch,  # SQLite cannot alter a column: Alembic copies the table
        user_module_prefix=config.user_module_prefix,
        version_table=config.version_table_name,
    )
    with context.begin_transaction():
        context.run_migrations()
