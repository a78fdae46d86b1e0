"""Adaptive Cards as a client reads them: their controls, and the inputs that each control sends along."""

from collections.abc import Iterator
from typing import Any

import msgspec
import orjson

from .failures import TeamsFailure, bad
from .records import CARD, Json

LIMIT = 28 * 1024
MOST_REFRESHED = 60
_NEWEST = (1, 5)
_SENT = ("Action.Execute", "Action.Submit")
#: where elements hold elements, actions or parts of themselves
_INSIDE = ("body", "items", "columns", "rows", "cells", "actions", "inlines", "images")


class Control(msgspec.Struct):
    """An action that sends something, and the inputs whose values go with it."""

    action: Json
    inputs: list[Json]


def is_card(given: Any) -> bool:
    """Say whether something is an Adaptive Card that a client would draw."""
    return isinstance(given, dict) and given.get("type") == "AdaptiveCard" and _version(given) is not None


def _version(card: Json) -> tuple[int, int] | None:
    major, _, minor = str(card.get("version", "")).partition(".")
    if not (major.isdigit() and minor.isdigit()):
        return None
    version = int(major), int(minor)
    return version if version <= _NEWEST else None


def contents(attachments: Any) -> list[Json]:
    """Give the cards of a message; raises `TeamsFailure` for what Teams would not take."""
    if not isinstance(attachments, list | None):
        raise bad("attachments is not a list")
    cards = [_content(each) for each in attachments or ()]
    for card in cards:
        keys = [control.get("id") for control in _inputs(card)]
        if not all(isinstance(key, str) and key for key in keys) or len(keys) != len(set(keys)):
            raise bad("The inputs of a card need ids of their own.")
    return cards


def _content(attachment: Any) -> Json:
    if not isinstance(attachment, dict) or attachment.get("contentType") != CARD:
        raise bad("Unknown attachment type")
    content = attachment.get("content")
    if not isinstance(content, dict) or not is_card(content):
        raise bad("The content is not an Adaptive Card of version 1.5 or lower.")
    return content


def fits(*parts: Any) -> bool:
    """Say whether something is small enough for Teams."""
    return sum(len(orjson.dumps(part)) for part in parts) <= LIMIT


def check_size(*parts: Any) -> None:
    """Refuse a message that is too large for Teams."""
    if not fits(*parts):
        raise TeamsFailure(413, "MessageSizeTooBig", "Message size too large.")


def _children(element: Json) -> Iterator[Json]:
    for name in _INSIDE:
        given = element.get(name)
        yield from (each for each in given if isinstance(each, dict)) if isinstance(given, list) else ()


def _inputs(element: Json) -> Iterator[Json]:
    """Give the inputs of a card, those that an action would show included."""
    if str(element.get("type", "")).startswith("Input."):
        yield element
    for child in _children(element):
        yield from _inputs(child)
    if isinstance(shown := element.get("card"), dict):
        yield from _inputs(shown)


def _own_inputs(element: Json) -> Iterator[Json]:
    """Give the inputs of a card without those that an action would show."""
    if str(element.get("type", "")).startswith("Input."):
        yield element
    for child in _children(element):
        yield from _own_inputs(child)


def controls(card: Json) -> Iterator[Control]:
    """Give everything in a card that can be used and that tells the app."""
    yield from _controls(card, list(_own_inputs(card)))


def _controls(element: Json, around: list[Json]) -> Iterator[Control]:
    for action in (element, element.get("selectAction"), element.get("inlineAction")):
        if isinstance(action, dict) and action.get("type") in _SENT:
            yield Control(action, [] if action.get("associatedInputs") == "none" else around)
    for child in _children(element):
        yield from _controls(child, around)
    if isinstance(shown := element.get("card"), dict):
        yield from _controls(shown, [*around, *_own_inputs(shown)])


def control(cards: list[Json], action: Json) -> Control | None:
    """Find an action as it was delivered."""
    everything = (found for card in cards for found in controls(card))
    return next((found for found in everything if found.action == action), None)


def opens_dialog(action: Json) -> bool:
    """Say whether an action asks for a dialog."""
    data = action.get("data")
    inner = data.get("msteams") if isinstance(data, dict) else None
    fetch = isinstance(inner, dict) and inner.get("type") == "task/fetch"
    return action.get("type") == "Action.Submit" and fetch


def refresh_of(card: Json, user: str) -> Json | None:
    """Give the action that draws a card for one person; None when the card does not name them."""
    refresh = card.get("refresh")
    if not isinstance(refresh, dict):
        return None
    users, action = refresh.get("userIds"), refresh.get("action")
    named = isinstance(users, list) and user in users[:MOST_REFRESHED]
    return action if named and isinstance(action, dict) else None
