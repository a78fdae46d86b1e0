"""An auditor reads everything and changes nothing, and nobody gives them anything to do."""

from __future__ import annotations

import pytest

from bot.service.controls import DIRECT, FORMS
from bot.service.directory import mint
from bot.service.intents import Ask, HomeOpened, Look, Say, Submitted, Wrong
from bot.service.joining import JOIN
from bot.service.ports import Grant
from bot.service.reading import SHOWN
from bot.talk.plain import plain
from tests.fakes.chat import FakeChat
from tests.service.joining_kit import Side, code_in, offer_in
from tests.service.office import MONDAY, WORKSPACE, Office, words
from tests.service.roles_kit import grant, roles, rows

REFUSED = "You audit this workspace: auditors read everything and change nothing."
#: every argument that some control carries
ARGS = {
    "i": "DR-3",
    "g": "1",
    "r": "1",
    "c": "continue",
    "q": "q1",
    "row": "r1",
    "role": "viewer",
    "who": "x",
}
VALUES = {
    "reason": "So",
    "text": "So",
    "person": "UMIA",
    "owner": "UMIA",
    "due_on": "2026-03-09",
    "role": "viewer",
}
#: kept of what was refused, so that it can be seen, and so that a delivery is answered once
KEPT = ("attempt", "inbox")
VOTES = [
    ("ApproveGate", "auditor"),
    ("ChooseAfterIterations", "auditor"),
]


@pytest.fixture
async def eva(office: Office, line_3: str) -> str:
    """An auditor."""
    office.chat.person("UEVA", "Eva Novak", "Europe/Prague")
    await grant(office, "UEVA", "auditor")
    await office.relay.drain()
    return "UEVA"


@pytest.mark.parametrize("at", ["C1", "DUEVA", ""])
async def test_no_control_of_an_auditor_changes_a_row(office: Office, eva: str, line_3: str, at: str) -> None:
    before = rows(office, *KEPT)
    for action in sorted(
        {*DIRECT, *FORMS, "project.items", "project.request", "project.connect", "channel.here"}
    ):
        answer = await office.press(eva, action, at=at, p=line_3, **ARGS)
        if action != "project.request" and not isinstance(answer, Ask):
            assert words(answer).startswith(REFUSED), (action, answer)
    for action in sorted(FORMS):
        sent = Submitted(action, {"p": line_3, **ARGS}, VALUES)
        answer = await office.bot.handle(sent, office.sender(eva, at=at))
        assert isinstance(answer, Wrong), action
    assert rows(office, *KEPT) == before


async def test_nothing_else_of_an_auditor_changes_a_row(office: Office, eva: str, line_3: str) -> None:
    before = rows(office, *KEPT)
    for action in sorted(SHOWN):
        await office.press(eva, action, p=line_3, **ARGS)
    for text in ("", "status", "items", "assign", "roles", "request", "away", "home", "help", "admin"):
        await office.type(eva, text)
    for text in ("new", "practice", "portfolio", "connect", "connect K7QX2MPA", "disconnect"):
        await office.type(eva, text)
    for action in ("project.new", "project.practice", "channel.form", "standup.answer", "portfolio.show"):
        await office.press(eva, action, conversation="C1", on="2026-03-02")
    for action in ("admin.show", "admin.give", "admin.take"):
        await office.press(eva, action, who=await office.person("UMIA"), role="workspace_admin")
    for action in ("project.new", "project.practice", "channel.form", "standup.answer", "admin.give"):
        values = {"name": "N", "lead": "UEVA", "sponsor": "UANA", "done": "All", "role": "auditor"}
        sent = Submitted(action, {"new": "p-2", "conversation": "C1"}, values | {"person": "UZOE"})
        await office.bot.handle(sent, office.sender(eva))
    await office.bot.handle(HomeOpened(), office.sender(eva, at=""))
    await office.bot.handle(
        Look('{"kind":"checklist","project":"' + line_3 + '","phase":1}'), office.sender(eva)
    )
    assert rows(office, *KEPT) == before


