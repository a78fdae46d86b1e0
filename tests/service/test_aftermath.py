"""What was saved is never said not to be, whatever fails once it was: the person gets the true answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import pytest

from bot.service.handle import Bot
from bot.service.intents import Ask, Done, Say
from bot.service.ports import Conflict, DeliveryFailed, Store, Tx, Unavailable
from tests.service.office import WORKSPACE, Office, words
from tests.service.roles_kit import give, grant, roles

T = TypeVar("T")
AWAY = {"to": "URAJ", "since": "2026-03-02", "until": "2026-03-06"}
FAILURES = [Unavailable("gone"), DeliveryFailed("unreachable"), Conflict("busy")]


class Fading:
    """A store that takes so many changes, and then neither writes nor reads any more."""

    def __init__(self, store: Store, changes: int, error: Exception) -> None:
        self._store, self._left, self._error = store, changes, error

    async def write(self, work: Callable[[Tx], T]) -> T:
        if self._left == 0:
            raise self._error
        found = await self._store.write(work)
        self._left -= 1
        return found

    async def read(self, work: Callable[[Tx], T]) -> T:
        if self._left == 0:
            raise self._error
        return await self._store.read(work)

    async def close(self) -> None: ...


@contextmanager
def fading(office: Office, changes: int = 1, error: Exception = FAILURES[0]) -> Iterator[None]:
    """Let everything fail after so many changes."""
    store, before = Fading(office.store, changes, error), office.bot
    office.bot = Bot(office.context(store))
    yield
    office.bot = before


@pytest.mark.parametrize("error", FAILURES)
async def test_a_press_on_ones_own_page_is_done_though_the_page_cannot_be_drawn(
    office: Office, line_3: str, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("WARNING")
    with fading(office, error=error):
        assert await office.press("UANA", "item.sign", at="", p=line_3, i="DR-8") == Done()
    assert (await office.project(line_3)).item("DR-8").signed_by
    assert "a home could not be drawn again" in caplog.text


@pytest.mark.parametrize("error", FAILURES)
async def test_a_form_from_ones_own_page_is_done_though_the_page_cannot_be_drawn(
    office: Office, line_3: str, error: Exception
) -> None:
    asked = await office.press("UMIA", "item.due", at="", p=line_3, i="DR-4")
    assert isinstance(asked, Ask)
    with fading(office, error=error):
        assert await office.submit("UMIA", asked, due_on="2026-03-10", reason="Later") == Done()
    assert str((await office.project(line_3)).item("DR-4").due_on) == "2026-03-10"


@pytest.mark.parametrize("error", FAILURES)
async def test_ones_own_settings_are_kept_though_the_page_cannot_be_drawn(
    office: Office, line_3: str, error: Exception
) -> None:
    asked = await office.press("UMIA", "prefs.form", at="")
    assert isinstance(asked, Ask)
    chosen = {field.key: field.value for field in asked.form.fields} | {"at": "10:30"}
    with fading(office, error=error):
        assert await office.submit("UMIA", asked, **chosen) == Done()
    me = await office.person("UMIA")
    kept = (await office.store.read(lambda tx: tx.preferences(WORKSPACE, [me])))[me]
    assert kept.at.isoformat() == "10:30:00"


async def test_ones_own_settings_are_kept_though_the_chat_does_not_show_the_page(
    office: Office, line_3: str
) -> None:
    asked = await office.press("UMIA", "prefs.form", at="")
    assert isinstance(asked, Ask)
    chosen = {field.key: field.value for field in asked.form.fields}
    office.chat.failure = DeliveryFailed("ratelimited", retry_after=3)
    assert await office.submit("UMIA", asked, **chosen) == Done()


async def _meet(office: Office, *users: str) -> None:
    for user in users:
        await office.press(user, "menu.help")


async def test_who_lets_somebody_decide_hears_that_it_was_saved(office: Office, line_3: str) -> None:
    await _meet(office, "URAJ")
    asked = await office.press("UANA", "project.away", p=line_3)
    assert isinstance(asked, Ask)
    with fading(office):
        assert words(await office.submit("UANA", asked, **AWAY, scope="here")) == "Saved."
    assert len((await office.project(line_3)).delegations) == 1


async def test_where_it_was_saved_in_one_project_of_two_that_is_what_is_said(
    office: Office, line_3: str
) -> None:
    other = await office.begin()
    await _meet(office, "URAJ")
    asked = await office.press("UANA", "project.away", p=line_3)
    assert isinstance(asked, Ask)
    with fading(office):
        told = words(await office.submit("UANA", asked, **AWAY, scope="everywhere"))
    assert told.startswith("Saved, but not everywhere. It was not saved in your other projects.")
    assert [len((await office.project(p)).delegations) for p in (line_3, other)] == [1, 0]
    assert words(await office.submit("UANA", asked, **AWAY, scope="everywhere")).startswith("Saved. Raj")
    assert len((await office.project(other)).delegations) == 1


async def test_an_offer_that_is_taken_up_in_one_project_of_three_says_so(office: Office) -> None:
    for _ in range(3):
        await office.begin()
    await _meet(office, "UANA", "URAJ")
    raj = await office.person("URAJ")
    with fading(office, changes=2):
        told = words(await office.press("UANA", "absence.give", at="DUANA", to=raj, until="2026-03-06"))
    assert told.startswith("Saved, but not everywhere. Line 3 downtime: Nothing was saved: the database")
    assert told.count("Line 3 downtime") == 1


async def test_a_role_that_was_given_or_taken_away_is_said_to_be(office: Office) -> None:
    await grant(office, "UANA", "workspace_admin")
    await _meet(office, "UZOE")
    with fading(office):
        assert words(await give(office, "UANA", "UZOE", "portfolio_admin")) == "Saved."
    assert await roles(office, "UZOE") == ("portfolio_admin",)
    zoe = await office.person("UZOE")
    with fading(office):
        answer = await office.press("UANA", "admin.take", at="DUANA", role="portfolio_admin", who=zoe)
    assert isinstance(answer, Say)
    assert words(answer) == "Saved."
    assert await roles(office, "UZOE") == ()
