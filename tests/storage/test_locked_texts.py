"""What gate 1 locks of free text is beside the chain; ledgers that hold it in clear are read as they are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.project.commands import SignThreshold
from bot.project.events import Recorded
from bot.project.evolve import evolve
from storage.ledger import chain, to_recorded, to_rows, wrong_texts
from tests.project.story import LEAD, SPONSOR, Story
from tests.project.threshold_kit import PROXY

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "cases of Jane Doe a month"
OLD = {
    "GateApproved": b'{"type":"GateApproved","gate":1,"round":1,"starts_on":"2026-03-17",'
    b'"locked":{"minimum":"20","direction":"lower","unit":"h a month"}}',
    "ThresholdChanged": b'{"type":"ThresholdChanged","values":{"unit":"days"}}',
    "ThresholdSigned": b'{"type":"ThresholdSigned","values":{"unit":"days"}}',
    "ItemCleared": b'{"type":"ItemCleared","item":"DR-7","corrects":0,"replaces":0,"unit":"h a month"}',
}


def rows(story: Story) -> list[dict[str, Any]]:
    return list(to_rows("w", "p", story.history, 0, ""))


def test_no_free_text_of_what_is_locked_is_in_the_chain() -> None:
    story = Story()
    story.all_ready()
    story.measure("DR-1", **PROXY | {"unit": SECRET})
    story.all_ready()
    story.measure("DR-1", **PROXY | {"unit": SECRET})
    story.measure("DR-7")
    story.ask()
    story.approve()
    story.measure("DR-1", **PROXY | {"unit": "other " + SECRET, "conversion": "Jane says so"})
    assert story.project.new_threshold
    story.do(SPONSOR, SignThreshold(seq=story.project.new_threshold.seq))
    found = rows(story)
    assert {"GateApproved", "ThresholdChanged", "ThresholdSigned", "ItemCleared"} <= {
        r["kind"] for r in found
    }
    assert not [r["kind"] for r in found if b"Jane" in r["body"]]
    project = None
    for row in found:
        assert wrong_texts(row) == []
        project = evolve(project, to_recorded(row))
    assert project == story.project, "replaying gives what was"
    assert project.locked["unit"] == "other " + SECRET


@pytest.mark.parametrize("kind", OLD)
def test_an_older_event_keeps_its_hash_and_its_meaning(kind: str) -> None:
    story = Story()
    story.all_ready()
    story.ask()
    recorded = Recorded(story.history[-1].event, AT, LEAD, "slack", "C1", "m-1")
    (row,) = to_rows("w", "p", [recorded], 0, "")
    row |= {"kind": kind, "body": OLD[kind], "texts": None}
    before = chain(row)
    read = to_recorded(row)
    assert (wrong_texts(row), chain(row)) == ([], before)
    after = evolve(story.project, read)
    match kind:
        case "GateApproved":
            assert after.locked == {"minimum": "20", "direction": "lower", "unit": "h a month"}
        case "ThresholdChanged":
            assert after.new_threshold
            assert after.new_threshold.values == {"unit": "days"}
        case "ThresholdSigned":
            assert after.locked == {"unit": "days"}
        case _:
            assert after.item("DR-7").unit == "h a month"
