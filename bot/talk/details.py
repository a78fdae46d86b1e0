"""Everything about one item: what it asks for, what is recorded, what happened, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Field, Item
from bot.project.events import Recorded
from bot.project.retention import ERASED
from bot.project.state import Row
from bot.talk import look
from bot.talk.baseline_words import doubts_of
from bot.talk.brief import detail
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Confirm,
    Divider,
    Fact,
    Facts,
    Heading,
    ItemRow,
    Link,
    Part,
    Text,
)
from bot.talk.history import by_seq, happened
from bot.talk.item_buttons import next_step, others
from bot.talk.item_event_words import values as values_line
from bot.talk.scene import Scene
from bot.talk.signs import item_sign
from bot.talk.values import field_text

#: lines of what happened
RECENT = 8


def details(scene: Scene, item_id: str, history: Sequence[Recorded] = ()) -> Card:
    """Return the details of an item; `history` may hold events of other items, too."""
    item = scene.playbook.item(item_id)
    head = f"{scene.words.t(item.title)} · {look.title(scene)}"
    sign, word = item_sign(look.status(scene, item), scene.words)
    state = f"{sign} {word} · {detail(scene, item)}"
    parts: list[Part] = [Heading(head), Text(state, "strong")]
    parts += [Text(said) for said in doubts_of(scene, item_id)]
    if item.hint:
        parts.append(Text(scene.words.t(item.hint), "muted"))
    parts += [*_values(scene, item), *_rows(scene, item), *_said(scene, item)]
    mine = [entry for entry in history if getattr(entry.event, "item", "") == item_id]
    if mine:
        parts += [Divider(), Text(happened(scene, mine, RECENT, by_seq(scene, history)))]
    if buttons := _buttons(scene, item):
        parts.append(Buttons(buttons))
    return Card(f"{head} · {state}", tuple(parts), scene.words.rest())


def _values(scene: Scene, item: Item) -> list[Part]:
    record = scene.project.item(item.id)
    known = [field for field in item.fields if record.values.get(field.key)]
    facts = tuple(
        Fact(scene.words.t(field.label), field_text(scene, item, field, record.values[field.key]))
        for field in known
        if field.type != "link"
    )
    links: list[Part] = [
        _link(scene.words.t(f.label), record.values[f.key]) for f in known if f.type == "link"
    ]
    return [*([Facts(facts)] if facts else []), *links]


def _link(label: str, url: str) -> Part:
    """Return what an address leads to; one that was erased leads nowhere."""
    return Text(f"{label}: {url}") if url == ERASED else Link(label, url)


def _rows(scene: Scene, item: Item) -> list[Part]:
    return [_row(scene, item, row) for row in scene.project.item(item.id).rows]


def _row(scene: Scene, item: Item, row: Row) -> ItemRow:
    words, args = scene.words, look.args(scene, item.id, row=row.id)
    sign, word = item_sign("ready" if row.owner and not row.unit else "open", words)
    first, title = _first(item, row), row_title(scene, item, row)
    rest = {key: text for key, text in row.values.items() if first is None or key != first.key}
    line = " · ".join(
        part
        for part in (
            values_line(scene, item.id, rest, row),
            look.who(scene, row.owner),
            words.t("to be recorded anew: the unit has changed") if row.unit else "",
        )
        if part
    )
    if scene.project.status == "stopped":
        return ItemRow(sign, word, title, line)
    sure = Confirm(words.t("Remove this row?"), title, words.t("Remove"), words.t("Keep it"))
    remove = Button(words.t("Remove"), "row.remove", args, "danger", sure)
    return ItemRow(sign, word, title, line, Button(words.t("Change…"), "row.form", args), (remove,))


def row_title(scene: Scene, item: Item, row: Row) -> str:
    """Return what a row is called: the first thing that is known of it."""
    first = _first(item, row)
    return field_text(scene, item, first, row.values[first.key], row) if first else scene.words.t("Row")


def _first(item: Item, row: Row) -> Field | None:
    return next((field for field in item.fields if row.values.get(field.key)), None)


def _said(scene: Scene, item: Item) -> list[Part]:
    """Return what people wrote, in full."""
    words, record = scene.words, scene.project.item(item.id)
    found: list[Part] = []
    if record.not_ready:
        found.append(Text(words.t("Not ready: {reason}", reason=record.not_ready), "quote"))
    if record.not_applicable:
        found.append(Text(words.t("Does not apply: {reason}", reason=record.not_applicable), "quote"))
    if record.equivalent:
        found.append(Text(words.t("Equivalent: {text}", text=record.equivalent.text), "quote"))
    if record.note:
        found.append(Text(words.t("Note: {text}", text=record.note), "quote"))
    return found


def _buttons(scene: Scene, item: Item) -> tuple[Button, ...]:
    if scene.project.status == "stopped":
        return ()
    words, record = scene.words, scene.project.item(item.id)
    first = next_step(scene, item)
    found = [first] if first else []
    if record.equivalent and not record.equivalent.signed_by:
        args = look.args(scene, item.id, s=str(record.seq))
        found.append(Button(words.t("Sign the equivalent"), "item.sign_equivalent", args))
    return (*found, *(button for button in others(scene, item) if not first or button.action != first.action))
