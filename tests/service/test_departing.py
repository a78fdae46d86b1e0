"""Somebody is deactivated: by an event, by a message that cannot be delivered, or by the day's look; told once."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.service.intents import Ask, Done, ProfileChanged
from bot.service.ports import DeliveryFailed
from bot.service.rosters import Rosters
from bot.talk.card import Card, ItemRow
from tests.service.decisions_kit import away, waiting
from tests.service.office import Office, buttons, words

NOT_THERE = "Saved. Zoe is not in the project's channel"


async def says(office: Office, user: str, *, active: bool) -> None:
    """Let the chat say that somebody was deactivated, or is there again."""
    profile = office.chat.profiles[user]
    office.chat.profiles[user] = replace(profile, active=active)
    said = ProfileChanged(profile.name, profile.time_zone, active=active)
    assert await office.bot.handle(said, office.sender(user, at="")) == Done()
    await office.relay.drain()


def told(office: Office, user: str = "UMIA", of: str = "Raj Patel") -> list[Card]:
    found = [card for place, card in office.chat.messages.items() if place[0] == f"D{user}"]
    return [card for card in found if '"kind":"left"' in card.notice and of in card.summary]


def rows(card: Card) -> dict[str, str]:
    return {part.title: part.sign for part in card.parts if isinstance(part, ItemRow)}


async def with_raj(office: Office) -> str:
    """Let Raj have a role and two items."""
    p = await office.begin()
    assert (
        await office.fill("UMIA", "project.role", {"role": "security_reviewer", "person": "URAJ"}, p=p)
        == Done()
    )
    for item in ("DR-4", "P1-3"):
        assert await office.press("URAJ", "item.take", p=p, i=item) == Done()
    await office.relay.drain()
    return p


async def test_the_lead_is_told_once_and_gives_it_to_others_line_by_line(office: Office) -> None:
    p = await with_raj(office)
    await says(office, "URAJ", active=False)
    await says(office, "URAJ", active=False)
    (card,) = told(office)
    assert set(rows(card).values()) == {"○"}
    assert "security reviewer; owner of 2 items" in str(card.parts)
    role = next(one for one in buttons(card) if one.action == "project.role")
    asked = await office.press("UMIA", role.action, at="DUMIA", **role.args)
    assert isinstance(asked, Ask)
    assert next(field.value for field in asked.form.fields if field.key == "role") == "security_reviewer"
    assert NOT_THERE in words(await office.submit("UMIA", asked, role="security_reviewer", person="UZOE"))
    for one in [one for one in buttons(card) if one.action == "item.assign"]:
        form = await office.press("UMIA", one.action, at="DUMIA", **one.args)
        assert isinstance(form, Ask)
        assert await office.submit("UMIA", form, owner="UMIA") == Done()
    await office.relay.drain()
    (card,) = told(office)
    assert set(rows(card).values()) == {"✔"}
    assert "in other hands" in card.summary
    assert (await office.project(p)).holders("security_reviewer") == (await office.person("UZOE"),)


async def test_who_comes_back_is_told_nothing_and_the_message_says_so(office: Office) -> None:
    await with_raj(office)
    await says(office, "URAJ", active=False)
    before = len(office.said("DURAJ"))
    await says(office, "URAJ", active=True)
    assert "again" in told(office)[0].summary
    assert len(office.said("DURAJ")) == before


async def test_of_the_lead_the_sponsor_is_told_and_names_another_who_gets_the_rest(office: Office) -> None:
    p = await with_raj(office)
    assert await office.press("UMIA", "item.take", p=p, i="P1-1") == Done()
    await says(office, "UMIA", active=False)
    (card,) = told(office, "UANA", "Mia Kurz")
    assert {one.action for one in buttons(card)} == {"project.role", "project.status"}  # the lead gives items
    given = {"role": "lead", "person": "UZOE"}
    assert NOT_THERE in words(await office.fill("UANA", "project.role", given, p=p, role="lead"))
    await office.relay.drain()
    (theirs,) = told(office, "UZOE", "Mia Kurz")
    assert "item.assign" in {one.action for one in buttons(theirs)}


async def test_a_review_says_that_the_sponsor_has_left(office: Office) -> None:
    p = await waiting(office)
    assert await away(office, p) == Done()
    await says(office, "UANA", active=False)
    review = next(
        c for place, c in office.chat.messages.items() if place[0] == "C1" and '"review"' in c.notice
    )
    assert "Ana left the workspace, and cannot approve. Mia can give the role" in str(review.parts)
    assert (await office.project(p)).delegations == ()
    (card,) = told(office, "UMIA", "Ana Ruiz")
    assert "cannot be approved until there is a new sponsor" in str(card.parts)
    given = {"role": "sponsor", "person": "UZOE"}
    assert NOT_THERE in words(await office.fill("UMIA", "project.role", given, p=p, role="sponsor"))
    assert await office.press("UZOE", "item.sign", p=p, i="DR-8") == Done()
    await office.relay.drain()
    assert "in other hands" in told(office, "UMIA", "Ana Ruiz")[0].summary


async def test_a_message_that_nobody_receives_finds_out(office: Office) -> None:
    p = await office.begin()
    assert await office.press("URAJ", "item.take", p=p, i="DR-4") == Done()
    await office.relay.drain()
    del office.chat.profiles["URAJ"]
    assert (
        await office.fill("UMIA", "project.role", {"role": "data_science", "person": "URAJ"}, p=p) == Done()
    )
    await office.relay.drain()
    (card,) = told(office)
    assert "Data access pipeline in place" in rows(card)
    assert not any("undelivered" in card.notice for card in office.chat.messages.values())
    account = await office.known("URAJ")
    assert account
    assert not account.active


async def test_the_days_look_finds_out_once_a_day(office: Office) -> None:
    await with_raj(office)
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    look = Rosters(office.context(office.store), pause=pause)
    assert await look.run() == 0
    asked = len(waited)
    assert asked == 3  # Zoe has no part in a project
    office.chat.profiles["URAJ"] = replace(office.chat.profiles["URAJ"], active=False)
    assert await look.run() == 0  # they were all looked at today
    again = Rosters(office.context(office.store), pause=pause)
    office.chat.failure = DeliveryFailed("ratelimited", retry_after=30)
    assert await again.run() == 0  # the chat did not answer: it is asked again in the next round
    assert await again.run() == 1
    other = Rosters(office.context(office.store), pause=pause)
    assert await other.run() == 0
    await office.relay.drain()
    assert len(told(office)) == 1
    office.chat.profiles["URAJ"] = replace(office.chat.profiles["URAJ"], active=True)
    office.clock.move_by(timedelta(days=1))
    assert await other.run() == 1
    await office.relay.drain()
    assert [card for card in told(office) if "again" in card.summary]


async def test_a_chat_that_knows_nobody_any_more_has_lost_the_bot_and_not_everybody(office: Office) -> None:
    p = await with_raj(office)
    office.chat.profiles.clear()

    async def pause(_: float) -> None:
        return

    look = Rosters(office.context(office.store), pause=pause)
    assert await look.run() == 0
    assert (await office.project(p)).gone == ()


async def test_who_was_said_to_have_left_and_acts_is_there(office: Office) -> None:
    p = await with_raj(office)
    await says(office, "URAJ", active=False)
    assert "Only people of this workspace" in words(await office.press("URAJ", "item.take", p=p, i="P1-1"))
    office.chat.profiles["URAJ"] = replace(office.chat.profiles["URAJ"], active=True)
    assert await office.press("URAJ", "item.take", p=p, i="P1-1") == Done()
    await office.relay.drain()
    assert (await office.project(p)).gone == ()
    assert "again" in told(office)[0].summary


async def test_no_morning_message_is_queued_for_whoever_has_left(office: Office) -> None:
    await with_raj(office)
    await office.rounds.run()
    await says(office, "URAJ", active=False)
    before = len(office.chat.messages)
    for _ in range(21):
        office.clock.move_by(timedelta(days=1))
        await office.rounds.run()
        await office.relay.drain()
    assert len(office.chat.messages) > before
    assert [said for said in office.said("DURAJ") if "Good morning" in said] == []
    gave_up = office.store.writer.connection.execute(
        "SELECT count(*) FROM outbox WHERE notice LIKE '%digest%'"
    )
    assert gave_up.fetchone()[0] == 0
