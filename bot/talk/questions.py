"""Three questions to a channel's members before the stand-up: done, next, blocked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from bot.talk.card import Button, Buttons, Card, Field, Form, Heading, Text
from bot.talk.fields import LONGEST_LINE
from bot.talk.words import Words


class Said(msgspec.Struct, frozen=True):
    """What a member answered; "" is left out of the stand-up."""

    name: str
    done: str = ""
    next: str = ""
    blocked: str = ""


def questions(words: Words, name: str, projects: Sequence[str], args: Mapping[str, str]) -> Card:
    """Return the question to one member, of a channel with these projects; `args` name channel and day."""
    first = name.strip().split(" ")[0]
    about = words.listed(list(projects))
    if first:
        head = words.t("Good morning, {name}. What is new on {projects}?", name=first, projects=about)
    else:
        head = words.t("Good morning. What is new on {projects}?", projects=about)
    text = words.t(
        "What is done, what is next, what is in the way: a few words are enough, and none are needed. "
        "They are shown in the stand-up, with your name."
    )
    answer = Button(words.t("Answer…"), "standup.answer", dict(args), "primary")
    return Card(head, (Heading(head), Text(text), Buttons((answer,))), words.rest())


def questions_form(words: Words, args: Mapping[str, str], said: Said | None = None) -> Form:
    """Return the three fields; `args` are those of the button, `said` what was answered already."""
    known = said or Said("")
    fields = (
        _field("done", words.t("Done"), known.done),
        _field("next", words.t("Next"), known.next),
        _field("blocked", words.t("In the way"), known.blocked),
    )
    intro = (Text(words.t("Leave empty what there is nothing to say of."), "muted"),)
    title, submit = words.t("For the stand-up"), words.t("Save")
    return Form(title, submit, words.t("Cancel"), "standup.answer", dict(args), intro, fields)


def _field(key: str, label: str, value: str) -> Field:
    return Field(key, label, "text", value=value, optional=True, longest=LONGEST_LINE)
