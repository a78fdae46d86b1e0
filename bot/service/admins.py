"""Who are the admins of a workspace: a refusal says whom to ask."""

from __future__ import annotations

from bot.service.ports import Tx


def active_admins(tx: Tx, workspace: str) -> list[str]:
    """Return the workspace admins who have not left."""
    admins = [grant.person for grant in tx.granted(workspace) if grant.role == "workspace_admin"]
    known = tx.people(workspace, admins)
    return [person for person in admins if person in known and known[person].active]
