"""What each role in the whole workspace is called, and what it means for the person who has it."""

from __future__ import annotations

from bot.project.commands import WorkspaceRole
from bot.talk.words import N_, Words

NAMES: dict[WorkspaceRole, str] = {
    "workspace_admin": N_("workspace admin"),
    "portfolio_admin": N_("portfolio admin"),
    "auditor": N_("auditor"),
}
MEANINGS: dict[WorkspaceRole, str] = {
    "workspace_admin": N_(
        "Gives and takes these roles, replaces a lead or a sponsor who has left, and names who keeps the anchor of "
        "the ledger. Erases names and texts, and places legal holds, on Tollgate's command line."
    ),
    "portfolio_admin": N_(
        "Sees every project, puts people in its roles, and can put it on hold and resume it. "
        "Sets no item, asks for no gate and decides none."
    ),
    "auditor": N_(
        "Reads every project, its history and its evidence, and changes nothing. "
        "Has no other role, no item and decides in nobody's place."
    ),
}


def name(words: Words, role: WorkspaceRole) -> str:
    """Return what a role is called."""
    return words.t(NAMES[role])


def meaning(words: Words, role: WorkspaceRole) -> str:
    """Return what somebody in a role does, and does not."""
    return words.t(MEANINGS[role])
