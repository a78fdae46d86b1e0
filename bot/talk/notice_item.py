"""Messages about an item that moved: a new date, given back, waited for, the first measured value, unreachable."""

from __future__ import annotations

from fractions import Fraction

from bot.playbooks.model import Item
from bot.project import readiness
from bot.project.equivalents import outside
from bot.project.readiness import PASSING
from bot.talk import look
from bot.talk.brief import value
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.item_buttons import next_step
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.values import needed_kpi
from bot.talk.words import sentence


def new_date(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: somebody moved a due day."""
    words, item = scene.words, scene.playbook.item(notice.item)
    head = words.t("{project} · a new date: {item}", project=look.title(scene), item=words.t(item.title))
    text = words.t("Due {day} now.", day=look.due(scene, item))
    if who := look.who(scene, notice.person):
        text = words.t("{person} moved it to {day}.", person=who, day=look.due(scene, item))
    parts: list[Part] = [Text(text)]
    if who and (reason := scene.project.item(item.id).due_reason):
        parts.append(Text(words.t("{person} writes: {text}", person=who, text=reason), "quote"))
    other = Button(words.t("Another date…"), "item.due", look.args(scene, item.id))
    return titled(head, *parts, Buttons((*_open(scene, item, other), _details(scene, item))))


def declined(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: an owner gave an item back; who has it since then."""
    words, item = scene.words, scene.playbook.item(notice.item)
    head = words.t("{project} · given back: {item}", project=look.title(scene), item=words.t(item.title))
    who = look.who(scene, notice.person) or words.t("somebody")
    owner = scene.project.item(item.id).owner
    if owner:
        text = words.t("{person} gave it back. {owner} has it now.", person=who, owner=look.who(scene, owner))
        return titled(head, Text(text), Buttons((_details(scene, item),)))
    text = words.t(
        "{person} said that it is not theirs. Nobody has it now; it is due {day}.",
        person=who,
        day=look.due(scene, item),
    )
    assign = Button(words.t("Assign…"), "item.assign", look.args(scene, item.id), "primary")
    first = next_step(scene, item)
    take = (first,) if first and first.action == "item.take" else ()
    return titled(head, Text(text), Buttons((*_open(scene, item, assign, *take), _details(scene, item))))


def unsigned(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: a signature under an equivalent counts no more, and who can sign it instead."""
    words, item = scene.words, scene.playbook.item(notice.item)
    head = words.t(
        "{project} · an equivalent to be signed anew: {item}",
        project=look.title(scene),
        item=words.t(item.title),
    )
    who = look.who(scene, notice.person) or words.t("somebody")
    text = words.t(
        "{person} had signed it and has another part in the project. Whoever signs an equivalent has none, so this "
        "signature counts no more.",
        person=who,
    )
    found = scene.project.item(item.id).equivalent
    buttons = Buttons((_details(scene, item), _status(scene)))
    if found is None:
        return titled(head, Text(words.t("It is no longer needed. Nothing is asked of you.")), buttons)
    if found.signed_by:
        signed = words.t("Signed by {person}.", person=look.who(scene, found.signed_by))
        return titled(head, Text(text), Text(f"✔ {signed}", "strong"), buttons)
    others = look.people(scene, outside(scene.project, item.id))
    next_ = words.t("{people} can sign it: they have been asked.", people=others)
    if not others:
        next_ = words.t("Nobody can sign it yet: name a reviewer from outside the team.")
        name = Button(
            words.t("Name somebody…"),
            "project.role",
            look.args(scene, role="exception_reviewer"),
            "primary",
        )
        buttons = Buttons((name, *buttons.buttons))
    return titled(head, Text(text), Text(next_, "strong"), buttons)


def waits_for_you(notice: Notice, scene: Scene) -> Card:
    """Return, for a colleague: who waits for them, with what, until when; afterwards that it is over."""
    words, item = scene.words, scene.playbook.item(notice.item)
    waiting = scene.project.item(item.id).waiting
    buttons = Buttons((_details(scene, item), _status(scene)))
    if waiting is None or waiting.person != notice.person or look.status(scene, item) in PASSING:
        head = words.t("{project} · {item}", project=look.title(scene), item=words.t(item.title))
        return titled(head, Text(words.t("Nobody waits for you with this any more.")), buttons)
    who = look.who(scene, waiting.by)
    head = words.t(
        "{project} · {person} waits for you: {item}",
        project=look.title(scene),
        person=who,
        item=words.t(item.title),
    )
    day = look.day(scene, waiting.until)
    parts: list[Part] = [Text(words.t("It is needed by {day}.", day=day))]
    if waiting.text:
        parts.append(Text(words.t("{person} writes: {text}", person=who, text=waiting.text), "quote"))
    parts.append(Text(words.t("When it is done, tell {person}.", person=who), "muted"))
    return titled(head, *parts, buttons)


def first_value(notice: Notice, scene: Scene) -> Card:
    """Return, in the channel: the first measured value of the KPI, beside today's and the threshold."""
    words, name = scene.words, readiness.kpi(scene.project, scene.playbook, "name")
    head = words.t("{project} · the first measured value", project=look.title(scene))
    item = _measured(scene, notice.item)
    known = value(scene, item) if item else ""
    if item is None or not known:
        return titled(head, Text(words.t("The value was taken back since then.")), Buttons((_status(scene),)))
    text = (
        words.t("{name}: {value}.", name=sentence(name), value=known)
        if name
        else words.t("{value}.", value=known)
    )
    who = look.who(scene, scene.project.item(item.id).changed_by)
    parts: list[Part] = [Text(text, "strong")]
    compared = _compared(scene, item)
    by = words.t("Measured by {person}.", person=who) if who else ""
    if said := " ".join(part for part in (compared, by) if part):
        parts.append(Text(said))
    return titled(head, *parts, Buttons((_details(scene, item), _status(scene))))


def undelivered(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: somebody's messages do not arrive, and what they have."""
    words, project = scene.words, scene.project
    who = look.who(scene, notice.person) or words.t("somebody")
    head = words.t("{project} · {person} cannot be reached", project=look.title(scene), person=who)
    items = [i for i in look.phase(scene).items if project.item(i.id).owner == notice.person]
    left = [item for item in items if look.status(scene, item) not in PASSING]
    text = words.t("My messages to {person} do not arrive.", person=who)
    if left:
        named = words.listed([words.quoted(words.t(item.title)) for item in left])
        asked = words.plural(
            "Talk to {person}, or give it to somebody else.",
            "Talk to {person}, or give them to somebody else.",
            len(left),
            person=who,
        )
        text = words.t(
            "My messages to {person} do not arrive, so nobody is reminded of {items}.",
            person=who,
            items=named,
        )
        text = f"{text} {asked}"
    buttons = (
        Button(words.t("Who has what"), "project.assign", look.args(scene)),
        Button(words.t("Roles"), "project.roles", look.args(scene)),
    )
    return titled(head, Text(text), Buttons(buttons))


def _measured(scene: Scene, key: str) -> Item | None:
    """Return the item that a notice names, else the first that is compared with the threshold."""
    every = [item for phase in scene.playbook.phases for item in phase.items]
    named = [item for item in every if item.id == key]
    compared = [item for item in every if item.rule and item.rule.direction == "kpi"]
    return next(iter((*named, *compared)), None)


def _compared(scene: Scene, item: Item) -> str:
    """Return "Today 47, at most 12 needed." as far as the value itself does not say it."""
    words, said = scene.words, list[str]()
    baseline = readiness.kpi(scene.project, scene.playbook, "baseline")
    if baseline and look.one_unit(scene):
        said.append(words.t("before: {number}", number=words.number(baseline)))
    minimum = scene.project.locked.get("minimum", "")
    if minimum and not (item.rule and item.rule.direction):
        said.append(needed_kpi(scene, Fraction(minimum)))
    return words.t("{said}.", said=sentence(", ".join(said))) if said else ""


def _open(scene: Scene, item: Item, *buttons: Button) -> tuple[Button, ...]:
    """Return buttons that make sense only while the item is not finished."""
    return () if look.status(scene, item) in PASSING or scene.project.status == "stopped" else buttons


def _details(scene: Scene, item: Item) -> Button:
    return Button(scene.words.t("Details"), "item.details", look.args(scene, item.id))


def _status(scene: Scene) -> Button:
    return Button(scene.words.t("Status"), "project.status", look.args(scene))
