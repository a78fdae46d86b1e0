"""Answers where no form can be opened and no field is shown: as a card."""

from __future__ import annotations

from typing import assert_never

from bot.service.intents import Answer, Ask, Done, Say, Wrong
from bot.talk.card import Button, Buttons, Card, Text


def in_words(answer: Answer) -> Card | None:
    """Return what is said; a form is offered by a button that opens it, and of what is done nothing is said."""
    match answer:
        case Done():
            return None
        case Ask(form=form):
            button = Button(label=form.title, action=form.action, args=form.args, style="primary")
            return Card(summary=form.title, parts=(*form.intro, Buttons((button,))))
        case Say(card=card):
            return card
        case Wrong():
            return complaint(answer)
        case _:
            assert_never(answer)


def complaint(wrong: Wrong) -> Card:
    """Return what is wrong with a form, without its fields."""
    texts = tuple(wrong.errors.values())
    return Card(summary=" ".join(texts), parts=tuple(Text(text) for text in texts))
