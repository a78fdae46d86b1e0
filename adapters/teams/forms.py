"""A form's fields as inputs, and the values read back from them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any, assert_never

import msgspec

from adapters.text import cut
from bot.talk.card import Choice, Field, Form

from .controls import Setting, carried
from .text import Json, lines

MOST_TYPED = 3000
MOST_BESIDE = 4
#: what a submission carries beside the inputs
CARRIED = frozenset({"verb", "a", "n", "v", "k", "form", "msteams"})
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
Offered = Sequence[tuple[str, str]]


class Listed(msgspec.Struct, frozen=True):
    """What fields offer that their form does not say itself, and how much of what was typed they show."""

    people: Offered = ()
    channels: Offered = ()
    typed: int = MOST_TYPED


def offered_first(offered: Offered, most: int, kept: Collection[str]) -> Offered:
    """Give so many of those who are offered, the first of them, and all that are to be kept."""
    left = most - sum(key in kept for key, _ in offered)
    found: list[tuple[str, str]] = []
    for one in offered:
        if one[0] in kept or left > 0:
            found.append(one)
            left -= one[0] not in kept
    return found


def field_blocks(field: Field, listed: Listed, value: str | None = None, error: str = "") -> list[Json]:
    """Give a question: its error where there is one, the input, and its hint."""
    given = field.value if value is None else value
    wrong = lines(f"✖ {error}", spacing="Medium", color="Attention", weight="Bolder") if error else []
    hint = lines(field.hint, spacing="None", size="Small", isSubtle=True)
    asked = _input(field, given, listed)
    asked |= {"id": field.key, "label": _label(field), "spacing": "Small" if error else "Medium"}
    return [*wrong, asked, *hint]


def _label(field: Field) -> str:
    # The service says in its own words what is missing: an input that insists would say it in the client's.
    return field.label if field.optional else f"{field.label} *"


def _input(field: Field, value: str, listed: Listed) -> Json:
    match field.kind:
        case "text" | "number" | "link" | "moment" | "long":
            # Numbers are typed: an Input.Number refuses "1,5" before the bot can say it better.
            return _typed(field, value, listed.typed)
        case "choice":
            return _one_of(field, value, _pairs(field.choices))
        case "choices":
            return _several_of(field, value)
        case "person":
            # Teams' own picker (choices.data: the directory's users) gives a directory id, of anybody in the
            # organisation: the bot can tell whose account that is only of people whom it shares a place with,
            # and a person would be two. Without the picker nobody can be chosen who then is nobody.
            return _one_of(field, value, sorted(listed.people, key=_by_name), filtered=True)
        case "channel":
            return _one_of(field, value, listed.channels, filtered=True)
        case "date":
            return {"type": "Input.Date"} | ({"value": value} if _DATE.fullmatch(value) else {})
        case "time":
            return {"type": "Input.Time"} | ({"value": value} if _TIME.fullmatch(value) else {})
        case _:
            assert_never(field.kind)


def _by_name(one: tuple[str, str]) -> tuple[str, str]:
    return one[1].casefold(), one[0]


def _pairs(choices: Sequence[Choice]) -> list[tuple[str, str]]:
    return [(choice.key, choice.label) for choice in choices]


def _typed(field: Field, value: str, most: int) -> Json:
    shown = cut(value, most)
    typed: Json = {"type": "Input.Text", "maxLength": max(1, min(MOST_TYPED, max(field.longest, len(shown))))}
    if field.kind == "long":
        typed["isMultiline"] = True
    if field.kind == "link":
        typed["style"] = "Url"
    if shown:
        typed["value"] = shown
    return typed | _placeholder(field)


def _placeholder(field: Field) -> Json:
    return {"placeholder": cut(field.placeholder.strip(), 150)} if field.placeholder.strip() else {}


def _choices(offered: Offered) -> list[Json]:
    return [{"title": cut(label.strip(), 200) or "–", "value": key} for key, label in offered]


def _one_of(field: Field, value: str, offered: Offered, *, filtered: bool = False) -> Json:
    few = not filtered and 0 < len(offered) <= MOST_BESIDE
    style = "expanded" if few else "filtered" if filtered or len(offered) > 12 else "compact"
    asked: Json = {"type": "Input.ChoiceSet", "style": style, "choices": _choices(offered)}
    if any(key == value for key, _ in offered):
        asked["value"] = value
    return asked | _placeholder(field)


def _several_of(field: Field, value: str) -> Json:
    offered = _pairs(field.choices)
    known = {key for key, _ in offered}
    chosen = ",".join(key for key in value.split(",") if key in known)
    asked: Json = {"type": "Input.ChoiceSet", "isMultiSelect": True, "choices": _choices(offered)}
    return asked | ({"value": chosen} if chosen else {})


def submission(form: Form, setting: Setting) -> Json:
    """Give what a form carries: what it does, and which values belong to it."""
    keys = [field.key for field in form.fields]
    return carried(form.action, form.args, setting) | {"k": keys, "form": True}


def is_form(data: Mapping[str, Any]) -> bool:
    """Say whether this was submitted by a form."""
    return "form" in data


def values_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Read every field of a submitted form; an empty one is ""."""
    named = data.get("k")
    keys = [key for key in named if isinstance(key, str)] if isinstance(named, list) else []
    found = {key: _value(data.get(key)) for key in (keys or [key for key in data if key not in CARRIED])}
    # An empty field is not sent: where one is called "form", the form's own mark stands there.
    return found | ({"form": ""} if "form" in found and data.get("form") is True else {})


def _value(given: object) -> str:
    match given:
        case str():
            return given
        case bool():
            return "true" if given else "false"
        case int() | float():
            return f"{given:g}" if isinstance(given, float) else str(given)
        case list():
            return ",".join(_value(one) for one in given)
        case _:
            return ""
