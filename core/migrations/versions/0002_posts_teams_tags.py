"""Tags, teams and their members; posts get tags and can be searched."""

from collections.abc import Sequence

import sqlalchemy as sa
from advanced_alchemy.types import GUID, DateTimeUTC
from alembic import op

from core.text import searchable

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
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


def tagging(owner: str) -> None:
    op.create_table(
        f"{owner}_tag",
        sa.Column(f"{owner}_id", GUID(length=16), nullable=False),
        sa.Column("tag_id", GUID(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            [f"{owner}_id"], [f"{owner}.id"], name=op.f(f"fk_{owner}_tag_{owner}_id_{owner}"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f(f"fk_{owner}_tag_tag_id_tag"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(f"{owner}_id", "tag_id", name=op.f(f"pk_{owner}_tag")),
    )
    op.create_index(op.f(f"ix_{owner}_tag_tag_id"), f"{owner}_tag", ["tag_id"])


def upgrade() -> None:
    op.create_table(
        "tag",
        sa.Column("id", GUID(length=16), nullable=False),
        sa.Column("slug", text(100), nullable=False),
        sa.Column("name", text(50), nullable=False),
        sa.Column("folded_name", text(), nullable=False),
        sa.Column("search_text", text(), nullable=False),
        *audited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_tag_folded_name")),
        sa.UniqueConstraint("slug", name=op.f("uq_tag_slug")),
    )
    op.create_index(op.f("ix_tag_name"), "tag", ["name"])
    op.create_table(
        "team",
        sa.Column("id", GUID(length=16), nullable=False),
        sa.Column("slug", text(100), nullable=False),
        sa.Column("name", text(100), nullable=False),
        sa.Column("description", text(500), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("search_text", text(), nullable=False),
        *audited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
        sa.UniqueConstraint("slug", name=op.f("uq_team_slug")),
    )
    op.create_index(op.f("ix_team_name"), "team", ["name"])
    op.create_table(
        "team_member",
        sa.Column("id", GUID(length=16), nullable=False),
        sa.Column("team_id", GUID(length=16), nullable=False),
        sa.Column("user_id", GUID(length=16), nullable=False),
        sa.Column("role", text(10), nullable=False),
        sa.Column("is_owner", sa.Boolean(), nullable=False),
        *audited(),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_team_member_team_id_team"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_team_member_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_member")),
        sa.UniqueConstraint("team_id", "user_id", name=op.f("uq_team_member_team_id")),
    )
    op.create_index(op.f("ix_team_member_user_id"), "team_member", ["user_id"])
    op.create_index(
        "uq_team_member_owner",
        "team_member",
        ["team_id"],
        unique=True,
        sqlite_where=sa.text("is_owner"),
        postgresql_where=sa.text("is_owner"),
    )
    tagging("team")
    tagging("post")
    op.create_index(op.f("ix_post_title"), "post", ["title"])
    op.add_column("post", sa.Column("search_text", text(), nullable=True))
    fold_posts()
    with op.batch_alter_table("post") as post:
        post.alter_column("search_text", existing_type=text(), nullable=False)


def fold_posts() -> None:
    """Fold what is there already: SQL cannot do it as core does."""
    names = ("title", "body", "search_text")
    post = sa.table("post", sa.column("id", GUID(length=16)), *map(sa.column, names))
    connection = op.get_bind()
    for row in connection.execute(sa.select(post.c.id, post.c.title, post.c.body)).all():
        folded = searchable(row.title, row.body)
        connection.execute(sa.update(post).where(post.c.id == row.id).values(search_text=folded))


def downgrade() -> None:
    with op.batch_alter_table("post") as post:
        post.drop_column("search_text")
        post.drop_index(op.f("ix_post_title"))
    for table in ("post_tag", "team_tag", "team_member", "team", "tag"):
        op.drop_table(table)
