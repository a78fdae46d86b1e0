"""A sign and a word for every state: neither is ever shown without the other."""

from __future__ import annotations

from bot.project.state import GateVerdict, ItemStatus, Status
from bot.talk.words import N_, Words

_ITEMS: dict[ItemStatus, tuple[str, str]] = {
    "ready": ("✔", N_("ready")),
    "flagged": ("▲", N_("flagged")),
    "not_ready": ("✖", N_("not ready")),
    "open": ("○", N_("open")),
    "not_applicable": ("–", N_("not applicable")),
    "imported": ("⇥", N_("imported")),
}
_VERDICTS: dict[GateVerdict, tuple[str, str]] = {
    "go": ("✔", N_("go")),
    "fix_and_recheck": ("▲", N_("fix and recheck")),
    "stop": ("✖", N_("stop")),
    "iterate": ("✖", N_("iterate")),
    "not_yet": ("○", N_("not yet")),
}
_PROJECTS: dict[Status, tuple[str, str]] = {
    "running": ("✔", N_("running")),
    "waiting": ("○", N_("waiting for the gate")),
    "paused": ("⏸", N_("gate request paused")),
    "deciding": ("○", N_("waiting for the sponsor")),
    "held": ("⏸", N_("on hold")),
    "halted": ("⏸", N_("halted")),
    "stopped": ("✖", N_("stopped")),
    "live": ("✔", N_("live")),
}
APPROVED = "✔"
SENT_BACK = "✖"
PAUSED = "⏸"
WAITING = "○"


def item_sign(status: ItemStatus, words: Words) -> tuple[str, str]:
    """Return the sign and the word of an item's status."""
    sign, word = _ITEMS[status]
    return sign, words.t(word)


def verdict_sign(verdict: GateVerdict, words: Words) -> tuple[str, str]:
    """Return the sign and the word of a verdict."""
    sign, word = _VERDICTS[verdict]
    return sign, words.t(word)


def project_sign(status: Status, words: Words) -> tuple[str, str]:
    """Return the sign and the word of a project's status."""
    sign, word = _PROJECTS[status]
    return sign, words.t(word)
