"""All projects of a workspace at a glance, for those who see them all."""

from __future__ import annotations

from collections.abc import Sequence

from bot.project import plan
from bot.project.forecast import forecast
from bot.project.state import Status
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Heading, ItemRow, Part, Text
from bot.talk.gate_days import standing
from bot.talk.gate_words import counted
from bot.talk.pace import pace
from bot.talk.phase_day import heading
from bot.talk.platforms import typed
from bot.talk.scene import Scene
from bot.talk.words import Words

SHOW = "portfolio.show"
#: their clock runs towards a gate, or stands
_ON_THE_WAY: tuple[Status, ...] = ("running", "waiting", "paused", "deciding", "held", "halted")


def portfolio(words: Words, scenes: Sequence[Scene], after: str) -> Card:
    """Return the projects of one page; `after` is the last of them where more follow, "" where none do."""
    head = words.t("All projects")
    parts: list[Part] = [_row(scene) for scene in scenes]
    if not scenes:
        parts.append(Text(words.t("No project is under way.")))
    if after:
        parts.append(Buttons((Button(words.t("More projects"), SHOW, {"after": after}),)))
    return Card(head, (Heading(head), *parts), words.rest())


def _row(scene: Scene) -> ItemRow:
    words, args = scene.words, look.args(scene)
    sign, word = standing(scene)
    lead = words.t("lead {person}", person=look.full_name(scene, scene.project.lead))
    phase = look.phase(scene)
    where = words.t(phase.title)
    if scene.project.status in _ON_THE_WAY:
        where = f"{heading(scene, phase)} · {counted(scene, phase)}"
    more = (
        Button(words.t("Status"), "project.status", args),
        Button(words.t("History"), "project.history", args),
        Button(
            words.t("All items and evidence"), "gate.evidence", look.args(scene, g=str(scene.project.phase))
        ),
        Button(words.t("Refused attempts"), "project.attempts", args),
    )
    menu = Button(words.t("Menu"), "project.menu", args)
    return ItemRow(sign, word, look.title(scene), " · ".join((where, lead, *_plan(scene))), menu, more)


def _plan(scene: Scene) -> tuple[str, ...]:
    """Return the stand-up's words on the gate, and by how many days it is later than the baseline."""
    project, playbook, today = scene.project, scene.playbook, look.today(scene)
    if project.status not in _ON_THE_WAY:
        return ()
    gate_on, expected = plan.gate_on(project, playbook, project.phase), forecast(project, playbook, today)
    told = pace(scene, expected, gate_on).rstrip(".")
    baseline = plan.phase_plan(project, playbook, project.phase).baseline_gate_on
    # A gate that is still to come falls on today at the earliest.
    late = (max(gate_on, expected or gate_on, today) - baseline).days
    if late <= 0:
        return (told,)
    said = scene.words.plural("{n} day later than first planned", "{n} days later than first planned", late)
    return (told, f"▲ {said}")


def not_for_all(words: Words, admins: Sequence[str]) -> str:
    """Return who sees all projects, whom to ask, and where one's own are."""
    home = typed(words.platform, "home")
    if admins:
        return words.t(
            "All projects are shown to workspace admins, portfolio admins and auditors. {people} can give you such a "
            "role. {home} shows your own projects.",
            people=words.either(list(admins)),
            home=home,
        )
    return words.t(
        "All projects are shown to workspace admins, portfolio admins and auditors, and nobody is a workspace admin "
        "yet. {home} shows your own projects.",
        home=home,
    )
