"""A project under way in chat: brought in with a form, countersigned or not, and every message that follows."""

from __future__ import annotations

import pytest

from bot.project.evolve import evolve
from bot.project.index import index
from bot.service.intents import Ask, Done, Say, Wrong
from bot.talk.card import Button, Card
from bot.talk.plain import plain
from storage.verify import verify
from tests.project.good import KPI
from tests.service.office import CHANNEL, LINE_3, Office, buttons, words

PAPER = {
    **LINE_3,
    "starts_on": "2026-01-12",
    "phase": "2",
    "gates": "1; 2026-01-26; Minutes of the board; part two; Ana Ruiz",
}


async def bring_in(office: Office, **values: str) -> str:
    asked = await office.type("UMIA", "import")
    assert isinstance(asked, Ask), asked
    answer = await office.submit("UMIA", asked, **(PAPER | values))
    assert isinstance(answer, Done), answer
    await office.relay.drain()
    return asked.form.args["new"]


async def with_kpi(office: Office, **values: str) -> str:
    key = await bring_in(office, **values)
    answer = await office.fill("UMIA", "item.form", KPI, p=key, i="DR-1")
    assert isinstance(answer, Done), answer
    await office.relay.drain()
    return key


def card_of(office: Office, conversation: str, begins: str) -> Card | None:
    found = [card for place, card in reversed(office.chat.messages.items()) if place[0] == conversation]
    return next((card for card in found if begins in card.summary), None)


def button(card: Card | None, action: str) -> Button:
    assert card is not None
    return next(button for button in buttons(card) if button.action == action)


def told(office: Office) -> str:
    """Return what the sponsor's role message says now."""
    card = card_of(office, "DUANA", "your role: sponsor")
    assert card is not None
    return plain(card)


async def countersign(office: Office, user: str = "UANA") -> object:
    card = card_of(office, "DUANA", "to countersign")
    answer = await office.press(user, "import.countersign", **button(card, "import.countersign").args)
    await office.relay.drain()
    return answer


async def test_a_form_brings_a_project_in_with_its_gates_from_paper(office: Office) -> None:
    project = await office.project(await bring_in(office))
    assert project.phase == 2
    assert project.imported is not None
    (paper,) = project.imported.gates
    assert (paper.document, paper.who) == ("Minutes of the board; part two", "Ana Ruiz")


async def test_the_checklist_of_the_phase_is_posted_and_no_earlier_one(office: Office) -> None:
    await with_kpi(office)
    heads = [text for text in office.said(CHANNEL) if text.startswith("Phase ")]
    assert len(heads) == 1
    assert heads[0].startswith("Phase 2")
    assert "(⇥ imported)" in heads[0]


async def test_the_sponsor_is_asked_once_they_can_countersign(office: Office) -> None:
    key = await bring_in(office)
    assert card_of(office, "DUANA", "to countersign") is None
    await office.fill("UMIA", "item.form", KPI, p=key, i="DR-1")
    await office.relay.drain()
    assert card_of(office, "DUANA", "to countersign") is not None


async def test_the_sponsor_countersigns_and_the_channel_hears_it(office: Office) -> None:
    key = await with_kpi(office)
    assert isinstance(await countersign(office), Done)
    assert card_of(office, CHANNEL, "gates from paper countersigned") is not None
    card = card_of(office, "DUANA", "to countersign")
    assert card is not None
    assert buttons(card) == []
    project = await office.project(key)
    assert project.locked["minimum"] == "20"
    assert project.item("DR-8").signed_by == await office.person("UANA")


async def test_the_role_message_of_the_sponsor_says_what_is_asked_until_it_is_done(office: Office) -> None:
    key = await bring_in(office)
    assert "You are asked to countersign them" in told(office)
    assert "When it is your turn" in told(office)
    assert button(card_of(office, "DUANA", "your role: sponsor"), "project.imported")
    await office.fill("UMIA", "item.form", KPI, p=key, i="DR-1")
    await office.relay.drain()
    assert '"Gates from paper" shows them' in told(office)
    opened = await office.press("UANA", "project.imported", p=key)
    assert isinstance(opened, Say)
    assert button(opened.card, "import.countersign")
    await countersign(office)
    assert "countersign" not in told(office)


async def test_phase_5_names_the_playbook_that_has_it(office: Office) -> None:
    asked = await office.type("UMIA", "import")
    assert isinstance(asked, Ask)
    offered = next(field.choices for field in asked.form.fields if field.key == "phase")
    assert [choice.label for choice in offered] == [
        "Phase 2",
        "Phase 3",
        "Phase 4",
        "Phase 5, only in: Five governance gates",
    ]


async def test_nobody_else_countersigns_and_the_try_is_kept(office: Office) -> None:
    await with_kpi(office)
    answer = await countersign(office, "URAJ")
    assert "Only Ana can do this" in words(answer)  # type: ignore[arg-type]
    assert ("CountersignImport", "not_in_role") in office.attempts()


