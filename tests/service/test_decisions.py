"""How people decide gates together: groups, conditions, holds, second thoughts, and while somebody is away."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.playbooks.load import built_in, digest
from bot.playbooks.model import Group, Playbook
from bot.project.state import Project
from bot.service.controls import DIRECT, FORMS
from bot.service.intents import Ask, Done, Say, Wrong
from bot.talk.card import Card
from tests.project.good import GOOD
from tests.service.office import WORKSPACE, Office, buttons, words

NINETY = built_in("ninety-day")
GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and security", ("it_devops", "security_reviewer"), 2),
)
ROUND = {"g": "1", "r": "1"}


def with_groups(*groups: Group) -> Playbook:
    """Return the playbook with groups and all decisions at its first gate."""
    first = NINETY.phases[0]
    roles = tuple(dict.fromkeys(role for group in groups for role in group.roles))
    decisions = ("go", "conditional", "hold", "send_back", "stop")
    gate = replace(first.gate, groups=groups, approvers=roles or ("sponsor",), decisions=decisions)
    checklist = tuple(replace(item, conditional=item.id == "DR-9") for item in first.checklist)
    return replace(NINETY, phases=(replace(first, gate=gate, checklist=checklist), *NINETY.phases[1:]))


async def waiting(office: Office, *groups: Group, but: tuple[str, ...] = ()) -> str:
    """Let a gate wait; `but` are items that stay open."""
    playbook = with_groups(*groups)
    office.playbooks.default_digest = digest(playbook)
    await office.store.write(lambda tx: tx.put_playbook(WORKSPACE, digest(playbook), playbook))
    office.chat.person("UEVA", "Eva Noor", "America/Toronto")
    office.chat.person("USAM", "Sam Otieno", "America/Toronto")
    p = await office.begin()
    for role, user in (("it_devops", "USAM"), ("security_reviewer", "URAJ"), ("security_reviewer", "UEVA")):
        assert await office.fill("UMIA", "project.role", {"role": role, "person": user}, p=p) == Done()
    for item in NINETY.phase(1).checklist:
        people = {field.key: "UZOE" for field in item.fields if field.type == "person"}
        if item.id not in (*but, "DR-8"):
            values = GOOD[item.id] | people | {"note": ""}
            assert await office.fill("UMIA", "item.form", values, p=p, i=item.id) == Done(), item.id
    assert await office.press("UANA", "item.sign", p=p, i="DR-8") == Done()
    assert await office.press("UMIA", "gate.request", p=p, **ROUND) == Done()
    await office.relay.drain()
    return p


def copies(office: Office) -> list[str]:
    """Return what every copy of the review says, as one text each."""
    cards = [card for card in office.chat.messages.values() if "Gate 1" in card.summary]
    return [text(card) for card in cards]


def text(card: Card) -> str:
    return str(card.parts)


def offers(office: Office) -> bool:
    """Tell whether any copy offers to take the decision back."""
    return any("Take back" in copy for copy in copies(office))


async def last_second(office: Office, p: str) -> datetime:
    """Return until when the decision can be taken back."""
    return (await office.project(p)).decisions[-1].at + timedelta(minutes=10)


async def test_a_decision_offers_to_be_taken_back_for_ten_minutes_and_no_longer(office: Office) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    until = await last_second(office, p)
    office.clock.move_to(until)
    assert await office.sweep.run() == 0
    assert offers(office)
    office.clock.move_to(until + timedelta(seconds=1))
    assert await office.sweep.run() == 1
    await office.relay.drain()
    assert not offers(office)
    office.clock.move_by(timedelta(hours=1))
    assert await office.sweep.run() == 0, "the clock is asked once for a decision"


async def test_what_ended_the_project_is_looked_at_once_more(office: Office) -> None:
    p = await waiting(office)
    assert await office.fill("UANA", "gate.stop", {"reason": "Sold"}, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert offers(office)
    office.clock.move_to(await last_second(office, p) + timedelta(seconds=1))
    assert await office.sweep.run() == 1
    await office.relay.drain()
    assert not offers(office)
    office.clock.move_by(timedelta(days=3))
    assert await office.sweep.run() == 0


async def approve(office: Office, user: str, p: str) -> None:
    assert await office.press(user, "gate.approve", p=p, **ROUND) == Done()
    await office.relay.drain()


async def test_every_copy_shows_who_approved_and_who_is_awaited(office: Office) -> None:
    p = await waiting(office, *GROUPS)
    await approve(office, "USAM", p)
    assert len(copies(office)) == 5  # the channel's, and one for each of four approvers
    for copy in copies(office):
        assert "1 of 2: Sam approved, Raj or Eva awaited" in copy
        assert "0 of 1: Ana awaited" in copy
    assert sum("You have approved" in copy for copy in copies(office)) == 1
    await approve(office, "UANA", p)
    await approve(office, "UEVA", p)
    assert (await office.project(p)).phase == 2


async def test_an_approval_is_taken_back_and_every_copy_shows_it(office: Office) -> None:
    p = await waiting(office, *GROUPS)
    await approve(office, "USAM", p)
    assert await office.press("USAM", "gate.withdraw_vote", p=p, **ROUND) == Done()
    await office.relay.drain()
    assert all("0 of 2" in copy for copy in copies(office))
    assert "no approval of yours" in words(await office.press("USAM", "gate.withdraw_vote", p=p, **ROUND))


async def test_refused_votes_of_all_kinds_are_kept(office: Office) -> None:
    p = await waiting(office)
    for action in ("gate.approve", "gate.withdraw_vote", "gate.take_back"):
        assert isinstance(await office.press("UZOE", action, p=p, **ROUND), Say)
    for action in ("gate.conditions", "gate.hold", "gate.stop"):
        assert isinstance(await office.press("UZOE", action, p=p, **ROUND), Say)
    assert [command for command, _ in office.attempts()] == [
        "ApproveGate",
        "WithdrawVote",
        "TakeBackDecision",
        "ApproveWithConditions",
        "HoldGate",
        "StopGate",
    ]


async def conditional(office: Office, owner: str = "URAJ") -> str:
    p = await waiting(office, but=("DR-9",))
    asked = await office.press("UANA", "gate.conditions", p=p, **ROUND)
    assert isinstance(asked, Ask)
    given = {field.key: field.value for field in asked.form.fields}
    assert given["text_1"] == NINETY.item("DR-9").title
    answer = await office.submit("UANA", asked, **given | {"owner_1": owner, "due_1": "2026-03-10"})
    assert answer == Done(), answer
    await office.relay.drain()
    return p


async def test_a_conditional_go_without_conditions_is_asked_again_in_the_form(office: Office) -> None:
    p = await waiting(office)
    for blank in ("", "  "):
        answer = await office.fill("UANA", "gate.conditions", {"text_1": blank, "due_1": ""}, p=p, **ROUND)
        assert isinstance(answer, Wrong)
        assert "text_1" in answer.errors


async def test_a_wrong_condition_is_named_under_its_own_field(office: Office) -> None:
    p = await waiting(office)
    values = {"text_2": "Wire the sensors", "owner_2": "URAJ", "due_2": "2026-02-01"}
    answer = await office.fill("UANA", "gate.conditions", values, p=p, **ROUND)
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["due_2"]


async def test_what_is_open_can_only_be_approved_with_conditions(office: Office) -> None:
    p = await waiting(office, but=("DR-9",))
    assert "only be approved with conditions" in words(
        await office.press("UANA", "gate.approve", p=p, **ROUND)
    )
    assert all("'gate.approve'" not in copy for copy in copies(office))


async def test_the_owner_of_a_condition_is_told_once_and_says_that_it_is_met(office: Office) -> None:
    p = await conditional(office)
    told = [card for card in office.chat.messages.values() if "condition is yours" in card.summary]
    assert len(told) == 1
    (met,) = (button for button in _all_buttons(told[0]) if button[0] == "condition.settle")
    assert await office.fill("URAJ", "condition.settle", {"note": "Named: Zoe"}, **met[1]) == Done()
    await office.relay.drain()
    assert (await office.project(p)).open_conditions == ()
    told = [card for card in office.chat.messages.values() if "your conditions are met" in card.summary]
    assert len(told) == 1


def _all_buttons(card: Card) -> list[tuple[str, dict[str, str]]]:
    return [(button.action, button.args) for button in buttons(card)]


async def test_only_its_owner_or_the_lead_settles_a_condition(office: Office) -> None:
    p = await conditional(office)
    condition = (await office.project(p)).open_conditions[0].id
    answer = await office.press("UEVA", "condition.settle", p=p, c=condition)
    assert "Only Raj or Mia" in words(answer)


async def test_an_owner_outside_the_team_gets_a_due_condition_in_the_morning(office: Office) -> None:
    await conditional(office, "UZOE")
    await office.rounds.run()  # plans everybody's mornings
    office.clock.move_by(timedelta(days=10))
    await office.rounds.run()
    await office.relay.drain()
    mornings = [card for card in office.chat.messages.values() if "Good morning" in card.summary]
    assert any("a condition" in text(card) and "condition.settle" in text(card) for card in mornings)


async def test_a_hold_is_announced_with_its_reason_and_ends_the_request(office: Office) -> None:
    p = await waiting(office)
    assert await office.fill("UANA", "gate.hold", {"reason": "The line is rebuilt"}, p=p, **ROUND) == Done()
    await office.relay.drain()
    assert any("put on hold" in said for said in office.said("C1"))
    project = await office.project(p)
    assert (project.status, project.request) == ("held", None)


async def test_a_stop_without_a_reason_is_asked_again(office: Office) -> None:
    p = await waiting(office)
    answer = await office.fill("UANA", "gate.stop", {"reason": "  "}, p=p, **ROUND)
    assert isinstance(answer, Wrong)
    assert await office.fill("UANA", "gate.stop", {"reason": "The plant closes"}, p=p, **ROUND) == Done()
    assert (await office.project(p)).status == "stopped"


async def test_a_decision_is_taken_back_within_ten_minutes(office: Office) -> None:
    p = await waiting(office)
    await approve(office, "UANA", p)
    assert any("'gate.take_back'" in copy for copy in copies(office))
    assert "author" in words(await office.press("UMIA", "gate.take_back", p=p, **ROUND))
    assert await office.press("UANA", "gate.take_back", p=p, **ROUND) == Done()
    await office.relay.drain()
    project = await office.project(p)
    assert (project.phase, project.status) == (1, "waiting")
    assert any("taken back" in said for said in office.said("C1"))
    assert any("has not begun" in text(card) for card in office.chat.messages.values())
    await approve(office, "UANA", p)
    office.clock.move_by(timedelta(minutes=11))
    assert "ten minutes" in words(await office.press("UANA", "gate.take_back", p=p, **ROUND))


async def away(office: Office, p: str, scope: str = "here", **changes: str) -> Done | Say | Wrong:
    values = {"to": "URAJ", "since": "2026-03-02", "until": "2026-03-06", "scope": scope} | changes
    answer = await office.fill("UANA", "project.away", values, p=p)
    assert isinstance(answer, Say | Wrong)
    await office.relay.drain()
    return Done() if isinstance(answer, Say) and answer.card.summary.startswith("Saved.") else answer


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


def test_the_controls_of_decisions_are_known() -> None:
    assert {"gate.approve", "gate.withdraw_vote", "gate.take_back", "project.back"} <= DIRECT.keys()
    assert {"gate.conditions", "gate.hold", "gate.stop", "condition.settle", "project.away"} <= FORMS.keys()
