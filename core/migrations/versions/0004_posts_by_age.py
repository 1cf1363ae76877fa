"""Posts in the order of their age: without an index each piece of an export sorts every post."""

from collections.abc import Sequence

from alembic import op

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index("ix_post_created_at_id", "post", ["created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_post_created_at_id", "post")
