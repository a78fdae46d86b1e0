"""While an approver is away, somebody decides in their place."""

from __future__ import annotations

from bot.project.state import Project
from bot.service.intents import Done, Say, Wrong
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.decisions_kit import ROUND, approve, away, copies, waiting
from tests.service.office import Office, buttons, words


async def test_who_stands_in_gets_the_request_and_decides_it(office: Office) -> None:
    p = await waiting(office)
    assert await away(office, p) == Done()
    assert len(copies(office)) == 3  # the channel's, Ana's and Raj's
    assert all("Raj decides in place of Ana until" in copy for copy in copies(office))
    await approve(office, "URAJ", p)
    project = await office.project(p)
    assert project.decisions[-1].stands_for == await office.person("UANA")


def named(office: Office) -> list[Card]:
    """Return what Raj was told of deciding in somebody's place."""
    found = [card for place, card in office.chat.messages.items() if place[0] == "DURAJ"]
    return [card for card in found if '"kind":"delegate"' in card.notice]


async def test_who_stands_in_is_told_once_for_all_projects_and_again_in_place_when_it_ends(
    office: Office,
) -> None:
    first, second = await waiting(office), await office.begin()
    assert await away(office, first, scope="everywhere") == Done()
    (card,) = named(office)
    assert card.summary.startswith(
        "Ana Ruiz named you to decide in their place. From Mon 2 Mar until Fri 6 Mar"
    )
    assert await office.press("UANA", "project.back", p=first) == Done()
    await office.relay.drain()
    (card,) = named(office)
    assert "named you" in card.summary
    await away(office, second, until="2026-03-05")
    assert ["named you" in card.summary for card in named(office)] == [False, True]
    assert "You no longer decide in place of Ana Ruiz" in named(office)[0].summary


async def test_i_am_back_ends_it(office: Office) -> None:
    p = await waiting(office)
    await away(office, p)
    assert await office.press("UANA", "project.back", p=p) == Done()
    await office.relay.drain()
    assert (await office.project(p)).delegations == ()
    assert "Only Ana" in words(await office.press("URAJ", "gate.approve", p=p, **ROUND))


async def test_away_is_typed_and_counts_in_all_projects_that_one_approves(office: Office) -> None:
    first = await waiting(office)
    second = await office.begin()
    asked = await office.type("UANA", "away", at="DUANA")
    assert isinstance(asked, Say)  # in which of the projects
    assert {button.action for button in buttons(asked.card)} == {"project.away"}
    assert await away(office, first, "everywhere") == Done()
    found: list[Project] = [await office.project(key) for key in (first, second)]
    assert [len(project.delegations) for project in found] == [1, 1]


async def test_who_approves_nothing_has_nothing_to_hand_on(office: Office) -> None:
    p = await waiting(office)
    assert "approve no gate" in words(await office.press("URAJ", "project.away", p=p))


async def test_nobody_stands_in_for_themselves(office: Office) -> None:
    p = await waiting(office)
    answer = await away(office, p, to="UANA")
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["to"]


async def test_nobody_is_told_that_the_lead_decides_in_their_place(office: Office) -> None:
    p = await waiting(office)
    answer = await away(office, p, to="UMIA")
    assert isinstance(answer, Wrong)
    assert "Mia leads this project and approves none of its gates" in " ".join(answer.errors.values())
    assert (await office.project(p)).delegations == ()


async def test_for_all_projects_it_is_said_which_ones_the_delegate_leads(office: Office) -> None:
    first, second = await waiting(office), await office.begin()
    to_raj = {"role": "lead", "person": "URAJ"}
    await office.fill("UMIA", "project.role", to_raj, p=second)
    answer = await away(office, first, scope="everywhere")
    said = words(answer)
    name = (await office.project(second)).name
    assert "Saved, but not everywhere." in said
    assert f"{name}: Raj" in said
    assert [len((await office.project(p)).delegations) for p in (first, second)] == [1, 0]


async def test_a_delegate_who_becomes_the_lead_is_said_to_decide_no_more(office: Office) -> None:
    p = await waiting(office)
    await away(office, p)
    await office.fill("UMIA", "project.role", {"role": "lead", "person": "URAJ"}, p=p)
    await office.relay.drain()
    cards = [plain(card) for card in office.chat.messages.values()]
    idle = [card for card in cards if "was to decide in place of Ana" in card]
    assert len(idle) == 2, "in the channel, and to Raj beside the role"


async def test_a_delegate_who_becomes_the_lead_is_no_longer_asked_for_a_decision(office: Office) -> None:
    p = await waiting(office)
    await away(office, p)
    assert "gate.approve" in offered(office, "URAJ")
    await lead(office, p, "URAJ")
    assert "gate.approve" not in offered(office, "URAJ")
    (card,) = own_copies(office, "URAJ")
    assert "waits for Ana" in plain(card)
    assert "your decision" not in plain(card)


async def test_a_delegate_who_hands_the_lead_over_is_asked_for_the_decision(office: Office) -> None:
    p = await waiting(office)
    await away(office, p)
    await lead(office, p, "URAJ")
    assert "gate.approve" not in offered(office, "URAJ")
    await lead(office, p, "UEVA", by="URAJ")
    assert "gate.approve" in offered(office, "URAJ")


async def lead(office: Office, p: str, user: str, by: str = "UMIA") -> None:
    """Give the lead to somebody."""
    assert not isinstance(await office.fill(by, "project.role", {"role": "lead", "person": user}, p=p), Wrong)
    await office.relay.drain()


def own_copies(office: Office, user: str) -> list[Card]:
    """Return somebody's own copies of the review."""
    found = office.chat.messages.items()
    return [card for place, card in found if place[0] == f"D{user}" and '"kind":"review"' in card.notice]


def offered(office: Office, user: str) -> set[str]:
    """Return what somebody's own copy of the review offers them."""
    return {button.action for card in own_copies(office, user) for button in buttons(card)}
