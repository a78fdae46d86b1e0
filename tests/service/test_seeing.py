"""A project is shown to its people, in its channel, and to those who see the whole workspace."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import cast

import pytest

from bot.project.commands import WorkspaceRole
from bot.service.intents import Ask, Done, HomeOpened, Look, Say, Submitted, Wrong
from bot.service.portfolio import page
from bot.service.ports import Account, Tx
from bot.service.reading import SHOWN, Reading
from bot.talk.card import Buttons, Card
from bot.talk.plain import plain
from tests.service.office import CHANNEL, WORKSPACE, Office, words
from tests.service.roles_kit import grant, pressable, roles

HIDDEN = "This project is shown to its people and in its channel, and you are in neither. Ask Mia to"
ARGS = {"i": "DR-3", "g": "1"}


@pytest.mark.parametrize("action", sorted(SHOWN))
async def test_somebody_elsewhere_is_told_whom_to_ask(office: Office, line_3: str, action: str) -> None:
    for at in ("DUZOE", "C9", ""):
        assert words(await office.press("UZOE", action, at=at, p=line_3, **ARGS)).startswith(HIDDEN)


@pytest.mark.parametrize("action", ["project.items", "project.request", "item.form", "project.hold"])
async def test_neither_do_they_post_or_open_anything(office: Office, line_3: str, action: str) -> None:
    await office.relay.drain()
    posted = dict(office.chat.messages)
    assert words(await office.press("UZOE", action, at="DUZOE", p=line_3, **ARGS)).startswith(HIDDEN)
    await office.relay.drain()
    assert office.chat.messages.keys() == posted.keys()


async def test_a_card_of_another_project_is_not_drawn_for_whoever_names_it(
    office: Office, line_3: str
) -> None:
    look = Look('{"kind":"checklist","project":"' + line_3 + '","phase":1}')
    assert isinstance(await office.bot.handle(look, office.sender("UZOE", at="C9")), Done)
    assert isinstance(await office.bot.handle(look, office.sender("URAJ", at=CHANNEL)), Say)
    stand_up = Look('{"kind":"standup","project":"","platform":"fake","conversation":"C1"}')
    assert isinstance(await office.bot.handle(stand_up, office.sender("UZOE", at="C9")), Done)


@pytest.mark.parametrize("kind", ["digest", "sponsor_digest", "acts_as"])
async def test_no_message_about_several_projects_tells_of_one_that_is_not_its_reader_s(
    office: Office, line_3: str, kind: str
) -> None:
    await office.press("UZOE", "home", at="DUZOE")
    zoe, refs = await office.person("UZOE"), [[line_3, "DR-1"]]
    look = json.dumps({"kind": kind, "project": "", "person": zoe, "platform": "fake", "refs": refs})
    assert isinstance(await office.bot.handle(Look(look), office.sender("UZOE", at="DUZOE")), Done)


async def test_the_questions_of_a_channel_name_its_projects_to_their_people_alone(
    office: Office, line_3: str
) -> None:
    await office.press("UZOE", "home", at="DUZOE")
    for user, shown in (("UZOE", Done), ("UMIA", Say)):
        asked = {"kind": "questions", "project": "", "platform": "fake", "conversation": CHANNEL}
        look = json.dumps(asked | {"person": await office.person(user), "on": "2026-03-03"})
        assert isinstance(await office.bot.handle(Look(look), office.sender(user, at=f"D{user}")), shown)


async def test_whoever_is_in_the_channel_sees_it_there(office: Office, line_3: str) -> None:
    for action in sorted(SHOWN.keys() - {"project.attempts"}):
        assert isinstance(await office.press("URAJ", action, p=line_3, **ARGS), Say)
        assert HIDDEN not in words(await office.press("URAJ", action, p=line_3, **ARGS)), action


async def test_whoever_is_in_the_channel_sees_it_from_elsewhere_too(office: Office, line_3: str) -> None:
    # Some answers come to somebody alone, and what is pressed on them comes from there.
    assert HIDDEN not in words(await office.press("URAJ", "project.status", at="DURAJ", p=line_3))
    office.chat.channels[CHANNEL].remove("URAJ")
    assert words(await office.press("URAJ", "project.status", at="DURAJ", p=line_3)).startswith(HIDDEN)


async def test_whoever_has_a_part_in_it_sees_it_from_their_own_page(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    office.chat.channels[CHANNEL].remove("URAJ")
    for user in ("UMIA", "UANA", "URAJ"):
        assert HIDDEN not in words(await office.press(user, "project.status", at="", p=line_3))
    # Raj waits for Zoe, who is told so, and reads what it is about.
    asked = await office.press("URAJ", "item.wait", p=line_3, i="DR-3")
    assert isinstance(asked, Ask)
    await office.submit("URAJ", asked, until="2026-03-06", person="UZOE", text="The export")
    assert HIDDEN not in words(await office.press("UZOE", "item.details", at="DUZOE", p=line_3, i="DR-3"))


@pytest.mark.parametrize("role", ["workspace_admin", "portfolio_admin", "auditor"])
async def test_whoever_sees_the_whole_workspace_sees_it(
    office: Office, line_3: str, role: WorkspaceRole
) -> None:
    await grant(office, "UZOE", role)
    for action in sorted(SHOWN):
        assert HIDDEN not in words(await office.press("UZOE", action, at="DUZOE", p=line_3, **ARGS)), action


async def test_what_was_refused_is_shown_only_to_those_who_see_the_whole_workspace(
    office: Office, line_3: str
) -> None:
    for user in ("UMIA", "URAJ"):
        assert words(await office.press(user, "project.attempts", p=line_3)).startswith(HIDDEN)


# --- the portfolio ---


async def test_the_portfolio_lists_every_project_with_a_menu(office: Office, line_3: str) -> None:
    await grant(office, "UZOE", "portfolio_admin")
    listed = await office.type("UZOE", "portfolio")
    assert isinstance(listed, Say)
    assert "running · Line 3 downtime · Phase 1, problem definition and data audit · day 1 of 15" in plain(
        listed.card
    )
    offered = pressable(listed)
    assert {one.action for one in offered} >= {
        "project.menu",
        "project.status",
        "project.history",
        "gate.evidence",
    }
    for button in offered:
        answer = await office.press("UZOE", button.action, at="DUZOE", **button.args)
        assert isinstance(answer, Say)
        assert HIDDEN not in words(answer)


async def test_the_portfolio_comes_in_pages(office: Office) -> None:
    await grant(office, "UZOE", "auditor")
    for _ in range(12):
        await office.begin()
    first = await office.type("UZOE", "portfolio")
    assert isinstance(first, Say)
    (more,) = [one for one in pressable(first) if one.action == "portfolio.show"]
    second = await office.press("UZOE", more.action, **more.args)
    assert isinstance(second, Say)
    counts = [plain(shown.card).count("[Menu]") for shown in (first, second)]
    assert counts == [10, 2]


async def test_the_portfolio_says_of_each_gate_what_the_stand_up_says_and_its_delay(
    office: Office, line_3: str
) -> None:
    await grant(office, "UZOE", "auditor")
    fresh = await office.type("UZOE", "portfolio")
    assert isinstance(fresh, Say)
    assert "Gate 1 is planned for Mon 16 Mar. It is too early for a forecast" in plain(fresh.card)
    assert "later than first planned" not in plain(fresh.card)
    office.clock.move_to(office.clock.now() + timedelta(days=21))
    late = await office.type("UZOE", "portfolio")
    assert isinstance(late, Say)
    assert "No forecast is possible: none of the 9 became ready in 22 days · ▲ 7 days later than" in plain(
        late.card
    )


async def test_the_portfolio_asks_the_database_as_often_for_two_projects_as_for_one(office: Office) -> None:
    await grant(office, "UZOE", "auditor")
    asked: list[list[str]] = []
    for _ in range(2):
        await office.begin()
        zoe, counting = await office.known("UZOE"), Counting([])
        assert zoe is not None

        def look(tx: Tx, zoe: Account = zoe, counting: Counting = counting) -> Card:
            counting.tx = tx
            return page(Reading(cast(Tx, counting), zoe, office.playbooks, office.clock.now()), "")

        card = await office.store.read(look)
        asked.append(counting.seen)
        assert plain(card).count("[Menu]") == len(asked)
    one, two = asked
    assert two == one == ["portfolio", "projects", "people"]


class Counting:
    """A view of the store that notes what it is asked for."""

    tx: Tx

    def __init__(self, seen: list[str]) -> None:
        """Begin with what was asked before."""
        self.seen = seen

    def __getattr__(self, name: str) -> object:
        """Note a question and pass it on."""
        self.seen.append(name)
        return getattr(self.tx, name)


async def test_nobody_else_is_shown_the_portfolio(office: Office, line_3: str) -> None:
    said = words(await office.type("UMIA", "portfolio"))
    assert said.startswith("All projects are shown to workspace admins, portfolio admins and auditors")
    assert "Line 3" not in said
    assert said == words(await office.press("UMIA", "portfolio.show"))


# --- what these roles do in a project ---


async def test_a_portfolio_admin_holds_resumes_and_names_people_from_anywhere(
    office: Office, line_3: str
) -> None:
    await grant(office, "UZOE", "portfolio_admin")
    await office.fill("UZOE", "project.hold", {"reason": "The budget is reviewed"}, p=line_3, at="DUZOE")
    assert (await office.project(line_3)).status == "held"
    await office.press("UZOE", "project.resume", p=line_3, at="DUZOE")
    assert (await office.project(line_3)).status == "running"
    await office.fill("UZOE", "project.role", {"role": "lead", "person": "URAJ"}, p=line_3, at="DUZOE")
    assert (await office.project(line_3)).lead == await office.person("URAJ")
    oneself = await office.fill(
        "UZOE", "project.role", {"role": "sponsor", "person": "UZOE"}, p=line_3, at="DUZOE"
    )
    assert "nobody puts themself on a project" in words(oneself)


async def test_a_workspace_admin_replaces_a_sponsor_who_has_left(office: Office, line_3: str) -> None:
    await grant(office, "UZOE", "workspace_admin")
    await office.leave("UANA")
    await office.fill("UZOE", "project.role", {"role": "sponsor", "person": "URAJ"}, p=line_3, at="DUZOE")
    assert (await office.project(line_3)).sponsor == await office.person("URAJ")
    other = await office.fill(
        "UZOE", "project.role", {"role": "viewer", "person": "UMIA"}, p=line_3, at="DUZOE"
    )
    assert "Nothing was changed" in words(other)
    assert not (await office.project(line_3)).holders("viewer")


async def test_neither_sets_an_item_nor_decides_a_gate(office: Office, line_3: str) -> None:
    await grant(office, "UZOE", "portfolio_admin")
    person = await grant(office, "URAJ", "workspace_admin")
    before = await office.project(line_3)
    for user in ("UZOE", "URAJ"):
        for action in (
            "item.form",
            "gate.approve",
            "gate.request",
            "project.charter",
            "project.stop",
        ):
            answer = await office.press(user, action, p=line_3, at="DUZOE", i="DR-3", g="1", r="1")
            assert not isinstance(answer, Ask | Done), (user, action)
    assert await office.project(line_3) == before
    assert person not in before.team


async def test_a_message_that_comes_to_somebody_with_a_role_opens_what_is_theirs(office: Office) -> None:
    await grant(office, "UZOE", "auditor")
    menu = await office.type("UZOE", "", at="DUZOE")
    assert [one.action for one in pressable(menu)] == ["portfolio.show", "admin.show"]
    assert await roles(office, "UZOE") == ("auditor",)
    assert await office.store.read(lambda tx: tx.granted(WORKSPACE))


@pytest.mark.parametrize(
    ("role", "opened"),
    [
        ("portfolio_admin", ["portfolio.show"]),
        ("auditor", ["portfolio.show", "admin.show"]),
        ("workspace_admin", ["portfolio.show", "admin.show"]),
    ],
)
async def test_ones_own_page_opens_it_too(office: Office, role: WorkspaceRole, opened: list[str]) -> None:
    await grant(office, "UZOE", role)
    for user, expected in (("UZOE", opened), ("URAJ", [])):
        await office.bot.handle(HomeOpened(), office.sender(user, at=""))
        found = [
            one for part in office.chat.homes[user].parts if isinstance(part, Buttons) for one in part.buttons
        ]
        assert [one.action for one in found if one.action in ("portfolio.show", "admin.show")] == expected


async def test_whoever_is_in_no_channel_changes_nothing_of_its_stand_ups(office: Office, line_3: str) -> None:
    await office.press("UZOE", "home", at="DUZOE")
    before = await office.store.read(lambda tx: tx.channel(WORKSPACE, "fake", CHANNEL))
    here = {"conversation": CHANNEL, "platform": "fake", "on": "2026-03-02"}
    for action, values in (
        ("channel.form", {"post": "quiet", "at": "11:00", "questions": "ask"}),
        ("standup.answer", {"done": "Nothing", "next": "", "blocked": ""}),
    ):
        sent = Submitted(action, here, values)
        answer = await office.bot.handle(sent, office.sender("UZOE", at="DUZOE"))
        assert isinstance(answer, Wrong), action
        assert await office.store.read(lambda tx: tx.channel(WORKSPACE, "fake", CHANNEL)) == before
        # A form comes from nowhere on Slack: the chat is asked who is in the channel.
        assert isinstance(await office.bot.handle(sent, office.sender("UMIA", at="")), Done), action
        before = await office.store.read(lambda tx: tx.channel(WORKSPACE, "fake", CHANNEL))
