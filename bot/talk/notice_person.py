"""Messages to one person: a role, an item that somebody gave them, an equivalent to sign."""

from __future__ import annotations

from typing import cast, get_args

from bot.playbooks.model import Role
from bot.project.readiness import to_lock
from bot.talk import look
from bot.talk.brief import value
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.imported import awaited, paper_button
from bot.talk.item_buttons import next_step
from bot.talk.item_rows import kept_row
from bot.talk.notices import Notice
from bot.talk.role_words import MEANINGS, WITHOUT_KPI
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.upcoming import next_line
from bot.talk.words import inside


def role(notice: Notice, scene: Scene) -> Card:
    """Return: you have this role, what it means, and what is asked of you now."""
    words, project = scene.words, scene.project
    held = _role_of(notice)
    if notice.person and not _has(scene, notice, held):
        return _no_longer(scene, held)
    head = words.t(
        "{project} · your role: {role}", project=look.title(scene), role=look.role_name(scene, held)
    )
    meaning = MEANINGS[held] if scene.playbook.kpi else WITHOUT_KPI.get(held, MEANINGS[held])
    parts: list[Part] = [Text(words.t(meaning))]
    if gates := _approves(scene, held):
        parts.append(Text(gates))
    if held not in ("lead", "sponsor"):
        parts.append(Text(words.t("The project is led by {lead}.", lead=look.who(scene, project.lead))))
    else:
        both = words.t(
            "{lead} leads the project, {sponsor} is its sponsor.",
            lead=look.who(scene, project.lead),
            sponsor=look.who(scene, project.sponsor),
        )
        parts.append(Text(both))
    if held == "lead" and (idle := _stood_in(scene)):
        parts.append(Text(idle))
    if held == "lead" and project.status == "running":
        parts.append(Text(next_line(scene, look.phase(scene))))
    paper = _to_vouch(scene) if held == "sponsor" else ()
    parts += [*paper, *_asked_now(scene, held)]
    status = Button(words.t("Status"), "project.status", look.args(scene))
    return titled(head, *parts, Buttons((*(paper_button(scene) if paper else ()), status)))


def _role_of(notice: Notice) -> Role:
    return cast(Role, notice.role if notice.role in get_args(Role) else "viewer")


def _has(scene: Scene, notice: Notice, held: Role) -> bool:
    """Tell whether a role is still its reader's, perhaps by another id since their accounts were joined."""
    return not {notice.person, scene.reader}.isdisjoint(scene.project.holders(held))


def _no_longer(scene: Scene, held: Role, said: str = "") -> Card:
    """Return: this role was yours, and who has it now."""
    words, now = scene.words, scene.project.holders(held)
    head = words.t(
        "{project} · no longer your role: {role}", project=look.title(scene), role=look.role_name(scene, held)
    )
    if not said:
        who = look.people(scene, now)
        said = words.plural("{people} has it now.", "{people} have it now.", len(now), people=who)
        said = said if now else words.t("Nobody has it now.")
    return titled(head, Text(f"{said} " + words.t("Nothing more is asked of you in it.")))


def role_over(notice: Notice, scene: Scene) -> Card:
    """Return, to whoever had a role that others depend on: whose doing that is, and who has it now."""
    words, held = scene.words, _role_of(notice)
    now, by = scene.project.holders(held), look.who(scene, notice.by) or scene.words.t("somebody")
    if notice.person in now:
        role = look.role_name(scene, held)
        return titled(words.t("{project} · your role: {role}", project=look.title(scene), role=role))
    if held in ("lead", "sponsor"):
        return _no_longer(
            scene, held, words.t("{by} gave it to {person}.", by=by, person=look.people(scene, now))
        )
    return _no_longer(scene, held, words.t("{by} removed you from it.", by=by))


def handed_on(notice: Notice, scene: Scene) -> Card:
    """Return, in the channel: who is sponsor or lead now, in whose place, and by whom."""
    words = scene.words
    known = {
        "project": look.title(scene),
        "person": look.who(scene, notice.person),
        "role": look.role_name(scene, _role_of(notice)),
        "before": look.who(scene, notice.was),
    }
    by = look.who(scene, notice.by)
    said = words.t("{project} · {person} is {role} now, in place of {before}", **known)
    if by:
        said = words.t("{project} · {person} is {role} now, in place of {before} (by {by})", **known, by=by)
    idle = _stood_in(scene) if notice.role == "lead" else ""
    return titled(said, Text(idle)) if idle else _line(said)


def _stood_in(scene: Scene) -> str:
    """Return, where the lead was to decide in somebody's place: that they do not, and what to do; "" elsewhere."""
    project, words = scene.project, scene.words
    away = tuple(each.by for each in project.delegations if each.to == project.lead)
    if not away or project.practice:
        return ""
    return words.t(
        "{lead} was to decide in place of {people}. Whoever leads a project approves none of its gates, so "
        "somebody else has to be named.",
        lead=look.who(scene, project.lead),
        people=look.people(scene, away),
    )


