"""What Alembic runs: the scripts, on the connection that it was given."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from storage.tables import metadata


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Write types as SQLAlchemy's own, so that no script depends on SQLModel."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and type(item).__name__ == "UtcTime":
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
