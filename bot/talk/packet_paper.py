"""The packet's section on gates from paper: what their documents say, and who vouches for it."""

from __future__ import annotations

from bot.talk.packet_parts import Column, Line, Paragraph, Row, Section, Table, line
from bot.talk.packet_told import Told


def section(told: Told) -> Section | None:
    """Return the earlier gates that were passed on paper; None for a project that began here."""
    t, known = told.words.t, told.found.before.imported
    if known is None:
        return None
    columns = (
        Column(t("Gate"), 12),
        Column(t("Decided on"), 20),
        Column(t("Decided by, as the document has it"), 26),
        Column(t("Document"), 42),
    )
    rows = tuple(
        Row(
            (
                line(t("Gate {n}", n=told.words.number(found.gate))),
                line(told.words.dated(found.decided_on)),
                line(found.who),
                line(found.document),
            )
        )
        for found in known.gates
    )
    said = t(
        "Countersigned by {who} on {when}.",
        who=told.who(known.countersigned_by),
        when=told.stamp(known.countersigned_at),
    )
    brought = t("Brought in by {who} on {when}.", who=_by(told, known.by), when=told.stamp(known.asked_at))
    lines = (Paragraph(Line(brought)), Paragraph(Line(said, "strong"))) if known.countersigned_by else ()
    return Section(
        t("Gates from paper"), (*lines, Table(t("Gates passed before the project was here"), columns, rows))
    )


def _by(told: Told, person: str) -> str:
    return told.who(person) or told.words.t("whoever runs Tollgate")
