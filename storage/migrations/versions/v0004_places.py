"""Add where a platform wants to be called, and the conversations that the bot was added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply it."""
    with op.batch_alter_table("installation") as batch:
        batch.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("installation") as batch:
        batch.alter_column("address", server_default=None)
    keys = ["workspace", "platform", "conversation"]
    op.create_table(
        "place",
        *(sa.Column(name, sa.String(), nullable=False) for name in keys),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_place_workspace"),
        sa.PrimaryKeyConstraint(*keys, name="pk_place"),
    )


def downgrade() -> None:
    """Take it back."""
    op.drop_table("place")
    op.drop_column("installation", "address")
