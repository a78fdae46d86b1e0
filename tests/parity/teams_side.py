"""Teams in the parity table: Adaptive Cards out, activities in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from adapters.sandbox.teams import visible
from adapters.sandbox.teams.entering import entry, standing
from adapters.teams import activity, render, translate
from adapters.teams.answers import Answers
from adapters.teams.dispatch import Dispatcher
from adapters.teams.people import Seen
from bot.service.intents import (
    Answer,
    BotJoined,
    BotRemoved,
    Done,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    ProfileChanged,
    Sender,
    Spoken,
    Submitted,
    Typed,
)
from bot.service.ports import Profile
from bot.talk.card import Buttons, Card, Form, Home, Part
from tests.parity.side import Asked, Pressable, Surface

Json = dict[str, Any]
TENANT, BOT, MIA, CHANNEL = "tenant", "28:app", "29:mia", "19:line-3@thread.tacv2"
PEOPLE = (("29:ana", "Ana Ruiz"), (MIA, "Mia Chen"))
CHANNELS = ((CHANNEL, "line-3-downtime"), ("19:other@thread.tacv2", "other"))
#: what every activity says about where it comes from
_FROM: Json = {
    "id": "1",
    "serviceUrl": "https://smba.trafficmanager.net/teams/",
    "channelId": "msteams",
    "from": {"id": MIA},
    "recipient": {"id": BOT},
    "conversation": {"id": CHANNEL, "conversationType": "channel", "tenantId": TENANT},
}

EVERYBODY = "29:everybody"


class TeamsSide:
    """One organisation."""

    name = "teams"
    person, channel = MIA, CHANNEL

    def message(self, card: Card) -> Surface:
        """Show a card as a message, to one who is everybody with controls of their own."""
        alone = [person for part in card.parts if isinstance(part, Buttons) for person in part.only]
        known = replace(card, users=dict.fromkeys(alone, EVERYBODY))
        sent = render.messages(known, viewer=EVERYBODY if alone else "")
        return _joined([_surface(one["attachments"][0]["content"]) for one in sent])

    def word(self, card: Card) -> Surface:
        """Show a card as a dialog; it was drawn for its reader."""
        card = replace(card, parts=tuple(_owned(part) for part in card.parts))
        value = render.task_card(card)["task"]["value"]
        shown = _surface(value["card"]["content"], dialog=True)
        return Surface([value["title"], *shown.texts], shown.controls)

    def home(self, home: Home) -> Surface:
        """Show a person's own page, which is a message."""
        return _joined([_surface(one["attachments"][0]["content"]) for one in render.home(home)])

    def forms(self, form: Form) -> Sequence[Asked]:
        """Open a form as a dialog, and in place of the card that was pressed."""
        value = render.task(form, people=PEOPLE, channels=CHANNELS)["task"]["value"]
        inline = render.inline_form(form, people=PEOPLE, channels=CHANNELS, notice="{}")
        return (
            _asked(value["title"], value["card"]["content"], dialog=True),
            _asked(visible.words(inline["body"][0]), inline, dialog=False),
        )

    def types(self, said: str) -> Intent | None:
        """Type something in a channel: the bot hears what mentions it."""
        name, _, text = said.partition(" ")
        return _written(text) if name == "@Tollgate" else None

    def happens(self, intent: Intent) -> Intent | None:
        """Let an activity arrive that stands for an intent."""
        match intent:
            case Pressed() | Submitted():
                return None
            case ProfileChanged():
                return asyncio.run(_noticed(intent))
            case Typed(text=text) | Spoken(text=text):
                return _written(text)
            case HomeOpened():
                return _written("home")
            case Look(notice=notice):
                again = {"type": "Action.Execute", "verb": "refresh", "data": {"n": notice}}
                return _invoke("adaptiveCard/action", {"action": again, "trigger": "automatic"})
            case BotJoined():
                return _heard(type="conversationUpdate", membersAdded=[{"id": BOT}])
            case BotRemoved():
                return _heard(type="conversationUpdate", membersRemoved=[{"id": BOT}])


def _owned(part: Part) -> Part:
    return replace(part, only=()) if isinstance(part, Buttons) else part


def _heard(**said: Any) -> Intent | None:
    found = translate.heard(activity.read(_FROM | said), tenant=TENANT, bot_id=BOT)
    return found.intent if found else None


