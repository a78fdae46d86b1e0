"""Messages that are posted already, after something was erased: drawn anew where they are live, else a note."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec.structs import replace

from bot.project.decided import Deciding, Entry
from bot.project.events import DecisionTakenBack
from bot.project.state import Project
from bot.service.ports import Outgoing, Place
from bot.service.queued import channel, encode, is_pinned, place_of
from bot.talk.notices import DECIDED, Kind, Notice


def redrawn(
    project: Project, posted: Sequence[str], entries: Sequence[Entry], touched: Collection[int], mark: str
) -> Iterator[Outgoing]:
    """Yield an edit of each posted message, by its key, that shows what was erased.

    Live messages are drawn from the project as it is now. One that was posted once was drawn from a moment that
    is over: where what it told is among the `touched` events, a note takes its place. `mark` tells this erasure
    from others.
    """
    ends = _ends(entries, touched)
    also = project.also
    for key in posted:
        copy = also is not None and key.endswith(f"@{also.platform}")
        whole = key.rpartition("@")[0] if copy else key
        found = (
            _live(project, whole) or _packet(project, whole, entries, touched) or _once(project, whole, ends)
        )
        if found is None:
            continue
        notice, place = found
        if copy and also:
            place = place_of(also)
        pin = notice.kind == "checklist" and is_pinned(project, notice.phase)
        dedupe = f"{key}:erased:{mark}"
        yield Outgoing(key, place, encode(notice), dedupe, True, pin, edit_only=True, project=project.id)


def _ends(entries: Sequence[Entry], touched: Collection[int]) -> set[int]:
    """Return the seqs by which messages about some events may be called: that of the last one written with it."""
    found, group = set[int](), ("", "")
    for entry in entries:
        written = (entry.recorded.at.isoformat(), entry.recorded.by)
        if entry.seq in touched or (written == group and entry.seq - 1 in found):
            found.add(entry.seq)
        group = written
    return found


Found = tuple[Notice, Place]
#: kinds of messages about one decision, by the word in their keys
_DECIDED: dict[str, Kind] = {kind: kind for kind in DECIDED}


def _live(project: Project, key: str) -> Found | None:
    """Return what a live message is drawn from, and where it is, by its key; None for another one."""
    kind, _, *rest = key.split(":") if ":" in key else (key, "")
    p = project.id
    match kind, rest:
        case "checklist", [phase] if phase.isdecimal():
            return Notice("checklist", p, phase=int(phase)), channel(project)
        case "review", [gate, number, *who] if gate.isdecimal() and number.isdecimal():
            person = "".join(who)
            notice = Notice("review", p, gate=int(gate), round=int(number), person=person)
            return notice, Place(person=person) if person else channel(project)
        case "decided", [kind, gate, number, seq, *who] if kind in _DECIDED:
            person = "".join(who)
            told = Notice(_DECIDED[kind], p, gate=int(gate), round=int(number), seq=int(seq), person=person)
            return told, Place(person=person) if person else channel(project)
        case "condition", [gate, number, person] if gate.isdecimal() and number.isdecimal():
            notice = Notice("condition", p, gate=int(gate), round=int(number), person=person)
            return notice, Place(person=person)
        case "role", [role, person]:
            return Notice("role", p, role=role, person=person), Place(person=person)
        case "rows", [person]:
            return Notice("rows", p, person=person), Place(person=person)
        case "choose", [_, person]:
            return Notice("choose", p, person=person), Place(person=person)
        case "threshold", [_, person]:
            return Notice("threshold", p, person=person), Place(person=person)
        case "left", [whose, person]:
            return Notice("left", p, person=whose), Place(person=person)
        case "import", [person]:
            return Notice("import", p, person=person), Place(person=person)
        case "verify", [item, person]:
            return Notice("verify", p, item=item, person=person), Place(person=person)
        case "recorded", [meeting, person]:
            return _recorded(project, meeting, person), Place(person=person)
        case "paused", [gate, number] if gate.isdecimal() and number.isdecimal():
            return Notice("paused", p, gate=int(gate), round=int(number)), channel(project)
        case "paused", [gate, number, person] if gate.isdecimal() and number.isdecimal():
            notice = Notice("paused", p, gate=int(gate), round=int(number), person=person)
            return notice, Place(person=person)
        case "question" | "answer", [gate, number, question, person] if gate.isdecimal():
            about = Notice("question" if kind == "question" else "answer", p, gate=int(gate), person=person)
            return replace(about, round=int(number), question=question), Place(person=person)
        case "equivalent", [item, seq, person] if seq.isdecimal():
            return Notice("equivalent", p, item=item, person=person, seq=int(seq)), Place(person=person)
        case _:
            return None


def _recorded(project: Project, meeting: str, person: str) -> Notice:
    """Return the card that asks somebody to confirm what a meeting decided, while it does; afterwards the note."""
    asked = project.request
    if asked is None or asked.meeting is None or asked.meeting.id != meeting:
        return Notice("erased", project.id)
    about = Notice("recorded", project.id, gate=asked.gate, round=asked.round)
    return replace(about, record=meeting, person=person)


def _packet(project: Project, key: str, entries: Sequence[Entry], touched: Collection[int]) -> Found | None:
    """Return the word that came with a packet in which some events stand, and where that is."""
    kind, _, *rest = [*key.split(":"), "", ""]
    if kind != "packet":
        return None
    # One that somebody asked for is called by the decision's place in the ledger, their id and what asked.
    person = "" if rest[1].isdecimal() else rest[1]
    seq = rest[0] if person else rest[2]
    for entry in entries:
        event = entry.recorded.event
        if (
            str(entry.seq) == seq
            and isinstance(event, Deciding)
            and _stand_in_it(entry.seq, entries, touched)
        ):
            about = Notice(
                "packet", project.id, gate=event.gate, round=event.round, seq=entry.seq, person=person
            )
            return about, Place(person=person) if person else channel(project)
    return None


def _stand_in_it(seq: int, entries: Sequence[Entry], touched: Collection[int]) -> bool:
    back = {entry.seq for entry in entries if isinstance(entry.recorded.event, DecisionTakenBack)}
    return any(one <= seq or one in back for one in touched)


def _once(project: Project, key: str, ends: Collection[int]) -> Found | None:
    """Return the note, and where it goes, for a message that was posted once after one of some events."""
    kind, _, seq, *rest = [*key.split(":"), "", ""]
    if kind == "packet" or not seq.isdecimal() or int(seq) not in ends:
        return None
    person = next((part for part in reversed(rest) if part), "")
    note = Notice("erased", project.id)
    # A conversation's own id may hold colons.
    home = (one for one in project.channels if key.endswith(f":{one.conversation}"))
    place = next((place_of(one) for one in home), None)
    return note, place or Place(person=person)
