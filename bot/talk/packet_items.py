"""The packet's items: what was recorded, what was asked for, what that amounts to, and who set it and when."""

from __future__ import annotations

from bot.playbooks.model import Field, Item
from bot.project.state import ItemRecord, ItemStatus
from bot.project.state import Row as Saved
from bot.talk import look
from bot.talk.event_words import event_line
from bot.talk.gate_words import counted
from bot.talk.open_steps import steps_done
from bot.talk.packet_parts import Cell, Column, Line, Mood, Paragraph, Row, Section, Table, line
from bot.talk.packet_told import Told
from bot.talk.signs import item_sign
from bot.talk.values import field_text, limits, number_shown

_MOODS: dict[ItemStatus, Mood] = {
    "ready": "good",
    "flagged": "mixed",
    "not_ready": "bad",
    "open": "still",
    "not_applicable": "still",
    "imported": "still",
}


def checklist(told: Told) -> Section:
    """Return the items that the gate rests on."""
    t = told.words.t
    columns, rows = _columns(told), tuple(_row(told, item) for item in told.phase.checklist)
    count = Paragraph(Line(counted(told.before, told.phase), "strong"))
    return Section(t("What the gate rests on"), (count, Table(t("Checklist"), columns, rows)))


def steps(told: Told) -> Section | None:
    """Return the steps of the phase, stage by stage; None where it has none."""
    t, columns = told.words.t, _columns(told)
    tables = tuple(
        Table(t(stage.title), columns, tuple(_row(told, item) for item in stage.items))
        for stage in told.phase.stages
        if stage.items
    )
    if not tables:
        return None
    intro = t("The gate does not rest on these; they show how the phase was worked through.")
    count = Paragraph(Line(steps_done(told.before, told.phase), "strong"))
    return Section(t("Steps of the phase"), (count, Paragraph(Line(intro, "muted")), *tables))


def corrections(told: Told) -> Section:
    """Return what was changed after the gate of its phase had been passed."""
    t, playbook = told.words.t, told.before.playbook
    rows = []
    for entry in told.found.entries:
        event = entry.recorded.event
        corrects, item = getattr(event, "corrects", 0), getattr(event, "item", "")
        if not corrects:
            continue
        what = (Line(t(playbook.item(item).title), "strong"), Line(event_line(told.before, entry.recorded)))
        now = told.when(entry.recorded.at, entry.seq)
        rows.append(Row((what, now, line(told.event(corrects)))))
    title = t("Corrections")
    if not rows:
        nothing = t("Nothing was corrected after the gate of its phase.")
        return Section(title, (Paragraph(Line(nothing, "muted")),))
    columns = (Column(t("What"), 56), Column(t("When"), 26), Column(t("Corrects"), 18))
    return Section(title, (Table(t("Changed after the gate of its phase"), columns, tuple(rows)),))


def _columns(told: Told) -> tuple[Column, ...]:
    t = told.words.t
    return (
        Column(t("Item"), 21),
        Column(t("Status"), 11),
        Column(t("Recorded, with its evidence"), 26),
        Column(t("Threshold"), 12),
        Column(t("Owner"), 14),
        Column(t("Set by"), 16),
    )


def _row(told: Told, item: Item) -> Row:
    t, record = told.words.t, told.found.before.item(item.id)
    status = look.status(told.before, item)
    sign, word = item_sign(status, told.words)
    state = [Line(f"{sign} {word}", "strong")]
    if record.corrected:
        state.append(Line(t("changed after its gate"), "muted"))
    cells = (
        (Line(t(item.title), "strong"), Line(item.id, "muted")),
        tuple(state),
        _recorded(told, item, record) or line(t("nothing recorded"), "muted"),
        tuple(Line(text) for text in limits(told.before, item)) or line(""),
        _owner(told, item, record),
        _set_by(told, record),
    )
    return Row(cells, _MOODS[status])


def _recorded(told: Told, item: Item, record: ItemRecord) -> Cell:
    lines = [*_declared(told, record), *_equivalent(told, record), *_number(told, item)]
    lines += _fields(told, item.fields, item, record.values)
    lines += [each for row in record.rows for each in _register_row(told, item, row)]
    if record.signed_by:
        lines.append(Line(told.words.t("Confirmed by {who}", who=told.who(record.signed_by))))
    elif record.done and not lines:
        lines.append(Line(told.words.t("Marked as done")))
    if record.verified_by:
        lines.append(
            Line(told.words.t("Verified by {who} as a second person", who=told.who(record.verified_by)))
        )
    elif item.verified and record.done:
        lines.append(Line(told.words.t("Waits for a second person")))
    if record.note:
        lines.append(Line(told.words.t("Note: {text}", text=record.note)))
    return tuple(lines)


def _number(told: Told, item: Item) -> list[Line]:
    """Return the number that counts, where it is computed and not just entered."""
    shown = number_shown(told.before, item)
    if not shown or item.rule is None or look.field_of(item, item.rule.value):
        return []
    label = told.words.t(item.rule.label) if item.rule.label else told.words.t("Result")
    return [Line(told.words.t("{label}: {value}", label=label, value=shown), "strong")]


def _fields(told: Told, fields: tuple[Field, ...], item: Item, values: dict[str, str]) -> list[Line]:
    words, lines = told.words, list[Line]()
    for field in fields:
        if text := values.get(field.key, ""):
            label, shown = words.t(field.label), field_text(told.before, item, field, text)
            link = text if field.type == "link" else ""
            lines.append(Line(words.t("{label}: {value}", label=label, value=shown), link=link))
    return lines


def _register_row(told: Told, item: Item, row: Saved) -> list[Line]:
    words, owner, values = told.words, row.owner, row.values
    known = [field for field in item.fields if values.get(field.key)]
    texts = [field_text(told.before, item, field, values[field.key], row) for field in known]
    who = told.who(owner) or words.t("nobody yet")
    shown = Line(" · ".join([*texts, words.t("owner {who}", who=who)]))
    links = [Line(values[field.key], link=values[field.key]) for field in known if field.type == "link"]
    return [shown, *links]


def _declared(told: Told, record: ItemRecord) -> list[Line]:
    t, lines = told.words.t, list[Line]()
    if record.not_ready:
        lines.append(Line(t("Not ready: {reason}", reason=record.not_ready), "strong"))
    if record.not_applicable:
        lines.append(Line(t("Does not apply: {reason}", reason=record.not_applicable), "strong"))
    return lines


def _equivalent(told: Told, record: ItemRecord) -> list[Line]:
    t, found = told.words.t, record.equivalent
    if found is None:
        return []
    lines = [Line(t("Equivalent: {text}", text=found.text), "strong")]
    lines.append(Line(t("Described by {who}", who=told.who(found.by))))
    signed = t("Signed by {who}, from outside the team", who=told.who(found.signed_by))
    return [*lines, Line(signed if found.signed_by else t("Not signed"))]


def _owner(told: Told, item: Item, record: ItemRecord) -> Cell:
    roles = item.signed_by or item.answered_by
    names = told.words.either([look.role_name(told.before, role) for role in roles])
    asked = (Line(told.words.t("for: {roles}", roles=names), "muted"),) if roles else ()
    if not record.owner:
        return asked or line("")
    return (Line(told.who(record.owner)), *asked)


def _set_by(told: Told, record: ItemRecord) -> Cell:
    if not record.changed_by:
        return line("")
    return (Line(told.who(record.changed_by)), *told.when(record.changed_at, record.seq))
