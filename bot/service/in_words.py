"""What is said where no form can be opened, no field is shown, or nothing could be saved."""

from __future__ import annotations

from typing import assert_never

from bot.project.refusals import Refusal
from bot.service.intents import (
    Answer,
    Ask,
    BotJoined,
    BotRemoved,
    Done,
    HomeOpened,
    Intent,
    ProfileChanged,
    Say,
    Submitted,
    Wrong,
)
from bot.service.ports import Conflict, DeliveryFailed, Unavailable
from bot.talk.card import Button, Buttons, Card, Text
from bot.talk.refusal import refusal
from bot.talk.words import Words


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


def word(text: str) -> Say:
    """Say a text to this person alone."""
    return Say(Card(text, (Text(text),)))


def in_another_workspace() -> Card:
    """Say where the bot can be used to somebody whom it does not serve; nothing tells in which language."""
    text = Words("en", "UTC").t("Tollgate serves another workspace. Use it there; nothing was changed.")
    return Card(text, (Text(text),))


def told_again(intent: Intent, failed: Exception) -> bool:
    """Tell whether to be told again: nobody waits for an answer, and what is in the way passes by itself."""
    if not isinstance(intent, HomeOpened | BotJoined | BotRemoved | ProfileChanged):
        return False
    passes = isinstance(failed, DeliveryFailed) and not failed.permanent
    return passes or isinstance(failed, Unavailable | Conflict)


def apology(intent: Intent, failed: Exception) -> Answer:
    """Return what is said when nothing could be saved: to whoever asked for it, and to nobody else."""
    if isinstance(intent, HomeOpened | BotJoined | BotRemoved | ProfileChanged):
        return Done()  # nobody asked for anything to be saved
    text = not_saved(Words("en", "UTC"), failed)
    return Wrong({"": text}) if isinstance(intent, Submitted) else word(text)


def unopened(failed: Exception, *, late: bool = False) -> Card:
    """Return what is said where a form could not be opened: as where a typed command fails, or it came too late."""
    if late:
        words = Words("en", "UTC")
        return word(words.t("Nothing was saved: the form did not open in time. Please try again now.")).card
    return word(not_saved(Words("en", "UTC"), failed)).card


def not_saved(words: Words, failed: Exception) -> str:
    """Return why nothing was saved."""
    if isinstance(failed, Refusal):
        return refusal(failed, words, {}, None, None)
    if isinstance(failed, Unavailable):
        return words.t("Nothing was saved: the database does not answer. Please try again in a minute.")
    if isinstance(failed, Conflict):
        return words.t("Nothing was saved: others changed the same thing at that moment. Please try again.")
    return words.t("Nothing was saved: the chat does not answer. Please try again in a minute.")


def all_saved(words: Words) -> Say:
    """Say that it was saved, where what it led to cannot be read."""
    return word(words.t("Saved."))
