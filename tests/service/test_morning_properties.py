"""What holds of morning messages on every way through some weeks, through the whole bot."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import Phase, given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.project.calendar import is_public_holiday
from bot.project.commands import AssignItem, Command, DeclineItem, SetDueDay, SetItem, WaitFor
from bot.project.readiness import PASSING, status
from bot.project.refusals import BadInput, Refusal
from bot.project.working import Away
from bot.service.days import Days
from bot.service.ports import Preferences
from bot.service.unit import Unit
from bot.talk.card import Card, Text
from tests.fakes.chat import FakeChat
from tests.search import searched
from tests.service.office import WORKSPACE, Office, opened_office

ZONES = ("America/Toronto", "Pacific/Auckland", "Asia/Kolkata", "Europe/London")
PEOPLE = ("UMIA", "URAJ")
DAY = timedelta(days=1)
#: messages to one person leave one after the other
SOON = timedelta(minutes=2)
PLAYBOOK_PHASE = 1


class Chosen(NamedTuple):
    """What somebody chose for their mornings."""

    at: time
    days: tuple[int, ...]
    #: days from now, and how many more
    away: tuple[int, int]
    region: str


Deed = tuple[str, int, int]
#: days that go by, then what is done
Stretch = tuple[int, list[Deed]]
mornings = st.builds(
    Chosen,
    st.sampled_from((time(6, 30), time(9), time(11, 30))),
    st.sampled_from(((0, 1, 2, 3, 4), (1, 2, 3), (6, 0, 1, 2, 3))),
    st.tuples(st.integers(0, 20), st.integers(0, 6)),
    st.sampled_from(("", "CA-ON", "CA-QC", "GB-ENG")),
)
deeds = st.tuples(
    st.sampled_from(("own", "done", "open", "wait", "date", "decline")), st.integers(0, 14), st.integers(1, 9)
)
weeks = st.lists(st.tuples(st.integers(0, 3), st.lists(deeds, max_size=3)), min_size=4, max_size=9)


class Listening(FakeChat):
    """A chat that looks, whenever a morning message arrives, at what is true at that moment."""

    def __init__(self) -> None:
        super().__init__()
        self.office: Office | None = None
        self.line_3 = ""
        #: by person: when a morning message came
        self.came: dict[str, list[datetime]] = {}
        #: what should not have been sent: the relay would take an error for a failure of the chat
        self.wrong: list[str] = []

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Check a morning message, and keep it."""
        if key.startswith("digest:"):
            await self._check(conversation, card)
        return await super().post(conversation, card, key=key)

    async def _check(self, conversation: str, card: Card) -> None:
        office, user = self.office, conversation.removeprefix("D")
        assert office is not None
        now = office.clock.now()
        self.came.setdefault(user, []).append(now)
        person = await office.person(user)
        chosen = (await office.store.read(lambda tx: tx.preferences(WORKSPACE, [person])))[person]
        account = await office.known(user)
        assert account is not None
        local = now.astimezone(ZoneInfo(account.time_zone))
        planned = datetime.combine(local.date(), max(chosen.at, chosen.starts), local.tzinfo)
        if not timedelta(0) <= local - planned < SOON:
            self.wrong.append(f"{user} got a morning message at {local}, not at {planned:%H:%M}")
        if not works(chosen, local.date()):
            self.wrong.append(f"{local:%a %d %b} is no working day of {user}")
        project = await office.project(self.line_3)
        playbook = office.playbooks.default
        settled = {
            i.title for i in playbook.phase(PLAYBOOK_PHASE).items if status(project, playbook, i) in PASSING
        }
        for part in card.parts:
            if isinstance(part, Text) and part.style == "strong" and part.text[:1].isdigit():
                title = part.text.partition("  ")[2].partition(" · ")[0]
                if title in settled:
                    self.wrong.append(f"{title} is done, and {user} is reminded of it")


def works(chosen: Preferences, day: date) -> bool:
    """Tell whether somebody works on a day."""
    away = any(off.first <= day <= off.last for off in chosen.away)
    return day.weekday() in chosen.days and not away and not is_public_holiday(day, chosen.region)


async def act(office: Office, line_3: str, deed: Deed) -> None:
    """Let Mia do something; what the rules refuse is left undone."""
    what, pick, number = deed
    project, playbook = await office.project(line_3), office.playbooks.default
    items = playbook.phase(project.phase).items
    item = items[pick % len(items)]
    raj = await office.person("URAJ")
    later = (office.clock.now().date() + number * DAY).isoformat()
    commands: dict[str, Command] = {
        "own": AssignItem(item.id, raj),
        "done": SetItem(item.id, True),
        "open": SetItem(item.id, False),
        "wait": WaitFor(item.id, later, "Access"),
        "date": SetDueDay(item.id, later, "Later"),
        "decline": DeclineItem(item.id),
    }
    user = "URAJ" if what == "decline" else "UMIA"
    with suppress(Refusal, BadInput):
        unit = Unit(
            office.sender(user), line_3, lambda *_: commands[what], office.playbooks, office.clock.now()
        )
        await office.store.write(unit)


async def play(
    folder: Path,
    chosen: dict[str, Chosen],
    zone: str,
    days: list[Stretch],
) -> None:
    """Live through it."""
    async with opened_office(folder) as office:
        chat = Listening()
        chat.profiles, chat.channels = office.chat.profiles, office.chat.channels
        chat.person("URAJ", "Raj Patel", zone)
        office.chat = office.chats[WORKSPACE, "fake"] = chat
        chat.office, chat.line_3 = office, await office.begin()
        await office.press("URAJ", "item.take", p=chat.line_3, i="DR-1")
        today = office.clock.now().date()
        for user, (at, week, (first, more), region) in chosen.items():
            person = await office.person(user)
            off = (Away(today + first * DAY, today + (first + more) * DAY),)
            found = (await office.store.read(lambda tx, p=person: tx.preferences(WORKSPACE, [p])))[person]  # type: ignore[misc]
            mine = replace(found, at=at, days=week, away=off, region=region, next_at=None)
            await office.store.write(lambda tx, m=mine: tx.put_preferences(m))  # type: ignore[misc]
        moving = Days(office.store, office.clock, office.rounds, office.relay)
        for gone, done in days:
            await moving.move_to(office.clock.now() + (gone + 1) * DAY)
            for deed in done:
                await act(office, chat.line_3, deed)
        assert not chat.wrong
        for user, times in chat.came.items():
            there = ZoneInfo(chat.profiles[user].time_zone)
            assert len({at.astimezone(there).date() for at in times}) == len(times), "one a day is the most"


@searched(12, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.fixed_dictionaries(dict.fromkeys(PEOPLE, mornings)), st.sampled_from(ZONES), weeks)
def test_mornings_come_once_in_working_time_and_never_about_what_is_done(
    chosen: dict[str, Chosen],
    zone: str,
    days: list[Stretch],
) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(play(Path(folder), chosen, zone, days))
