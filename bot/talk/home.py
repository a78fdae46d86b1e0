"""A person's own page: what waits for them, what they decide, which projects they are on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bot.playbooks.model import Item
from bot.project import plan
from bot.talk import look
from bot.talk.apart import apart
from bot.talk.away import away_parts
from bot.talk.brief import detail
from bot.talk.card import Button, Buttons, Divider, Heading, Home, ItemRow, Part, Text
from bot.talk.chosen import Mine
from bot.talk.duties import decisions
from bot.talk.gate_days import standing
from bot.talk.gate_words import counted
from bot.talk.imported import vouched
from bot.talk.item_rows import row
from bot.talk.reminders import my_reminders
from bot.talk.scene import Scene
from bot.talk.signs import item_sign
from bot.talk.words import Words

#: what a page shows of each list
MOST = 15


def home(
    words: Words,
    person: str,
    scenes: Sequence[Scene],
    chosen: Mine | None = None,
    *,
    today: date = date.min,
    reads_on: str = "",
    beside: Sequence[Part] = (),
) -> Home:
    """Return the page of a person; `scenes` are the projects that they are on, drawn for them.

    `chosen` are their preferences, shown as on their local day `today`; `reads_on` is the platform on which
    messages come to somebody with several; `beside` is what only somebody with a role in the workspace sees.
    """
    # Practice asks nothing of anybody: what is real comes first, in every list.
    scenes = sorted(apart(scenes), key=lambda scene: scene.project.practice)
    waiting = sorted((entry for scene in scenes for entry in _items(scene, person)), key=_when)
    items = _waiting(scenes, person, waiting)
    asked: list[Part] = [part for scene in scenes for part in decisions(scene, person)]
    asked += [part for scene in scenes for part in away_parts(scene, person)]
    projects: list[Part] = [_project(scene) for scene in scenes[:MOST]]
    return Home(
        (
            Heading(words.t("My approvals")),
            *(asked[: 2 * MOST] or [Text(words.t("No decision waits for you."), "muted")]),
            Divider(),
            Heading(words.t("My items")),
            *(items or [Text(_nothing(words, scenes), "muted")]),
            *_rest(words, len(waiting)),
            Divider(),
            Heading(words.t("My projects")),
            *(projects or [Text(_none(words), "muted")]),
            Buttons(_buttons(words)),
            *((Divider(), *my_reminders(words, chosen, today, reads_on)) if chosen else ()),
            *((Divider(), *beside) if beside else ()),
        ),
        words.rest(),
    )


def _waiting(scenes: Sequence[Scene], person: str, waiting: Sequence[tuple[Scene, Item]]) -> list[Part]:
    """Return the rows of a person's items, then one for each project with items that nobody has; practice is last."""
    rows = [(scene, _row(scene, item)) for scene, item in waiting[:MOST]]
    rows += [(scene, row) for scene in scenes[:MOST] for row in _free(scene, person)]
    return [row for _, row in sorted(rows, key=lambda entry: entry[0].project.practice)]


def _items(scene: Scene, person: str) -> Iterator[tuple[Scene, Item]]:
    """Yield what waits for a person, also from an earlier gate: their items, and what only they can sign."""
    if scene.project.status in ("stopped", "live"):
        return
    for item in look.missing(scene):
        asked = look.signers(scene, item.signed_by or item.answered_by)
        if person in asked or (not asked and scene.project.item(item.id).owner == person):
            yield scene, item


def _when(entry: tuple[Scene, Item]) -> tuple[bool, date]:
    scene, item = entry
    return scene.project.practice, plan.due_on(scene.project, scene.playbook, item)


def _free(scene: Scene, person: str) -> Iterator[ItemRow]:
    """Yield, for a lead, that nobody has some items yet: the morning asks for them, and they are nobody's row."""
    project = scene.project
    if person not in project.holders("lead") or project.status in ("stopped", "live"):
        return
    if count := len(look.free(scene)):
        words = scene.words
        sign, word = item_sign("open", words)
        what = words.plural("{n} item that nobody has yet", "{n} items that nobody has yet", count)
        who = Button(words.t("Who has what"), "project.assign", look.args(scene))
        yield ItemRow(sign, word, look.title(scene), what, who)


def _row(scene: Scene, item: Item) -> ItemRow:
    return row(scene, item, f"{look.title(scene)} · {detail(scene, item)}")


def _nothing(words: Words, scenes: Sequence[Scene]) -> str:
    if scenes:
        return words.t(
            "Nothing waits for you. Open items can be taken from the checklist in the project's channel."
        )
    return words.t("Nothing waits for you.")


def _rest(words: Words, count: int) -> tuple[Text, ...]:
    if count <= MOST:
        return ()
    return (Text(words.t("And {n} more, in the checklists.", n=words.number(count - MOST)), "muted"),)


def _project(scene: Scene) -> ItemRow:
    words, phase = scene.words, look.phase(scene)
    sign, word = standing(scene)
    line = f"{words.t('phase {n}', n=words.number(phase.number))} · {counted(scene, phase)}"
    if scene.project.imported:
        line = f"{line} · {vouched(scene)}"
    if scene.project.status in ("stopped", "live"):
        line = ""
    open_ = Button(words.t("Open"), "project.menu", look.args(scene))
    return ItemRow(sign, word, look.title(scene), line, open_)


def _none(words: Words) -> str:
    return words.t("You are not on a project yet. Begin one, or try the bot alone with a practice project.")


def _buttons(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.t("New project…"), "project.new"),
        Button(words.t("Practice alone…"), "project.practice"),
        Button(words.t("Help"), "menu.help"),
    )
