"""Cards in the Teams view: drawn by Microsoft's renderer, and what is pressed in them reaches the server."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.adapters.sandbox_page.canned_server import received
from tests.adapters.sandbox_page.canned_teams import (
    BOT,
    LINE,
    MIA,
    CannedTeams,
    Json,
    card,
    execute,
    said,
    submit,
    words,
)
from tests.adapters.teams.official import RENDERER, need

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOTE: Json = {"type": "Input.Text", "id": "note", "label": "Note"}
FETCH = {"type": "task/fetch"}


@pytest.fixture(autouse=True)
def renderer() -> None:
    """Microsoft's renderer must be installed."""
    need(RENDERER)


async def test_a_press_sends_the_action_as_the_card_has_it_and_what_was_entered(
    open_teams: Any, teams: CannedTeams
) -> None:
    press = execute("Save", "item.save", data={"a": {"i": "kpi"}, "v": "7"})
    teams.posts[LINE] = [said(1, BOT, "", card(words("Checklist"), NOTE, actions=(press,)))]
    page = await open_teams()
    await page.get_by_label("Note").fill("eight")
    await page.get_by_role("button", name="Save").click()
    sent = await received(page, teams, "teams/act")
    where = {"as": MIA, "conversation": LINE, "message": teams.posts[LINE][0]["id"]}
    assert sent == {**where, "action": press, "inputs": {"note": "eight"}}


async def test_a_press_by_the_keyboard_alone_is_enough(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [
        said(1, BOT, "", card(words("Checklist"), actions=(execute("Take it", "item.take"),)))
    ]
    page = await open_teams()
    await page.locator("#scroller button").first.focus()
    await page.keyboard.press("Enter")
    assert (await received(page, teams, "teams/act"))["action"]["verb"] == "item.take"


async def test_the_question_before_an_act_opens_under_its_button(open_teams: Any, teams: CannedTeams) -> None:
    sure = card(words("Approve gate 1?"), actions=(execute("Approve now", "gate.approve"),))
    ask = {"type": "Action.ShowCard", "title": "Approve", "card": sure}
    held = {"type": "ActionSet", "actions": [ask]}
    teams.posts[LINE] = [said(1, BOT, "", card(words("Gate 1"), held))]
    page = await open_teams()
    await page.get_by_role("button", name="Approve").click()
    await expect(page.get_by_text("Approve gate 1?")).to_be_in_viewport()
    teams.posts[LINE] = [teams.posts[LINE][0] | {"cards": [card(words("Gate 1, asked"), held)]}]
    teams.changed(type="message", conversation=LINE)
    await page.get_by_text("Gate 1, asked").wait_for()
    assert teams.bodies("teams/act") == []
    await page.get_by_role("button", name="Approve now").click()
    assert (await received(page, teams, "teams/act"))["action"]["verb"] == "gate.approve"


async def test_further_actions_stand_in_a_menu(open_teams: Any, teams: CannedTeams) -> None:
    more = submit("Due date…", msteams=FETCH, verb="item.due", a={}) | {"mode": "secondary"}
    held = {"type": "ActionSet", "actions": [execute("Take it", "item.take"), more]}
    teams.posts[LINE] = [said(1, BOT, "", card(words("Checklist"), held))]
    page = await open_teams()
    await page.locator(".ac-pushButton").nth(1).click()
    await page.get_by_role("menuitem", name="Due date…").click()
    assert (await received(page, teams, "teams/act"))["action"] == more


async def test_words_in_answer_to_a_press_are_shown_as_a_notice(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(1, BOT, "", card(words("Gate"), actions=(execute("Approve", "gate.approve"),)))]
    teams.answers["teams/act"] = (200, {"ok": True, "message": "Only Ana can do this, as sponsor."})
    page = await open_teams()
    await page.get_by_role("button", name="Approve").click()
    await expect(page.locator("#toasts")).to_contain_text("Only Ana can do this")


async def test_what_is_wrong_with_an_input_stands_at_the_input(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(1, BOT, "", card(NOTE, actions=(execute("Save", "item.save"),)))]
    teams.answers["teams/act"] = (200, {"ok": True, "errors": {"note": "Please say more."}})
    page = await open_teams()
    await page.get_by_label("Note").fill("x")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".card")).to_contain_text("Please say more.")
    await expect(page.get_by_label("Note")).to_be_focused()


async def test_an_update_of_a_card_keeps_what_is_being_typed_in_it(
    open_teams: Any, teams: CannedTeams
) -> None:
    save = execute("Save", "item.save")
    teams.posts[LINE] = [said(1, BOT, "", card(words("Before"), NOTE, actions=(save,)))]
    page = await open_teams()
    await page.get_by_label("Note").click()
    await page.keyboard.type("half")
    teams.posts[LINE] = [said(1, BOT, "", card(words("After"), NOTE, actions=(save,)), edited=True)]
    teams.changed(type="message", conversation=LINE)
    await page.get_by_text("After").wait_for()
    await expect(page.get_by_label("Note")).to_be_focused()
    assert await page.get_by_label("Note").input_value() == "half"


