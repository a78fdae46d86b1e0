"""A click becomes one unit of work: its outcome, its cost, what is kept of a refusal."""

from __future__ import annotations

from msgspec.structs import replace

from bot.service.intents import Ask, Done, Pressed, Say, Wrong
from tests.service.office import Office, words

REFUSED_VOTES = [("ApproveGate", "nothing_waiting"), ("SendBackGate", "nothing_waiting")]
KPI = {
    "name": "Downtime",
    "unit": "h a month",
    "direction": "lower",
    "baseline": "47",
    "target": "10",
    "minimum": "20",
    "month_one": "30",
    "month_six": "12",
    "note": "",
}


async def test_an_item_taken_in_the_channel_is_owned(office: Office, line_3: str) -> None:
    assert await office.press("URAJ", "item.take", p=line_3, i="DR-4") == Done()
    project = await office.project(line_3)
    assert project.item("DR-4").owner == await office.person("URAJ")
    assert office.wakes > 0


async def test_an_item_is_taken_from_ones_own_page_by_a_member_of_the_channel(
    office: Office, line_3: str
) -> None:
    assert await office.press("URAJ", "item.take", at="", p=line_3, i="DR-4") == Done()
    assert (await office.project(line_3)).item("DR-4").owner == await office.person("URAJ")


async def test_an_item_is_not_taken_by_somebody_outside_the_channel(office: Office, line_3: str) -> None:
    answer = await office.press("UZOE", "item.take", at="DUZOE", p=line_3, i="DR-4")
    assert "channel" in words(answer)
    assert (await office.project(line_3)).item("DR-4").owner == ""