async def _noticed(changed: ProfileChanged) -> Intent:
    """Let somebody say something who has another name, time zone or language now, and a client that says so."""
    heard: list[Intent] = []

    async def handle(intent: Intent, sender: Sender) -> Answer:
        heard.append(intent)
        return Done()

    async def profile(user: str) -> Profile:
        return Profile(user, changed.name, changed.time_zone, changed.locale, email=changed.email)

    chat = _Chat()
    answers = Answers(chat, chat, handle)
    dispatch = Dispatcher(handle, chat, answers, tenant=TENANT, bot_id=BOT, profile=profile)
    said = {"type": "message", "text": "hello", "locale": changed.locale, "localTimezone": changed.time_zone}
    for _ in range(2):  # what was said before is no news
        personal = {"conversation": {"id": "a:1", "conversationType": "personal"}}
        sender = {"from": {"id": MIA, "name": changed.name}}
        await dispatch(activity.read(_FROM | said | personal | sender))
    first, *others = heard
    assert others == [Typed("hello"), Typed("hello")]
    return first


class _Chat:
    """A chat that is only seen."""

    def saw(self, user: str, now: Seen, **said: str | bool) -> None:
        """Remember nothing."""

    def expect_home(self, user: str) -> None:
        """Expect nothing."""

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post nothing."""
        return "1"

    def told(self, conversation: str, message: str) -> None:
        """Draw nothing."""

    async def people(self) -> Sequence[tuple[str, str]]:
        """Know nobody."""
        return ()

    async def channels(self) -> Sequence[tuple[str, str]]:
        """Know no channel."""
        return ()


def _written(text: str) -> Intent | None:
    """Write to the bot in a channel, where it hears only what mentions it."""
    mention = {"type": "mention", "text": "<at>Tollgate</at>", "mentioned": {"id": BOT}}
    return _heard(type="message", text=f"<at>Tollgate</at> {text}", entities=[mention])


def _invoke(name: str, value: Json) -> Intent | None:
    return _heard(type="invoke", name=name, value=value)


def _joined(surfaces: Sequence[Surface]) -> Surface:
    """Put together what Teams shows as several messages."""
    texts = [text for one in surfaces for text in one.texts]
    return Surface(texts, [control for one in surfaces for control in one.controls])


def _surface(card: Json, *, dialog: bool = False) -> Surface:
    controls = [_pressable(one, dialog=dialog) for one in visible.controls(card)]
    return Surface([*visible.all_words(card).splitlines(), *_addresses(card)], controls)


def _addresses(found: Any) -> Iterator[str]:
    """Give where the links of a card lead."""
    if isinstance(found, dict):
        if found.get("type") == "Action.OpenUrl":
            yield found["url"]
        found = list(found.values())
    for inner in found if isinstance(found, list) else ():
        yield from _addresses(inner)


def _pressable(found: visible.Control, *, dialog: bool) -> Pressable:
    def press() -> Intent | None:
        return _sent(found.sent, {}, dialog=dialog)

    fetches = found.sent.get("data", {}).get("msteams", {}).get("type") == "task/fetch"
    return Pressable(found.label, press, tuple(found.asks.splitlines()), dialog or fetches)


def _sent(action: Json, inputs: Mapping[str, str], *, dialog: bool) -> Intent | None:
    """Report an action as a Teams client does: what is empty is not sent."""
    data = {**action.get("data", {}), **{key: value for key, value in inputs.items() if value}}
    if action["type"] == "Action.Execute":
        return _invoke(
            "adaptiveCard/action", {"action": {"type": action["type"], "verb": action["verb"], "data": data}}
        )
    return _invoke("task/submit" if dialog else "task/fetch", {"data": data})


def _asked(title: str, card: Json, *, dialog: bool) -> Asked:
    fields = visible.fields(card)
    send = next(one.sent for one in visible.controls(card) if one.sent.get("associatedInputs") != "none")

    def fill(values: Mapping[str, str]) -> Intent | None:
        return _sent(
            send, {key: entry(fields[key], value, {}) for key, value in values.items()}, dialog=dialog
        )

    said = visible.all_words(card)
    about = {key: [field.label, said, *_offered(field)] for key, field in fields.items()}
    initial = {key: standing(field) for key, field in fields.items()}
    return Asked(title, send["title"], _surface({**card, "actions": []}, dialog=dialog), about, initial, fill)


def _offered(field: visible.Field) -> list[str]:
    placeholder = field.element.get("placeholder", "")
    # Whom and where: every platform offers its own people and channels.
    known = {name for _, name in (*PEOPLE, *CHANNELS)}
    titles = [choice["title"] for choice in field.element.get("choices", ())]
    return [placeholder, *(title for title in titles if title not in known)]
