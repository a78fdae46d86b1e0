"""What is answered to the form that opens a project: one project, or each field that is wrong."""

from __future__ import annotations

from typing import TypeVar

from bot.service.directory import mint
from bot.service.intents import (
    Ask,
    Done,
    Submitted,
    Wrong,
)
from tests.service.office import CHANNEL, LINE_3, Office

T = TypeVar("T")


async def test_a_form_sent_twice_opens_one_project(office: Office) -> None:
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    for delivery in ("d-1", "d-1", "d-2"):
        assert await office.submit("UMIA", asked, delivery, **LINE_3) == Done()
    mine = await office.store.read(lambda tx: tx.projects_in("w1", "fake", CHANNEL))
    assert [row.name for row in mine] == ["Line 3 downtime"]


async def test_a_new_project_must_live_where_the_bot_may_write(office: Office) -> None:
    office.chat.channel("C2", "UMIA", with_bot=False)
    asked = await office.press("UMIA", "project.new", at="DUMIA")
    assert isinstance(asked, Ask)
    answer = await office.submit("UMIA", asked, **(LINE_3 | {"channel": "C2"}))
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["channel"]


async def test_an_opening_without_its_minted_id_is_refused(office: Office) -> None:
    form = Submitted("project.new", {}, LINE_3)
    assert isinstance(await office.bot.handle(form, office.sender("UMIA", at="")), Wrong)


async def test_a_wrong_opening_names_each_field(office: Office) -> None:
    asked = await office.press("UMIA", "project.new")
    assert isinstance(asked, Ask)
    wrong = LINE_3 | {"name": "", "time_zone": "Mars/Base"}
    answer = await office.submit("UMIA", asked, **wrong)
    assert isinstance(answer, Wrong)
    assert set(answer.errors) == {"name", "time_zone"}


async def test_a_practice_project_begins_with_its_only_person(office: Office) -> None:
    assert await office.fill("UMIA", "project.practice", {"name": "Practice"}) == Done()
    (row,) = await office.store.read(lambda tx: tx.projects_in("w1", "fake", CHANNEL))
    project = await office.project(row.project)
    assert project.practice
    assert project.lead == project.sponsor == await office.person("UMIA")


def test_minted_ids_are_ordered_by_time() -> None:
    ids = [mint() for _ in range(50)]
    assert ids == sorted(ids)
