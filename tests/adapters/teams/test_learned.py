"""What people's activities say of them is told when it is new, and only then."""

from __future__ import annotations

from adapters.teams.learned import Learned
from bot.service.intents import Answer, Done, Intent, ProfileChanged, Sender, Unheard
from bot.service.ports import DeliveryFailed, Profile

MIA = "29:mia"


class Heard:
    """Count what is told, and say what the roster knows."""

    def __init__(self) -> None:
        self.told = 0
        self.silent = False
        self.failure: Exception | None = None

    async def handle(self, intent: Intent, sender: Sender) -> Answer:
        assert isinstance(intent, ProfileChanged)
        assert sender.user == MIA
        if self.failure:
            raise self.failure
        self.told += 1
        return Done()

    async def profile(self, user: str) -> Profile:
        if self.silent:
            raise DeliveryFailed("uncertain")
        return Profile(user=user, name="Mia", time_zone="UTC")


async def test_an_activity_that_leaves_something_out_says_nothing_new() -> None:
    heard = Heard()
    learned = Learned(heard.handle, heard.profile, "tenant")
    for zone in ("America/Toronto", "", "America/Toronto", ""):
        await learned.hear(MIA, "Mia Chen", zone, "en-CA")
    await learned.hear(MIA, "", "", "")
    assert heard.told == 1
    await learned.hear(MIA, "", "Europe/Berlin", "")
    await learned.hear(MIA, "Mia Chen", "", "en-CA")
    assert heard.told == 2


async def test_what_could_not_be_taken_in_is_told_the_next_time() -> None:
    heard = Heard()
    learned = Learned(heard.handle, heard.profile, "tenant")
    heard.failure = Unheard("the database is away")
    await learned.hear(MIA, "Mia Chen", "", "")
    await learned.drain()
    heard.failure = None
    await learned.hear(MIA, "Mia Chen", "", "")
    await learned.drain()
    assert heard.told == 1


async def test_what_could_not_be_told_is_told_the_next_time() -> None:
    heard = Heard()
    learned = Learned(heard.handle, heard.profile, "tenant")
    heard.silent = True
    await learned.hear(MIA, "Mia Chen", "", "")
    heard.silent = False
    await learned.hear(MIA, "Mia Chen", "", "")
    await learned.drain()
    assert heard.told == 1
