"""What a queued message is about. It holds references only, and is drawn from the project when it is sent."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal[
    # live: refreshed in place
    "checklist",  # phase; in the channel
    "review",  # gate, round; in the channel (person is "") and to each approver
    "choose",  # to the sponsor after the iterations: continue, re-scope or stop
    "threshold",  # to the sponsor: a changed threshold to sign
    "equivalent",  # item; to the reviewers: an equivalent to sign
    "role",  # role, person: told to the person, with what it means and what only they can confirm
    # once
    "item",  # item, person: somebody else gave it to them
    "stop_verdict",  # in the channel: more red items than gate 1 allows
    "halted",
    "held",
    "resumed",
    "stopped",
    "paused",  # gate, round: the request waits for the lead
    "approved",  # gate, round: in the channel, with what comes next
    "sent_back",  # gate, round: to the lead
    "iterated",  # gate, round: in the channel
    "question",  # gate, round, question: to the lead
    "answer",  # gate, round, question: to the one who asked
    "chosen",  # in the channel: what the sponsor chose after the iterations
    "threshold_signed",  # in the channel
    "live",
]


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message by kind, with what it refers to."""

    kind: Kind
    project: str
    phase: int = 0
    gate: int = 0
    round: int = 0
    item: str = ""
    person: str = ""
    role: str = ""
    question: str = ""
    #: an edit of a message that is there: where it is not, none is posted
    only_edit: bool = False
