"""Alembic migrations of the primary database, run through Advanced Alchemy."""
