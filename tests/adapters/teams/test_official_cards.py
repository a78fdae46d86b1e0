"""Microsoft's own package parses, validates and draws every card, form and home without a word against it."""

from __future__ import annotations

from playwright.async_api import Page

from adapters.teams import render
from bot.talk.card import Button, Buttons, Card, Confirm, Heading, ItemRow, Text
from tests.adapters.slack.cards import CHECKLIST, FORM, REVIEW
from tests.adapters.teams.cards_kit import CHANNELS, HOSTILE, PEOPLE, contents, drawn, of_type
from tests.adapters.teams.official import draw, pressed, with_renderer
from tests.talk.gallery import CARDS

APPROVE = Button("Approve", "gate.approve", {"p": "p1", "g": "1"}, "primary")


async def test_every_card_form_and_home_is_drawn_without_a_complaint(page: Page) -> None:
    await with_renderer(page)
    for name in CARDS:
        for card in drawn(name):
            complaints, shown = await draw(page, card)
            assert not complaints, name
            assert shown.strip(), name


async def test_a_refused_form_and_a_card_in_a_dialog_are_drawn_without_a_complaint(page: Page) -> None:
    await with_renderer(page)
    errors = {field.key: "That is not right." for field in FORM.fields} | {"": "Nothing was saved."}
    refused = render.task(
        FORM, people=PEOPLE, channels=CHANNELS, values={"completeness": "abc"}, errors=errors
    )
    for task in (refused, render.task_card(REVIEW)):
        complaints, shown = await draw(page, task["task"]["value"]["card"]["content"])
        assert not complaints
        assert shown
    assert "Noor Haddad · awaited" in shown


async def test_a_chart_that_the_package_does_not_know_is_drawn_as_a_bar(page: Page) -> None:
    await with_renderer(page)
    (message,) = render.messages(CHECKLIST)
    complaints, shown = await draw(page, contents(message))
    assert complaints == [
        'Unknown element type "Chart.HorizontalBar.Stacked". Fallback will be used if present.'
    ]
    assert "▰▰▰▰▰▱▱▱▱" in shown
    assert "5 of 9 ready" in shown


async def test_what_a_person_typed_is_shown_as_typed(page: Page) -> None:
    await with_renderer(page)
    for typed in HOSTILE:
        parts = (Heading(typed), Text(typed), Text(typed, "quote"), ItemRow("○", "open", typed))
        complaints, shown = await draw(page, render.content(Card("x", parts)))
        assert not complaints
        assert shown.count(typed) == 4, typed


async def test_a_button_and_an_overflow_menu_bring_what_they_carry(page: Page) -> None:
    await with_renderer(page)
    row = ItemRow(
        "○", "open", "Data", "", Button("Take it", "item.take"), (Button("Details", "item.details"),)
    )
    content = render.content(Card("x", (row,)))
    await draw(page, content)
    await page.get_by_role("button", name="Take it").click()
    await page.get_by_role("button", name="More options").click()
    await page.get_by_text("Details").click()
    taken, shown = await pressed(page)
    assert (taken["type"], taken["verb"]) == ("Action.Execute", "item.take")
    assert (shown["type"], shown["data"]["verb"]) == ("Action.Submit", "item.details")


async def test_a_question_stands_between_a_press_and_what_it_does(page: Page) -> None:
    await with_renderer(page)
    sure = Confirm("Approve gate 1?", "Phase 2 starts tomorrow.", "Yes, approve", "Not yet")
    asks = Button(APPROVE.label, APPROVE.action, APPROVE.args, APPROVE.style, sure)
    await draw(page, render.content(Card("x", (Buttons((asks,)),))))
    await page.get_by_role("button", name="Approve", exact=True).click()
    assert [one["type"] for one in await pressed(page)] == []
    await page.get_by_text("Phase 2 starts tomorrow.").wait_for()
    await page.get_by_role("button", name="Yes, approve").click()
    (done,) = await pressed(page)
    assert done["verb"] == "gate.approve"


async def test_a_form_gives_every_value_that_was_entered(page: Page) -> None:
    await with_renderer(page)
    content = render.task(FORM, people=PEOPLE, channels=CHANNELS)["task"]["value"]["card"]["content"]
    await draw(page, content)
    await page.get_by_label("Completeness *").fill("94,5")
    await page.get_by_label("Why *").fill("Because")
    await page.get_by_label("America").check()
    await page.get_by_role("button", name="Save").click()
    (sent,) = await pressed(page)
    assert sent["type"] == "Action.Submit"
    values = await page.evaluate(
        "() => Object.fromEntries([...document.querySelectorAll('input[type=text],textarea,input:checked')]"
        ".map(one => [one.id || one.name, one.value]))"
    )
    assert "94,5" in values.values()
    assert "na" in values.values()
    assert of_type(content, "Input.ChoiceSet")
