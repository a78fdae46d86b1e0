"""Slack in the parity table: Block Kit out, Slack's deliveries in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from adapters.sandbox.entering import entry
from adapters.slack import render, translate
from adapters.slack.text import escape, unescape
from bot.service.intents import (
    BotJoined,
    BotRemoved,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    ProfileChanged,
    Spoken,
    Submitted,
    Typed,
)
from bot.talk.card import Card, Form, Home
from tests.parity.side import Asked, Pressable, Surface

Json = dict[str, Any]
BOT = "U0BOT"
#: what every interaction says about where it comes from
_FROM: Json = {"team": {"id": "T1"}, "user": {"id": "U0MIA"}, "trigger_id": "1.2.3"}


class SlackSide:
    """One workspace."""

    name = "slack"
    person, channel = "U0MIA", "C0LINE3"

    def message(self, card: Card) -> Surface:
        """Show a card as a message."""
        return _surface(render.message(card)["blocks"])

    def word(self, card: Card) -> Surface:
        """Show a card as a modal."""
        view = render.word(card)
        shown = _surface(view["blocks"])
        return Surface([read(view["title"]), *shown.texts], shown.controls)

    def home(self, home: Home) -> Surface:
        """Show a Home tab."""
        return _surface(render.home(home)["blocks"])

    def forms(self, form: Form) -> Sequence[Asked]:
        """Open a modal."""
        view = render.modal(form)
        inputs = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}

        def send(values: Mapping[str, str]) -> Intent | None:
            filled = {
                key: {inputs[key]["element"]["action_id"]: entry(inputs[key]["element"], value, {})}
                for key, value in values.items()
            }
            carried = {"private_metadata": escape(view["private_metadata"]), "state": {"values": filled}}
            return _intent(translate.submitted(_FROM | {"view": carried}))

        modal = Asked(
            read(view["title"]),
            read(view["submit"]),
            _surface([block for block in view["blocks"] if block["type"] != "input"]),
            {key: list(_about(block)) for key, block in inputs.items()},
            {key: _initial(block["element"]) for key, block in inputs.items()},
            send,
        )
        return (modal,)

    def types(self, said: str) -> Intent | None:
        """Type something in a channel: what begins with a slash is a command."""
        command, _, text = said.partition(" ")
        return self.happens(Typed(text)) if command == "/gate" else None

    def happens(self, intent: Intent) -> Intent | None:
        """Deliver what stands for an intent."""
        match intent:
            case Pressed() | Submitted() | Look() | BotRemoved():
                return None
            case Typed(text=text):
                command = {"command": "/gate", "text": escape(text), "team_id": "T1", "user_id": "U0MIA"}
                return translate.typed(command)[0]
            case Spoken(text=text):
                return _event(type="app_mention", user="U0MIA", text=f"<@{BOT}> {escape(text)}")
            case HomeOpened():
                return _event(type="app_home_opened", user="U0MIA", tab="home")
            case BotJoined():
                return _event(type="member_joined_channel", user=BOT, inviter="U0MIA", channel=self.channel)
            case ProfileChanged():
                profile = {"real_name": intent.name}
                user = {"id": "U0MIA", "profile": profile, "tz": intent.time_zone, "locale": intent.locale}
                return _event(type="user_change", user=user | {"deleted": not intent.active})


def _event(**event: Any) -> Intent | None:
    return _intent(translate.happened({"team_id": "T1", "event": event}, BOT))


def _intent(found: translate.Translated | None) -> Intent | None:
    return found[0] if found else None


def read(text: Json) -> str:
    """Return a text object as a person reads it: bold is no part of what is said."""
    shown = unescape(str(text["text"]))
    if text["type"] == "plain_text":
        return shown
    lines = (line.removeprefix("> ") for line in shown.replace("*", "").splitlines())
    return "\n".join(_linked(line) for line in lines)


def _linked(line: str) -> str:
    if not (line.startswith("<") and line.endswith(">")):
        return line
    address, _, label = line[1:-1].partition("|")
    return f"{label}\n{address}"


def _surface(blocks: Sequence[Json]) -> Surface:
    texts = [read(text) for block in blocks for text in _texts(block)]
    return Surface(texts, [one for block in blocks for one in _controls(block)])


def _texts(block: Json) -> Iterator[Json]:
    yield from (block["text"],) if "text" in block else ()
    yield from block.get("fields", ())
    yield from (one for one in block.get("elements", ()) if one["type"] in ("plain_text", "mrkdwn"))


def _controls(block: Json) -> Iterator[Pressable]:
    for element in [block.get("accessory"), *block.get("elements", ())]:
        if not element:
            continue
        if element["type"] == "button":
            confirm = element.get("confirm", {})
            asks = tuple(read(confirm[key]) for key in ("title", "text", "confirm") if key in confirm)
            yield Pressable(read(element["text"]), _press(element), asks, opens=True)
        for option in element.get("options", ()):
            yield Pressable(read(option["text"]), _press(element, option), opens=True)


class _press:
    """A click as Slack reports it: with the control's value, escaped once."""

    def __init__(self, element: Json, option: Json | None = None) -> None:
        self._element, self._option = element, option

    def __call__(self) -> Intent | None:
        action: Json = {key: self._element[key] for key in ("type", "action_id")}
        if self._option:
            action["selected_option"] = self._option | {"value": escape(self._option["value"])}
        else:
            action["value"] = escape(self._element["value"])
        return _intent(translate.pressed(_FROM | {"actions": [action]}))


def _about(block: Json) -> Iterator[str]:
    yield read(block["label"])
    element = block["element"]
    yield from (read(found) for found in (block.get("hint"), element.get("placeholder")) if found)
    yield from (read(option["text"]) for option in _options(element))


def _options(element: Json) -> list[Json]:
    groups = element.get("option_groups", ())
    return [*element.get("options", ()), *(option for group in groups for option in group["options"])]


def _initial(element: Json) -> str:
    if several := element.get("initial_options"):
        return ",".join(option["value"] for option in several)
    if one := element.get("initial_option"):
        return str(one["value"])
    return next((str(value) for key, value in element.items() if key.startswith("initial_")), "")