async def test_a_click_costs_six_statements_at_most(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-4")
    seen: list[str] = []
    office.store.writer.connection.set_trace_callback(seen.append)
    pressed = Pressed("item.take", {"p": line_3, "i": "DR-6"})
    assert await office.bot.handle(pressed, office.sender("URAJ")) == Done()
    office.store.writer.connection.set_trace_callback(None)
    # SQLite tells of a statement once more for each row that a trigger looks at.
    told = [statement.split(None, 1)[0].upper() for statement in dict.fromkeys(seen)]
    ours = [word for word in told if word not in ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT")]
    assert ours == ["SELECT", "UPDATE", "INSERT", "INSERT", "INSERT", "INSERT"]
    assert told.count("COMMIT") == 1


async def test_the_same_delivery_twice_gets_the_first_answer(office: Office, line_3: str) -> None:
    first = await office.press("UANA", "item.done", delivery="d-1", p=line_3, i="P1-10")
    await office.press("UANA", "item.take", p=line_3, i="P1-10")
    events = (await office.project(line_3)).seq
    assert await office.press("UANA", "item.done", delivery="d-1", p=line_3, i="P1-10") == first
    assert (await office.project(line_3)).seq == events


async def test_done_undone_and_done_again_are_three_clicks(office: Office, line_3: str) -> None:
    await office.press("UMIA", "item.sign", p=line_3, i="DR-8")
    for user, action, done in (
        ("UANA", "item.sign", True),
        ("UANA", "item.open", False),
        ("UANA", "item.sign", True),
    ):
        await office.press(user, action, p=line_3, i="DR-8")
        assert (await office.project(line_3)).item("DR-8").done is done


async def test_refused_votes_are_kept_and_other_refusals_are_not(office: Office, line_3: str) -> None:
    where = {"p": line_3, "g": "1", "r": "1"}
    assert "Mia can request the gate" in words(await office.press("URAJ", "gate.approve", **where))
    await office.press("URAJ", "gate.send_back", **where)
    await office.press("URAJ", "project.hold", p=line_3)
    assert office.attempts() == REFUSED_VOTES


async def test_a_refused_control_refreshes_the_card_it_stood_on(office: Office, line_3: str) -> None:
    await office.relay.drain()
    await office.press("URAJ", "project.hold", p=line_3)
    assert await office.relay.drain() == 1


async def test_a_form_is_refused_before_it_is_filled_in(office: Office, line_3: str) -> None:
    answer = await office.press("URAJ", "project.hold", p=line_3)
    assert isinstance(answer, Say)
    assert "Mia" in words(answer)


async def test_a_form_refused_after_it_was_filled_in_stays_open(office: Office, line_3: str) -> None:
    asked = await office.press("UMIA", "project.hold", p=line_3)
    assert isinstance(asked, Ask)
    answer = await office.submit("URAJ", asked, reason="The line is rebuilt")
    assert isinstance(answer, Wrong)
    assert "Mia" in words(answer)


async def test_a_refused_vote_by_form_is_kept(office: Office, line_3: str) -> None:
    form = await office.press("UMIA", "project.hold", p=line_3)
    assert isinstance(form, Ask)
    where = {"p": line_3, "g": "1", "r": "1"}
    vote = Ask(replace(form.form, action="gate.send_back", args=where))
    assert isinstance(await office.submit("URAJ", vote, reason="No"), Wrong)
    assert office.attempts() == REFUSED_VOTES[1:]


async def test_a_tick_that_wants_more_opens_the_form(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-4")
    answer = await office.press("URAJ", "item.done", p=line_3, i="DR-4")
    assert isinstance(answer, Ask)
    assert answer.form.action == "item.form"


async def test_an_item_is_set_by_its_own_kind(office: Office, line_3: str) -> None:
    assert await office.fill("UMIA", "item.form", KPI, p=line_3, i="DR-1") == Done()
    record = (await office.project(line_3)).item("DR-1")
    assert (record.done, record.values["baseline"]) == (True, "47")


async def test_a_wrong_value_is_named_under_its_field(office: Office, line_3: str) -> None:
    answer = await office.fill("UMIA", "item.form", {"months": "abc", "note": ""}, p=line_3, i="DR-2")
    assert isinstance(answer, Wrong)
    assert list(answer.errors) == ["months"]
    assert "abc" in words(answer)


async def test_a_person_is_chosen_by_the_name_the_platform_gives_them(office: Office, line_3: str) -> None:
    answer = await office.fill("UMIA", "item.assign", {"owner": "UZOE"}, p=line_3, i="DR-4")
    assert answer == Done()
    assert (await office.project(line_3)).item("DR-4").owner == await office.person("UZOE")


async def test_a_form_shows_people_as_the_platform_knows_them(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-4")
    asked = await office.press("UMIA", "item.assign", p=line_3, i="DR-4")
    assert isinstance(asked, Ask)
    assert [field.value for field in asked.form.fields] == ["URAJ"]


async def test_a_bot_or_somebody_who_left_cannot_be_chosen(office: Office, line_3: str) -> None:
    office.chat.person("UROBO", "Robo")
    office.chat.profiles["UROBO"] = replace(office.chat.profiles["UROBO"], bot=True)
    await office.press("UZOE", "menu.help")
    await office.leave("UZOE")
    for user in ("UROBO", "UZOE", "UNOBODY"):
        answer = await office.fill("UMIA", "item.assign", {"owner": user}, p=line_3, i="DR-4")
        assert isinstance(answer, Wrong)
        assert list(answer.errors) == ["owner"]


async def test_controls_that_are_not_ours_change_nothing(office: Office, line_3: str) -> None:
    seq = (await office.project(line_3)).seq
    for action, args in (
        ("dance", {"p": line_3}),
        ("item.take", {"i": "DR-4"}),
        ("item.take", {"p": "no-project", "i": "DR-4"}),
        ("item.take", {"p": line_3}),
        ("gate.approve", {"p": line_3, "g": "x", "r": "1"}),
        ("gate.ask", {"p": line_3, "g": "1", "r": "99999999"}),
        ("item.details", {"p": line_3, "i": "no-item"}),
        ("item.form", {"p": line_3, "i": "no-item"}),
    ):
        answer = await office.press("UMIA", action, **args)
        assert isinstance(answer, Say), (action, answer)
    assert (await office.project(line_3)).seq == seq


async def test_a_project_of_another_workspace_is_unknown(office: Office, line_3: str) -> None:
    await office.store.write(lambda tx: tx.install("w2", "fake", "T2", "Other plant", "UBOT2"))
    office.chats["w2", "fake"] = office.chat
    stranger = replace(office.sender("UMIA"), tenant="T2")
    answer = await office.bot.handle(Pressed("item.take", {"p": line_3, "i": "DR-4"}), stranger)
    assert isinstance(answer, Say)
    assert (await office.project(line_3)).item("DR-4").owner == ""


async def test_who_may_not_assign_an_item_is_told_before_filling_in_a_form(
    office: Office, line_3: str
) -> None:
    free, taken = ({"p": line_3, "i": item} for item in ("DR-4", "DR-5"))
    assert await office.fill("UMIA", "item.assign", {"owner": "UANA"}, **taken) == Done()
    for where in (free, taken):
        told = await office.press("URAJ", "item.assign", **where)
        assert not isinstance(told, Ask)
        assert ("Mia" in words(told)) or ("Ana" in words(told))
        assert isinstance(await office.press("UMIA", "item.assign", **where), Ask)
    assert isinstance(await office.press("UANA", "item.assign", **taken), Ask), "its owner hands it on"
    assert await office.press("URAJ", "item.take", **free) == Done(), "who is told may take it"


async def test_who_signs_for_another_is_told_the_rule(office: Office, line_3: str) -> None:
    told = words(await office.press("UMIA", "item.sign", p=line_3, i="DR-8"))
    assert told.startswith("This is confirmed in person: nobody signs for another. Only Ana can do this")
