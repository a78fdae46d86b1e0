"""The packet's last sections: roles, how the round went, and where the ledger stood and how to check it."""

from __future__ import annotations

from bot.project.decided import Entry
from bot.project.state import PASSED
from bot.talk import look
from bot.talk.event_words import event_line
from bot.talk.gate_words import OUTCOME_SIGNS
from bot.talk.packet_parts import Column, Fact, Facts, Line, Mood, Paragraph, Row, Section, Table, line
from bot.talk.packet_told import Told, persons
from bot.talk.role_words import NAMES
from bot.talk.words import sentence

#: characters of a hash that tell events apart where the whole one is not needed
SHORT_HASH = 16


def roles(told: Told) -> Section:
    """Return who had which role when it was decided."""
    t, project = told.words.t, told.found.before
    columns = (Column(t("Role"), 34), Column(t("People"), 66))
    rows = tuple(
        Row((line(sentence(t(NAMES[role]))), tuple(Line(told.who(person)) for person in people)))
        for role, people in project.roles.items()
        if people
    )
    return Section(t("Roles"), (Table(t("Roles at the time of the decision"), columns, rows),))


def earlier(told: Told) -> Section | None:
    """Return the decisions before this one; None for the first."""
    t, found = told.words.t, told.found.before.decisions
    if not found:
        return None
    columns = (
        Column(t("Gate"), 20),
        Column(t("Outcome"), 36),
        Column(t("Decided by"), 22),
        Column(t("When"), 22),
    )
    words = {
        "approved": t("approved"),
        "conditional": t("approved with conditions"),
        "sent_back": t("sent back"),
        "iterated": t("another iteration"),
        "withdrawn": t("withdrawn"),
        "held": t("put on hold"),
        "stopped": t("stopped"),
    }
    rows = []
    for each in found:
        sign = OUTCOME_SIGNS.get(each.outcome) or ("✔" if each.outcome in PASSED else "✖")
        name = t("Gate {n}, round {round}", n=each.gate, round=each.round)
        outcome, who = line(f"{sign} {words[each.outcome]}"), line(told.who(each.by) or t("The clock"))
        if each.reason:
            outcome = (*outcome, Line(t("Reason: {reason}", reason=each.reason), "muted"))
        if each.meeting:
            day = told.words.dated(each.meeting.held_on)
            outcome = (*outcome, *line(t("in a meeting on {day}", day=day), "muted"))
        rows.append(Row((line(name), outcome, who, told.when(each.at))))
    return Section(t("Decisions before"), (Table(t("Decisions before this one"), columns, tuple(rows)),))


def course(told: Told, mood: Mood) -> Section:
    """Return every event of the round, as it stands in the ledger; the one that decided in the decision's mood."""
    t = told.words.t
    columns = (
        Column(t("Event"), 10),
        Column(t("When"), 24),
        Column(t("What happened"), 44),
        Column(t("Hash"), 22),
    )
    rows = tuple(
        Row(
            (
                line(str(entry.seq)),
                line(told.stamp(entry.recorded.at)),
                (Line(event_line(told.before, entry.recorded)), *_marked(told, entry)),
                line(f"{entry.hash[:SHORT_HASH]}…", "code"),
            ),
            mood if entry.seq == told.found.entry.seq else None,
        )
        for entry in told.found.course
    )
    return Section(t("How the round went"), (Table(t("Events of this round in the ledger"), columns, rows),))


def _marked(told: Told, entry: Entry) -> tuple[Line, ...]:
    if entry.seq != told.found.entry.seq:
        return ()
    return (Line(told.words.t("the decision of this packet"), "muted"),)


def ledger(told: Told) -> Section:
    """Return where the ledger stood, and how anybody can check it."""
    t, found = told.words.t, told.found
    last = found.entries[-2].hash if len(found.entries) > 1 else ""
    facts = Facts(
        (
            Fact(t("Ledger of the project"), line(found.before.id, "code")),
            Fact(t("Sequence number"), line(str(found.entry.seq), "strong")),
            Fact(t("Event"), line(type(found.event).__name__, "code")),
            Fact(t("Hash"), line(found.entry.hash, "code")),
            Fact(t("Hash of the event before"), line(last, "code")),
            Fact(t("Digest of the playbook"), line(found.before.playbook, "code")),
        )
    )
    why = t(
        "Each event's hash covers the event and the hash of the one before it. "
        "As long as event {n} of this project has the hash above, nothing that this packet rests on was changed.",
        n=found.entry.seq,
    )
    covered = t(
        "The ledger holds ids of people, not their names; a text that people wrote is covered by a salted "
        "digest of it. So a name or a text can be erased when its time is over, and the chain still verifies."
    )
    lines = [Paragraph(Line(text)) for text in (why, covered, t("To check it:"))]
    return Section(t("The ledger, and how to check it"), (facts, *lines, _commands(told)))


def _commands(told: Told) -> Table:
    t, found = told.words.t, told.found
    again = f"tollgate audit packet {found.before.id} {found.gate} --round {found.round}"
    entry = f'"project":"{found.before.id}","seq":{found.entry.seq}'
    known = (
        ("tollgate audit verify", t("Replays every project of the database and checks every hash.")),
        (
            "tollgate audit export ledger.jsonl",
            t("Writes the ledger into a file; the line with {entry} holds the hash above.", entry=entry),
        ),
        ("tollgate audit verify ledger.jsonl", t("Checks that file anywhere, without the database.")),
        (
            "tollgate audit verify ledger.jsonl --anchor anchor.txt",
            t("Holds it to an anchor that was kept outside: a past that was written again shows."),
        ),
        (
            again,
            t(
                "Makes this packet again: the same bytes, unless a name or a text was changed or erased since."
            ),
        ),
    )
    columns = (Column(t("Command"), 46), Column(t("What it does"), 54))
    rows = tuple(Row((line(command, "code"), line(what))) for command, what in known)
    return Table(t("Commands that check the ledger"), columns, rows)


def people(told: Told) -> Section:
    """Return the names in this packet beside the ids in the ledger."""
    t = told.words.t
    columns = (Column(t("Name"), 46), Column(t("Id in the ledger"), 54))
    named = sorted((told.who(person), person) for person in persons(told.found, told.before.playbook))
    rows = tuple(Row((line(name), line(person, "code"))) for name, person in named)
    intro = t("Names are those of the directory when this packet was made.")
    return Section(t("People"), (Paragraph(Line(intro, "muted")), Table(t("Names and ids"), columns, rows)))


def reference(told: Told) -> str:
    """Return what stands at the foot of each page."""
    t, found = told.words.t, told.found
    return t(
        "{project} · gate {n}, round {round} · ledger event {seq} · {hash}",
        project=look.title(told.before),
        n=found.gate,
        round=found.round,
        seq=found.entry.seq,
        hash=found.entry.hash,
    )
