"""Draws a queued message from the project as it is when the message is sent."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.talk import imported
from bot.talk import notice_channel as channel
from bot.talk import notice_decision as decision
from bot.talk import notice_gate as gate
from bot.talk import notice_item as items
from bot.talk import notice_meeting as meeting
from bot.talk import notice_person as person
from bot.talk import notice_project as project
from bot.talk import notice_record as record
from bot.talk import notice_second as second
from bot.talk import notice_sponsor as sponsor
from bot.talk import notice_vote as vote
from bot.talk.card import Card
from bot.talk.checklist import checklist
from bot.talk.erasures import worded
from bot.talk.left import left
from bot.talk.notice_rows import rows
from bot.talk.notices import Kind, Notice
from bot.talk.over import checklist_over
from bot.talk.review import review
from bot.talk.scene import Scene

_CARDS: dict[Kind, Callable[[Notice, Scene], Card]] = {
    "checklist": lambda notice, scene: checklist(scene, notice.phase),
    "review": lambda notice, scene: review(scene, notice.gate, notice.round, notice.person),
    "choose": sponsor.choose,
    "threshold": sponsor.threshold_to_sign,
    "equivalent": person.equivalent,
    "import": imported.to_countersign,
    "import_refused": imported.refused,
    "import_countersigned": imported.countersigned,
    "verify": second.verify,
    "rows": rows,
    "role": person.role,
    "role_over": person.role_over,
    "handed_on": person.handed_on,
    "item": person.item,
    "stop_verdict": project.stop_verdict,
    "halted": project.halted,
    "held": project.held,
    "resumed": project.resumed,
    "stopped": project.stopped,
    "paused": gate.paused,
    "approved": gate.approved,
    "sent_back": gate.sent_back,
    "gate_ended": decision.ended,
    "taken_back": decision.taken_back,
    "vote_fell": vote.fell,
    "recorded": meeting.recorded,
    "not_so": meeting.not_so,
    "condition": decision.condition,
    "iterated": gate.iterated,
    "question": gate.question,
    "answer": gate.answer,
    "chosen": sponsor.chosen,
    "threshold_signed": sponsor.threshold_signed,
    "live": project.live,
    "new_date": items.new_date,
    "declined": items.declined,
    "unsigned": items.unsigned,
    "waits_for_you": items.waits_for_you,
    "first_value": items.first_value,
    "undelivered": items.undelivered,
    "left": left,
    "checklist_over": checklist_over,
    "erased": record.erased,
    "channel_linked": channel.linked,
    "channel_unlinked": channel.unlinked,
    "bot_removed": channel.removed,
}


def draw(notice: Notice, scene: Scene) -> Card:
    """Return the card of a notice about one project; KeyError for the kinds of `notices.SEVERAL` and `PRINTED`."""
    card = worded(_CARDS[notice.kind](notice, scene), scene.words)
    return replace(card, more=scene.words.rest())
