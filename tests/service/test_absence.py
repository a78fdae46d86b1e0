"""Whose status says that they are away is asked once who decides in their place, and says so with one click."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.project.working import Away
from bot.service.intents import Ask, Done, ProfileChanged, Say
from bot.service.ports import Account
from bot.talk.card import Button, Card
from tests.service.decisions_kit import away
from tests.service.office import WORKSPACE, Office, buttons, words

#: the Friday of the first week, in the evening of Toronto; the story begins on the Monday
FRIDAY = datetime(2026, 3, 6, 23, tzinfo=UTC)


async def status(office: Office, until: datetime | None, user: str = "UANA") -> None:
    """Let somebody's status say until when they are away."""
    profile = office.chat.profiles[user]
    said = ProfileChanged(profile.name, profile.time_zone, tells_status=True, away_until=until)
    assert await office.bot.handle(said, replace(office.sender(user, at=""), conversation="")) == Done()
    await office.relay.drain()


def offers(office: Office, user: str = "UANA") -> list[Card]:
    found = [card for place, card in office.chat.messages.items() if place[0] == f"D{user}"]
    return [card for card in found if '"kind":"absence"' in card.notice]


def button(card: Card, label: str) -> Button:
    return next(one for one in buttons(card) if one.label.startswith(label))


async def been_away(office: Office) -> str:
    """Let Raj have stood in for Ana before."""
    p = await office.begin()
    assert await away(office, p) == Done()
    assert await office.press("UANA", "project.back", p=p) == Done()
    return p


async def test_one_click_lets_the_last_delegate_decide_in_all_projects(office: Office) -> None:
    first = await been_away(office)
    second = await office.begin()
    await status(office, FRIDAY)
    (card,) = offers(office)
    assert "away until Fri 6 Mar" in card.summary
    one = button(card, "Raj until Fri 6 Mar")
    assert await office.press("UANA", one.action, at="DUANA", **one.args) == Done()
    await office.relay.drain()
    for key in (first, second):
        (given,) = (await office.project(key)).delegations
        assert (given.to, given.until.isoformat()) == (await office.person("URAJ"), "2026-03-06")
    (card,) = offers(office)
    assert card.summary.startswith("✔")
    assert {one.action for one in buttons(card)} == {"project.back"}


async def test_it_is_said_once_an_absence_however_often_the_profile_changes(office: Office) -> None:
    await office.begin()
    for _ in range(3):
        await status(office, FRIDAY)
    assert len(offers(office)) == 1
    office.clock.move_by(timedelta(days=3))  # less than a day is left: it is the same absence still
    await status(office, FRIDAY)
    assert len(offers(office)) == 1
    assert "Shall somebody decide" in str(offers(office)[0].parts)


async def test_without_a_delegate_before_somebody_is_chosen_with_the_days_filled_in(office: Office) -> None:
    p = await office.begin()
    await status(office, FRIDAY)
    (card,) = offers(office)
    assert [one.label for one in buttons(card)] == [
        "Choose somebody…",
        "Not needed",
        "No reminders meanwhile…",
    ]
    choose = button(card, "Choose")
    asked = await office.press("UANA", choose.action, at="DUANA", **choose.args)
    assert isinstance(asked, Ask)
    values = {field.key: field.value for field in asked.form.fields}
    assert (values["since"], values["until"], values["scope"]) == ("2026-03-02", "2026-03-06", "everywhere")
    said = await office.submit("UANA", asked, **values | {"to": "URAJ"})
    assert isinstance(said, Say)
    assert said.card.summary.startswith(
        "Saved. Raj Patel decides in your place from Mon 2 Mar until Fri 6 Mar"
    )
    await office.relay.drain()
    assert len((await office.project(p)).delegations) == 1
    assert offers(office)[0].summary.startswith("✔")


async def test_not_needed_settles_the_message(office: Office) -> None:
    p = await office.begin()
    await status(office, FRIDAY)
    assert await office.press("UANA", "absence.alone", at="DUANA") == Done()
    await office.relay.drain()
    assert "nobody decides in your place" in offers(office)[0].summary
    await status(office, FRIDAY)
    assert len(offers(office)) == 1
    assert (await office.project(p)).delegations == ()


