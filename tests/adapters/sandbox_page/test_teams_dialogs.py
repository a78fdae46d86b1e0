"""Dialogs in the Teams view: opened by a card, sent with what was entered, given back with what is wrong."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.adapters.sandbox_page.canned_teams import (
    BOT,
    LINE,
    MIA,
    CannedTeams,
    Json,
    card,
    said,
    submit,
    words,
)
from tests.adapters.teams.official import RENDERER, need

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAVE = submit("Save", verb="item.form", a={"i": "q"}, form=True)
FIELDS: tuple[Json, ...] = (
    {"type": "Input.Text", "id": "accuracy", "label": "Accuracy (%)", "value": "90"},
    {"type": "Input.ChoiceSet", "id": "direction", "label": "Direction", "style": "compact"}
    | {"choices": [{"title": "Lower", "value": "lower"}, {"title": "Higher", "value": "higher"}]},
    {"type": "Input.ChoiceSet", "id": "who", "label": "Who", "style": "filtered", "value": "p1"}
    | {"choices": [{"title": "Ana Ruiz", "value": "p1"}, {"title": "Raj Patel", "value": "p2"}]},
    {"type": "Input.ChoiceSet", "id": "rules", "label": "Rules", "isMultiSelect": True}
    | {"choices": [{"title": "GDPR", "value": "g"}, {"title": "PIPEDA", "value": "p"}]},
)


@pytest.fixture(autouse=True)
def renderer() -> None:
    """Microsoft's renderer must be installed."""
    need(RENDERER)


def dialog(*before: Json, number: int = 1) -> Json:
    """The open dialog as /page/teams/views gives it."""
    shown = {"id": f"dlg{number}", "title": "Data quality", "width": "medium", "height": "medium"}
    return shown | {"conversation": LINE, "message": "1", "card": card(*before, *FIELDS, actions=(SAVE,))}


async def opened(open_teams: Any, teams: CannedTeams) -> Page:
    """Open the dialog by pressing a button that asks for one."""
    fetch = submit("Update", msteams={"type": "task/fetch"}, verb="item.form", a={})
    teams.posts[LINE] = [said(1, BOT, "", card(words("Checklist"), actions=(fetch,)))]
    teams.answers["teams/act"] = (200, {"ok": True, "dialog": dialog()})
    page: Page = await open_teams()
    await page.get_by_role("button", name="Update").click()
    await page.locator("dialog[open] h2", has_text="Data quality").wait_for()
    teams.dialog = dialog()
    return page


async def sent(page: Page, teams: CannedTeams) -> Json:
    """Wait for the first submission."""
    for _ in range(100):
        if bodies := teams.bodies("teams/submit"):
            return bodies[0]
        await page.wait_for_timeout(20)
    raise AssertionError("nothing was submitted")


async def test_a_dialog_is_filled_in_and_sent(open_teams: Any, teams: CannedTeams) -> None:
    page = await opened(open_teams, teams)
    form = page.locator("dialog[open]")
    await expect(form.get_by_label("Accuracy (%)")).to_be_focused()
    await form.get_by_label("Accuracy (%)").fill("95")
    await form.get_by_label("Direction").select_option(label="Higher")
    await form.get_by_label("Who").fill("Raj Patel")
    await form.get_by_label("GDPR").check()
    await form.get_by_label("PIPEDA").check()
    teams.answers["teams/submit"] = (200, {"ok": True, "closed": True, "dialog": None, "errors": {}})
    await form.get_by_role("button", name="Save").click()
    await expect(page.locator("dialog[open]")).to_have_count(0)
    inputs = {"accuracy": "95", "direction": "higher", "who": "p2", "rules": "g,p"}
    assert await sent(page, teams) == {"as": MIA, "dialog": "dlg1", "action": SAVE, "inputs": inputs}


async def test_a_person_is_found_by_a_part_of_the_name(open_teams: Any, teams: CannedTeams) -> None:
    page = await opened(open_teams, teams)
    who = page.locator("dialog[open]").get_by_label("Who")
    assert await who.input_value() == "Ana Ruiz"
    await who.click()
    await expect(page.locator(".choices-list").get_by_role("option")).to_have_text(["Ana Ruiz", "Raj Patel"])
    await page.keyboard.press("Escape")
    await who.fill("")
    await page.keyboard.type("pat")
    await expect(page.locator(".choices-list").get_by_role("option")).to_have_text(["Raj Patel"])
    await page.keyboard.press("Enter")
    await expect(page.locator(".choices-list").get_by_role("option")).to_have_count(0)
    await page.keyboard.press("Tab")
    await page.locator("dialog[open]").get_by_role("button", name="Save").click()
    assert (await sent(page, teams))["inputs"]["who"] == "p2"


async def test_a_dialog_given_back_says_what_is_wrong_and_is_there_to_be_corrected(
    open_teams: Any, teams: CannedTeams
) -> None:
    page = await opened(open_teams, teams)
    form = page.locator("dialog[open]")
    await form.get_by_label("Accuracy (%)").fill("ninety")
    back = dialog(words("✖ Please give a number.", color="Attention"))
    teams.dialog = back
    teams.answers["teams/submit"] = (200, {"ok": True, "closed": False, "dialog": back, "errors": {}})
    await form.get_by_role("button", name="Save").click()
    await expect(form.locator(".ac-textBlock", has_text="✖ Please give a number.")).to_be_focused()
    assert await form.get_by_label("Accuracy (%)").input_value() == "ninety"


async def test_what_the_client_finds_wrong_stands_at_the_field(open_teams: Any, teams: CannedTeams) -> None:
    page = await opened(open_teams, teams)
    wrong = {"accuracy": "Please fill this in."}
    teams.answers["teams/submit"] = (200, {"ok": True, "closed": False, "dialog": dialog(), "errors": wrong})
    await page.locator("dialog[open]").get_by_role("button", name="Save").click()
    await expect(page.locator("dialog[open]")).to_contain_text("Please fill this in.")


async def test_escape_closes_a_dialog(open_teams: Any, teams: CannedTeams) -> None:
    page = await opened(open_teams, teams)
    await page.keyboard.press("Escape")
    await expect(page.locator("dialog[open]")).to_have_count(0)
    for _ in range(50):
        if teams.bodies("teams/close"):
            break
        await page.wait_for_timeout(20)
    assert teams.bodies("teams/close") == [{"as": MIA, "dialog": "dlg1"}]


async def test_a_dialog_that_is_open_comes_back_after_a_reload(open_teams: Any, teams: CannedTeams) -> None:
    teams.dialog = dialog()
    page = await open_teams()
    await expect(page.locator("dialog[open] h2")).to_have_text("Data quality")
    teams.dialog = None
    teams.changed(type="views")
    await expect(page.locator("dialog[open]")).to_have_count(0)


async def test_an_answer_in_words_closes_the_dialog_and_is_shown(open_teams: Any, teams: CannedTeams) -> None:
    page = await opened(open_teams, teams)
    teams.dialog = None
    done: Json = {"ok": True, "closed": True, "dialog": None, "errors": {}, "message": "It is recorded."}
    teams.answers["teams/submit"] = (200, done)
    await page.locator("dialog[open]").get_by_role("button", name="Save").click()
    await expect(page.locator("#toasts")).to_contain_text("It is recorded.")
    await expect(page.locator("dialog[open]")).to_have_count(0)
