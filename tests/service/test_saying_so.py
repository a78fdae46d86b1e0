"""Whoever gives a role or an item sees that it was given, and whether that person is where the work is."""

from __future__ import annotations

from bot.service.intents import Ask, Done, Say
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.office import Office, buttons


async def pressed(office: Office, command: str, action: str, **values: str) -> Card:
    """Type a command, press the first such control of its card, and send the form; return what is said."""
    shown = await office.type("UMIA", command)
    assert isinstance(shown, Say), shown
    button = next(one for one in buttons(shown.card) if one.action == action)
    asked = await office.press("UMIA", button.action, **button.args)
    assert isinstance(asked, Ask), asked
    answer = await office.submit("UMIA", asked, **values)
    assert isinstance(answer, Say), answer
    return answer.card


async def test_the_roles_are_shown_again_once_one_was_given(office: Office) -> None:
    await office.begin()
    card = await pressed(office, "roles", "project.role", role="security_reviewer", person="URAJ")
    assert "Security reviewer: Raj Patel" in plain(card)
    assert plain(card).splitlines()[1] == "Saved."
    assert "security reviewer" not in plain(card).partition("Still to be named")[2]
    assert "is not in the project's channel" not in plain(card)


async def test_the_roles_are_shown_again_once_one_was_removed(office: Office) -> None:
    p = await office.begin()
    await office.fill("UMIA", "project.role", {"role": "data_science", "person": "URAJ"}, p=p)
    who = f"data_science:{await office.person('URAJ')}"
    card = await pressed(office, "roles", "project.role_remove", role=who)
    assert "Raj Patel" not in plain(card)


async def test_who_has_what_is_shown_again_once_an_item_was_given(office: Office) -> None:
    p = await office.begin()
    before = await office.type("UMIA", "assign")
    assert isinstance(before, Say)
    first = next(one for one in buttons(before.card) if one.action == "item.assign").args["i"]
    card = await pressed(office, "assign", "item.assign", owner="URAJ")
    assert (await office.project(p)).item(first).owner == await office.person("URAJ")
    assert plain(card).count("nobody yet") == plain(before.card).count("nobody yet") - 1
    assert "Raj" in plain(card)


async def test_who_gives_a_role_learns_that_somebody_is_not_in_the_channel(office: Office) -> None:
    p = await office.begin()
    answer = await office.fill("UMIA", "project.role", {"role": "data_science", "person": "UZOE"}, p=p)
    assert isinstance(answer, Say)
    assert "Zoe is not in the project's channel: invite them there" in answer.card.summary
    there = {"role": "data_science", "person": "URAJ"}
    assert await office.fill("UMIA", "project.role", there, p=p) == Done()
    card = await pressed(office, "roles", "project.role", role="end_user", person="UZOE")
    assert plain(card).index("is not in the project's channel") < plain(card).index("End user: Zoe")
    another = {"role": "viewer", "person": "UZOE"}
    assert await office.fill("UMIA", "project.role", another, p=p) == Done(), (
        "who works elsewhere need not be there"
    )
