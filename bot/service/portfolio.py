"""All projects of a workspace, for those whose role is in the whole of it."""

from __future__ import annotations

from bot.service.admins import active_admins
from bot.service.context import Context
from bot.service.draw import names_of
from bot.service.intents import Answer, Pressed, Say
from bot.service.named import people_in
from bot.service.ports import Account
from bot.service.reading import Reading
from bot.service.wording import words_of
from bot.talk import portfolio as said
from bot.talk.card import Card, Text
from bot.talk.scene import Scene

CONTROLS = (said.SHOW,)
#: projects of one card
PAGE = 10


class Portfolio:
    """Lists projects."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def press(self, intent: Pressed, account: Account) -> Answer:
        """Show one page, or say who sees it."""
        return Say(
            await self._context.read(account, lambda reading: page(reading, intent.args.get("after", "")))
        )


def page(reading: Reading, after: str) -> Card:
    """Return the projects that follow one, each with its phase, its day and its state."""
    tx, me = reading.tx, reading.account
    words = words_of(me)
    if not me.workspace_roles:
        admins = active_admins(tx, me.workspace)
        names = names_of(tx, me.workspace, admins)
        text = said.not_for_all(words, [names[person] for person in admins if person in names])
        return Card(text, (Text(text),))
    rows = tx.portfolio(me.workspace, after, PAGE + 1)
    found = tx.projects(me.workspace, [row.project for row in rows[:PAGE]])
    # Everybody whom the lines name, read at once: nothing is asked of the database for each project.
    names = names_of(
        tx, me.workspace, frozenset[str]().union(*(people_in(s.project) for s in found.values()))
    )
    scenes = []
    for row in rows[:PAGE]:
        if row.project in found:
            project = found[row.project].project
            playbook = reading.playbooks.get(tx, me.workspace, project.playbook)
            scenes.append(Scene(project, playbook, names, reading.now, words, me.person))
    return said.portfolio(words, scenes, rows[PAGE - 1].project if len(rows) > PAGE else "")
