"""What waits for a person's decision on a project: gates, thresholds, choices, equivalents."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Card, Heading, Part, Text
from bot.talk.imported import to_countersign
from bot.talk.notice_person import equivalent
from bot.talk.notice_sponsor import choose, threshold_to_sign
from bot.talk.notices import Notice
from bot.talk.review import review
from bot.talk.scene import Scene


def decisions(scene: Scene, person: str) -> list[Part]:
    """Return the decisions that a person is asked for, each as its own card's parts."""
    project = scene.project
    found: list[Card] = []
    request = project.request
    if request and project.status == "waiting" and person in look.approvers(scene, request.gate):
        found.append(review(scene, request.gate, request.round))
    if person == project.sponsor and project.status == "deciding":
        found.append(choose(Notice("choose", project.id), scene))
    if person == project.sponsor and project.new_threshold and project.status != "stopped":
        found.append(threshold_to_sign(Notice("threshold", project.id), scene))
    asks = project.imported and project.imported.awaits_sponsor and project.status != "stopped"
    if person == project.sponsor and asks:
        found.append(to_countersign(Notice("import", project.id, person=person), scene))
    if project.status != "stopped" and person in look.signers(scene, ("exception_reviewer",)):
        for key, record in project.items.items():
            if record.equivalent and not record.equivalent.signed_by:
                found.append(equivalent(Notice("equivalent", project.id, item=key), scene))
    return [_lowered(part) for card in found for part in card.parts]


def _lowered(part: Part) -> Part:
    """Return a card's heading as a strong line, since the page has headings of its own."""
    return Text(part.text, "strong") if isinstance(part, Heading) else part
