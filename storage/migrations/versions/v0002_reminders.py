"""Add what reminders and stand-ups are planned by, for everybody and every channel that is there already."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

#: never planned: the next sweep does it
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
NAGS = sa.text("nag_on IS NOT NULL")
ASKS = sa.text("asks IS 1"), sa.text("asks IS true")
WAITING = ("waiting", "deciding")


def upgrade() -> None:
    """Apply it."""
    _preferences()
    _channel()
    _item()
    _flag("project", "asks")
    _flag("outbox", "edit_only")
    with op.batch_alter_table("account") as batch:
        batch.add_column(sa.Column("language", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("account") as batch:
        batch.alter_column("language", server_default=None)
    op.create_index(
        "ix_project_asks", "project", ["workspace", "id"], sqlite_where=ASKS[0], postgresql_where=ASKS[1]
    )
    op.create_index("ix_event_workspace_project_at", "event", ["workspace", "project", "at"])
    _fill(op.get_bind())


def downgrade() -> None:
    """Take it back, with all that was chosen."""
    op.drop_index("ix_event_workspace_project_at", "event")
    op.drop_index("ix_project_asks", "project")
    op.drop_index("ix_item_nag", "item")
    for table, column in (
        ("outbox", "edit_only"),
        ("account", "language"),
        ("project", "asks"),
        ("item", "nag_on"),
    ):
        op.drop_column(table, column)
    op.drop_table("channel")
    op.drop_table("preferences")


def _planned(*keys: str) -> list[sa.Column[Any]]:
    return [
        *(sa.Column(name, sa.String(), nullable=False) for name in keys),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    ]


def _preferences() -> None:
    keys = ["workspace", "person"]
    op.create_table(
        "preferences",
        *_planned(*keys),
        sa.ForeignKeyConstraint(keys, ["person.workspace", "person.id"], name="fk_preferences_person"),
        sa.PrimaryKeyConstraint(*keys, name="pk_preferences"),
    )
    op.create_index("ix_preferences_next_at_workspace_person", "preferences", ["next_at", *keys])


def _channel() -> None:
    keys = ["workspace", "platform", "conversation"]
    op.create_table(
        "channel",
        *_planned(*keys),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name="fk_channel_workspace"),
        sa.PrimaryKeyConstraint(*keys, name="pk_channel"),
    )
    op.create_index("ix_channel_next_at_workspace_platform_conversation", "channel", ["next_at", *keys])


def _item() -> None:
    op.add_column("item", sa.Column("nag_on", sa.String(), nullable=True))
    columns = ["workspace", "nag_on", "project", "owner"]
    op.create_index("ix_item_nag", "item", columns, sqlite_where=NAGS, postgresql_where=NAGS)


def _flag(table: str, name: str) -> None:
    """Add a column that is false for the rows that are there, and has no default from then on."""
    with op.batch_alter_table(table) as batch:
        batch.add_column(sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table(table) as batch:
        batch.alter_column(name, server_default=None)


def _fill(connection: sa.Connection) -> None:
    # Looked at too early costs a look; the rules decide what is said. The next change puts the right day.
    connection.execute(sa.text("UPDATE item SET nag_on = '1970-01-01' WHERE status IN ('open', 'not_ready')"))
    _fill_preferences(connection)
    projects = sa.text(
        "SELECT workspace, platform, conversation, id, status, snapshot FROM project ORDER BY id"
    )
    found = [(*row[:5], json.loads(row[5])) for row in connection.execute(projects)]
    asking = sa.text("UPDATE project SET asks = TRUE WHERE workspace = :workspace AND id = :id")
    for workspace, _, _, key, status, about in found:
        if status in WAITING or about.get("new_threshold"):
            connection.execute(asking, {"workspace": workspace, "id": key})
    _fill_channels(connection, found)


def _fill_preferences(connection: sa.Connection) -> None:
    people = connection.execute(sa.text("SELECT workspace, id FROM person")).all()
    rows = [{"workspace": workspace, "person": person, **_never()} for workspace, person in people]
    if rows:
        connection.execute(sa.insert(_table("preferences", "workspace", "person")), rows)


def _fill_channels(connection: sa.Connection, projects: list[tuple[Any, ...]]) -> None:
    rows: dict[tuple[str, str, str], dict[str, Any]] = {}
    for workspace, platform, conversation, _, _, about in projects:
        key = {"workspace": workspace, "platform": platform, "conversation": conversation}
        chosen = {**key, "time_zone": about["time_zone"], "region": about.get("region", "")}
        row = {**key, **_never(), "body": json.dumps(chosen).encode()}
        rows.setdefault((workspace, platform, conversation), row)
    if rows:
        into = _table("channel", "workspace", "platform", "conversation")
        connection.execute(sa.insert(into), list(rows.values()))


def _table(name: str, *keys: str) -> sa.TableClause:
    return sa.table(name, *_planned(*keys))


def _never() -> dict[str, Any]:
    at = LONG_AGO if op.get_bind().dialect.name == "postgresql" else LONG_AGO.replace(tzinfo=None)
    return {"next_at": at, "body": b""}
