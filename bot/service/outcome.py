"""What a delivery led to, kept so that the same delivery twice gets the first answer again."""

from __future__ import annotations

from typing import Literal

import msgspec

from bot.service.intents import Answer, Done, Say, Wrong
from bot.talk.card import Card, Text


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """Done; refused, with the words for it; or wrong fields, with the words for each."""

    kind: Literal["done", "refused", "wrong"]
    text: str = ""
    errors: dict[str, str] = {}
    #: of a form: what it was opened on has changed since
    stale: bool = False


DONE = Outcome("done")
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Outcome).decode
_DONE_BYTES = _encode(DONE)


def to_bytes(outcome: Outcome) -> bytes:
    """Return the stored form."""
    return _DONE_BYTES if outcome is DONE else _encode(outcome)


def from_bytes(stored: bytes) -> Outcome:
    """Return the outcome of a stored form."""
    return DONE if stored == _DONE_BYTES else _decode(stored)


def to_answer(outcome: Outcome) -> Answer:
    """Return what the person is shown."""
    match outcome.kind:
        case "done":
            return Done()
        case "refused":
            return Say(Card(outcome.text, (Text(outcome.text),)))
        case "wrong":
            return Wrong(outcome.errors)
