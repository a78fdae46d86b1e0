"""One command as one unit of work: load, decide, evolve, save; or a refusal, kept for its repeat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.calendar import local_day
from bot.project.commands import (
    Actor,
    Command,
    SignEquivalent,
)
from bot.project.decide import decide
from bot.project.due import next_due
from bot.project.events import (
    ConditionReopened,
    ConditionSettled,
    DecisionTakenBack,
    DelegationEnded,
    DelegationGiven,
    Event,
    GateApproved,
    ItemUndone,
    PeopleLinked,
    Recorded,
    RoleGiven,
    RoleTaken,
)
from bot.project.evolve import evolve
from bot.project.index import ItemIndex, index, index_of, members
from bot.project.refusals import BadInput, Refusal
from bot.project.state import Project
from bot.service.announced import morning_again, settled
from bot.service.asked import equivalent
from bot.service.auditing import need_no_auditor
from bot.service.closing import from_morning, old_morning
from bot.service.follow import follow
from bot.service.in_order import in_order
from bot.service.intents import Sender
from bot.service.live_cards import checklist, reviews
from bot.service.outcome import DONE, Outcome, from_bytes, to_bytes
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Attempt, Outgoing, Stored, Tx
from bot.service.queued import everywhere
from bot.service.votes import VOTES
from bot.service.wording import refused, words_of, wrong
from bot.talk.over import older

#: who is on the project, or stands in for somebody, or owes something, may differ after these
_MEMBERS_MOVE: set[type[Event]] = {
    RoleGiven,
    RoleTaken,
    DelegationGiven,
    DelegationEnded,
    PeopleLinked,
    GateApproved,
    DecisionTakenBack,
    ConditionSettled,
    ConditionReopened,
    ItemUndone,
}

#: what a command that went through leaves to say
NOTHING_SAID = to_bytes(DONE)


class UnknownSender(Exception):
    """Nobody of this account is in the directory yet, or they were said to have left."""


class UnknownPresence(Exception):
    """It matters whether the sender is in the project's channel, and the envelope does not show it."""


class Unit(msgspec.Struct, frozen=True):
    """A command of a person on a project, or one that opens a project.

    `make` builds the command from the account and the project's playbook; it may raise BadInput.
    """

    sender: Sender
    project: str
    make: Callable[[Account, Playbook], Command]
    playbooks: Playbooks
    now: datetime
    #: the control's arguments: which card it stood on
    args: dict[str, str] = {}
    #: the command opens `project` with the playbook of this digest; where it is open already, the same form was
    #: sent before
    opens: str = ""
    #: whether the sender is in the project's channel; None: only the envelope can tell
    present: bool | None = None
    #: a refusal that came before the command, when its form was to be opened: kept like any other
    refused: Refusal | None = None

    def __call__(self, tx: Tx) -> Outcome:
        """Run in a transaction. Raises UnknownSender, UnknownPresence, and Conflict to be repeated."""
        sender = self.sender
        loaded = tx.load(
            platform=sender.platform,
            tenant=sender.tenant,
            user=sender.user,
            delivery=sender.delivery,
            project=self.project,
        )
        if loaded.outcome is not None:
            return from_bytes(loaded.outcome)
        if loaded.account is None or not loaded.account.active:
            raise UnknownSender
        try:
            return self._decide(tx, loaded.account, loaded.stored)
        except (Refusal, BadInput) as no:
            if self._elsewhere(loaded.stored, no):
                raise UnknownPresence from None
            return self._refuse(tx, loaded.account, loaded.stored, no)

    def _decide(self, tx: Tx, account: Account, stored: Stored | None) -> Outcome:
        need_no_auditor(account)
        if self.refused:
            raise self.refused
        project = stored.project if stored else None
        if project is None and not self.opens:
            raise Refusal("unknown_project")
        if project and self.opens:
            tx.remember(self._delivery, NOTHING_SAID, self.now)
            return DONE
        key = project.playbook if project else self.opens
        playbook = self.playbooks.get(tx, account.workspace, key)
        command = self.make(account, playbook)
        by = self._actor(account, project)
        events = decide(project, command, by=by, playbook=playbook, now=self.now)
        if not events:
            tx.remember(self._delivery, NOTHING_SAID, self.now)
            return DONE
        if project is None:
            tx.put_playbook(account.workspace, key, playbook)
        record(
            tx,
            account.workspace,
            stored,
            self._recorded(events, account),
            playbook,
            self.now,
            delivery=self._delivery,
            outcome=NOTHING_SAID,
        )
        return DONE

    def _elsewhere(self, stored: Stored | None, no: Refusal | BadInput) -> bool:
        """Tell whether a refusal rests on where the command came from, on a platform of its channels."""
        asked = isinstance(no, Refusal) and no.code == "not_in_channel" and self.present is None
        if not asked or stored is None:
            return False
        return any(one.platform == self.sender.platform for one in stored.project.channels)

    def _refuse(self, tx: Tx, account: Account, stored: Stored | None, no: Refusal | BadInput) -> Outcome:
        project = stored.project if stored else None
        playbook = self.playbooks.sound(tx, account.workspace, project.playbook) if project else None
        if isinstance(no, BadInput):
            outcome = wrong(account, no, self.args, project, playbook)
        else:
            outcome = refused(tx, account, no, project, playbook)
            if project and playbook:
                self._keep_attempt(tx, account, project, playbook, no)
                if no.code != "auditor":  # then it is not the card that is wrong
                    again = [*self._stale(project, playbook), *self._to_sign(account, project, playbook)]
                    if from_morning(self.args):
                        outcome = self._in_morning(tx, account, project, outcome, again)
                    tx.queue(account.workspace, again, self.now)
        tx.remember(self._delivery, to_bytes(outcome), self.now)
        return outcome

    def _in_morning(
        self, tx: Tx, account: Account, project: Project, outcome: Outcome, again: list[Outgoing]
    ) -> Outcome:
        """Refresh the morning message that a refused control stood on; an older one is closed, and named so."""
        if old := old_morning(tx, account, self.sender, self.args):
            again.append(old)
            return replace(outcome, text=f"{outcome.text} {older(words_of(account))}")
        again.append(morning_again(project, account.person))
        return outcome

    def _keep_attempt(
        self, tx: Tx, account: Account, project: Project, playbook: Playbook, no: Refusal
    ) -> None:
        command = self._command(account, playbook)
        if isinstance(command, VOTES):
            attempt = Attempt(project.id, account.person, self.now, type(command).__name__, no.code)
            tx.attempt(account.workspace, attempt)

    def _command(self, account: Account, playbook: Playbook) -> Command | None:
        try:
            return self.make(account, playbook)
        except (BadInput, Refusal):
            return None

    def _stale(self, project: Project, playbook: Playbook) -> list[Outgoing]:
        """Refresh the card that a refused control stood on: it may show what is no longer so."""
        if "g" in self.args and self.args["g"].isdecimal() and 1 <= int(self.args["g"]) <= project.phase:
            number = self.args.get("r", "")
            if number.isdecimal() and 1 <= int(number) <= project.rounds.get(int(self.args["g"]), 0):
                return everywhere(project, reviews(project, playbook, int(self.args["g"]), int(number)))
        return everywhere(project, [checklist(project, project.phase)])

    def _to_sign(self, account: Account, project: Project, playbook: Playbook) -> list[Outgoing]:
        """Refresh the message that asked for a refused signature: what it shows may stand for the item no more."""
        command = self._command(account, playbook)
        if not isinstance(command, SignEquivalent) or command.item not in project.items:
            return []
        described = command.seq if command.seq > 0 else project.item(command.item).seq
        return [replace(equivalent(project, command.item, described, account.person), edit_only=True)]

    def _actor(self, account: Account, project: Project | None) -> Actor:
        here = project is not None and project.lives_in(self.sender.platform, self.sender.conversation)
        return Actor(account.person, present=here or self.present is True, granted=account.workspace_roles)

    def _recorded(self, events: Sequence[Event], account: Account) -> list[Recorded]:
        s = self.sender
        return [Recorded(e, self.now, account.person, s.platform, s.conversation, s.message) for e in events]

    @property
    def _delivery(self) -> tuple[str, str, str]:
        return (self.sender.platform, self.sender.tenant, self.sender.delivery)


