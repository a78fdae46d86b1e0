"""Somebody was deactivated in their chat, or is there again: noted in each of their projects, once."""

from __future__ import annotations

from datetime import datetime

from bot.project.commands import CLOCK, NoteDeparture, NoteReturn
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.service.playbooks import Playbooks
from bot.service.ports import Tx
from bot.service.unit import record

#: a chat's words for somebody whom it does not know any more
UNKNOWN = frozenset({"user_not_found", "users_not_found", "user_disabled"})


def noted(tx: Tx, workspace: str, person: str, playbooks: Playbooks, now: datetime) -> None:
    """Note in all projects of a person whether they have left: when no account of theirs is active any more."""
    accounts = tx.accounts(workspace, person)
    if not accounts:
        return
    whose = accounts[0].person
    there = any(account.active for account in accounts)
    admins = ",".join(
        grant.person
        for grant in tx.granted(workspace)
        if grant.role == "workspace_admin" and grant.person != whose
    )
    command = NoteReturn(whose) if there else NoteDeparture(whose, admins)
    for key in tx.naming(workspace, whose):
        stored = tx.project(workspace, key)
        if stored is None:
            continue
        playbook = playbooks.get(tx, workspace, stored.project.playbook)
        events = decide(stored.project, command, by=CLOCK, playbook=playbook, now=now)
        if events:
            recorded = [Recorded(event, now, "") for event in events]
            record(tx, workspace, stored, recorded, playbook, now)