async def test_a_vote_of_an_auditor_is_kept_as_an_attempt(office: Office, eva: str, line_3: str) -> None:
    await office.press(eva, "gate.approve", p=line_3, g="1", r="1")
    await office.fill("UMIA", "item.not_ready", {"reason": "Old"}, p=line_3, i="DR-3")
    await office.press(eva, "after.choose", p=line_3, c="continue")
    assert office.attempts() == VOTES


async def test_an_auditor_reads_a_project_that_is_not_theirs_from_anywhere(
    office: Office, eva: str, line_3: str
) -> None:
    await office.press("UMIA", "gate.approve", p=line_3, g="1", r="1")
    for action in sorted(SHOWN):
        answer = await office.press(eva, action, at="DUEVA", p=line_3, **ARGS)
        assert isinstance(answer, Say), action
        assert REFUSED not in plain(answer.card), action
    tried = await office.press(eva, "project.attempts", at="DUEVA", p=line_3)
    assert isinstance(tried, Say)
    assert "Mia Kurz tried to approve a gate" in plain(tried.card)
    listed = await office.type(eva, "portfolio", at="DUEVA")
    assert isinstance(listed, Say)
    assert "Line 3 downtime" in plain(listed.card)


@pytest.mark.parametrize("role", ["viewer", "sponsor", "exception_reviewer"])
async def test_an_auditor_is_put_in_no_role(office: Office, eva: str, line_3: str, role: str) -> None:
    asked = await office.press("UMIA", "project.role", p=line_3)
    assert isinstance(asked, Ask)
    answer = await office.submit("UMIA", asked, role=role, person=eva)
    assert isinstance(answer, Wrong)
    assert answer.errors["person"].startswith("This person audits the workspace")


async def test_an_auditor_gets_no_item_and_stands_in_for_nobody(
    office: Office, eva: str, line_3: str
) -> None:
    item = await office.press("UMIA", "item.assign", p=line_3, i="DR-3")
    assert isinstance(item, Ask)
    assert "audits" in words(await office.submit("UMIA", item, owner=eva))
    away = await office.press("UANA", "project.away", p=line_3)
    assert isinstance(away, Ask)
    dates = {"since": "2026-03-02", "until": "2026-03-06"}
    assert "audits" in words(await office.submit("UANA", away, to=eva, **dates))
    new = await office.press("UMIA", "project.new")
    assert isinstance(new, Ask)
    values = {"name": "Fans", "lead": "UMIA", "sponsor": eva, "channel": "C1", "starts_on": "2026-03-02"}
    assert "audits" in words(await office.submit("UMIA", new, time_zone="UTC", region="", **values))


async def test_somebody_may_wait_for_a_word_of_an_auditor(office: Office, eva: str, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    asked = await office.press("URAJ", "item.wait", p=line_3, i="DR-3")
    assert isinstance(asked, Ask)
    answer = await office.submit("URAJ", asked, until="2026-03-06", person=eva, text="The audit")
    assert not isinstance(answer, Wrong), answer


async def test_accounts_are_not_joined_of_which_one_audits_the_other(
    office: Office, teams: FakeChat, line_3: str
) -> None:
    side = Side(office, "29:tom")
    code = code_in(await side.type("link"))
    tom = await side.known()
    audit = Grant(mint(), tom.person, "auditor", "", MONDAY)
    await office.store.write(lambda tx: tx.grant(WORKSPACE, audit))
    said = words(await office.type("UMIA", f"link {code}"))
    assert said.startswith("One of the two accounts audits this workspace")
    assert "Line 3 downtime" in said
    await grant(office, "UZOE", "portfolio_admin")
    assert "has another role in it" in words(await office.type("UZOE", f"link {code}"))
    assert (await side.known()).person == tom.person
    # Somebody without a part in anything may be the same person, and audits from both.
    office.chat.person("UTOM", "Tom Berg")
    asked = await office.type("UTOM", f"link {code}")
    await office.press("UTOM", JOIN, **offer_in(asked))
    assert await roles(office, "UTOM") == ("auditor",)
