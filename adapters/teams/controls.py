"""Buttons as actions of Adaptive Cards, and what they carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from adapters.text import cut
from bot.talk.card import Button, Confirm

from .needs import opens_dialog
from .text import Json, lines

REFRESH = "refresh"
#: actions side by side: Teams takes no more; what stands beyond is a second row
MOST_IN_ROW = 6
MOST_LABEL = 75
TIGHTEST = 5
_STYLES = {"primary": "positive", "danger": "destructive"}


class Setting(msgspec.Struct, frozen=True):
    """Where controls stand: the card's notice and version travel with what acts at once."""

    notice: str = ""
    version: str = ""
    #: in a dialog, every control is a submission of that dialog
    dialog: bool = False
    #: who looks at it: the platform's user id, "" for everybody
    viewer: str = ""
    #: the platform's user ids by person id
    users: Mapping[str, str] = {}
    #: from 1 on, rarer controls go without what old clients need; then fewer and fewer stand beside a row
    tight: int = 0


def action(given: Button, setting: Setting, *, secondary: bool = False) -> Json:
    """Give a button as an action; one that asks first opens the question under the card."""
    drawn = _confirming(given, given.confirm, setting) if given.confirm else _acting(given, setting)
    if given.style != "plain":
        drawn["style"] = _STYLES[given.style]
    if secondary:
        drawn["mode"] = "secondary"
        if setting.tight:
            drawn.pop("fallback", None)
    return drawn


def _acting(given: Button, setting: Setting) -> Json:
    title = cut(given.label.strip(), MOST_LABEL) or "–"
    if setting.dialog or opens_dialog(given.action):
        opening: Json = {"msteams": {"type": "task/fetch"}, "verb": given.action, "a": dict(given.args)}
        data = carried(given.action, given.args, setting) if setting.dialog else opening
        return {"type": "Action.Submit", "title": title, "data": data}
    return execute(title, given.action, given.args, setting)


def execute(title: str, verb: str, args: Mapping[str, str], setting: Setting) -> Json:
    """Give a universal action, and a submission for clients that do not know it."""
    data: Json = {"a": dict(args), "v": setting.version}
    notice = {"n": setting.notice} if setting.notice else {}
    fallback = {"type": "Action.Submit", "title": title, "data": {"verb": verb} | data}
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": verb,
        "data": data | notice,
        "fallback": fallback,
    }


def carried(verb: str, args: Mapping[str, str], setting: Setting) -> Json:
    """Give the data of a submission."""
    return {"verb": verb, "a": dict(args), "v": setting.version}


def _confirming(given: Button, confirm: Confirm, setting: Setting) -> Json:
    sure = Button(confirm.yes, given.action, given.args, given.style)
    question = [*lines(confirm.title, weight="Bolder"), *lines(confirm.text, spacing="Small")]
    return {
        "type": "Action.ShowCard",
        "title": cut(given.label.strip(), MOST_LABEL) or "–",
        "card": {
            "type": "AdaptiveCard",
            "version": "1.5",
            "body": question,
            "actions": [action(sure, setting)],
        },
    }


def action_sets(given: Sequence[Button], setting: Setting) -> list[Json]:
    """Lay buttons side by side, a few to a row."""
    return [
        {"type": "ActionSet", "actions": [action(one, setting) for one in given[at : at + MOST_IN_ROW]]}
        for at in range(0, len(given), MOST_IN_ROW)
    ]


def read(value: Mapping[str, Any]) -> tuple[str, dict[str, str], str, str] | None:
    """Read the action, its arguments, the notice and the card's version from what an activity brings.

    `value` is an activity's value, whichever kind it is; None for what is no control of this bot.
    """
    given: object = value.get("action", value)
    inner = given.get("data") if isinstance(given, Mapping) else None
    data = inner if isinstance(inner, Mapping) else given
    if not isinstance(given, Mapping) or not isinstance(data, Mapping):
        return None
    verb = given.get("verb") or data.get("verb")
    args = data.get("a", {})
    sound = isinstance(args, Mapping) and all(isinstance(each, str) for pair in args.items() for each in pair)
    if not isinstance(verb, str) or not verb or not sound:
        return None
    return verb, dict(args), _string(data.get("n")), _string(data.get("v"))


def _string(given: object) -> str:
    return given if isinstance(given, str) else ""