def _line(text: str) -> Card:
    return Card(text, (Text(text),))


def _approves(scene: Scene, held: Role) -> str:
    """Return which gates a role decides together with others; "" for none, and for the sponsor, who knows."""
    words = scene.words
    gates = [phase.gate for phase in scene.playbook.phases if held in phase.gate.approvers]
    if not gates or held == "sponsor":
        return ""
    names = words.listed(
        [
            words.t("gate {n}, {title}", n=words.number(g.number), title=inside(words.t(g.title)))
            for g in gates
        ]
    )
    return words.t("You approve together with others: {gates}.", gates=names)


def _to_vouch(scene: Scene) -> tuple[Text, ...]:
    """Return, for a sponsor who is to countersign gates from paper: what it means, and where."""
    words, known = scene.words, scene.project.imported
    waits = awaited(scene)
    if known is None or not waits:
        return ()
    means = words.t(
        "Its earlier gates were passed on paper, before the project was here. You are asked to countersign them: "
        "you vouch that they were passed as their documents have it, and confirm that you sponsor the project."
    )
    if known.awaits_sponsor and not to_lock(scene.project, scene.playbook):
        where = words.t(
            '"{button}" shows them, with the button to countersign.', button=words.t("Gates from paper")
        )
    else:
        where = words.t("When it is your turn you are asked here, with the button to countersign.")
    return (Text(f"{means} {where}"), Text(waits, "strong"))


def _asked_now(scene: Scene, held: Role) -> list[Part]:
    """Return what only this role can confirm in the current phase, with its button."""
    words = scene.words
    parts: list[Part] = []
    for item in (*look.needed_first(scene), *look.phase(scene).checklist):
        if held not in item.signed_by:
            continue
        if look.status(scene, item) not in ("open", "not_ready"):
            parts.append(kept_row(scene, item))
            continue
        text = words.t(
            "One thing waits for you now: {item}. {hint}", item=words.t(item.title), hint=words.t(item.hint)
        )
        button = next_step(scene, item)
        parts.append(Text(text.strip(), "strong"))
        if button:
            parts.append(Buttons((button,)))
    return parts


def item(notice: Notice, scene: Scene) -> Card:
    """Return: somebody gave you this item, when it is due, and its next step."""
    words, found = scene.words, scene.playbook.item(notice.item)
    head = words.t("{project} · yours now: {item}", project=look.title(scene), item=words.t(found.title))
    due = words.t("Due {day}.", day=look.due(scene, found))
    parts: list[Part] = [Text(f"{due} {words.t(found.hint)}".strip())]
    if known := value(scene, found):
        parts.append(Text(words.t("So far: {value}", value=known)))
    button = next_step(scene, found)
    give_on = Button(words.t("Not mine…"), "item.assign", look.args(scene, found.id))
    details = Button(words.t("Details"), "item.details", look.args(scene, found.id))
    buttons = tuple(b for b in (button, give_on, details) if b)
    return titled(head, *parts, Buttons(buttons))


def equivalent(notice: Notice, scene: Scene) -> Card:
    """Return, for a reviewer: what should stand for an item, to sign; afterwards who signed."""
    words, found = scene.words, scene.playbook.item(notice.item)
    head = words.t(
        "{project} · an equivalent to sign: {item}", project=look.title(scene), item=words.t(found.title)
    )
    record = scene.project.item(found.id)
    described = record.equivalent
    signers = scene.project.holders("exception_reviewer")
    if notice.person and {notice.person, scene.reader}.isdisjoint(signers):
        who = look.people(scene, signers)
        others = words.t("{people} can sign it now. Nothing is asked of you.", people=who)
        return titled(head, Text(others if who else words.t("Nothing is asked of you.")))
    if described is None:
        return titled(head, Text(words.t("It is no longer needed. Nothing is asked of you.")))
    said = words.t("{person} describes: {text}", person=look.who(scene, described.by), text=described.text)
    parts: list[Part] = [Text(said, "quote")]
    if described.signed_by:
        parts.append(
            Text("✔ " + words.t("Signed by {person}.", person=look.who(scene, described.signed_by)), "strong")
        )
        return titled(head, *parts)
    if notice.seq and notice.seq != record.seq:
        newer = words.t(
            "It was described anew. The newest message that asks for your signature shows it as it is."
        )
        return titled(head, Text(newer))
    asks = words.t(
        "The item itself: {hint} If you sign, this counts in its place, flagged, "
        "and is printed in the record with your name.",
        hint=words.t(found.hint),
    )
    sign = Button(
        words.t("Sign"), "item.sign_equivalent", look.args(scene, found.id, s=str(record.seq)), "primary"
    )
    details = Button(words.t("Details"), "item.details", look.args(scene, found.id))
    return titled(head, *parts, Text(asks), Buttons((sign, details)))
