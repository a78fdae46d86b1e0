"""People with roles in the whole workspace, and everything that a database holds of it."""

from __future__ import annotations

from bot.project.commands import WorkspaceRole
from bot.service.directory import mint
from bot.service.intents import Answer, Ask, Say
from bot.service.ports import Grant
from bot.talk.card import Button, Buttons, ItemRow
from tests.service.office import MONDAY, WORKSPACE, Office


async def grant(office: Office, user: str, role: WorkspaceRole) -> str:
    """Let somebody have a role, as if it had been given long ago; return who they are."""
    await office.press(user, "menu.help")
    person = await office.person(user)
    given = Grant(mint(), person, role, "", MONDAY)
    assert await office.store.write(lambda tx: tx.grant(WORKSPACE, given))
    return person


async def roles(office: Office, user: str) -> tuple[WorkspaceRole, ...]:
    """Return what somebody's next click finds."""
    found = await office.known(user)
    return found.workspace_roles if found else ()


async def give(office: Office, by: str, user: str, role: str) -> Answer:
    """Open the form, and give a role."""
    asked = await office.press(by, "admin.give", at="DADMIN")
    assert isinstance(asked, Ask), asked
    return await office.submit(by, asked, role=role, person=user)


def pressable(answer: Answer) -> list[Button]:
    """Return the controls of a card, those of its rows included."""
    assert isinstance(answer, Say), answer
    found: list[Button] = []
    for part in answer.card.parts:
        if isinstance(part, Buttons):
            found += part.buttons
        if isinstance(part, ItemRow):
            found += [*((part.button,) if part.button else ()), *part.more]
    return found


def rows(office: Office, *but: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, of those named in `but` none."""
    read = office.store.writer.connection.execute
    tables = [row[0] for row in read("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: sorted(read(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in tables
        if name not in but
    }
