"""Texts on every platform: what does not fit is cut, what is no address opens nothing."""

from __future__ import annotations

from urllib.parse import urlsplit


def cut(text: str, most: int) -> str:
    """Shorten to `most` characters, ending in "…", at a word where one is near."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_word = kept.rpartition(" ")[0]
    return (at_word if len(at_word) > most * 2 // 3 else kept).rstrip() + "…"


def is_web_address(url: str) -> bool:
    """Say whether it is an http(s) address that a click may open."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    sound = url.isprintable() and not any(letter.isspace() for letter in url)
    return sound and parts.scheme in ("http", "https") and bool(parts.netloc)
