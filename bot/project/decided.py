"""How a round of a gate was decided: the project replayed up to there, and what the ledger says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from bot.project.events import (
    DecisionDisputed,
    DecisionRecorded,
    DecisionTakenBack,
    GateApproved,
    GateHeld,
    GateIterated,
    GatePaused,
    GateQuestionAnswered,
    GateQuestionAsked,
    GateRequested,
    GateResumed,
    GateSentBack,
    GateStopped,
    GateWithdrawn,
    Recorded,
    VoteCast,
    VoteWithdrawn,
)
from bot.project.evolve import evolve
from bot.project.state import PASSED, GateDecision, Project, Vote

Deciding = GateApproved | GateSentBack | GateHeld | GateStopped | GateIterated
OfRound = (
    GateRequested
    | GatePaused
    | GateResumed
    | GateWithdrawn
    | GateQuestionAsked
    | GateQuestionAnswered
    | VoteCast
    | VoteWithdrawn
    | DecisionRecorded
    | DecisionDisputed
    | DecisionTakenBack
    | Deciding
)


class Entry(msgspec.Struct, frozen=True):
    """An event at its place in a project's ledger."""

    seq: int
    #: of the event and everything before it, in hex
    hash: str
    recorded: Recorded


class Undecided(LookupError):
    """There is no decision of this round; `rounds` are the (gate, round) that were decided."""

    def __init__(self, rounds: tuple[tuple[int, int], ...]) -> None:
        """Take what was decided."""
        super().__init__(str(rounds))
        self.rounds = rounds


class Decided(msgspec.Struct, frozen=True):
    """One decision, with the project just before it and just after it."""

    gate: int
    round: int
    #: the event that decided
    entry: Entry
    before: Project
    after: Project
    #: every event of the round, and what became of the decision
    course: tuple[Entry, ...]
    #: the project just before a person's approval that counted, by person, and where that stands
    voted: dict[str, tuple[Entry, Project]]
    #: the event of each place in the ledger up to the decision
    entries: tuple[Entry, ...]
    #: where the decision was taken back; None while it stands
    taken_back: Entry | None = None

    @property
    def decision(self) -> GateDecision:
        """What the project keeps of it."""
        return self.after.decisions[-1]

    @property
    def as_it_was(self) -> Decided:
        """The same without what became of it later: what it gives stays the same for ever."""
        course = tuple(entry for entry in self.course if entry.seq <= self.entry.seq)
        return msgspec.structs.replace(self, course=course, taken_back=None)

    @property
    def votes(self) -> tuple[Vote, ...]:
        """The approvals there were, the one that decided included; of no group where it decided alone."""
        request, decision = self.before.request, self.decision
        votes = request.votes if request else ()
        if votes or decision.outcome not in PASSED:
            return votes
        confirms = decision.meeting.id if decision.meeting else ""
        return (Vote(decision.by, "", decision.at, decision.stands_for, confirms=confirms),)

    @property
    def event(self) -> Deciding:
        """What decided."""
        event = self.entry.recorded.event
        assert isinstance(event, Deciding)
        return event


def rounds_decided(entries: Sequence[Entry]) -> tuple[tuple[int, int], ...]:
    """Return the (gate, round) that were decided, in order."""
    events = (entry.recorded.event for entry in entries)
    return tuple(dict.fromkeys((e.gate, e.round) for e in events if isinstance(e, Deciding)))


def decided(entries: Sequence[Entry], gate: int, number: int = 0, seq: int = 0) -> Decided:
    """Return how a round of a gate was decided, the last time where that was taken back; 0: its last round.

    `seq`: the decision at this place, where a round was decided several times. Raises Undecided.
    """
    rounds = rounds_decided(entries)
    wanted = [each for each in rounds if each[0] == gate and number in (0, each[1])]
    if not wanted:
        raise Undecided(rounds)
    number = wanted[-1][1]
    places = [place for place, entry in enumerate(entries) if _decides(entry, gate, number)]
    at = next((place for place in places if seq == entries[place].seq), -1) if seq else places[-1]
    if at < 0:
        raise Undecided(rounds)
    states = list(_states(entries[: at + 1]))
    before, after = states[at - 1], states[at]
    course = tuple(entry for entry in entries if _of(entry, gate, number))
    later = entries[at + 1 :]
    back = next((e for e in later if _of(e, gate, number) and _is(e, DecisionTakenBack)), None)
    return Decided(
        gate,
        number,
        entries[at],
        before,
        after,
        course,
        voted=dict(_votes(entries[: at + 1], states, gate, number)),
        entries=tuple(entries[: at + 1]),
        taken_back=back,
    )


def _decides(entry: Entry, gate: int, number: int) -> bool:
    return _is(entry, Deciding) and _of(entry, gate, number)  # type: ignore[arg-type]


def _is(entry: Entry, kind: type) -> bool:
    return isinstance(entry.recorded.event, kind)


def _of(entry: Entry, gate: int, number: int) -> bool:
    event = entry.recorded.event
    return isinstance(event, OfRound) and (event.gate, event.round) == (gate, number)


def _states(entries: Sequence[Entry]) -> Iterator[Project]:
    project: Project | None = None
    for entry in entries:
        project = evolve(project, entry.recorded)
        yield project


def _votes(
    entries: Sequence[Entry], states: Sequence[Project], gate: int, number: int
) -> Iterator[tuple[str, tuple[Entry, Project]]]:
    """Yield every approval of a round; a later one of the same person replaces the one before."""
    for place, entry in enumerate(entries):
        if not _of(entry, gate, number):
            continue
        before = states[place - 1]
        # Where one approval decides, the decision is the approval, too.
        alone = _is(entry, GateApproved) and not (before.request and before.request.votes)
        if _is(entry, VoteCast) or alone:
            yield entry.recorded.by, (entry, before)
