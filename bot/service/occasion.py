"""What a card needs to be drawn, beside what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Tx


@dataclass(frozen=True)
class Occasion:
    """In which transaction something is drawn, when, and for whom."""

    tx: Tx
    workspace: str
    playbooks: Playbooks
    now: datetime
    #: the person it is for; None in a channel
    reader: Account | None = None
    #: that of channels which chose none
    language: str = "en"
