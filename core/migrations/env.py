"""Alembic's entry point: how a migration connects, and what the models are compared by."""

from typing import cast

from advanced_alchemy.alembic.commands import AlembicCommandConfig
from alembic import context
from sqlalchemy import Engine

from core.database import WRITES
from core.models import Base

config = cast("AlembicCommandConfig", context.config)

with cast("Engine", config.engine).connect().execution_options(**{WRITES: True}) as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=config.compare_type,
        render_as_batch=config.render_as_batch,  # SQLite cannot alter a column: Alembic copies the table
        user_module_prefix=config.user_module_prefix,
        version_table=config.version_table_name,
    )
    with context.begin_transaction():
        context.run_migrations()