async def test_a_gate_asked_for_too_early_says_who_is_awaited(office: Office) -> None:
    key = await with_kpi(office)
    answer = await office.press("UMIA", "gate.request", p=key, g="2", r="1")
    assert words(answer).startswith("The gates from paper wait for Ana's countersignature.")


async def test_a_refusal_reaches_the_lead_who_corrects_and_the_sponsor_is_asked_again(office: Office) -> None:
    key = await with_kpi(office)
    await office.fill("UANA", "import.refuse", {"reason": "It was the 27th"}, p=key)
    await office.relay.drain()
    told = card_of(office, "DUMIA", "not countersigned")
    assert told is not None
    asked = await office.press("UMIA", "import.correct", p=key)
    assert isinstance(asked, Ask)
    shown = next(field.value for field in asked.form.fields if field.key == "gates")
    assert shown == "1; 2026-01-26; Minutes of the board; part two; Ana Ruiz"
    await office.submit("UMIA", asked, gates=shown.replace("-26", "-27"), went_live_on="")
    await office.relay.drain()
    cards = [card for place, card in office.chat.messages.items() if place[0] == "DUANA"]
    assert len([card for card in cards if "to countersign" in card.summary]) == 2
    assert isinstance(await countersign(office), Done)


async def test_a_new_sponsor_is_asked_and_the_one_before_no_longer(office: Office) -> None:
    key = await with_kpi(office)
    await office.fill("UMIA", "project.role", {"role": "sponsor", "person": "URAJ"}, p=key)
    await office.relay.drain()
    assert button(card_of(office, "DURAJ", "to countersign"), "import.countersign")
    left = card_of(office, "DUANA", "to countersign")
    assert left is not None
    assert "import.countersign" not in [each.action for each in buttons(left)]


async def test_a_practice_project_is_countersigned_in_the_channel(office: Office) -> None:
    key = await with_kpi(office, practice="practice", sponsor="UMIA")
    project = await office.project(key)
    assert project.practice
    checklist = card_of(office, CHANNEL, "Phase 2")
    assert "(practice, ⇥ imported)" in (checklist.summary if checklist else "")
    args = button(checklist, "import.countersign").args
    assert isinstance(await office.press("UMIA", "import.countersign", **args), Done)
    assert (await office.project(key)).imported.countersigned_by  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("gates", "said"),
    [
        ("", "Gate 1, date: This is needed."),
        ("one; 2026-01-26; Minutes; Ana", 'Line 1 begins with "one", which is no number of a gate.'),
        ("1; 2026-01-26; Minutes", "Line 1 needs four parts."),
        ("1; soon; Minutes; Ana", 'Gate 1, date: "soon" is not a date.'),
        ("1; 2026-01-26; ; Ana", "Gate 1, document: This is needed."),
        ("1; 2026-01-26; Minutes; ", "Gate 1, who decided: This is needed."),
        ("1; 2026-01-26; a; b\n\n1; 2026-01-26; a; b", "Line 3 names gate 1 again."),
        ("1; 2026-01-26; a; b\n2; 2026-02-02; a; b", "Gate 2 lies ahead of a project in phase 2"),
        ("1; 2026-03-03; a; b", '"2026-03-03" lies in the future.'),
        ("1; 2026-01-11; a; b", "The project starts on Mon 12 Jan 2026."),
    ],
)
async def test_a_line_that_is_not_as_expected_is_named(office: Office, gates: str, said: str) -> None:
    asked = await office.type("UMIA", "import")
    assert isinstance(asked, Ask)
    answer = await office.submit("UMIA", asked, **(PAPER | {"gates": gates}))
    assert isinstance(answer, Wrong)
    assert said in answer.errors["gates"]


async def test_all_fields_that_are_wrong_are_named_together(office: Office) -> None:
    asked = await office.type("UMIA", "import")
    assert isinstance(asked, Ask)
    answer = await office.submit("UMIA", asked, **(PAPER | {"phase": "", "name": "", "starts_on": "soon"}))
    assert isinstance(answer, Wrong)
    assert answer.errors.keys() == {"phase", "name", "starts_on"}


async def test_the_form_sent_twice_opens_one_project(office: Office) -> None:
    asked = await office.type("UMIA", "import")
    assert isinstance(asked, Ask)
    for _ in range(2):
        assert isinstance(await office.submit("UMIA", asked, **PAPER), Done)
    assert (await office.project(asked.form.args["new"])).seq == 2


async def test_the_ledger_of_an_imported_project_verifies(office: Office) -> None:
    await with_kpi(office)
    await countersign(office)
    report = await verify(office.store, evolve=evolve, index=index)
    assert report.problems == []
    assert report.projects == 1
