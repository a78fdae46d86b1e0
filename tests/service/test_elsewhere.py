"""A decision of a meeting, from the lead's form to the sponsor's click, and what everybody reads meanwhile."""

from __future__ import annotations

from datetime import timedelta

from bot.project.events import DecisionRecorded, GateApproved
from bot.service.intents import Ask, Done, Say, Wrong
from bot.talk.card import Button, Card, Form
from tests.service.decisions_kit import GROUPS, ROUND, text, waiting
from tests.service.office import WORKSPACE, Office, buttons, words

MINUTES = "https://minutes.example/steering"
MET = {"outcome": "go", "held_on": "2026-03-02", "minutes": MINUTES, "present": "Ana and the plant manager"}
ON_TERMS = MET | {
    "outcome": "conditional",
    "text_2": "Wire the sensors",
    "owner_2": "URAJ",
    "due_2": "2026-03-20",
}


async def record(office: Office, p: str, **changes: str) -> Done | Wrong:
    """Let Mia record what a meeting decided."""
    answer = await office.fill("UMIA", "gate.elsewhere", MET | changes, p=p, **ROUND)
    await office.relay.drain()
    assert isinstance(answer, Done | Wrong)
    return answer


def asked(office: Office, user: str) -> list[Card]:
    """Return what somebody was asked to confirm, the newest last."""
    cards = [card for place, card in office.chat.messages.items() if place[0] == f"D{user}"]
    return [card for card in cards if '"recorded"' in card.notice]


def reviews(office: Office) -> list[str]:
    """Return what every copy of the review says."""
    return [text(card) for card in office.chat.messages.values() if '"review"' in card.notice]


def control(card: Card, action: str) -> Button:
    return next(button for button in buttons(card) if button.action == action)


async def press(office: Office, user: str, button: Button) -> Done | Say:
    answer = await office.press(user, button.action, **button.args)
    await office.relay.drain()
    assert isinstance(answer, Done | Say)
    return answer


async def confirm(office: Office, user: str) -> None:
    assert await press(office, user, control(asked(office, user)[-1], "gate.confirm")) == Done()


async def test_the_sponsor_is_asked_once_and_confirms_with_one_click(office: Office) -> None:
    p = await waiting(office)
    assert await record(office, p) == Done()
    (card,) = asked(office, "UANA")
    assert "please confirm what a meeting decided" in card.summary
    assert control(card, "gate.confirm").confirm is None
    for copy in reviews(office):
        assert "Mia recorded that a meeting on Mon 2 Mar approved gate 1" in copy
    await confirm(office, "UANA")
    project = await office.project(p)
    assert (project.phase, project.decisions[-1].by) == (2, await office.person("UANA"))
    (card,) = asked(office, "UANA")
    assert "recorded by Mia Kurz, confirmed by Ana Ruiz" in card.summary
    assert buttons(card) == []
    told = [said for said in office.said("C1") if "Gate 1 approved" in said]
    assert told
    assert all("decided in a meeting on Mon 2 Mar, recorded by Mia Kurz" in said for said in told)


async def test_the_ledger_and_the_history_say_how_it_was_decided(office: Office) -> None:
    p = await waiting(office)
    await record(office, p)
    await confirm(office, "UANA")
    entries = await office.store.read(lambda tx: tx.history(WORKSPACE, p, 10))
    found = {type(entry.event): entry.event for entry in entries}
    recorded, approved = found[DecisionRecorded], found[GateApproved]
    assert isinstance(recorded, DecisionRecorded)
    assert isinstance(approved, GateApproved)
    assert recorded.minutes == MINUTES
    assert approved.elsewhere
    assert (approved.elsewhere.record, approved.elsewhere.by) == (
        recorded.record,
        await office.person("UMIA"),
    )
    shown = await office.press("URAJ", "project.history", p=p)
    assert isinstance(shown, Say)
    said = "Gate 1 approved: decided in a meeting on Mon 2 Mar, recorded by Mia, confirmed by Ana"
    assert said in text(shown.card)


async def test_only_the_lead_is_given_the_form(office: Office) -> None:
    p = await waiting(office)
    answer = await office.press("UANA", "gate.elsewhere", p=p, **ROUND)
    assert "recorded by the lead, Mia" in words(answer)


async def test_what_is_wrong_is_said_under_its_field_and_nothing_is_recorded(office: Office) -> None:
    p = await waiting(office)
    answer = await record(office, p, held_on="2026-03-03", minutes=" ", outcome="stop")
    assert isinstance(answer, Wrong)
    assert answer.errors.keys() == {"held_on", "minutes", "reason"}
    assert "still to come" in answer.errors["held_on"]
    assert asked(office, "UANA") == []


