"""The message to somebody who is named in rows of registers: which they are, and what to do if one is not theirs."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.project.state import Row
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.details import row_title
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled

#: rows that are named one by one
MOST = 10


def rows(notice: Notice, scene: Scene) -> Card:
    """Return: these rows name you; afterwards those that still do."""
    words, found = scene.words, _theirs(scene, notice.person)
    status = Button(words.t("Status"), "project.status", look.args(scene))
    if not found:
        head = words.t("{project} · no row names you any more", project=look.title(scene))
        return titled(head, Text(words.t("Nothing is asked of you.")), Buttons((status,)))
    head = words.plural(
        "{project} · {n} row names you as its owner",
        "{project} · {n} rows name you as their owner",
        len(found),
        project=look.title(scene),
    )
    parts: list[Part] = [Text(_line(scene, item, row)) for item, row in found[:MOST]]
    if len(found) > MOST:
        parts.append(Text(words.t("… and {n} more", n=words.number(len(found) - MOST)), "muted"))
    others = words.t(
        "The team turns to you with questions about it. Nothing is due now; if one is not yours, tell {lead}.",
        lead=look.who(scene, scene.project.lead),
    )
    items = tuple(dict.fromkeys(item.id for item, _ in found))
    details = (
        [Button(words.t("Details"), "item.details", look.args(scene, items[0]))] if len(items) == 1 else []
    )
    return titled(head, *parts, Text(others), Buttons((*details, status)))


def _theirs(scene: Scene, person: str) -> list[tuple[Item, Row]]:
    items = (item for phase in scene.playbook.phases for item in phase.items if item.kind == "register")
    return [(item, row) for item in items for row in scene.project.item(item.id).rows if row.owner == person]


def _line(scene: Scene, item: Item, row: Row) -> str:
    words = scene.words
    return words.t("{item}: {value}", item=words.t(item.title), value=row_title(scene, item, row))
