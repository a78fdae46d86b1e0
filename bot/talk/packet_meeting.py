"""The packet's words for a decision that was taken in a meeting: its record, its minutes, and who confirmed it."""

from __future__ import annotations

from bot.project.deciding import OF_A_MEETING
from bot.project.events import DecisionRecorded
from bot.project.meeting import is_address
from bot.project.state import Condition
from bot.talk.packet_parts import Cell, Fact, Facts, Line, Section, line
from bot.talk.packet_told import Told
from bot.talk.words import sentence


def in_a_meeting(told: Told) -> str:
    """Return "Decided in a meeting on …, recorded by …, confirmed by …"; "" where it was not."""
    meeting = told.found.decision.meeting
    if meeting is None:
        return ""
    said = told.words.t(
        "decided in a meeting on {day}, recorded by {recorder}, confirmed by {people}",
        day=told.words.dated(meeting.held_on),
        recorder=told.who(meeting.by),
        people=_confirmed_by(told),
    )
    return sentence(said)


def meeting(told: Told) -> Section | None:
    """Return what is known of the meeting; None where none decided."""
    t, found = told.words.t, told.found.decision.meeting
    if found is None:
        return None
    address = found.minutes if is_address(found.minutes) else ""
    facts = [
        Fact(t("Day of the meeting"), line(told.words.dated(found.held_on))),
        Fact(t("Minutes"), (Line(found.minutes, link=address),)),
        Fact(t("Who was there"), line(found.present or "–")),
        Fact(t("Recorded by"), (*line(told.who(found.by)), *told.when(found.at, _place(told, found.id)))),
        Fact(t("Confirmed by"), line(_confirmed_by(told))),
    ]
    return Section(t("Decided in a meeting"), (Facts(tuple(facts)),))


def own_words(told: Told, condition: Condition) -> str:
    """Return who asked for a condition where it was a meeting; "" where it was somebody."""
    place = condition.id.split(".")
    if len(place) != 4 or place[2] != str(OF_A_MEETING):
        return ""
    return told.words.t("Gate {n}, asked for by a meeting", n=condition.gate)


def confirmed(told: Told) -> Cell:
    """Return what stands under the name of somebody whose approval confirmed a meeting."""
    return line(told.words.t("confirmed what a meeting decided"), "muted")


def _confirmed_by(told: Told) -> str:
    meeting, decision = told.found.decision.meeting, told.found.decision
    seats = [v for v in told.found.votes if meeting and v.confirms == meeting.id]
    pairs = [(vote.by, vote.stands_for) for vote in seats] or [(decision.by, decision.stands_for)]
    names = [
        told.words.t("{who}, in place of {away}", who=told.who(by), away=told.who(away))
        if away
        else told.who(by)
        for by, away in pairs
    ]
    return told.words.listed(names)


def _place(told: Told, record: str) -> int:
    """Return the place in the ledger of a record; 0 where it is not of this round."""
    events = ((entry.seq, entry.recorded.event) for entry in told.found.course)
    return next((seq for seq, e in events if isinstance(e, DecisionRecorded) and e.record == record), 0)