async def test_a_form_that_is_sent_twice_records_once(office: Office) -> None:
    p = await waiting(office)
    form = await office.press("UMIA", "gate.elsewhere", p=p, **ROUND)
    assert isinstance(form, Ask)
    assert await office.submit("UMIA", form, **MET) == Done()
    before = (await office.project(p)).seq
    assert await office.submit("UMIA", form, **MET) == Done()
    assert (await office.project(p)).seq == before


async def test_refused_confirmations_are_kept(office: Office) -> None:
    p = await waiting(office)
    await record(office, p)
    (card,) = asked(office, "UANA")
    for action in ("gate.confirm", "gate.dispute"):
        assert "Only Ana can do this" in words(
            await office.press("UZOE", action, **control(card, action).args)
        )
    assert office.attempts() == [("ConfirmDecision", "not_in_role"), ("DisputeDecision", "not_in_role")]
    assert (await office.project(p)).status == "waiting"


async def test_not_so_is_told_to_the_lead_who_records_it_again(office: Office) -> None:
    p = await waiting(office)
    await record(office, p)
    (first,) = asked(office, "UANA")
    said = {"reason": "We asked for another month"}
    assert await office.fill("UANA", "gate.dispute", said, **control(first, "gate.dispute").args) == Done()
    await office.relay.drain()
    (told,) = [card for card in office.chat.messages.values() if "is not so" in card.summary]
    assert "We asked for another month" in text(told)
    assert all("We asked for another month" in copy for copy in reviews(office))
    assert (await office.project(p)).status == "waiting"
    assert await record(office, p, outcome="hold", reason="Until April") == Done()
    assert len(asked(office, "UANA")) == 2
    assert "counts no more" in words(await press(office, "UANA", control(first, "gate.confirm")))
    await confirm(office, "UANA")
    assert (await office.project(p)).status == "held"


async def test_an_older_question_shows_that_it_was_replaced(office: Office) -> None:
    p = await waiting(office)
    await record(office, p)
    await record(office, p, outcome="stop", reason="The line is sold")
    older, newer = asked(office, "UANA")
    assert "replaced or removed" in text(older)
    assert "stopped the project" in text(newer)


async def test_what_a_meeting_left_open_is_recorded_with_its_conditions(office: Office) -> None:
    p = await waiting(office, but=("DR-9",))
    form = await office.press("UMIA", "gate.elsewhere", p=p, **ROUND)
    assert isinstance(form, Ask)
    given = {field.key: field.value for field in form.form.fields}
    assert given["text_1"] == "IT or DevOps person for phases 3 and 4"
    go = given | MET | {"outcome": "conditional"}
    lacking = await office.submit("UMIA", form, **go)
    assert isinstance(lacking, Wrong)
    assert list(lacking.errors) == ["owner_1"]
    held = given | MET | {"outcome": "send_back", "reason": "Too early"}
    assert await office.submit("UMIA", form, **held) == Done(), "its row is no condition of a send back"


async def test_each_group_confirms_and_a_condition_counts_once(office: Office) -> None:
    p = await waiting(office, *GROUPS)
    assert await office.fill("UMIA", "gate.elsewhere", ON_TERMS, p=p, **ROUND) == Done()
    await office.relay.drain()
    for user in ("USAM", "URAJ"):
        await confirm(office, user)
    assert all("2 of 2: Sam confirmed it, Raj confirmed it" in copy for copy in reviews(office))
    assert "you have confirmed it" in asked(office, "USAM")[-1].summary
    await confirm(office, "UANA")
    project = await office.project(p)
    assert (project.phase, project.decisions[-1].outcome) == (2, "conditional")
    assert [condition.text for condition in project.conditions] == ["Wire the sensors"]
    await office.relay.drain()
    assert any("condition is yours" in said for said in office.said("DURAJ"))


async def test_the_lead_finds_it_in_the_menu_while_the_gate_waits(office: Office) -> None:
    p = await waiting(office)
    menu = await office.type("UMIA", "")
    assert isinstance(menu, Say)
    form = await office.press("UMIA", "gate.elsewhere", **control(menu.card, "gate.elsewhere").args)
    assert isinstance(form, Ask)
    assert isinstance(form.form, Form)
    assert form.form.args["p"] == p
    others = await office.type("UANA", "")
    assert isinstance(others, Say)
    assert "gate.elsewhere" not in {button.action for button in buttons(others.card)}


async def test_what_waits_to_be_confirmed_stands_in_the_morning_message(office: Office) -> None:
    p = await waiting(office)
    await record(office, p)
    await office.rounds.run()
    office.clock.move_by(timedelta(days=1))
    await office.rounds.run()
    await office.relay.drain()
    mornings = [card for card in office.chat.messages.values() if "Good morning, Ana" in card.summary]
    assert len(mornings) == 1
    assert [button.action for button in buttons(mornings[0])][:2] == ["gate.confirm", "gate.dispute"]
