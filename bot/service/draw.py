"""A queued message becomes a card, drawn from the project as it is when the message leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.state import Meeting, Project
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Place, Tx
from bot.service.wording import words_of
from bot.talk.card import Buttons, Card, Part
from bot.talk.draw import draw
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.words import Words

decode = msgspec.json.Decoder(Notice).decode


def people_in(project: Project) -> set[str]:
    """Return everybody a card about this project may name."""
    found = {person for people in project.roles.values() for person in people}
    for record in (*project.items.values(), *project.was.values()):
        found |= {record.owner, record.changed_by, record.signed_by}
        found |= {row.owner for row in record.rows} | set(record.values.values())
        if record.waiting:
            found |= {record.waiting.person, record.waiting.by}
        if record.equivalent:
            found |= {record.equivalent.by, record.equivalent.signed_by}
    decisions = (*project.decisions, *project.taken_back)
    found |= {decision.by for decision in decisions} | {project.status_by}
    votes = [vote for decision in decisions for vote in decision.votes]
    found |= {person for d in project.delegations for person in (d.by, d.to)}
    found |= {person for c in project.conditions for person in (c.by, c.owner, c.settled_by)}
    found |= {each.reopened.by for each in project.conditions if each.reopened}
    if known := project.imported:
        found |= {known.by, known.refused_by, known.countersigned_by}
    found |= {decision.stands_for for decision in decisions}
    for decision in decisions:
        found |= _recorded(decision.meeting)
    if project.request:
        votes += project.request.votes
        asked = project.request.questions
        found |= _recorded(project.request.meeting)
        found |= {project.request.disputed.by} if project.request.disputed else set()
        found |= {project.request.by, *(q.by for q in asked), *(q.answered_by for q in asked)}
    found |= {person for vote in votes for person in (vote.by, vote.stands_for)}
    found |= {terms.owner for vote in votes for terms in vote.terms.values()}
    return {person for person in found if len(person) == ID_LENGTH}


def _recorded(meeting: Meeting | None) -> set[str]:
    return {meeting.by, *(terms.owner for terms in meeting.terms.values())} if meeting else set()


#: a UUID in its usual notation; what else stands among an item's values is no person
ID_LENGTH = 36


def names_of(tx: Tx, workspace: str, persons: Iterable[str]) -> dict[str, str]:
    """Return display names by person id."""
    wanted = [person for person in persons if person]
    return {person: found.name for person, found in tx.people(workspace, wanted).items()} if wanted else {}


def scene(
    tx: Tx,
    workspace: str,
    project: Project,
    playbook: Playbook,
    now: datetime,
    reader: Account | None = None,
    language: str = "en",
    also: Iterable[str] = (),
) -> Scene:
    """Return what a card is drawn from: in the reader's language and zone, or in `language` and the project's.

    `also` are people whom the card may name beside those on the project.
    """
    words = words_of(reader) if reader else Words(language, project.time_zone, shared=True)
    names = names_of(tx, workspace, people_in(project).union(also))
    return Scene(project, playbook, names, now, words, reader.person if reader else "")


def seen_by(tx: Tx, workspace: str, platform: str, card: Card, reader: Account | None) -> Card:
    """Return the card as one reader sees it; for a channel, as everybody does, with who may use what.

    A reader sees no controls that are others' alone. In a channel the platform shows them to whom it can.
    """
    alone = {person for part in card.parts if isinstance(part, Buttons) for person in part.only}
    if not alone:
        return card
    if reader is None:
        found = tx.people(workspace, sorted(alone), platform=platform)
        return replace(card, users={person: one.user for person, one in found.items()})
    return replace(card, parts=tuple(part for part in card.parts if _is_for(part, reader.person)))


def _is_for(part: Part, person: str) -> bool:
    return not isinstance(part, Buttons) or not part.only or person in part.only


def card_of(
    tx: Tx,
    workspace: str,
    notice: Notice,
    place: Place,
    playbooks: Playbooks,
    now: datetime,
    reader: Account | None,
    language: str = "en",
) -> Card | None:
    """Return the card of a notice about one project, for a place; None when its project is gone."""
    stored = tx.project(workspace, notice.project)
    if stored is None:
        return None
    playbook = playbooks.get(tx, workspace, stored.project.playbook)
    settings = tx.channel(workspace, place.platform, place.conversation) if not reader else None
    language = (settings.language if settings else "") or language
    also = (notice.person, notice.was, notice.by)
    return draw(notice, scene(tx, workspace, stored.project, playbook, now, reader, language, also))