async def test_a_view_for_one_person_is_marked_and_can_be_asked_for(
    open_teams: Any, teams: CannedTeams
) -> None:
    again = {"action": {"type": "Action.Execute", "verb": "refresh", "data": {}}, "userIds": [MIA]}
    teams.posts[LINE] = [said(1, BOT, "", card(words("Gate"), refresh=again), own_view=True)]
    page = await open_teams()
    await expect(page.locator(".own-view")).to_have_text("Your own view")
    await page.locator(".message").hover()
    await page.get_by_role("button", name="Refresh card").click()
    assert (await received(page, teams, "teams/refresh"))["message"] == teams.posts[LINE][0]["id"]


async def test_markdown_is_drawn_and_never_becomes_markup(open_teams: Any, teams: CannedTeams) -> None:
    text = "**bold** _slanted_ [link](https://plant.example/a) [bad](javascript:alert(1))"
    text += " <img src=x onerror=alert(1)> 2 * 3 * 4"
    listed = words("- one\n- two"), words("1. first\r2. second"), words("\\*as typed\\*"), words("a\nb")
    teams.posts[LINE] = [said(1, BOT, "", card(words(text), *listed))]
    page = await open_teams()
    drawn = page.locator(".card")
    assert await drawn.locator("strong").all_inner_texts() == ["bold"]
    assert await drawn.locator("em").all_inner_texts() == ["slanted"]
    assert await drawn.locator("a").evaluate_all("links => links.map(a => a.href)") == [
        "https://plant.example/a"
    ]
    assert await drawn.locator("img").count() == 0
    assert await drawn.locator("ul li").all_inner_texts() == ["one", "two"]
    assert await drawn.locator("ol li").all_inner_texts() == ["first", "second"]
    said_here = await drawn.inner_text()
    for as_written in ("<img src=x onerror=alert(1)>", "2 * 3 * 4", "*as typed*", "a b"):
        assert as_written in said_here


async def test_charts_say_their_numbers_and_unknown_ones_fall_back(
    open_teams: Any, teams: CannedTeams
) -> None:
    part = [{"legend": "4", "value": 4, "color": "good"}, {"legend": "5", "value": 5, "color": "neutral"}]
    bar = {"type": "Chart.HorizontalBar.Stacked", "title": "4/9", "data": [{"title": "4/9", "data": part}]}
    ring = {"type": "Chart.Donut", "title": "Share", "data": part}
    meter = {"type": "Chart.Gauge", "title": "Level", "value": 40, "max": 80}
    other = {"type": "Chart.Line", "fallback": words("no such chart")}
    teams.posts[LINE] = [said(1, BOT, "", card(bar, ring, meter, other))]
    page = await open_teams()
    charts = page.locator(".card").get_by_role("img")
    names = await charts.evaluate_all("nodes => nodes.map(node => node.getAttribute('aria-label'))")
    assert names == ["4/9: 4, 5", "Share: 4, 5", "Level: 50%"]
    assert await page.get_by_text("no such chart").count() == 1


async def test_cards_follow_the_colours_of_the_system(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(1, BOT, "", card(words("Gate")))]
    page = await open_teams()
    ground = "document.querySelector('.ac-adaptiveCard').style.backgroundColor"
    assert await page.evaluate(ground) == "rgb(255, 255, 255)"
    await page.emulate_media(color_scheme="dark")
    await page.wait_for_function(f"{ground} === 'rgb(41, 41, 41)'")


async def test_without_the_renderer_the_page_says_what_is_missing_and_shows_text(
    open_teams: Any, teams: CannedTeams
) -> None:
    teams.posts[LINE] = [said(1, BOT, "", card(words("Gate"), fallbackText="Gate 1 is requested"))]
    page = await open_teams()
    await page.route("**/vendor/adaptivecards.js", lambda route: route.fulfill(status=404))
    await page.reload()
    await expect(page.locator("#no-renderer")).to_contain_text("make demo")
    await expect(page.locator(".card")).to_contain_text("Gate 1 is requested")
    await page.locator("#composer").fill("still works")
    await page.keyboard.press("Enter")
    assert (await received(page, teams, "teams/say"))["text"] == "still works"


async def test_an_address_in_a_card_opens_outside_and_only_a_safe_one(
    open_teams: Any, teams: CannedTeams
) -> None:
    opens = [
        {"type": "Action.OpenUrl", "title": title, "url": url}
        for title, url in (("Good", "https://plant.example/"), ("Bad", "javascript:alert(1)"))
    ]
    teams.posts[LINE] = [said(1, BOT, "", card(words("Links"), actions=tuple(opens)))]
    page = await open_teams()
    await page.evaluate("() => { window.opened = []; window.open = url => window.opened.push(url); }")
    for title in ("Good", "Bad"):
        await page.get_by_role("link", name=title).or_(page.get_by_role("button", name=title)).click()
    assert await page.evaluate("window.opened") == ["https://plant.example/"]
    assert teams.bodies("teams/act") == []
