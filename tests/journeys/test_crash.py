"""The bot is killed while people click: nothing that was acknowledged is lost, and nothing is half there."""

from __future__ import annotations

import asyncio
import itertools
import random
import sqlite3
from pathlib import Path

import pytest

from bot.ledger import audit
from tests.live import program, requests
from tests.live.connection import Connection, Response, connect
from tests.live.projects import SPONSOR, channel, open_project, project_id
from tests.live.slack_stub import SlackStub

PROJECTS = 8
ACTIONS = ("item.sign", "item.open")


class Person:
    """Signs DR-8 of a project and opens it again, for as long as the bot answers."""

    def __init__(self, project: int) -> None:
        self.project = project
        self.sent = 0
        self.acknowledged = 0

    def body(self, number: int) -> bytes:
        """Return the delivery with this number: the same bytes each time."""
        args = {"p": project_id(self.project), "i": "DR-8"}
        return requests.press(SPONSOR, channel(self.project), self.key(number), ACTIONS[number % 2], args)

    def key(self, number: int) -> str:
        return f"click-{self.project}-{number}"

    async def click(self, address: str) -> None:
        connection = await connect(address)
        try:
            while True:
                self.sent += 1
                response = await connection.click(self.body(self.sent - 1))
                assert response == (200, b""), response
                self.acknowledged = self.sent
        except (OSError, asyncio.IncompleteReadError):
            return  # the bot is gone
        finally:
            await connection.close()

    async def repeat(self, connection: Connection) -> list[Response]:
        """Send the last acknowledged click again, and the one that got no answer."""
        again = range(max(self.acknowledged - 1, 0), self.sent)
        self.acknowledged = self.sent
        return [await connection.click(self.body(number)) for number in again]


def counted(database: Path) -> tuple[dict[str, int], set[str]]:
    """Return the events after the opening of each project, and the deliveries that are known."""
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    changes = "SELECT project, count(*) FROM event WHERE kind != 'ProjectOpened' GROUP BY project"
    events = dict(raw.execute(changes).fetchall())
    known = {key for (key,) in raw.execute('SELECT "key" FROM inbox WHERE "key" LIKE \'click-%\'')}
    raw.close()
    return events, known


def check(database: Path, people: list[Person]) -> None:
    """Every click is there wholly or not at all, and every acknowledged one is."""
    events, known = counted(database)
    for person in people:
        mine = [person.key(number) in known for number in range(person.sent)]
        assert all(mine[: person.acknowledged]), "an acknowledged click was lost"
        assert events.get(project_id(person.project), 0) == sum(mine), "a click is half there"


@pytest.mark.parametrize("kills", [5, pytest.param(20, marks=pytest.mark.soak)])
async def test_a_killed_bot_loses_no_acknowledged_click_and_tears_no_project(
    tmp_path: Path, kills: int
) -> None:
    database = tmp_path / "bot.sqlite"
    people = [Person(number) for number in range(PROJECTS)]
    chance = random.Random(kills)
    async with SlackStub() as stub:
        settings = program.environment(tmp_path, stub.url, TOLLGATE_LOG_LEVEL="error")
        for kill in itertools.count():
            bot = await program.start(tmp_path, settings)
            connection = await connect(bot.address)
            if kill == 0:
                for person in people:
                    await open_project(connection, person.project)
            check(database, people)
            answers = [answer for person in people for answer in await person.repeat(connection)]
            assert set(answers) <= {Response(200, b"")}
            check(database, people)
            report = await audit(f"sqlite:///{database}")
            assert (report.projects, report.problems) == (PROJECTS, [])
            await connection.close()
            if kill == kills:
                assert await bot.stop() == 0
                break
            clicking = [asyncio.create_task(person.click(bot.address)) for person in people]
            await asyncio.sleep(chance.uniform(0.05, 0.6))
            await bot.kill()
            await asyncio.gather(*clicking)
    assert all(person.sent > kills for person in people)
