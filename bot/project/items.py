"""Commands on items: taking, assigning, setting, signing, declaring."""

from __future__ import annotations

from datetime import datetime

from bot.playbooks.model import Field, Item, Playbook
from bot.project.authority import holds, need_role, need_running, need_setter, need_signer
from bot.project.commands import (
    Actor,
    DeclareNotReady,
    MarkNotApplicable,
    RecordMeasure,
    RemoveRow,
    SaveRow,
    SetItem,
    SignItem,
)
from bot.project.correcting import corrects_of
from bot.project.events import (
    Event,
    ItemCleared,
    ItemConfirmed,
    ItemDeclaredNotReady,
    ItemNotApplicable,
    ItemSigned,
    MeasureRecorded,
    RowRemoved,
    RowSaved,
)
from bot.project.moments import need_happened
from bot.project.readiness import kpi
from bot.project.refusals import Refusal
from bot.project.state import ItemRecord, Project
from bot.project.threshold import need_sound_kpi, threshold_changes
from bot.project.units import changed_unit
from bot.project.values import LONGEST_TEXT, WORDY, check_long, check_person, check_text, check_values


def find(playbook: Playbook, key: str) -> Item:
    """Return the item; refuse an unknown one."""
    try:
        return playbook.item(key)
    except KeyError:
        raise Refusal("unknown_item", item=key[:40]) from None


def set_item(project: Project, command: SetItem, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Tick an item with what shows it, or make any item open again."""
    item = settable(project, command.item, by, playbook, "confirm" if command.done else "")
    record = project.item(item.id)
    if not command.done:
        untouched = not (record.done or record.not_ready or record.not_applicable or record.equivalent)
        return [] if untouched else [ItemCleared(item.id, corrects_of(project, playbook, item))]
    values, words, note = _answers(project, item, command, now)
    if record.done and record.values == values | words and record.note == note:
        return []
    _need_unchanged(item, record, command.seen, by)
    return [ItemConfirmed(item.id, values, words, note, corrects_of(project, playbook, item))]


def record_measure(
    project: Project, command: RecordMeasure, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Record the numbers of a measure or a formula; a change of what gate 1 locked is flagged."""
    item = settable(project, command.item, by, playbook, "measure", "formula")
    values, words, note = _answers(project, item, command, now)
    need_sound_kpi(project, playbook, item, values | words)
    record = project.item(item.id)
    if record.done and record.values == values | words and record.note == note:
        return []
    _need_unchanged(item, record, command.seen, by)
    recorded = MeasureRecorded(item.id, values, words, note, corrects_of(project, playbook, item))
    return [
        recorded,
        *threshold_changes(project, playbook, item, values | words),
        *changed_unit(project, playbook, item, values | words),
    ]


def sign_item(
    project: Project, command: SignItem, by: Actor, playbook: Playbook, now: datetime
) -> list[Event]:
    """Confirm an item personally: nobody can tick it for the role it asks for."""
    need_running(project)
    item = find(playbook, command.item)
    if item.kind != "sign":
        raise Refusal("wrong_kind", item=item.id, kind=item.kind)
    need_signer(project, by, item)
    values, words, note = _answers(project, item, command, now)
    record = project.item(item.id)
    if record.signed_by == by.person and record.values == values | words and record.note == note:
        return []
    _need_unchanged(item, record, command.seen, by)
    return [ItemSigned(item.id, values, words, note, corrects_of(project, playbook, item))]


def declare_not_ready(
    project: Project, command: DeclareNotReady, by: Actor, playbook: Playbook
) -> list[Event]:
    """Declare an item not ready: every item can be, with a reason."""
    need_running(project)
    item = find(playbook, command.item)
    if item.kind == "sign" and any(holds(project, by, role) for role in item.signed_by):
        pass  # who may sign may also say no
    else:
        need_setter(project, by, item, item.answered_by)
    reason = check_long("reason", command.reason)
    if project.item(item.id).not_ready == reason:
        return []
    return [ItemDeclaredNotReady(item.id, reason, corrects_of(project, playbook, item))]


def mark_not_applicable(
    project: Project, command: MarkNotApplicable, by: Actor, playbook: Playbook
) -> list[Event]:
    """Say that an item does not apply, where the playbook allows it."""
    item = settable(project, command.item, by, playbook, "")
    if not item.not_applicable:
        raise Refusal("always_applies", item=item.id)
    reason = check_long("reason", command.reason)
    if project.item(item.id).not_applicable == reason:
        return []
    return [ItemNotApplicable(item.id, reason, corrects_of(project, playbook, item))]


def save_row(project: Project, command: SaveRow, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Add or replace a row of a register; every row has an owner."""
    item = settable(project, command.item, by, playbook, "register")
    kept = check_values(item.fields, command.values)
    need_happened(project, item, kept, now)
    need_sound_kpi(project, playbook, item, kept)
    check_person("owner", command.owner)
    values, words = _split(item.fields, kept)
    same = any(
        (row.id, row.owner, row.values, row.unit) == (command.row, command.owner, kept, "")
        for row in project.item(item.id).rows
    )
    if same:
        return []
    corrects = corrects_of(project, playbook, item)
    return [RowSaved(item.id, command.row, command.owner, values, words, corrects)]


def remove_row(project: Project, command: RemoveRow, by: Actor, playbook: Playbook) -> list[Event]:
    """Remove a row of a register."""
    item = settable(project, command.item, by, playbook, "register")
    there = any(row.id == command.row for row in project.item(item.id).rows)
    return [RowRemoved(item.id, command.row, corrects_of(project, playbook, item))] if there else []


def settable(project: Project, key: str, by: Actor, playbook: Playbook, *kinds: str) -> Item:
    """Return an item that a person may set, one of some kinds ("" for any). Raises Refusal."""
    need_running(project)
    item = find(playbook, key)
    if kinds[0] and item.kind not in kinds:
        raise Refusal("wrong_kind", item=item.id, kind=item.kind)
    if item.kind == "sign":
        need_role(project, by, "lead", *item.signed_by)
    else:
        need_setter(project, by, item, item.answered_by)
    if item.needs_kpi and not kpi(project, playbook, "unit"):
        raise Refusal("kpi_first", item=item.id, first=playbook.kpi["unit"].partition(".")[0])
    return item


def _need_unchanged(item: Item, record: ItemRecord, seen: int | None, by: Actor) -> None:
    """Refuse to put what was typed in the place of what somebody else has set since the form was opened."""
    if seen is not None and seen != record.seq and record.changed_by != by.person:
        raise Refusal("set_meanwhile", item=item.id, who=(record.changed_by,), at=record.changed_at)


def _answers(
    project: Project, item: Item, command: SetItem | RecordMeasure | SignItem, now: datetime
) -> tuple[dict[str, str], dict[str, str], str]:
    kept = check_values(item.fields, command.values)
    need_happened(project, item, kept, now)
    values, words = _split(item.fields, kept)
    return values, words, check_text("note", command.note, longest=LONGEST_TEXT, lines=True, required=False)


def _split(fields: tuple[Field, ...], kept: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Part values from free text, which the ledger keeps so that it can be erased."""
    wordy = {field.key for field in fields if field.type in WORDY}
    values = {key: text for key, text in kept.items() if key not in wordy}
    return values, {key: text for key, text in kept.items() if key in wordy}
