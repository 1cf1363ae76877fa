"""Documents, and the outbox."""

from collections.abc import Sequence

import sqlalchemy as sa
from advanced_alchemy.types import GUID, DateTimeUTC
from alembic import op

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def text(length: int | None = None) -> sa.types.TypeEngine[str]:
    """Text by code point, as it stood when this migration was written."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def audited() -> list[sa.Column[object]]:
    """The columns that every table of the domain ends with."""
    return [
        sa.Column("sa_orm_sentinel", sa.Integer(), nullable=True),
        sa.Column("created_at", DateTimeUTC(timezone=True), nullable=False),
        sa.Column("updated_at", DateTimeUTC(timezone=True), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "document",
        sa.Column("id", GUID(length=16), nullable=False),
        sa.Column("owner_id", GUID(length=16), nullable=False),
        sa.Column("name", text(200), nullable=False),
        sa.Column("filename", text(255), nullable=False),
        sa.Column("content_type", text(255), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", text(64), nullable=False),
        sa.Column("key", text(32), nullable=False),
        sa.Column("search_text", text(), nullable=False),
        *audited(),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["user_account.id"], name=op.f("fk_document_owner_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("key", name=op.f("uq_document_key")),
    )
    op.create_index(op.f("ix_document_name"), "document", ["name"])
    op.create_index(op.f("ix_document_owner_id"), "document", ["owner_id"])
    op.create_table(
        "event",
        sa.Column("id", GUID(length=16), nullable=False),
        sa.Column("kind", text(40), nullable=False),
        *audited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )


def downgrade() -> None:
    op.drop_table("event")
    op.drop_table("document")
