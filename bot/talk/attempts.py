"""Refused votes and signatures of a project: who tried what, when, and which rule said no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.project.refusals import Refusal
from bot.talk import look
from bot.talk.card import Card, Text
from bot.talk.history import in_whose_zone
from bot.talk.refusal import refusal
from bot.talk.refusal_words import SENTENCES
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.words import N_

_TRIED = {
    "ApproveGate": N_("approve a gate"),
    "ApproveWithConditions": N_("approve a gate with conditions"),
    "WithdrawVote": N_("take an approval back"),
    "SendBackGate": N_("send a gate back"),
    "HoldGate": N_("put the project on hold at a gate"),
    "StopGate": N_("stop the project at a gate"),
    "TakeBackDecision": N_("take a decision back"),
    "SignItem": N_("sign an item"),
    "SignEquivalent": N_("sign an equivalent"),
    "SignThreshold": N_("sign a threshold"),
    "VerifyItem": N_("verify an item"),
    "ChooseAfterIterations": N_("choose how to go on after the iterations"),
}


class Tried(Protocol):
    """What is kept of an attempt."""

    @property
    def person(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def command(self) -> str: ...
    @property
    def code(self) -> str: ...


def attempts(scene: Scene, tried: Sequence[Tried]) -> Card:
    """Return what was refused, the last one first."""
    words = scene.words
    head = words.t("Refused attempts · {project}", project=look.title(scene))
    lines = [_line(scene, one) for one in tried]
    if lines and words.shared:
        lines.append(in_whose_zone(words))
    text = "\n".join(lines) or words.t("No vote and no signature was refused.")
    note = words.t("A vote or a signature that the rules refuse changes nothing, and is kept here.")
    return titled(head, Text(text), Text(note, "muted"))


def _line(scene: Scene, tried: Tried) -> str:
    words = scene.words
    what = words.t(
        "{person} tried to {do}",
        person=look.full_name(scene, tried.person),
        do=words.t(_TRIED.get(tried.command, tried.command)),
    )
    why = ""
    if tried.code in SENTENCES:
        said = Refusal(tried.code)
        why = refusal(said, words, scene.names, scene.playbook, scene.project)
    return " · ".join(one for one in (words.alone.moment(tried.at), what, why) if one)
