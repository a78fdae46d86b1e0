"""Events as rows: what is chained, what is beside the chain, and that nothing is ambiguous."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.project.events import Event, ItemConfirmed, ItemDeclaredNotReady, Recorded
from storage.ledger import CHAINED, ERASED, chain, to_recorded, to_rows, wrong_texts
from storage.tables import table

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CONFIRMED = ItemConfirmed("DR-1", {"number": "3"}, {"why": "Zoë says so", "empty": ""}, "a secret note")


def row_of(event: Event) -> dict[str, Any]:
    """Return the first row of a project."""
    (row,) = to_rows("w", "p", [Recorded(event, AT, "person", "slack", "C1", "m")], 0, "")
    return row


def test_an_event_comes_back_as_it_went() -> None:
    row = row_of(CONFIRMED)
    assert to_recorded(row) == Recorded(CONFIRMED, AT, "person", "slack", "C1", "m")
    assert wrong_texts(row) == []


def test_no_free_text_is_in_the_chain() -> None:
    row = row_of(CONFIRMED)
    for words in (b"secret", "Zoë".encode()):
        assert words not in row["body"]
    assert "secret" in row["texts"]


def test_the_same_text_twice_has_two_digests() -> None:
    event = ItemDeclaredNotReady("DR-1", "yes")
    assert row_of(event)["body"] != row_of(event)["body"]


def test_an_erased_text_says_so_and_an_empty_one_stays_empty() -> None:
    row = row_of(CONFIRMED)
    before = chain(row)
    row["texts"] = None
    event = to_recorded(row).event
    assert event == ItemConfirmed("DR-1", {"number": "3"}, {"why": ERASED, "empty": ""}, ERASED)
    assert chain(row) == before


def test_an_event_without_free_text_has_nothing_beside_it() -> None:
    assert row_of(ItemDeclaredNotReady("DR-1", ""))["texts"] is None


def test_a_changed_text_is_named() -> None:
    row = row_of(CONFIRMED)
    row["texts"] = row["texts"].replace("secret", "public").replace("Zoë", "Noa")
    assert sorted(wrong_texts(row)) == ["note", "words.why"]


def test_every_column_but_the_texts_is_in_the_hash() -> None:
    assert {*CHAINED, "prev_hash", "hash", "texts"} == {column.name for column in table("event").columns}


@pytest.mark.parametrize("column", [*CHAINED, "prev_hash"])
def test_another_value_gives_another_hash(column: str) -> None:
    row = row_of(CONFIRMED)
    other: Any = {"seq": 2, "version": 2, "at": AT + timedelta(microseconds=1), "body": b"{}"}.get(
        column, "other"
    )
    assert chain({**row, column: other}) != chain(row)


def test_moving_a_letter_to_the_next_column_gives_another_hash() -> None:
    row = row_of(CONFIRMED)
    assert chain({**row, "workspace": "w", "project": "pp"}) != chain(
        {**row, "workspace": "wp", "project": "p"}
    )


def test_the_same_instant_in_another_zone_gives_the_same_hash() -> None:
    row = row_of(CONFIRMED)
    assert chain({**row, "at": AT.astimezone(timezone(timedelta(hours=9)))}) == chain(row)
