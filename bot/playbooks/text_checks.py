"""What makes the texts of a playbook fit to be sent: on both platforms, in one piece, as they read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

import msgspec

from bot.playbooks.model import Field, Gate, Group, Item, Option, Phase, Playbook, Rule, Stage
from bot.playbooks.shape import Report

#: questions of one form: a Slack modal holds a hundred blocks
MOST_FIELDS = 40
MOST_OPTIONS = 100
#: characters of a form, with what surrounds its questions and options: a Teams card holds 28 KB, more than text
MOST_IN_FORM = 12_000
_AROUND_FIELD, _AROUND_OPTION = 200, 30
#: control characters, halves of characters, and what turns the direction of the text around it
_UNSEEN = ("Cc", "Cs", "Zl", "Zp", "Cf")
#: they hold emoji together, and letters apart
_JOINERS = "\u200c\u200d"


class Text(NamedTuple):
    """What a text has to be."""

    most: int
    #: it may not be left out
    there: bool = False
    #: it may have several lines
    lines: bool = False


_KEY = Text(64)
_TITLE = Text(150, there=True)
_PROSE = Text(500, lines=True)
#: by where they stand; titles of items and labels are looked at with their items
_TEXTS: dict[type[msgspec.Struct], dict[str, Text]] = {
    Playbook: {"key": _KEY, "title": _TITLE, "halt_hint": _PROSE},
    Phase: {"title": _TITLE, "deliverable": Text(300, there=True)},
    Stage: {"key": _KEY, "title": _TITLE},
    Gate: {"title": _TITLE, "condition": Text(300, there=True)},
    Group: {"key": _KEY, "title": Text(75, there=True)},
    Item: {"id": Text(32), "title": Text(150), "hint": _PROSE},
    Field: {"key": _KEY, "label": Text(75), "unit": Text(40), "hint": _PROSE},
    Option: {"key": _KEY, "label": Text(75)},
    Rule: {"value": _PROSE, "unit": Text(40), "label": Text(75)},
}


def check(playbook: Playbook, report: Report) -> None:
    """Report texts that are missing, too long or hold what nobody sees, and forms that hold too much."""
    for path, part in _parts(playbook, ""):
        for name, text in _TEXTS.get(type(part), {}).items():
            _check_text(getattr(part, name), text, f"{path}.{name}" if path else name, report)
        if isinstance(part, Item) and len(part.fields) > MOST_FIELDS:
            report(f"{path}.fields", f"expected at most {MOST_FIELDS} fields, got {len(part.fields)}")
        if isinstance(part, Item) and sum(map(_weight, part.fields)) > MOST_IN_FORM:
            report(f"{path}.fields", f"expected less: all of them together weigh more than {MOST_IN_FORM}")
        if isinstance(part, Field) and len(part.options) > MOST_OPTIONS:
            report(f"{path}.options", f"expected at most {MOST_OPTIONS} options, got {len(part.options)}")


def _weight(field: Field) -> int:
    """Give about how many characters a question takes in a form."""
    options = sum(len(option.key) + len(option.label) + _AROUND_OPTION for option in field.options)
    return _AROUND_FIELD + len(field.key) + len(field.label) + len(field.hint) + len(field.unit) + options


def _check_text(found: str, text: Text, path: str, report: Report) -> None:
    if text.there and not found.strip():
        report(path, "expected a text, got nothing")
    if len(found) > text.most:
        report(path, f"expected at most {text.most} characters, got {len(found)}")
    if any(category(one) in _UNSEEN and one not in _JOINERS + "\n" for one in found):
        report(path, "expected text without control characters, or signs that turn its direction")
    if "\n" in found.strip() and not text.lines:
        report(path, "expected one line")


def _parts(part: object, path: str) -> Iterator[tuple[str, msgspec.Struct]]:
    """Yield every struct of a playbook with its path."""
    if isinstance(part, tuple):
        for n, child in enumerate(part):
            yield from _parts(child, f"{path}[{n}]")
    elif isinstance(part, msgspec.Struct):
        yield path, part
        for field in msgspec.structs.fields(part):
            at = f"{path}.{field.encode_name}" if path else field.encode_name
            yield from _parts(getattr(part, field.name), at)
