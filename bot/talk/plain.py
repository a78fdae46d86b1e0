"""Cards, forms and homes as plain text, for terminals and for what a notification shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Divider,
    Fact,
    Facts,
    Field,
    Form,
    Heading,
    Home,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Votes,
)


def plain(thing: Card | Form | Home) -> str:
    """Return a card, form or home as text; controls stand in brackets, a star marks what must be filled in."""
    if isinstance(thing, Form):
        return _form(thing)
    return "\n".join(line(part) for part in thing.parts)


def line(part: Part) -> str:
    """Return one part as text."""
    match part:
        case Heading(text):
            return text
        case Text(text, style):
            return "\n".join(f"> {row}" for row in text.split("\n")) if style == "quote" else text
        case Facts(facts):
            return "\n".join(_fact(fact) for fact in facts)
        case ItemRow():
            return _item(part)
        case Progress(_, _, label):
            return label
        case Votes(votes):
            return "\n".join(f"{vote.sign} {vote.word} · {vote.who}" for vote in votes)
        case Link(label, url):
            return f"{label}: {url}"
        case Divider():
            return "---"
        case Buttons(buttons):
            return _buttons(buttons)
        case _:
            assert_never(part)


def _fact(fact: Fact) -> str:
    """Return a label and its value, a list below it."""
    return f"{fact.label}:\n{fact.value}" if "\n" in fact.value else f"{fact.label}: {fact.value}"


def _item(row: ItemRow) -> str:
    text = " · ".join(piece for piece in (f"{row.sign} {row.word}", row.title, row.detail) if piece)
    next_ = f" {_buttons((row.button,))}" if row.button else ""
    more = f" (more: {', '.join(button.label for button in row.more)})" if row.more else ""
    return f"{text}{next_}{more}"


def _buttons(buttons: Sequence[Button]) -> str:
    return "  ".join(f"[{button.label}]" for button in buttons)


def _form(form: Form) -> str:
    parts = [form.title, *(line(part) for part in form.intro), *(_field(field) for field in form.fields)]
    return "\n".join([*parts, f"[{form.submit}]  [{form.cancel}]"])


def _field(field: Field) -> str:
    labels = {choice.key: choice.label for choice in field.choices}
    value = ", ".join(labels.get(key, key) for key in field.value.split(",")) if labels else field.value
    text = f"{field.label}{'' if field.optional else ' *'}: {value}".rstrip()
    choices = f" <{' | '.join(labels.values())}>" if labels else ""
    return f"{text}{choices}{f' – {field.hint}' if field.hint else ''}"
