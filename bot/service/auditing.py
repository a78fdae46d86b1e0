"""Who audits a workspace changes nothing in it: `decide` says so of projects, this of everything beside them."""

from __future__ import annotations

from bot.project.refusals import Refusal
from bot.service.ports import Account


def need_no_auditor(account: Account) -> None:
    """Refuse an auditor what would be written, posted or begun."""
    if "auditor" in account.workspace_roles:
        raise Refusal("auditor")
