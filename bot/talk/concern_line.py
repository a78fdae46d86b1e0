"""What concerns a project as a whole, as a line of a morning message: without blame, with the next step."""

from __future__ import annotations

from bot.project.digest import Line
from bot.project.plan import today
from bot.talk import look
from bot.talk.card import Button
from bot.talk.scene import Scene


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
    n = words.number(scene.project.phase)
    head = words.t(
        "{project} · phase {n} is past its days, planned until {day}", project=title, n=n, day=since
    )
    return head, words.t("New dates, or a hold, keep the plan true."), (status,)


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
