"""What concerns a project as a whole, as a line of a morning message: without blame, with the next step."""

from __future__ import annotations

from bot.project.digest import Line
from bot.project.plan import today
from bot.talk import look
from bot.talk.card import Button
from bot.talk.request_button import request_button
from bot.talk.scene import Scene
from bot.talk.upcoming import next_line


def concern_parts(scene: Scene, line: Line) -> tuple[str, str, tuple[Button, ...]]:
    """Return the line, what helps with it, and its buttons."""
    words, title = scene.words, look.title(scene)
    since = look.day(scene, line.since or today(scene.project, scene.now))
    status = Button(words.t("Status"), "project.status", look.args(scene))
    sponsor = look.people(scene, scene.project.holders("sponsor"))
    if line.kind == "question":
        return _question(scene, since, status)
    if line.kind == "sponsor_silent":
        head = words.t(
            "{project} · no news from {person} since {day}", project=title, person=sponsor, day=since
        )
        helps = words.t("A decision waits. A word in person may help, or another sponsor.")
        return head, helps, (Button(words.t("Roles"), "project.roles", look.args(scene)), status)
    return _phase_over(scene, since, status)


def _phase_over(scene: Scene, since: str, status: Button) -> tuple[str, str, tuple[Button, ...]]:
    words, title, args = scene.words, look.title(scene), look.args(scene)
    n = words.number(scene.project.phase)
    head = words.t(
        "{project} · phase {n} is past its days, planned until {day}", project=title, n=n, day=since
    )
    asking = request_button(scene)
    if asking and not asking.confirm:
        return head, next_line(scene, look.phase(scene)), (asking, status)
    helps = words.t(
        "The checklist gives its items new dates. A hold stops the clock, and moves every day that lies ahead."
    )
    checklist = Button(words.t("Show the checklist"), "project.items", args)
    hold = Button(words.t("Put on hold…"), "project.hold", args)
    return head, helps, (checklist, hold, status)


def _question(scene: Scene, since: str, status: Button) -> tuple[str, str, tuple[Button, ...]]:
    words, request = scene.words, scene.project.request
    asked = next((q for q in request.questions if not q.answered_by), None) if request else None
    if request is None or asked is None:
        return look.title(scene), "", (status,)
    who = look.who(scene, asked.by)
    head = words.t("{project} · {person} asked on {day}", project=look.title(scene), person=who, day=since)
    helps = words.t("{person} asks: {text}", person=who, text=asked.text)
    args = look.gate_args(scene, request.gate, request.round, q=asked.id)
    return head, helps, (Button(words.t("Answer…"), "gate.answer", args, "primary"),)
