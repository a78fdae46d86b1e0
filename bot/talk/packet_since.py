"""The packet's words on the round before: how it ended, why, and every item that changed since."""

from __future__ import annotations

from bot.project.since import went_back
from bot.talk.packet_parts import Column, Line, Paragraph, Row, Section, Table, line
from bot.talk.packet_told import Told
from bot.talk.since_words import changes, compared, ended, sponsor_changed


def since(told: Told) -> Section | None:
    """Return what changed since the gate came back; None for its first round."""
    t, scene = told.words.t, told.before
    last = went_back(told.found.before, told.found.gate)
    new = [Paragraph(Line(text, "strong")) for text in sponsor_changed(scene, told.found.gate, told.stamp)]
    if last is None:
        return Section(t("Sponsor"), tuple(new)) if new else None
    found = changes(scene, told.found.gate)
    head = [*new, Paragraph(Line(ended(scene, last, told.stamp(last.at))))]
    head += [Paragraph(Line(t("Reason: {reason}", reason=last.reason)))] if last.reason else []
    title = t("Compared with round {n}", n=last.round)
    said = compared(scene, last, bool(found))
    if not found:
        return Section(title, (*head, Paragraph(Line(said, "muted"))))
    columns = (Column(t("Item"), 32), Column(t("Then"), 34), Column(t("At this decision"), 34))
    rows = tuple(
        Row(
            (
                (Line(t(each.item.title), "strong"), Line(each.item.id, "muted")),
                line(each.then),
                line(each.now),
            )
        )
        for each in found
    )
    return Section(title, (*head, Table(said.removesuffix(":"), columns, rows)))
