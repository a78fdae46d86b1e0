"""What stands on cards, forms and packets where a text was erased: said in the reader's language."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from bot.project.retention import ERASED
from bot.talk.card import Field
from bot.talk.words import Words

Shown = TypeVar("Shown", bound=msgspec.Struct)
_encode = msgspec.json.Encoder().encode
_MARK = ERASED.encode()


def worded(shown: Shown, words: Words) -> Shown:
    """Return the same with the marker of an erased text in words; what buttons carry stays as it is.

    A field of a form begins empty instead: sent as it stands, the marker would become somebody's own text.
    """
    if _MARK not in _encode(shown):
        return shown
    found: Shown = _worded(shown, words.t("[erased]"))
    return found


def _worded(value: Any, said: str) -> Any:
    match value:
        case str():
            return value.replace(ERASED, said)
        case tuple():
            return tuple(_worded(one, said) for one in value)
        case Field(value=known) if known == ERASED:
            return replace(value, value="")
        case msgspec.Struct():
            return replace(
                value, **{key: _worded(getattr(value, key), said) for key in value.__struct_fields__}
            )
        case _:
            return value
