"""A baseline that already meets the target is saved, and whoever recorded it is told so."""

from __future__ import annotations

from bot.service.intents import Done
from tests.project.good import GOOD
from tests.service.office import Office, words


async def test_a_baseline_is_saved_whatever_it_speaks_against(office: Office) -> None:
    p = await office.begin()
    note = {"note": ""}
    assert await office.fill("UMIA", "item.form", GOOD["DR-1"] | note, p=p, i="DR-1") == Done()
    low = await office.fill("UMIA", "item.form", {"baseline": "8", "how": ""} | note, p=p, i="DR-7")
    assert words(low).startswith("Saved. ▲ The baseline already meets the target: 8 h a month today")
    assert (await office.project(p)).item("DR-7").values["baseline"] == "8"
    usual = {"baseline": "47", "how": ""} | note
    assert await office.fill("UMIA", "item.form", usual, p=p, i="DR-7") == Done()
