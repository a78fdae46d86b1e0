"""Messages about the project as a whole: verdict stop, halted, held, resumed, stopped, live."""

from __future__ import annotations

from bot.project import plan, readiness
from bot.project.state import Project
from bot.talk import look
from bot.talk.banner import resume_button
from bot.talk.brief import value
from bot.talk.card import Button, Buttons, Card, ItemRow, Text
from bot.talk.gate_days import moved_by_pause
from bot.talk.item_buttons import next_step
from bot.talk.notice_decision import undone
from bot.talk.notices import Notice
from bot.talk.packet_message import packet_button
from bot.talk.scene import Scene
from bot.talk.signs import item_sign
from bot.talk.titled import titled


def stop_verdict(notice: Notice, scene: Scene) -> Card:
    """Return: more items are not ready than gate 1 allows; what happens if it stays so."""
    words = scene.words
    red = _red(scene)
    head = f"✖ {look.title(scene)} · " + words.t("the verdict is stop for now")
    gate_on = look.day(scene, plan.gate_on(scene.project, scene.playbook, scene.project.phase))
    text = words.t(
        "{n} items are not ready, {allowed} are allowed. If it is still so when gate {gate} is due, {day}, "
        "or when somebody requests it, the project is halted until they are fixed.",
        n=words.number(len(red)),
        allowed=words.number(look.phase(scene).gate.red_allowed),
        gate=words.number(scene.project.phase),
        day=gate_on,
    )
    if len(red) <= look.phase(scene).gate.red_allowed:
        text = words.t("Since then items were fixed, and the verdict is no longer stop.")
    return titled(head, Text(text), *red)


def halted(notice: Notice, scene: Scene) -> Card:
    """Return: the project is halted, by what, and how it goes on."""
    words, project = scene.words, scene.project
    red = _red(scene)
    count = words.plural("{n} item is not ready", "{n} items are not ready", len(red))
    head = "⏸ " + words.t("{project} is halted · {count}", project=look.title(scene), count=count)
    if project.status != "halted":
        went_on = words.t("Since then it was resumed.")
        return titled("⏸ " + words.t("{project} was halted", project=look.title(scene)), Text(went_on))
    allowed = look.phase(scene).gate.red_allowed
    texts = [
        words.t(
            "They must be fixed first. You can keep updating them; the clock is paused. "
            "Once at most {allowed} are not ready, {lead} can resume the project.",
            allowed=words.number(allowed),
            lead=look.who(scene, project.lead),
        ),
        words.t(scene.playbook.halt_hint),
    ]
    if not scene.reader:
        texts.append(
            words.t("{sponsor}, the sponsor, has been told.", sponsor=look.who(scene, project.sponsor))
        )
    return titled(head, *red, *(Text(text) for text in texts if text), *_buttons(resume_button(scene)))


def held(notice: Notice, scene: Scene) -> Card:
    """Return: on hold, by whom, why, and what that means."""
    words, project = scene.words, scene.project
    head = "⏸ " + words.t("{project} is on hold", project=look.title(scene))
    text = words.t(
        "{person} put it on hold. The clock is paused, and no gate can be requested or decided. "
        "Items can still be updated. Every later day moves by the length of the hold.",
        person=look.who(scene, project.status_by),
    )
    return titled(head, *_reason(scene, project.status_reason), Text(text), *_buttons(resume_button(scene)))


def resumed(notice: Notice, scene: Scene) -> Card:
    """Return: the clock runs again, and what that does to the plan."""
    words, project = scene.words, scene.project
    head = "✔ " + words.t("{project} goes on", project=look.title(scene))
    stood = _stood(project)
    text = words.t(
        "{person} resumed it. The clock stood for {length}.",
        person=look.who(scene, project.status_by),
        length=words.plural("{n} day", "{n} days", stood),
    )
    return titled(head, Text(f"{text} {moved_by_pause(scene, stood)}"), *_starts(scene))


def _starts(scene: Scene) -> tuple[Text, ...]:
    """Return when the phase starts that was still to come when the clock stopped."""
    number = scene.project.phase
    starts = plan.phase_plan(scene.project, scene.playbook, number).starts_on
    if starts <= look.today(scene):
        return ()
    said = scene.words.t("Phase {n} starts {day}.", n=scene.words.number(number), day=look.day(scene, starts))
    return (Text(said),)


def _stood(project: Project) -> int:
    last = next((pause for pause in reversed(project.pauses) if pause.until), None)
    return (last.until - last.since).days if last and last.until else 0


def stopped(notice: Notice, scene: Scene) -> Card:
    """Return: the project has ended, by whom and why."""
    words, project = scene.words, scene.project
    head = "✖ " + words.t("{project} is stopped", project=look.title(scene))
    text = words.t(
        "{person} ended it on {day}. Nothing more is asked of anybody. Its history can be read at any time.",
        person=look.who(scene, project.status_by),
        day=look.day_of(scene, project.status_since),
    )
    history = Button(words.t("History"), "project.history", look.args(scene))
    return titled(head, *_reason(scene, project.status_reason), Text(text), Buttons((history,)))


def live(notice: Notice, scene: Scene) -> Card:
    """Return: all gates are passed."""
    if gone := undone(notice, scene):
        return gone
    words, project = scene.words, scene.project
    head = "✔ " + words.t("{project} is live", project=look.title(scene))
    since = project.went_live_on or look.today(scene)
    text = words.t(
        "All {n} gates are passed. The model has been in production since {day}. "
        "From now on it is looked after: drift opens a retraining case, and the reviews keep their days.",
        n=words.number(len(scene.playbook.phases)),
        day=look.day(scene, since),
    )
    if not notice.gate:
        return titled(head, Text(text))
    return titled(head, Text(text), Buttons((packet_button(scene, notice.gate, notice.round),)))


def _red(scene: Scene) -> tuple[ItemRow, ...]:
    """Return the rows of the items that are not ready now."""
    keys = readiness.with_status(scene.project, scene.playbook, "not_ready")
    found = []
    for key in keys:
        item = scene.playbook.item(key)
        sign, word = item_sign("not_ready", scene.words)
        title = scene.words.t(item.title)
        found.append(ItemRow(sign, word, title, value(scene, item), next_step(scene, item)))
    return tuple(found)


def _reason(scene: Scene, reason: str) -> tuple[Text, ...]:
    return (Text(scene.words.t("Reason: {reason}", reason=reason), "quote"),) if reason else ()


def _buttons(*buttons: Button | None) -> tuple[Buttons, ...]:
    found = tuple(button for button in buttons if button)
    return (Buttons(found),) if found else ()
