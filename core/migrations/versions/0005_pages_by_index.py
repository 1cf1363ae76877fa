"""Every page by an index: without one a page in the default order sorts all rows there are."""

from collections.abc import Sequence

from alembic import op

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ADDED = {
    "user_account": ("created_at", "updated_at", "name"),
    "post": ("updated_at", "title", "author_id,created_at"),
    "team": ("created_at", "updated_at", "name"),
    "team_member": ("team_id,created_at", "team_id,updated_at"),
    "tag": ("created_at", "updated_at", "name"),
    "document": ("created_at", "updated_at", "name", "owner_id,created_at", "owner_id,updated_at", "owner_id,name"),
}
# An index of these columns and the id takes the place of one of theirs alone.
REPLACED = (
    ("user_account", "name"),
    ("post", "title"),
    ("post", "author_id"),
    ("team", "name"),
    ("tag", "name"),
    ("document", "name"),
    ("document", "owner_id"),
)


def upgrade() -> None:
    for table, indexes in ADDED.items():
        for columns in indexes:
            ordered = columns.split(",")
            op.create_index("_".join(("ix", table, *ordered, "id")), table, [*ordered, "id"])
    for table, column in REPLACED:
        op.drop_index(f"ix_{table}_{column}", table)


def downgrade() -> None:
    for table, column in REPLACED:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for table, indexes in ADDED.items():
        for columns in indexes:
            op.drop_index("_".join(("ix", table, *columns.split(","), "id")), table)
