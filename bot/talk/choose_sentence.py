"""Chooses the most telling sentence for what is known."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from bot.talk.words import Words


def most_telling(words: Words, sentences: tuple[str, ...], known: Mapping[str, str]) -> str:
    """Return the first sentence whose placeholders are all known; the last one if none is."""
    for sentence in sentences:
        needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        if needed <= known.keys():
            return words.t(sentence, **known)
    return words.t(sentences[-1])
