"""Sixteen people click at once, over signed HTTP, on both databases: one outcome for each, and none lost."""

from __future__ import annotations

import asyncio

from bot.ledger import audit
from bot.playbooks.load import built_in
from bot.project.events import GateApproved, ItemDeclaredNotReady, ItemOwned
from tests.live.connection import Response
from tests.live.office import Office
from tests.live.projects import LEAD, SPONSOR
from tests.project.good import GOOD

PEOPLE = [f"U{number:04d}ONE" for number in range(16)]
PLAYBOOK = built_in("ninety-day")
SILENT = Response(200, b"")


async def _sound(database_url: str) -> None:
    report = await audit(database_url)
    assert (report.projects, report.problems) == (1, [])


async def test_of_sixteen_who_take_an_item_one_gets_it_and_the_others_are_told_who(
    office: Office, database_url: str
) -> None:
    answers = await asyncio.gather(*(office.press(person, "item.take", i="DR-1") for person in PEOPLE))
    assert set(answers) == {SILENT}

    project, events = await office.look()
    assert [type(event) for event in events[1:]] == [ItemOwned]
    untold = [person for person in PEOPLE if not office.stub.whispered(person)]
    assert len(untold) == 1
    for person in PEOPLE:
        if person not in untold:
            assert untold[0] in office.stub.whispered(person)
    assert project.item("DR-1").owner
    await _sound(database_url)


async def test_of_sixteen_approvals_one_counts(office: Office, database_url: str) -> None:
    for item in PLAYBOOK.phase(1).checklist:
        if item.id != "DR-8":
            people = {field.key: "U0RAE" for field in item.fields if field.type == "person"}
            answer = await office.submit(LEAD, "item.form", GOOD[item.id] | people | {"note": ""}, i=item.id)
            assert answer == SILENT, item.id
    assert await office.press(SPONSOR, "item.sign", i="DR-8") == SILENT
    assert await office.press(LEAD, "gate.request", g="1", r="1") == SILENT

    pressing = [SPONSOR, LEAD, *PEOPLE[:2]] * 4
    answers = await asyncio.gather(
        *(office.press(person, "gate.approve", g="1", r="1") for person in pressing)
    )
    assert set(answers) == {SILENT}

    project, events = await office.look()
    assert project.phase == 2
    assert len([event for event in events if isinstance(event, GateApproved)]) == 1
    for person in (LEAD, *PEOPLE[:2]):
        assert SPONSOR in office.stub.whispered(person)
    await _sound(database_url)


async def test_what_sixteen_people_record_at_once_is_all_there(office: Office, database_url: str) -> None:
    items = [item.id for phase in PLAYBOOK.phases for item in phase.items if not item.answered_by]
    theirs = dict(zip(PEOPLE, [key for key in items if PLAYBOOK.item(key).kind != "sign"], strict=False))

    async def work(person: str, item: str) -> None:
        assert await office.press(person, "item.take", i=item) == SILENT
        said = {"reason": f"{person} says so"}
        assert await office.submit(person, "item.not_ready", said, i=item) == SILENT

    await asyncio.gather(*(work(person, item) for person, item in theirs.items()))

    project, events = await office.look()
    assert {item: project.item(item).not_ready for item in theirs.values()} == {
        item: f"{person} says so" for person, item in theirs.items()
    }
    assert len([event for event in events if isinstance(event, ItemDeclaredNotReady)]) == len(PEOPLE)
    await _sound(database_url)
