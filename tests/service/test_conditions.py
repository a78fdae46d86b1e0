"""A gate is passed with conditions, and whoever owns one says that it is met."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from bot.service.intents import Ask, Done, Wrong
from bot.talk.card import Card
from tests.service.decisions_kit import NINETY, ROUND, copies, text, waiting
from tests.service.office import Office, buttons, words


async def conditional(office: Office, owner: str = "URAJ") -> str:
    p = await waiting(office, but=("DR-9",))
    asked = await office.press("UANA", "gate.conditions", p=p, **ROUND)
    assert isinstance(asked, Ask)
    given = {field.key: field.value for field in asked.form.fields}
    assert given["text_1"] == NINETY.item("DR-9").title
    answer = await office.submit("UANA", asked, **given | {"owner_1": owner, "due_1": "2026-03-10"})
    assert answer == Done(), answer
    await office.relay.drain()
    return p


async def test_a_conditional_go_without_conditions_is_asked_again_in_the_form(office: Office) -> None:
    p = await waiting(office)
    for blank in ("", "  "):
        answer = await office.fill("UANA", "gate.conditions", {"text_1": blank, "due_1": ""}, p=p, **ROUND)
        assert isinstance(answer, Wrong)
        assert "text_1" in answer.errors


async def test_a_wrong_condition_is_named_under_its_own_field(office: Office) -> None:
    p = await waiting(office)
    values = {"text_2": "Wire the sensors", "owner_2": "URAJ", "due_2": "2026-02-01"}
    answer = await office.fill("UANA", "gate.conditions", values, p=p, **ROUND)
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["due_2"]


async def test_what_is_open_can_only_be_approved_with_conditions(office: Office) -> None:
    p = await waiting(office, but=("DR-9",))
    assert "only be approved with conditions" in words(
        await office.press("UANA", "gate.approve", p=p, **ROUND)
    )
    assert all("'gate.approve'" not in copy for copy in copies(office))


async def test_the_owner_of_a_condition_is_told_once_and_says_that_it_is_met(office: Office) -> None:
    p = await conditional(office)
    told = [card for card in office.chat.messages.values() if "condition is yours" in card.summary]
    assert len(told) == 1
    (record,) = (button for button in _all_buttons(told[0]) if button[0] == "item.form")
    condition = (await office.project(p)).open_conditions[0].id
    refused = await office.press("URAJ", "condition.settle", p=p, c=condition)
    assert "once" in words(refused), "the item that was left open is not ready yet"
    assert await office.fill("URAJ", "item.form", {"person": "UZOE", "note": ""}, **record[1]) == Done()
    await office.relay.drain()
    told = [card for card in office.chat.messages.values() if "condition is yours" in card.summary]
    (met,) = (button for button in _all_buttons(told[0]) if button[0] == "condition.settle")
    assert await office.fill("URAJ", "condition.settle", {"note": "Named: Zoe"}, **met[1]) == Done()
    await office.relay.drain()
    assert (await office.project(p)).open_conditions == ()
    told = [card for card in office.chat.messages.values() if "your conditions are met" in card.summary]
    assert len(told) == 1


def _all_buttons(card: Card) -> list[tuple[str, dict[str, str]]]:
    return [(button.action, button.args) for button in buttons(card)]


async def test_only_its_owner_or_the_lead_settles_a_condition(office: Office) -> None:
    p = await conditional(office)
    condition = (await office.project(p)).open_conditions[0].id
    answer = await office.press("UEVA", "condition.settle", p=p, c=condition)
    assert "Only Raj or Mia" in words(answer)


async def test_an_owner_outside_the_team_gets_a_due_condition_in_the_morning(office: Office) -> None:
    await conditional(office, "UZOE")
    await office.rounds.run()  # plans everybody's mornings
    office.clock.move_by(timedelta(days=10))
    await office.rounds.run()
    await office.relay.drain()
    mornings = [card for card in office.chat.messages.values() if "Good morning" in card.summary]
    assert any("a condition" in text(card) and "item.form" in text(card) for card in mornings)


async def test_the_form_names_every_item_that_is_left_open_and_has_room_for_more(office: Office) -> None:
    left = ("DR-2", "DR-3", "DR-4", "DR-5", "DR-7", "DR-9")
    p = await waiting(office, but=left, leaves=left)
    asked = await office.press("UANA", "gate.conditions", p=p, **ROUND)
    assert isinstance(asked, Ask)
    given = {field.key: field.value for field in asked.form.fields}
    titles = [NINETY.item(item).title for item in left]
    assert [given[f"text_{at}"] for at in range(1, 8)] == [*titles, ""]
    people = {f"owner_{at}": "URAJ" for at in range(1, 7)}
    lacking = await office.submit("UANA", asked, **given | people | {"text_3": "", "owner_6": ""})
    assert isinstance(lacking, Wrong)
    assert sorted(lacking.errors) == ["owner_6", "text_3"]
    assert await office.submit("UANA", asked, **given | people) == Done()
    assert [each.item for each in (await office.project(p)).open_conditions] == list(left)


async def test_a_form_without_the_rows_of_open_items_leaves_none_open(office: Office) -> None:
    p = await waiting(office, but=("DR-9",))
    asked = await office.press("UANA", "gate.conditions", p=p, **ROUND)
    assert isinstance(asked, Ask)
    bare = Ask(replace(asked.form, args={k: v for k, v in asked.form.args.items() if k != "left"}))
    cake = {"text_1": "Buy cake", "owner_1": "URAJ", "due_1": "2026-03-10"}
    answer = await office.submit("UANA", bare, **cake)
    assert isinstance(answer, Wrong)
    assert NINETY.item("DR-9").title in answer.errors["text_1"]


async def test_more_conditions_than_there_is_room_for_are_refused_and_none_is_dropped(office: Office) -> None:
    p = await waiting(office)
    asked = await office.press("UANA", "gate.conditions", p=p, **ROUND)
    assert isinstance(asked, Ask)
    typed = {f"text_{at}": f"No. {at}" for at in range(1, 14)}
    typed |= {f"owner_{at}": "URAJ" for at in range(1, 14)} | {
        f"due_{at}": "2026-03-10" for at in range(1, 14)
    }
    answer = await office.submit("UANA", asked, **typed)
    assert isinstance(answer, Wrong)
    assert "room for 12 conditions" in answer.errors["text_1"]


async def settled(office: Office, p: str) -> None:
    """Let Raj name somebody and say that his condition is met."""
    condition = (await office.project(p)).open_conditions[0].id
    assert await office.fill("URAJ", "item.form", {"person": "UZOE", "note": ""}, p=p, i="DR-9") == Done()
    assert await office.fill("URAJ", "condition.settle", {"note": "Zoe"}, p=p, c=condition) == Done()
    await office.relay.drain()


def about(office: Office, words: str) -> list[Card]:
    return [card for card in office.chat.messages.values() if words in card.summary]


async def test_its_owner_is_told_once_that_a_condition_is_open_again_and_why(office: Office) -> None:
    p = await conditional(office)
    await settled(office, p)
    told = len(office.chat.messages)
    reason = {"reason": "Zoe has left the plant"}
    assert await office.fill("UMIA", "item.not_ready", reason, p=p, i="DR-9") == Done()
    await office.relay.drain()
    (card,) = about(office, "open again")
    assert len(office.chat.messages) == told + 1
    assert "Mia" in text(card)
    assert "Zoe has left the plant" in text(card)
    (record,) = (b for b in _all_buttons(card) if b[0] == "item.form")
    assert await office.fill("URAJ", "item.form", {"person": "UZOE", "note": "Back"}, **record[1]) == Done()
    await office.relay.drain()
    (card,) = about(office, "open again")
    (met,) = (button for button in _all_buttons(card) if button[0] == "condition.settle")
    assert await office.fill("URAJ", "condition.settle", {"note": "Zoe again"}, **met[1]) == Done()
    await office.relay.drain()
    assert about(office, "open again") == []
    assert len(office.chat.messages) == told + 1, "it is edited in place"


async def test_who_sets_the_item_of_their_own_condition_back_is_told_nothing_new(office: Office) -> None:
    p = await conditional(office)
    await settled(office, p)
    assert await office.fill("UMIA", "item.assign", {"owner": "URAJ"}, p=p, i="DR-9") == Done()
    await office.relay.drain()
    told = len(office.chat.messages)
    assert await office.fill("URAJ", "item.not_ready", {"reason": "Not Zoe"}, p=p, i="DR-9") == Done()
    await office.relay.drain()
    assert len(office.chat.messages) == told
    assert len(about(office, "open again")) == 1
    seq = (await office.project(p)).item("DR-9").seq
    assert await office.press("URAJ", "item.undo", p=p, i="DR-9", s=str(seq)) == Done()
    await office.relay.drain()
    assert about(office, "open again") == [], "undone, it is met as it was"
    assert (await office.project(p)).open_conditions == ()


async def test_a_hold_moves_the_day_that_the_owner_of_a_condition_reads(office: Office) -> None:
    p = await conditional(office)
    assert await office.fill("UMIA", "project.hold", {"reason": "The plant is closed"}, p=p) == Done()
    office.clock.move_by(timedelta(days=7))
    assert await office.press("UMIA", "project.resume", p=p) == Done()
    await office.relay.drain()
    (card,) = about(office, "condition is yours")
    assert "due Tue 17 Mar, 7 days later than agreed" in text(card), "it was Tue 10 Mar"
