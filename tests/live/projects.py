"""Projects that are opened as people do it: by sending the form."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from tests.live import requests
from tests.live.connection import Connection, Response

LEAD, SPONSOR = "U0LEAD", "U0SPONSOR"


def project_id(number: int) -> str:
    """Return the id that the form of a project carries."""
    return str(UUID(int=0x0190_0000_0000_7000_8000_0000_0000_0000 + number))


def channel(number: int) -> str:
    """Return the channel of a project."""
    return f"C{number:08d}"


def opening(number: int, where: str, lead: str, sponsor: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the form of a new project carries, and what is filled in."""
    values = {
        "name": f"Project {number}",
        "lead": lead,
        "sponsor": sponsor,
        "channel": where,
        "starts_on": datetime.now(UTC).date().isoformat(),
        "time_zone": "UTC",
        "region": "",
    }
    return {"conversation": where, "new": project_id(number)}, values


async def open_project(connection: Connection, number: int) -> str:
    """Open a project in a channel of its own; return its id."""
    args, values = opening(number, channel(number), LEAD, SPONSOR)
    body = requests.submit(LEAD, f"open-{number}", "project.new", args, values)
    response = await connection.click(body)
    if response != Response(200, b""):
        raise RuntimeError(f"no project was opened: {response}")
    return project_id(number)
