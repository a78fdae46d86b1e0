"""Create the tables, and make the ledger append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FIXED = (
    "workspace", "project", "seq", "version", "at", "by", "platform", "conversation", "message", "kind", "body",
    "prev_hash", "hash",
)  # fmt: skip
REFUSAL = "the ledger is append-only"


def upgrade() -> None:
    """Apply it."""
    _directory()
    _project()
    _event()
    _index()
    _messages()
    _kept()
    (_guard_sqlite if op.get_bind().dialect.name == "sqlite" else _guard_postgres)()


def downgrade() -> None:
    """Take it back, with all that was stored."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_ledger_change CASCADE")
    for name in ("attempt", "message", "outbox", "inbox", "member", "item", "event", "project"):
        op.drop_table(name)
    for name in ("playbook", "account", "person", "installation", "workspace"):
        op.drop_table(name)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def _bytes(name: str) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(), nullable=False)


def _flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def _time(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _key(table: str, *names: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*names, name=f"pk_{table}")


def _in_workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=f"fk_{table}_workspace")


def _of_project(table: str) -> sa.ForeignKeyConstraint:
    to = ["project.workspace", "project.id"]
    return sa.ForeignKeyConstraint(["workspace", "project"], to, name=f"fk_{table}_project")


def _directory() -> None:
    op.create_table("workspace", *_texts("id"), _key("workspace", "id"))
    op.create_table(
        "installation",
        *_texts("platform", "tenant", "workspace", "name", "bot_user"),
        _in_workspace("installation"),
        _key("installation", "platform", "tenant"),
    )
    op.create_index("ix_installation_workspace", "installation", ["workspace"])
    op.create_table(
        "person", *_texts("workspace", "id"), _in_workspace("person"), _key("person", "workspace", "id")
    )
    op.create_table(
        "account",
        *_texts("platform", "tenant", "user", "workspace", "person", "name", "time_zone", "locale"),
        *_flags("active"),
        *_texts("direct"),
        sa.ForeignKeyConstraint(
            ["workspace", "person"], ["person.workspace", "person.id"], name="fk_account_person"
        ),
        _key("account", "platform", "tenant", "user"),
    )
    op.create_index("ix_account_workspace_person", "account", ["workspace", "person"])


def _project() -> None:
    op.create_table(
        "playbook",
        *_texts("workspace", "digest"),
        _bytes("body"),
        _in_workspace("playbook"),
        _key("playbook", "workspace", "digest"),
    )
    op.create_table(
        "project",
        *_texts("workspace", "id"),
        *_numbers("seq"),
        *_texts("head", "fingerprint"),
        _bytes("snapshot"),
        *_texts("status"),
        *_numbers("phase"),
        *_texts("name"),
        *_flags("practice"),
        *_texts("platform", "conversation"),
        _time("next_at", nullable=True),
        _in_workspace("project"),
        _key("project", "workspace", "id"),
    )
    due = sa.text("next_at IS NOT NULL")
    op.create_index("ix_project_next_at", "project", ["next_at"], sqlite_where=due, postgresql_where=due)
    place = ["workspace", "platform", "conversation"]
    op.create_index("ix_project_workspace_platform_conversation", "project", place)


def _event() -> None:
    op.create_table(
        "event",
        *_texts("workspace", "project"),
        *_numbers("seq", "version"),
        _time("at"),
        *_texts("by", "platform", "conversation", "message", "kind"),
        _bytes("body"),
        sa.Column("texts", sa.String(), nullable=True),
        *_texts("prev_hash", "hash"),
        _of_project("event"),
        _key("event", "workspace", "project", "seq"),
    )


def _index() -> None:
    op.create_table(
        "item",
        *_texts("workspace", "project", "item", "owner", "status", "due_on"),
        _of_project("item"),
        _key("item", "workspace", "project", "item"),
    )
    op.create_index("ix_item_workspace_owner_due_on", "item", ["workspace", "owner", "due_on"])
    op.create_table(
        "member",
        *_texts("workspace", "project", "person", "role"),
        _of_project("member"),
        _key("member", "workspace", "project", "person", "role"),
    )
    op.create_index("ix_member_workspace_person", "member", ["workspace", "person"])


def _messages() -> None:
    op.create_table(
        "outbox",
        *_texts("id", "workspace", "key", "dedupe_key", "slot", "order_key"),
        _bytes("notice"),
        _time("due_at"),
        *_numbers("attempts"),
        _time("lease_until", nullable=True),
        *_texts("state", "why"),
        *_flags("refresh", "pin"),
        *_texts("platform", "conversation", "person", "project"),
        _in_workspace("outbox"),
        _key("outbox", "id"),
        sa.UniqueConstraint("workspace", "slot", name="uq_outbox_workspace_slot"),
    )
    waiting = sa.text("state = 'waiting'")
    for name, columns in (("due", ["due_at", "id"]), ("order", ["order_key", "id"])):
        op.create_index(
            f"ix_outbox_{name}", "outbox", columns, sqlite_where=waiting, postgresql_where=waiting
        )
    op.create_table(
        "message",
        *_texts("workspace", "key", "conversation", "message"),
        _in_workspace("message"),
        _key("message", "workspace", "key"),
    )


def _kept() -> None:
    op.create_table(
        "inbox",
        *_texts("workspace", "platform", "tenant", "key"),
        _bytes("outcome"),
        _time("at"),
        _in_workspace("inbox"),
        _key("inbox", "workspace", "platform", "tenant", "key"),
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    op.create_table(
        "attempt",
        *_texts("id", "workspace", "project", "person"),
        _time("at"),
        *_texts("command", "code"),
        _in_workspace("attempt"),
        _key("attempt", "id"),
    )
    op.create_index("ix_attempt_workspace_project", "attempt", ["workspace", "project"])


def _guard_sqlite() -> None:
    columns = ", ".join(f'"{column}"' for column in FIXED)
    same = "workspace = NEW.workspace AND project = NEW.project AND seq = NEW.seq"
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER event_no_update BEFORE UPDATE OF {columns} ON event {refuse}")
    op.execute(f"CREATE TRIGGER event_no_delete BEFORE DELETE ON event {refuse}")
    # INSERT OR REPLACE deletes without asking the trigger above.
    taken = f"WHEN EXISTS (SELECT 1 FROM event WHERE {same})"
    op.execute(f"CREATE TRIGGER event_no_replace BEFORE INSERT ON event {taken} {refuse}")


def _guard_postgres() -> None:
    op.execute(
        "CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    columns = ", ".join(f'"{column}"' for column in FIXED)
    refuse = "EXECUTE FUNCTION refuse_ledger_change()"
    op.execute(f"CREATE TRIGGER event_no_update BEFORE UPDATE OF {columns} ON event FOR EACH ROW {refuse}")
    op.execute(f"CREATE TRIGGER event_no_delete BEFORE DELETE ON event FOR EACH ROW {refuse}")
    op.execute(f"CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT {refuse}")
