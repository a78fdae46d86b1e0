"""A table of projects under way: looked at line by line, then all of them come in, or none."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pytest

from bot.project.commands import CLOCK
from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.importing import Importing, Read
from bot.service.ports import DeliveryFailed
from bot.service.table import COLUMNS, TEMPLATE, read_table
from bot.talk.import_report import report_lines
from bot.talk.words import Words
from storage.verify import verify
from tests.service.office import CHANNEL, WORKSPACE, Office
from tests.service.roles_kit import grant

ROW = {
    "name": "Line 3 downtime",
    "phase": "2",
    "lead": "UMIA",
    "sponsor": "ana@example.com",
    "channel": CHANNEL,
    "starts_on": "2026-01-12",
    "time_zone": "America/Toronto",
    "gate_1_date": "2026-01-26",
    "gate_1_document": "Minutes, part 2",
    "gate_1_who": "The board",
    "gate_2_date": "",
    "gate_2_document": "",
    "gate_2_who": "",
    "went_live_on": "",
    "key": "line-3",
}
OTHER = ROW | {"name": "Invoice matching", "key": "invoices"}
WORDS = Words("en", "America/Toronto")


def table(*rows: dict[str, str], delimiter: str = ",") -> str:
    out = StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


async def importing(office: Office) -> Importing:
    office.chat.person("UANA", "Ana Ruiz", "America/Toronto", "ana@example.com")
    await office.type("UANA", "help")  # with that she is known, and so is her address
    return Importing(office.store, office.chat, WORKSPACE, office.clock, office.playbooks)


async def look(office: Office, text: str) -> Read:
    return await (await importing(office)).look(text, CLOCK)


async def said(office: Office, text: str) -> str:
    return "\n".join(report_lines(WORDS, (await look(office, text)).report))


async def opened(office: Office) -> list[str]:
    rows = await office.store.read(lambda tx: tx.projects_in(WORKSPACE, "fake", CHANNEL))
    return sorted(row.name for row in rows)


async def test_every_line_of_a_table_becomes_a_project(office: Office) -> None:
    bringing = await importing(office)
    read = await bringing.look(table(ROW, OTHER), CLOCK)
    assert read.report.wrong == ()
    assert await bringing.bring_in(read, CLOCK) == 2
    assert await opened(office) == ["Invoice matching", "Line 3 downtime"]
    await office.relay.drain()
    heads = [text for text in office.said(CHANNEL) if text.startswith("Phase 2")]
    assert len(heads) == 2
    assert any("your role: sponsor" in text for text in office.said("DUANA"))


async def test_looking_opens_nothing(office: Office) -> None:
    await look(office, table(ROW))
    assert await opened(office) == []


async def test_what_would_come_in_is_told_with_what_waits(office: Office) -> None:
    text = await said(office, table(ROW))
    assert text == (
        "Line 2: Line 3 downtime would come in at phase 2, led by Mia Kurz, sponsored by Ana Ruiz. "
        "Open items: 15, due within a week: 15. Gates to decide: 3. The sponsor is asked to countersign once this is "
        'recorded: "Business problem with a measurable KPI".\n'
        "1 project would come in, with 15 open items, 15 of them due within a week."
    )


async def test_a_table_that_is_read_again_opens_nothing_twice(office: Office) -> None:
    bringing = await importing(office)
    for expected in (1, 0):
        read = await bringing.look(table(ROW), CLOCK)
        assert await bringing.bring_in(read, CLOCK) == expected
    assert await opened(office) == ["Line 3 downtime"]
    assert (await bringing.look(table(ROW), CLOCK)).report.there == ((2, "Line 3 downtime"),)


async def test_a_table_looked_at_twice_before_it_comes_in_opens_nothing_twice(office: Office) -> None:
    bringing = await importing(office)
    reads = [await bringing.look(table(ROW), CLOCK) for _ in range(2)]
    assert [await bringing.bring_in(read, CLOCK) for read in reads] == [1, 0]


async def test_one_wrong_line_keeps_all_of_them_out(office: Office) -> None:
    bringing = await importing(office)
    read = await bringing.look(table(ROW, OTHER | {"phase": "9"}), CLOCK)
    assert await bringing.bring_in(read, CLOCK) == 0
    assert await opened(office) == []


async def test_every_problem_is_named_with_line_and_column_at_once(office: Office) -> None:
    bad = OTHER | {"phase": "3", "lead": "nobody@example.com", "time_zone": "Torronto", "gate_1_date": "soon"}
    text = await said(office, table(ROW | {"channel": "C9"}, bad))
    assert text.splitlines() == [
        "Line 2, channel: Tollgate is not in the channel C9. Give the channel's id from its details, and invite the "
        "bot there.",
        "Line 3, lead: Nobody with the address nobody@example.com is known here yet. Give their user id instead, or "
        "let them open Tollgate's home once.",
        'Line 3, time_zone: "Torronto" is not a time zone that is known. Did you mean America/Toronto?',
        'Line 3, gate_1_date: "soon" is not a date. Give year, month and day, such as 2026-03-16.',
        "Line 3, gate_2_document: This is needed.",
        "Line 3, gate_2_who: This is needed.",
        "Line 3, gate_2_date: This is needed.",
        "Nothing was brought in. Correct these, and give the whole table again.",
    ]


BAD: dict[str, tuple[dict[str, str], str]] = {
    "no name": ({"name": ""}, "Line 2, name: This is needed."),
    "a long name": ({"name": "x" * 81}, "Line 2, name: This is 81 characters long. At most 80 fit."),
    "no lead": ({"lead": ""}, "Line 2, lead: This is needed."),
    "a stranger": ({"lead": "U404"}, "Line 2, lead: U404 is nobody of this workspace."),
    "a bot": ({"sponsor": "UBOT"}, "Line 2, sponsor: UBOT is nobody of this workspace."),
    "one person in both roles": ({"sponsor": "UMIA"}, "Line 2, sponsor: Lead and sponsor must be two people"),
    "no channel": ({"channel": ""}, "Line 2, channel: This is needed."),
    "a channel by its name": (
        {"channel": "#line-3"},
        "Line 2, channel: Tollgate is not in the channel #line-3.",
    ),
    "no phase": ({"phase": ""}, "Line 2, phase: This is needed."),
    "the first phase": (
        {"phase": "1"},
        'Line 2, phase: "1" is no phase to come in at. Give a number from 2 to 4.',
    ),
    "a start in words": ({"starts_on": "in May"}, 'Line 2, starts_on: "in May" is not a date.'),
    "too long ago": ({"starts_on": "2020-05-04"}, "Line 2, starts_on: Give a day from"),
    "an unknown region": ({"region": "ONT"}, 'Line 2, region: No public holidays are known for "ONT".'),
    "an unknown playbook": (
        {"playbook": "scrum"},
        'Line 2, playbook: "scrum" is not a playbook. There are: ninety-day, governance.',
    ),
    "neither yes nor no": ({"practice": "perhaps"}, 'Line 2, practice: "perhaps" is neither yes nor no.'),
    "a gate in the future": (
        {"gate_1_date": "2026-03-03"},
        'Line 2, gate_1_date: "2026-03-03" lies in the future.',
    ),
    "a gate before the start": (
        {"gate_1_date": "2026-01-11"},
        "Line 2, gate_1_date: The project starts on Mon",
    ),
    "a gate to come": (
        {"gate_2_date": "2026-02-02"},
        "Line 2, gate_2_date: Gate 2 lies ahead of a project",
    ),
    "no document": ({"gate_1_document": " "}, "Line 2, gate_1_document: This is needed."),
    "live too early": (
        {"went_live_on": "2026-02-02"},
        "Line 2, went_live_on: Only a project whose earlier gates",
    ),
    "a formula of a spreadsheet": ({"starts_on": "=TODAY()"}, 'Line 2, starts_on: "=TODAY()" is not a date.'),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_cell_that_is_not_as_expected_is_named(office: Office, name: str) -> None:
    changed, expected = BAD[name]
    assert expected in await said(office, table(ROW | changed))


HEADS: dict[str, tuple[str, str]] = {
    "nothing": ("", "The table is empty."),
    "only a head": (",".join(ROW), "The table is empty."),
    "blank lines": (",".join(ROW) + "\n\n,,,\n", "The table is empty."),
    "a missing column": (
        table({key: text for key, text in ROW.items() if key != "sponsor"}),
        'Line 1, sponsor: The column "sponsor" is missing.',
    ),
    "a column with another name": (
        table(ROW | {"regions": ""}),
        'Line 1, regions: There is no column "regions". Did you mean region?',
    ),
    "a column twice": ("name," + table(ROW), 'Line 1, name: The column "name" is there twice.'),
    "a comma without quotation marks": (
        table(ROW).replace('"Minutes, part 2"', "Minutes, part 2"),
        "Line 2: This line has 16 cells, more than the 15 columns.",
    ),
    "the same project twice": (table(ROW, ROW), "Line 3, key: This is the same project as in line 2."),
    "a quotation mark without end": (
        table(ROW).replace('"Minutes, part 2"', '"Minutes, part 2') + "x" * 200_000,
        "Line 2: A cell from here on has a quotation mark without its other one.",
    ),
    "too many lines": (
        table(*(ROW | {"key": str(n)} for n in range(501))),
        "The table has 501 projects. At most 500 come in at once.",
    ),
}


@pytest.mark.parametrize("name", HEADS)
async def test_a_table_that_is_not_as_expected_is_told_why(office: Office, name: str) -> None:
    text, expected = HEADS[name]
    assert expected in await said(office, text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
async def test_tables_of_any_office_suite_are_read(office: Office, delimiter: str) -> None:
    read = await look(office, "\ufeff" + table(ROW, delimiter=delimiter).replace("\n", "\r\n"))
    assert read.report.wrong == ()
    assert len(read.ready) == 1


async def test_a_cell_with_line_breaks_does_not_shift_the_numbers_of_lines(office: Office) -> None:
    text = await said(office, table(ROW | {"region": "\n\n"}, OTHER | {"phase": ""}))
    assert "Line 5, phase: This is needed." in text


async def test_an_address_of_two_people_is_nobody(office: Office) -> None:
    office.chat.person("URAJ", "Raj Patel", "America/Toronto", "ana@example.com")
    await office.type("URAJ", "help")
    assert "Line 2, sponsor: Several people have the address" in await said(office, table(ROW))


async def test_a_practice_project_comes_in_with_one_person(office: Office) -> None:
    bringing = await importing(office)
    read = await bringing.look(table(ROW | {"practice": "yes", "sponsor": "UMIA"}), CLOCK)
    assert await bringing.bring_in(read, CLOCK) == 1
    assert read.ready[0].project.practice


async def test_a_chat_that_does_not_answer_brings_nothing_in(office: Office) -> None:
    bringing = await importing(office)
    office.chat.failure = DeliveryFailed("down")
    with pytest.raises(DeliveryFailed):
        await bringing.look(table(ROW), CLOCK)
    assert await opened(office) == []


async def test_the_ledger_of_a_table_verifies(office: Office) -> None:
    bringing = await importing(office)
    await bringing.bring_in(await bringing.look(table(ROW, OTHER), CLOCK), CLOCK)
    report = await verify(office.store, evolve=evolve, index=index)
    assert (report.problems, report.projects) == ([], 2)


async def test_what_is_brought_in_from_a_table_says_so_in_its_history(office: Office) -> None:
    bringing = await importing(office)
    read = await bringing.look(table(ROW), CLOCK)
    await bringing.bring_in(read, CLOCK)
    answer: Any = await office.press("UMIA", "project.history", p=read.ready[0].project.id)
    lines = answer.card.parts[1].text
    assert "⇥ The project was imported at phase 2, with gate 1 from paper" in lines
    assert "Whoever runs Tollgate began the project" in lines


def test_the_template_is_a_table_without_problems_of_its_own() -> None:
    lines, wrong = read_table(TEMPLATE)
    assert wrong == []
    assert [line["name"] for line in lines] == ["Line 3 downtime", "Invoice matching"]
    assert [len(line.papers) for line in lines] == [2, 1]
    assert set(lines[0].cells) <= set(COLUMNS)


async def test_an_auditor_leads_and_sponsors_nothing_from_a_table(office: Office) -> None:
    await grant(office, "UMIA", "auditor")
    assert "audits the workspace" in await said(office, table(ROW))
    assert await opened(office) == []
