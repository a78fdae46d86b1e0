"""A form that was opened before somebody else saved puts nothing in its place unseen, and keeps what was typed."""

from __future__ import annotations

from bot.service.intents import Ask, Done, Wrong
from bot.talk.card import Text
from tests.service.office import Office, words

QUALITY = ("completeness", "accuracy", "consistency", "timeliness")


def numbers(number: str) -> dict[str, str]:
    return dict.fromkeys(QUALITY, number) | {"note": ""}


async def opened(office: Office, user: str, project: str) -> Ask:
    asked = await office.press(user, "item.form", p=project, i="DR-3")
    assert isinstance(asked, Ask), asked
    return asked


async def test_what_somebody_else_saved_meanwhile_is_shown_and_replaced_knowingly(
    office: Office, line_3: str
) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    older, newer = await opened(office, "URAJ", line_3), await opened(office, "UMIA", line_3)
    assert await office.submit("UMIA", newer, **numbers("99")) == Done()

    again = await office.submit("URAJ", older, **numbers("50"))
    assert isinstance(again, Ask), again
    assert (await office.project(line_3)).item("DR-3").values["accuracy"] == "99", "nothing was replaced"
    said = again.form.intro[0]
    assert isinstance(said, Text)
    assert "Mia" in said.text
    assert "99" in said.text
    assert {field.value for field in again.form.fields if field.key in QUALITY} == {"50"}

    assert await office.submit("URAJ", again, **numbers("50")) == Done()
    assert (await office.project(line_3)).item("DR-3").values["accuracy"] == "50"


async def test_a_third_change_in_between_is_shown_as_well(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    older = await opened(office, "URAJ", line_3)
    await office.submit("UMIA", await opened(office, "UMIA", line_3), **numbers("99"))
    again = await office.submit("URAJ", older, **numbers("50"))
    assert isinstance(again, Ask)
    await office.submit("UMIA", await opened(office, "UMIA", line_3), **numbers("98"))
    assert isinstance(await office.submit("URAJ", again, **numbers("50")), Ask)
    assert (await office.project(line_3)).item("DR-3").values["accuracy"] == "98"


async def test_one_s_own_change_from_another_device_stands_in_nobody_s_way(
    office: Office, line_3: str
) -> None:
    older, newer = await opened(office, "UMIA", line_3), await opened(office, "UMIA", line_3)
    assert await office.submit("UMIA", newer, **numbers("99")) == Done()
    assert await office.submit("UMIA", older, **numbers("50")) == Done()


async def test_the_same_answer_as_what_stands_is_no_news(office: Office, line_3: str) -> None:
    await office.press("URAJ", "item.take", p=line_3, i="DR-3")
    older = await opened(office, "URAJ", line_3)
    await office.submit("UMIA", await opened(office, "UMIA", line_3), **numbers("99"))
    assert await office.submit("URAJ", older, **numbers("99")) == Done()


async def test_who_may_not_set_it_reads_nothing_by_an_older_form(office: Office, line_3: str) -> None:
    older = await opened(office, "UMIA", line_3)
    await office.submit("UMIA", await opened(office, "UMIA", line_3), **numbers("99"))
    answer = await office.submit("UZOE", older, **numbers("50"))
    assert isinstance(answer, Wrong)
    assert "99" not in words(answer)
