"""Add what lets one person have accounts on two platforms, and one project channels on both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

#: who is there already has one account each, and reads there
COLUMNS: tuple[tuple[str, str, sa.ColumnElement[bool] | str], ...] = (
    ("person", "joined", ""),
    ("account", "email", ""),
    ("account", "main", sa.true()),
    ("project", "also_platform", ""),
    ("project", "also_conversation", ""),
)
INDEXES = (
    ("ix_account_workspace_email", "account", ["workspace", "email"]),
    ("ix_person_workspace_joined", "person", ["workspace", "joined"]),
)
#: most projects have one channel
ALSO = sa.text("also_platform <> ''")
ASKS = sa.text("asks IS 1"), sa.text("asks IS true")
ALSO_INDEX = "ix_project_also_platform_also_conversation_workspace"


def upgrade() -> None:
    """Apply it."""
    for table, column, before in COLUMNS:
        _add(table, column, before)
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)
    columns = ["also_platform", "also_conversation", "workspace"]
    op.create_index(ALSO_INDEX, "project", columns, sqlite_where=ALSO, postgresql_where=ALSO)
    _asks_last()
    _link()


def downgrade() -> None:
    """Take it back; whoever was linked keeps the accounts as they are."""
    op.drop_table("link")
    op.drop_index(ALSO_INDEX, "project")
    for name, table, _ in INDEXES:
        op.drop_index(name, table)
    for table, column, _ in COLUMNS:
        op.drop_column(table, column)


def _add(table: str, column: str, before: sa.ColumnElement[bool] | str) -> None:
    """Add a column with a value for the rows that are there, which has no default from then on."""
    kind = sa.String() if isinstance(before, str) else sa.Boolean()
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(column, kind, nullable=False, server_default=before))
    with op.batch_alter_table(table) as batch:
        batch.alter_column(column, server_default=None)


def _asks_last() -> None:
    """Create an index anew: of two that would do SQLite takes the last, and a rebuilt table has them in any order."""
    op.drop_index("ix_project_asks", "project")
    op.create_index(
        "ix_project_asks", "project", ["workspace", "id"], sqlite_where=ASKS[0], postgresql_where=ASKS[1]
    )


def _link() -> None:
    keys = ["workspace", "person"]
    op.create_table(
        "link",
        *(sa.Column(name, sa.String(), nullable=False) for name in (*keys, "platform", "code", "project")),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(keys, ["person.workspace", "person.id"], name="fk_link_person"),
        sa.PrimaryKeyConstraint(*keys, name="pk_link"),
    )
    op.create_index("ix_link_workspace_code", "link", ["workspace", "code"])
