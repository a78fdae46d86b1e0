"""Whoever somebody else names in a row of a register is told once, and what they were told stays true."""

from __future__ import annotations

from datetime import timedelta

from bot.service.intents import Done
from bot.talk.card import Card
from bot.talk.plain import plain
from tests.service.office import Office

GAP = {"plan": "From the paper log"}


async def named(office: Office, p: str, gap: str, owner: str, *, by: str = "UMIA") -> None:
    """Save a new gap to fill."""
    values = GAP | {"gap": gap, "owner": owner}
    assert await office.fill(by, "row.form", values, p=p, i="P1-7") == Done()
    await office.relay.drain()


def told(office: Office) -> list[tuple[str, Card]]:
    """Return what was told of rows, with the conversation that it stands in."""
    found = office.chat.messages.items()
    return [(place[0], card) for place, card in found if '"kind":"rows"' in card.notice]


async def test_who_is_named_by_somebody_else_is_told_directly_and_nobody_else(
    office: Office, line_3: str
) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    ((conversation, card),) = told(office)
    assert conversation == await office.chat.direct("URAJ")
    assert "1 row names you as its owner" in card.summary
    assert "Stops of 2023" in plain(card)
    assert "tell Mia" in plain(card)


async def test_who_names_themself_is_told_nothing(office: Office, line_3: str) -> None:
    await named(office, line_3, "Stops of 2023", "UMIA")
    assert told(office) == []


async def test_rows_that_follow_at_once_are_one_message(office: Office, line_3: str) -> None:
    for n in range(4):
        await named(office, line_3, f"Gap {n}", "URAJ")
        office.clock.move_by(timedelta(minutes=5))
    ((_, card),) = told(office)
    assert "4 rows name you" in card.summary


async def test_a_row_that_comes_later_is_told_anew(office: Office, line_3: str) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    office.clock.move_by(timedelta(days=2))
    await named(office, line_3, "Night shifts", "URAJ")
    assert len(told(office)) == 2
    assert "2 rows name you" in told(office)[-1][1].summary


async def test_a_change_by_somebody_else_is_no_news_and_a_row_that_goes_leaves_the_list(
    office: Office, line_3: str
) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    row = (await office.project(line_3)).item("P1-7").rows[0].id
    office.clock.move_by(timedelta(days=2))
    values = GAP | {"gap": "Stops of line 3", "owner": "URAJ"}
    assert await office.fill("UMIA", "row.form", values, p=line_3, i="P1-7", row=row) == Done()
    await office.relay.drain()
    ((_, card),) = told(office)
    assert "Stops of line 3" in plain(card)
    assert (
        await office.fill("UMIA", "row.form", values | {"owner": "UZOE"}, p=line_3, i="P1-7", row=row)
        == Done()
    )
    await office.relay.drain()
    raj, zoe = told(office)
    assert "no row names you any more" in raj[1].summary
    assert "1 row names you" in zoe[1].summary
    assert await office.press("UMIA", "row.remove", p=line_3, i="P1-7", row=row) == Done()
    await office.relay.drain()
    assert all("no row names you any more" in card.summary for _, card in told(office))


async def test_what_is_undone_leaves_the_list(office: Office, line_3: str) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    seq = (await office.project(line_3)).item("P1-7").seq
    assert await office.press("UMIA", "item.undo", p=line_3, i="P1-7", s=str(seq)) == Done()
    await office.relay.drain()
    ((_, card),) = told(office)
    assert "no row names you any more" in card.summary


async def news_of(office: Office, user: str) -> int:
    """Return how many messages somebody has had about rows that name them."""
    return len([place for place, _ in told(office) if place == await office.chat.direct(user)])


async def test_what_others_put_into_a_register_a_moment_ago_is_not_what_one_was_told(
    office: Office, line_3: str
) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    office.clock.move_by(timedelta(days=7))
    await named(office, line_3, "The wiki", "UZOE")
    office.clock.move_by(timedelta(minutes=5))
    await named(office, line_3, "Night shifts", "URAJ")
    assert await news_of(office, "URAJ") == 2


async def test_whoever_named_themself_a_moment_ago_is_told_of_what_somebody_else_adds(
    office: Office, line_3: str
) -> None:
    assert await office.press("URAJ", "item.take", p=line_3, i="P1-7") == Done()
    await named(office, line_3, "Stops of 2023", "URAJ")
    office.clock.move_by(timedelta(days=7))
    await named(office, line_3, "The wiki", "URAJ", by="URAJ")
    office.clock.move_by(timedelta(minutes=5))
    await named(office, line_3, "Night shifts", "URAJ")
    assert await news_of(office, "URAJ") == 2


async def test_a_row_that_goes_to_somebody_else_and_comes_back_is_told_anew(
    office: Office, line_3: str
) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    row = (await office.project(line_3)).item("P1-7").rows[0].id
    office.clock.move_by(timedelta(days=3))
    for owner in ("UZOE", "URAJ"):
        values = GAP | {"gap": "Stops of 2023", "owner": owner}
        assert await office.fill("UMIA", "row.form", values, p=line_3, i="P1-7", row=row) == Done()
        await office.relay.drain()
        office.clock.move_by(timedelta(minutes=1))
    assert await news_of(office, "URAJ") == 2


async def test_the_hour_counts_from_the_message_and_not_from_the_row_before(
    office: Office, line_3: str
) -> None:
    for n in range(4):
        await named(office, line_3, f"Gap {n}", "URAJ")
        office.clock.move_by(timedelta(minutes=45))
    assert await news_of(office, "URAJ") == 2


async def test_another_value_of_a_row_does_not_start_the_hour_anew(office: Office, line_3: str) -> None:
    await named(office, line_3, "Stops of 2023", "URAJ")
    row = (await office.project(line_3)).item("P1-7").rows[0].id
    office.clock.move_by(timedelta(days=3))
    values = GAP | {"gap": "Stops of line 3", "owner": "URAJ"}
    assert await office.fill("UMIA", "row.form", values, p=line_3, i="P1-7", row=row) == Done()
    await named(office, line_3, "Night shifts", "URAJ")
    assert await news_of(office, "URAJ") == 2
