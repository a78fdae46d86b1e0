"""How people decide gates together: groups, holds and stops."""

from __future__ import annotations

from bot.service.controls import DIRECT, FORMS
from bot.service.intents import Done, Say, Wrong
from tests.service.decisions_kit import GROUPS, ROUND, approve, copies, waiting
from tests.service.office import Office, words


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


def test_the_controls_of_decisions_are_known() -> None:
    assert {"gate.approve", "gate.withdraw_vote", "gate.take_back", "project.back"} <= DIRECT.keys()
    assert {"gate.conditions", "gate.hold", "gate.stop", "condition.settle", "project.away"} <= FORMS.keys()
