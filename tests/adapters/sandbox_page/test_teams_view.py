"""The Teams view around the cards: people, posts and replies, the chat, mentions, live updates, both sides."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.adapters.sandbox_page.canned_content import THURSDAY, message
from tests.adapters.sandbox_page.canned_server import received
from tests.adapters.sandbox_page.canned_teams import (
    ANA,
    BOT,
    CHAT,
    GENERAL,
    LINE,
    MIA,
    RAJ,
    CannedTeams,
    said,
)

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_posts_stand_with_their_replies_the_latest_last(open_teams: Any, teams: CannedTeams) -> None:
    first, second = said(1, MIA, "First"), said(2, RAJ, "Second")
    teams.posts[LINE] = [first, second, said(3, ANA, "Answer to the first", thread=first["id"])]
    page = await open_teams()
    posts = page.locator(".post")
    await expect(posts.nth(0)).to_contain_text("Second")
    await expect(posts.nth(1)).to_contain_text("First")
    await expect(posts.nth(1).locator(".replies")).to_contain_text("Answer to the first")


async def test_whoever_names_no_place_begins_where_the_app_wrote(open_teams: Any, teams: CannedTeams) -> None:
    busy = {"id": "19:busy@thread.tacv2", "name": "invoice-matching", "app_wrote": True}
    teams.places.append(teams.places[0] | busy)
    teams.posts["19:busy@thread.tacv2"] = [said(1, BOT, "Line by line")]
    page = await open_teams("?view=teams")
    assert await page.locator("body").get_attribute("data-at") == "mia/invoice-matching"


async def test_only_the_latest_replies_are_open_until_one_asks_for_all(
    open_teams: Any, teams: CannedTeams
) -> None:
    root = said(1, MIA, "Question")
    replies = [said(10 + n, RAJ, f"Reply {n}", thread=root["id"]) for n in range(5)]
    teams.posts[LINE] = [root, *replies]
    page = await open_teams()
    await expect(page.locator(".replies .message")).to_have_count(3)
    await page.get_by_role("button", name="Show 2 earlier replies").click()
    await expect(page.locator(".replies .message")).to_have_count(5)


async def test_a_reply_is_written_under_its_post(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(1, RAJ, "History is in")]
    page = await open_teams()
    await page.get_by_role("button", name="Reply").click()
    await page.keyboard.type("Thanks")
    await page.keyboard.press("Enter")
    reply = {"as": MIA, "conversation": LINE, "text": "Thanks", "thread": teams.posts[LINE][0]["id"]}
    assert await received(page, teams, "teams/say") == reply


async def test_a_half_written_reply_outlives_an_update(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(1, RAJ, "History is in"), said(2, ANA, "Other")]
    page = await open_teams()
    await page.locator(".post").nth(0).get_by_role("button", name="Reply").click()
    await page.keyboard.type("half")
    root = teams.posts[LINE][0]["id"]
    teams.posts[LINE].append(said(3, ANA, "Well done", thread=root))
    teams.changed(type="message", conversation=LINE)
    await page.get_by_text("Well done").wait_for()
    await page.keyboard.type(" done")
    assert await page.get_by_label("Reply", exact=True).input_value() == "half done"


async def test_an_at_sign_offers_the_app_first_and_then_its_commands(
    open_teams: Any, teams: CannedTeams
) -> None:
    page = await open_teams()
    await page.locator("#composer").press_sequentially("@")
    offered = page.locator("#composer-hints").get_by_role("option")
    await expect(offered.first).to_contain_text("Tollgate")
    await page.keyboard.press("Tab")
    await expect(offered).to_have_text(["statusWhere it is"])
    await page.keyboard.type("status")
    await page.keyboard.press("Enter")
    assert (await received(page, teams, "teams/say"))["text"] == "@Tollgate status"


async def test_mentions_stand_out_and_peoples_text_stays_as_it_was_written(
    open_teams: Any, teams: CannedTeams
) -> None:
    teams.posts[LINE] = [said(1, RAJ, "@Mia Chen see **this** <b>here</b>\nand there, a@b.example")]
    page = await open_teams()
    text = page.locator(".message .text")
    assert await text.inner_text() == "Mia Chen see **this** <b>here</b>\nand there, a@b.example"
    assert await text.locator(".mention.me").all_inner_texts() == ["Mia Chen"]


async def test_the_chat_with_the_app_reads_its_markdown_and_writes_to_it(
    open_teams: Any, teams: CannedTeams
) -> None:
    teams.posts[CHAT] = [said(1, MIA, "help"), said(2, BOT, "**Ask** me:\n\n- status\n- new")]
    page = await open_teams()
    await page.get_by_role("button", name="Tollgate App , 1 unread").click()
    await page.locator('body[data-at="mia/chat"]').wait_for()
    assert await page.locator(".text li").all_inner_texts() == ["status", "new"]
    await page.keyboard.type("status")
    await page.keyboard.press("Enter")
    assert await received(page, teams, "teams/say") == {"as": MIA, "conversation": CHAT, "text": "status"}
    await page.get_by_role("button", name="My page").click()
    assert await received(page, teams, "teams/home") == {"as": MIA}


async def test_a_new_post_appears_while_the_composer_keeps_its_words(
    open_teams: Any, teams: CannedTeams
) -> None:
    page = await open_teams()
    await page.locator("#composer").fill("half a thou")
    teams.posts[LINE].append(said(5, ANA, "Hello there"))
    teams.changed(type="message", conversation=LINE)
    await page.get_by_text("Hello there").wait_for()
    await page.keyboard.type("ght")
    assert await page.locator("#composer").input_value() == "half a thought"


async def test_another_person_sees_their_own_zone_and_place(open_teams: Any, teams: CannedTeams) -> None:
    teams.posts[LINE] = [said(0, ANA, "Now")]
    page = await open_teams()
    assert await page.locator(".message time").inner_text() == "09:00"
    await page.locator("#acting-as").select_option(RAJ)
    await page.locator('body[data-at="raj/line-3-downtime"]').wait_for()
    assert await page.locator(".message time").inner_text() == "14:00"
    await page.locator("#clock-words", has_text="14:02 Berlin").wait_for()


async def test_the_app_is_added_to_a_channel_it_is_not_in(open_teams: Any, teams: CannedTeams) -> None:
    page = await open_teams("?view=teams#/mia/general")
    await page.locator("#invite-app").click()
    sent = {"as": MIA, "conversation": "19:general@thread.tacv2", "user": BOT}
    assert await received(page, teams, "teams/invite") == sent


async def test_members_are_added_and_removed(open_teams: Any, teams: CannedTeams) -> None:
    teams.places[0]["members"] = [MIA, RAJ]
    page = await open_teams()
    await page.locator("#show-members").click()
    await page.locator(f'[data-invite="{ANA}"]').click()
    assert (await received(page, teams, "teams/invite"))["user"] == ANA
    await page.locator("#show-members").click()
    await page.locator(f'[data-remove="{RAJ}"]').click()
    assert (await received(page, teams, "teams/remove"))["user"] == RAJ


async def test_everything_is_loaded_from_the_sandbox_alone(open_teams: Any, teams: CannedTeams) -> None:
    page = await open_teams()
    loaded = await page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert [address for address in loaded if not address.startswith(teams.address)] == []


async def test_a_refusal_is_said_and_the_words_stay(open_teams: Any, teams: CannedTeams) -> None:
    teams.answers["teams/say"] = (403, {"error": "not_in_channel", "message": "You are not in this channel."})
    page = await open_teams()
    await page.locator("#composer").fill("hello")
    await page.keyboard.press("Enter")
    await expect(page.locator("#toasts")).to_contain_text("You are not in this channel.")
    assert await page.locator("#composer").input_value() == "hello"


async def test_the_views_lead_to_each_other_and_back_to_where_one_was(
    open_teams: Any, teams: CannedTeams
) -> None:
    page = await open_teams("?view=teams#/raj/chat")
    await page.locator('[data-view="slack"]').click()
    await page.locator(".workspace-kind", has_text="a local Slack").wait_for()
    await page.locator('[data-view="teams"]').click()
    await page.locator('body[data-at="raj/chat"]').wait_for()


async def test_side_by_side_each_side_has_somebody_of_its_own(open_teams: Any, teams: CannedTeams) -> None:
    teams.messages["C1"] = [message(THURSDAY, "URAJ", "On Slack")]
    teams.posts[LINE] = [said(1, RAJ, "On Teams")]
    page = await open_teams("?view=both", ready="#clock-words b")
    slack, right = page.frame_locator("#slack"), page.frame_locator("#teams")
    await slack.locator('body[data-at="UMIA/C1"]').wait_for()
    await right.locator('body[data-at="ana/line-3-downtime"]').wait_for()
    assert await slack.locator("#acting-name").inner_text() == "Mia Chen"
    assert await right.locator("#acting-name").inner_text() == "Ana Ruiz"
    await slack.get_by_text("On Slack").wait_for()
    await right.get_by_text("On Teams").wait_for()
    assert await slack.locator("#views").is_hidden()
    assert await right.locator("#views").is_hidden()


async def test_side_by_side_begins_with_the_project_that_lives_in_both(
    open_teams: Any, teams: CannedTeams
) -> None:
    next(one for one in teams.conversations if one["id"] == "C2")["app_in"] = True
    teams.messages["C2"] = [message(THURSDAY, "URAJ", "On Slack")]
    teams.posts[LINE] = [said(1, RAJ, "Where is the app?")]
    teams.posts[GENERAL] = [said(1, BOT, "The checklist")]
    page = await open_teams("?view=both", ready="#clock-words b")
    await page.frame_locator("#slack").locator('body[data-at="UMIA/C2"]').wait_for()
    await page.frame_locator("#teams").locator('body[data-at="ana/general"]').wait_for()


async def test_side_by_side_a_reload_keeps_both_people(open_teams: Any, teams: CannedTeams) -> None:
    page = await open_teams("?view=both", ready="#clock-words b")
    right = page.frame_locator("#teams")
    await right.locator("body[data-at]").wait_for()
    await right.locator("#acting-as").select_option(RAJ)
    await right.locator('body[data-at="raj/line-3-downtime"]').wait_for()
    await page.wait_for_function("location.hash.includes('raj')")
    await page.reload()
    await page.frame_locator("#teams").locator('body[data-at="raj/line-3-downtime"]').wait_for()
    await page.frame_locator("#slack").locator('body[data-at="UMIA/C1"]').wait_for()


async def test_side_by_side_the_day_is_moved_for_both(open_teams: Any, teams: CannedTeams) -> None:
    page = await open_teams("?view=both", ready="#clock-words b")
    await page.locator("#next-day").click()
    for _ in range(50):
        if teams.bodies("next-day"):
            break
        await page.wait_for_timeout(20)
    assert len(teams.bodies("next-day")) == 1