def record(
    tx: Tx,
    workspace: str,
    before: Stored | None,
    recorded: Sequence[Recorded],
    playbook: Playbook,
    now: datetime,
    *,
    delivery: tuple[str, str, str] | None = None,
    outcome: bytes = b"",
    extra: Sequence[Outgoing] = (),
) -> Project:
    """Fold the events and save them with all that follows: rows, messages, the next due instant."""
    project = before.project if before else None
    recorded, after = in_order(tx, workspace, before, recorded), project
    for entry in recorded:
        after = evolve(after, entry)
    if after is None:
        raise ValueError("nothing to record for a project that does not exist")
    events = [entry.event for entry in recorded]
    by = recorded[0].by if recorded else ""
    tx.save(
        before,
        recorded,
        after,
        workspace=workspace,
        items=_changed(project, after, events, playbook),
        members=_members(after, events),
        outgoing=[*_follow(project, after, events, playbook, by, now), *extra],
        due_at=next_due(after, playbook, now),
        delivery=delivery,
        outcome=outcome,
    )
    return after


def _follow(
    before: Project | None,
    after: Project,
    events: Sequence[Event],
    playbook: Playbook,
    by: str,
    now: datetime,
) -> Sequence[Outgoing]:
    if not events:
        return ()
    return [
        *follow(before, after, events, playbook, by),
        *settled(before, after, events, playbook, local_day(now, after.time_zone)),
    ]


def _changed(
    before: Project | None, after: Project, events: Sequence[Event], playbook: Playbook
) -> Sequence[ItemIndex]:
    """Return the index rows that may differ: those of the items named, or all when the plan moved."""
    named = {getattr(event, "item", "") for event in events}
    if before is None or "" in named:
        old = set(index(before, playbook)) if before else set()
        return [row for row in index(after, playbook) if row not in old]
    users = (user for item in named for user in playbook.users_of(item))
    return index_of(after, playbook, sorted(named.union(users)))


def _members(after: Project, events: Sequence[Event]) -> list[tuple[str, str]] | None:
    opened = after.seq == len(events)
    if not opened and not any(type(event) in _MEMBERS_MOVE for event in events):
        return None
    return members(after)
