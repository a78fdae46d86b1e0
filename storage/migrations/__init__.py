"""The history of the schema, for both databases, run in process."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

#: the newest version; a test compares it with the scripts
HEAD = "0005"


def config(connection: Connection) -> Config:
    """Return what Alembic needs, without a file of settings and wherever the process runs."""
    found = Config()
    found.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    found.set_main_option("path_separator", "os")
    found.attributes["connection"] = connection
    return found


def upgrade(connection: Connection) -> None:
    """Bring the schema up to date."""
    if version(connection) != HEAD:
        command.upgrade(config(connection), "head")


def version(connection: Connection) -> str | None:
    """Return the version of a database's schema, None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)
