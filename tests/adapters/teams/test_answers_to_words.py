"""What is typed is answered by a message."""

from __future__ import annotations

from bot.service.intents import Ask, Done, Say, Wrong
from bot.talk.card import Heading, Home
from tests.adapters.teams.answers_kit import ARGS, PLACES, RICH, WORD
from tests.adapters.teams.connector_stub import MIA, TEAM
from tests.adapters.teams.door import PERSONAL, THREAD, Door, activity, message


async def test_a_word_is_answered_in_its_thread(door: Door) -> None:
    opened = await door.desk.chat.post(TEAM, RICH, key="k1")
    thread = f"{TEAM};messageid={opened}"
    door.service.answer = Say(WORD)
    await door.post(message("<at>Tollgate</at> status", where=thread))
    assert [one["summary"] for one in door.desk.teams.conversations[thread].values()] == [
        "Status",
        WORD.summary,
    ]


async def test_a_word_in_the_own_chat_is_answered_there(door: Door) -> None:
    await door.desk.chat.direct(MIA)
    door.service.answer = Say(RICH)
    answer = await door.post(message("status"))
    assert (answer.status_code, answer.content) == (200, b"")
    assert door.desk.teams.texts(PERSONAL) == ["Status"]


async def test_a_form_for_a_word_is_offered_by_a_button_that_opens_it(door: Door) -> None:
    await door.desk.chat.direct(MIA)
    door.service.answer = Ask(PLACES)
    await door.post(message("new"))
    (posted,) = door.desk.teams.conversations[PERSONAL].values()
    sets = [one for one in posted["attachments"][0]["content"]["body"] if one["type"] == "ActionSet"]
    (button,) = sets[0]["actions"]
    assert button["title"] == "New"
    assert button["data"] == {"msteams": {"type": "task/fetch"}, "verb": "project.new", "a": {"new": "1"}}


async def test_wrong_and_done_for_a_word_are_a_text_and_nothing(door: Door) -> None:
    await door.desk.chat.direct(MIA)
    door.service.answer = Wrong({"": "No."})
    await door.post(message("new"))
    door.service.answer = Done()
    await door.post(message("items"))
    assert door.desk.teams.texts(PERSONAL) == ["No."]


async def test_a_client_without_universal_actions_is_answered_by_a_message(door: Door) -> None:
    await door.desk.chat.direct(MIA)
    door.service.answer = Say(WORD)
    await door.post(activity("message", where=PERSONAL, value={"verb": "item.done", "a": ARGS, "v": "1"}))
    assert door.desk.teams.texts(PERSONAL) == [WORD.summary]


async def test_the_own_page_is_posted_where_only_the_person_sees_it(door: Door) -> None:
    page = Home((Heading("Your page"),))
    await door.desk.chat.show_home(MIA, page)
    assert not door.desk.teams.texts(PERSONAL)
    await door.post(message("<at>Tollgate</at> home", where=THREAD))
    await door.desk.chat.show_home(MIA, page)
    assert door.desk.teams.texts(PERSONAL) == ["Your page"]


async def test_a_greeting_is_posted_where_the_bot_was_added(door: Door) -> None:
    door.service.answer = Say(WORD)
    await door.post(activity("installationUpdate", where=TEAM, action="add"))
    assert door.desk.teams.texts(TEAM) == [WORD.summary]


async def test_a_reply_that_cannot_be_delivered_is_no_failure_of_the_call(door: Door) -> None:
    door.service.answer = Say(WORD)
    answer = await door.post(message("status", where="a:29:nobody"))
    assert answer.status_code == 200
