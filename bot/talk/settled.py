"""What became of a line of the morning message since it was posted."""

from __future__ import annotations

from datetime import date

from bot.playbooks.model import Item
from bot.project.readiness import PASSING
from bot.talk import look
from bot.talk.brief import value
from bot.talk.condition_words import condition_row
from bot.talk.gate_words import OUTCOME_SIGNS, outcome
from bot.talk.scene import Scene
from bot.talk.signs import project_sign
from bot.talk.timing import news, waits_for


def settled_line(scene: Scene, item_id: str, person: str, today: date) -> str:
    """Return "✔ Data quality above 80 % · Line 3 downtime · 84 % …"; "" as id stands for a decision."""
    if not item_id:
        return _decided(scene)
    if condition := next((each for each in scene.project.conditions if each.id == item_id), None):
        row = condition_row(scene, condition)
        return " · ".join((f"{row.sign} {row.title}", look.title(scene), f"{row.word} {row.detail}"))
    try:
        item = scene.playbook.item(item_id)
    except KeyError:
        return _decided(scene)  # a condition of a decision that was taken back
    parts = (scene.words.t(item.title), look.title(scene), _happened(scene, item, person, today))
    return "✔ " + " · ".join(parts)


def _happened(scene: Scene, item: Item, person: str, today: date) -> str:
    words, record, project = scene.words, scene.project.item(item.id), scene.project
    if look.status(scene, item) in PASSING:
        return value(scene, item) or words.t("done")
    if project.status in ("held", "halted", "stopped"):
        sign, word = project_sign(project.status, words)
        return f"{sign} {word}"
    if scene.playbook.phase_of(item.id).number < project.phase:
        return words.t("nothing is needed now")
    if record.waiting:
        return waits_for(scene, record.waiting)
    others = bool(record.owner) and record.owner != person
    if others and person not in project.holders("lead"):
        return words.t("{person} has it now", person=look.who(scene, record.owner))
    # A lead reads lines about what others have: there the day is what moved, else somebody took it or did something.
    if record.due_on and record.due_on > today:
        return words.t("new date {day}", day=look.day(scene, record.due_on))
    if others and record.changed_at and record.changed_at == record.news_at:
        return news(scene, item)
    if others:
        return words.t("{person} has it now", person=look.who(scene, record.owner))
    if not record.owner:
        return words.t("given back, {lead} knows", lead=look.who(scene, project.lead))
    return words.t("nothing is needed now")


def _decided(scene: Scene) -> str:
    """Return how the last decision ended, as far as one was asked for."""
    words, project = scene.words, scene.project
    if project.status in ("held", "halted", "stopped"):
        sign, word = project_sign(project.status, words)
        return f"✔ {look.title(scene)} · {sign} {word}"
    last = project.decisions[-1] if project.decisions else None
    if last and project.request is None and project.status != "deciding":
        sign = OUTCOME_SIGNS[last.outcome]
        return f"{sign} {outcome(scene, last)} · {look.title(scene)}"
    return "✔ " + words.t("{project} · no decision is needed now", project=look.title(scene))