async def test_a_cleared_status_settles_it_and_a_new_absence_is_asked_about(office: Office) -> None:
    await office.begin()
    await status(office, FRIDAY)
    await status(office, None)
    assert "is over" in offers(office)[0].summary
    await status(office, FRIDAY + timedelta(days=7))
    assert ["is over" in card.summary for card in offers(office)] == [True, False]


async def test_an_absence_that_has_passed_is_settled_in_the_morning(office: Office) -> None:
    await office.begin()
    await office.rounds.run()
    await status(office, FRIDAY)
    for _ in range(8):
        office.clock.move_by(timedelta(days=1))
        await office.rounds.run()
    await office.relay.drain()
    assert "is over" in offers(office)[0].summary


@pytest.mark.parametrize(
    "until",
    [
        datetime(2026, 3, 2, 22, tzinfo=UTC),  # this afternoon
        datetime(2026, 3, 3, 15, tzinfo=UTC),  # tomorrow morning
        datetime(2026, 3, 3, 22, tzinfo=UTC),  # tomorrow afternoon
        None,
    ],
)
async def test_an_hour_or_a_day_is_no_absence(office: Office, until: datetime | None) -> None:
    await office.begin()
    await status(office, until)
    assert offers(office) == []


async def test_a_weekend_is_no_absence(office: Office) -> None:
    await office.begin()
    office.clock.move_by(timedelta(days=4))  # Friday
    await status(office, datetime(2026, 3, 9, 3, tzinfo=UTC))  # Sunday, 23:00
    assert offers(office) == []
    await status(office, datetime(2026, 3, 10, 3, 59, tzinfo=UTC))  # Monday, a minute before midnight
    assert len(offers(office)) == 1


async def test_who_approves_nothing_or_has_a_delegate_already_is_left_in_peace(office: Office) -> None:
    p = await office.begin()
    await status(office, FRIDAY, "UMIA")
    assert offers(office, "UMIA") == []
    await away(office, p)
    await status(office, FRIDAY)
    assert offers(office) == []


async def test_a_forged_delegate_is_nobody(office: Office) -> None:
    p = await office.begin()
    await status(office, FRIDAY)
    for to in ("nobody", "", await office.person("UANA")):
        answer = await office.press("UANA", "absence.give", at="DUANA", to=to, until="2026-03-06")
        assert isinstance(answer, Say)
    for until in ("soon", "2020-01-01", "2031-01-01"):
        raj = await office.known("URAJ") or await _meet(office, "URAJ")
        answer = await office.press("UANA", "absence.give", at="DUANA", to=raj.person, until=until)
        assert "Line 3 downtime" in words(answer)
    assert (await office.project(p)).delegations == ()


async def _meet(office: Office, user: str) -> Account:
    await office.type(user, "help")
    found = await office.known(user)
    assert found is not None
    return found


async def test_reminders_may_rest_meanwhile_and_nothing_is_set_before_the_form_is_sent(
    office: Office,
) -> None:
    await office.begin()
    await status(office, FRIDAY)
    rest = button(offers(office)[0], "No reminders")
    asked = await office.press("UANA", rest.action, at="DUANA", **rest.args)
    assert isinstance(asked, Ask)
    values = {field.key: field.value for field in asked.form.fields}
    assert (values["away_first"], values["away_last"]) == ("2026-03-02", "2026-03-06")
    ana = await office.person("UANA")
    kept = await office.store.read(lambda tx: tx.preferences(WORKSPACE, [ana])[ana])
    assert kept.away == ()
    assert await office.submit("UANA", asked, **values) == Done()
    kept = await office.store.read(lambda tx: tx.preferences(WORKSPACE, [ana])[ana])
    assert [(off.first.isoformat(), off.last.isoformat()) for off in kept.away] == [
        ("2026-03-02", "2026-03-06")
    ]
    assert isinstance(kept.away[0], Away)


async def test_a_word_from_another_platform_clears_nothing(office: Office) -> None:
    await office.begin()
    await status(office, FRIDAY)
    await office.bot.handle(ProfileChanged("Ana Ruiz", "America/Toronto"), office.sender("UANA", at=""))
    await office.relay.drain()
    assert "is over" not in offers(office)[0].summary
