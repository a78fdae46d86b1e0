"""Whatever people write, and whatever happens, is heard on every platform."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.service.intents import BotRemoved, HomeOpened, Intent, Look, ProfileChanged, Spoken, Typed
from bot.talk.card import Facts
from bot.talk.help import help_card
from bot.talk.words import Words
from tests.parity import table
from tests.parity.compared import on_each_platform
from tests.parity.side import Side

#: what a platform has no occasion to hear, and why people miss nothing
WITHOUT: dict[tuple[str, type[Intent]], str] = {
    (
        "slack",
        Look,
    ): "a message is the same for everybody; what is somebody's alone is in their direct messages",
    ("slack", BotRemoved): "what cannot be delivered any more is told to the lead when it is due",
}
_PROFILE = ProfileChanged("Mia Chen-Roy", "Europe/Prague", "fr-CA")
#: where a platform has one word for two: what is written to the bot is a command on Teams, and a greeting without one
ANSWERED_AS: dict[tuple[str, Intent], Intent] = {
    ("teams", Typed("")): Spoken(""),
    ("teams", Typed("home")): HomeOpened(),
    ("teams", Spoken("hello?")): Typed("hello?"),
    # Teams tells a bot's connector nothing of anybody's status: that is Graph's.
    ("slack", _PROFILE): replace(_PROFILE, tells_status=True),
}


@on_each_platform
@pytest.mark.parametrize("command", table.commands())
def test_every_command_is_heard(side: Side, command: str) -> None:
    heard = side.happens(Typed(command))
    assert heard == ANSWERED_AS.get((side.name, Typed(command)), Typed(command))


@on_each_platform
@pytest.mark.parametrize("kind", sorted(table.HAPPENINGS, key=str), ids=lambda kind: kind.__name__)
def test_every_intent_is_heard(side: Side, kind: type[Intent]) -> None:
    heard = side.happens(table.HAPPENINGS[kind])
    if (side.name, kind) in WITHOUT:
        assert heard is None
        return
    example = table.HAPPENINGS[kind]
    assert heard == ANSWERED_AS.get((side.name, example), example)


@on_each_platform
def test_what_the_help_names_can_be_typed_as_it_stands_there(side: Side) -> None:
    parts = help_card(Words("en", "UTC", side.name)).parts
    (named,) = [part.facts for part in parts if isinstance(part, Facts)]
    for fact in named:
        command = Typed(fact.label.partition(" ")[2])
        assert side.types(fact.label) == ANSWERED_AS.get((side.name, command), command)
