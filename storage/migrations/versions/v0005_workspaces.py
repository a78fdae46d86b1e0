"""Add roles in a whole workspace, and what a workspace chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply it."""
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("granted", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("account") as batch:
        batch.alter_column("granted", server_default=None)
    whose = ["workspace", "person"]
    op.create_table(
        "workspace_role",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", *whose, "role", "granted_by", "ended_by")
        ),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(whose, ["person.workspace", "person.id"], name="fk_workspace_role_person"),
        sa.PrimaryKeyConstraint("id", name="pk_workspace_role"),
    )
    op.create_index("ix_workspace_role_workspace_person", "workspace_role", whose)
    op.create_table(
        "workspace_settings",
        sa.Column("workspace", sa.String(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_workspace_settings_workspace"),
        sa.PrimaryKeyConstraint("workspace", name="pk_workspace_settings"),
    )
    op.create_index("ix_workspace_settings_next_at_workspace", "workspace_settings", ["next_at", "workspace"])


def downgrade() -> None:
    """Take it back."""
    op.drop_table("workspace_settings")
    op.drop_table("workspace_role")
    op.drop_column("account", "granted")
