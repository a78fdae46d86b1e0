"""A queued message becomes a card, drawn from the project as it is when the message leaves."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from bot.project.state import Project
from bot.service.named import people_in
from bot.service.occasion import Occasion
from bot.service.ports import Account, Place, Tx
from bot.service.wording import words_of
from bot.talk.card import Buttons, Card, Part
from bot.talk.draw import draw
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.words import Words

decode = msgspec.json.Decoder(Notice).decode


def names_of(tx: Tx, workspace: str, persons: Iterable[str]) -> dict[str, str]:
    """Return display names by person id."""
    wanted = [person for person in persons if person]
    return {person: found.name for person, found in tx.people(workspace, wanted).items()} if wanted else {}


def scene(on: Occasion, project: Project, also: Iterable[str] = (), words: Words | None = None) -> Scene:
    """Return what a card is drawn from, in the reader's language and zone, or in a channel's and the project's.

    `also` are people whom the card may name beside those on the project; `words` are others than those.
    """
    reader = on.reader
    words = words or (words_of(reader) if reader else Words(on.language, project.time_zone, shared=True))
    playbook = on.playbooks.get(on.tx, on.workspace, project.playbook)
    names = names_of(on.tx, on.workspace, people_in(project).union(also))
    return Scene(project, playbook, names, on.now, words, reader.person if reader else "")


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


def card_of(on: Occasion, notice: Notice, place: Place) -> Card | None:
    """Return the card of a notice about one project, for a place; None when its project is gone."""
    stored = on.tx.project(on.workspace, notice.project)
    if stored is None:
        return None
    settings = on.tx.channel(on.workspace, place.platform, place.conversation) if not on.reader else None
    if settings and settings.language:
        on = dataclasses.replace(on, language=settings.language)
    return draw(notice, scene(on, stored.project, also=(notice.person, notice.was, notice.by)))
