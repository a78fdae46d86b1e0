"""What a queued message is about. It holds references only, and is drawn from the project when it is sent."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

import msgspec

Kind = Literal[
    # live: refreshed in place
    "checklist",  # phase; in the channel
    "review",  # gate, round; in the channel (person is "") and to each approver
    "choose",  # to the sponsor after the iterations: continue, re-scope or stop
    "threshold",  # to the sponsor: a changed threshold to sign
    "equivalent",  # item; to the reviewers: an equivalent to sign
    "import",  # person: to the sponsor, gates from paper to countersign
    "verify",  # item, person: to whom is asked to verify what somebody else has set
    "recorded",  # gate, round, record, person: to an approver, what a meeting decided, to be confirmed
    "condition",  # gate, round, person: told to the owner of conditions, with what settles them
    "rows",  # person: rows of registers that name them
    "role",  # role, person: told to the person, with what it means and what only they can confirm
    "paused",  # gate, round: the request waits for the lead; in the channel (person is "") and to the lead
    "question",  # gate, round, question, person: to the lead
    "answer",  # gate, round, question, person: to the one who asked
    # once
    "handed_on",  # role, person, was, by: in the channel, somebody is sponsor or lead in another's place
    "role_over",  # role, person, by: to whoever had a role that others depend on
    "item",  # item, person: somebody else gave it to them
    "stop_verdict",  # in the channel: more red items than gate 1 allows
    "halted",
    "held",
    "resumed",
    "stopped",
    "approved",  # gate, round, seq: in the channel, with what comes next
    "sent_back",  # gate, round, seq, person: to the lead, live until the gate is requested again
    "gate_ended",  # gate, round, seq: in the channel, an approver put the project on hold or stopped it
    "not_so",  # gate, round, person: to the lead, what was recorded of a meeting is not so
    "packet",  # gate, round, seq: the files of a decision, in the channel or to `person`, who asked for them
    "taken_back",  # gate, round, person: who decided took it back; in the channel, and to whom the decision went
    "vote_fell",  # gate, round, person, why, and item, by or record: to them, whose approval fell by itself
    "iterated",  # gate, round: in the channel
    "chosen",  # in the channel: what the sponsor chose after the iterations
    "threshold_signed",  # in the channel
    "import_refused",  # to the lead: the sponsor did not countersign
    "import_countersigned",  # in the channel
    "live",
    # mornings, computed when they are due
    "digest",  # person, on, refs: what waits for a person, live until the next one
    "standup",  # platform, conversation, since, at: in the channel, live until the next one
    "weekly",  # platform, conversation, since, at: the last working day's summary
    "sponsor_digest",  # person, since, at: over the sponsor's projects, with costs of delay and next decisions
    "questions",  # platform, conversation, person, on: done, next, blocked, before the stand-up
    # once, about somebody's accounts on two platforms
    "accounts_joined",  # person, platform, at: on both of them, with where it was confirmed
    "acts_as",  # person, platform, refs: to a lead, with the account that the person acts with, too
    # once, about a role in the whole workspace
    "workspace_role",  # person, role, by: to the person, with what it means
    "workspace_role_over",  # person, role, by: to the person
    # once
    "new_date",  # item, person: to the lead, when somebody moved a due day
    "declined",  # item, person: to the lead, when an owner gave an item back
    "unsigned",  # item, person: to the lead, who signed an equivalent is on the team now, so it is to be signed anew
    "waits_for_you",  # item, person: to a colleague whom an owner waits for
    "first_value",  # in the channel: the first measured value of the KPI
    "channel_linked",  # person: in both channels, from now on
    "channel_unlinked",  # platform, person: in the channel that is no longer the project's, and at home
    "bot_removed",  # platform, conversation: to the lead, when the bot was taken out of a channel
    "undelivered",  # person: to the lead, when somebody cannot be reached
    # live, to whoever can give it to others
    "left",  # person: they were deactivated, with what was theirs and who has it now
    # in place of a copy that was followed by another; conversation, message: where it stands
    "digest_over",  # person
    "checklist_over",  # phase
    "erased",  # in place of a message that held what was erased
    # once a week and person
    "anchor",  # person, line, at: to whoever keeps the anchor of the ledger outside
    # live, to one person about several projects
    "delegate",  # person, by, first, on: decides in the place of whoever named them, from one day to another
    "absence",  # person, on: their status says that they are away until that day; who decides meanwhile
]
#: drawn from several projects or none, each by its own function: bot.talk.morning, standup, sponsor_digest,
#: questions, joining, anchor, absence, admin
SEVERAL: tuple[Kind, ...] = (
    "digest",
    "digest_over",
    "standup",
    "weekly",
    "sponsor_digest",
    "questions",
    "accounts_joined",
    "acts_as",
    "anchor",
    "absence",
    "delegate",
    "workspace_role",
    "workspace_role_over",
)


#: about one decision: posted once, and edited when that is taken back or what they offer is done
DECIDED: tuple[Kind, ...] = ("approved", "live", "gate_ended", "sent_back")
#: drawn where its files are printed
PRINTED: tuple[Kind, ...] = ("packet",)


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
    #: who gave or took the role
    by: str = ""
    #: who had the role before
    was: str = ""
    question: str = ""
    #: of a meeting that decided
    record: str = ""
    #: of an approval that fell
    why: str = ""
    platform: str = ""
    conversation: str = ""
    #: the platform's id of a message that is closed
    message: str = ""
    #: local day that the message is for
    on: date | None = None
    #: the day of the one that it follows
    before: date | None = None
    #: the first day of what lasts until `on`
    first: date | None = None
    #: the stretch that it reports
    since: datetime | None = None
    at: datetime | None = None
    #: what it listed when it was posted, so that settled lines stay: (project, item)
    refs: tuple[tuple[str, str], ...] = ()
    #: of the event that decided, or described what is to be signed
    seq: int = 0
    #: the last day of which there was nothing new to say
    still: date | None = None
    #: what is said as it was then, word for word: an anchor that was computed anew would prove nothing
    line: str = ""
