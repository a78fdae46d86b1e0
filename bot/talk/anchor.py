"""The anchor of the ledger, to whoever keeps it outside; and the form that names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from bot.talk.card import Button, Buttons, Card, Choice, Field, Form, Heading, Part, Text
from bot.talk.reminders import weekday
from bot.talk.words import Words

#: how many people a workspace may name
MOST = 3
COMPARE = "tollgate audit verify --anchor FILE"


def anchor(words: Words, line: str, at: datetime) -> Card:
    """Return the message of a week; `line` stands alone, so that it can be copied and read back."""
    head = words.t("Anchor of the ledger, {moment}", moment=words.moment(at))
    keep = words.t(
        "Keep this message; there is nothing else to do. The line below stands for everything that was decided and "
        "recorded in this workspace until then. Whoever changes the past in the database can no longer meet it."
    )
    compare = words.t(
        "To compare, save this message as a file and let somebody run {command} where Tollgate runs.",
        command=COMPARE,
    )
    return Card(f"{head}. {keep}", (Heading(head), Text(keep), Text(line), Text(compare, "muted")))


def anchor_parts(words: Words, names: Sequence[str], day: int, at: time) -> tuple[Part, ...]:
    """Return the section of a workspace admin's own page."""
    said = words.t("Nobody gets it yet: without it, whoever owns the database could rewrite the past unseen.")
    if names:
        said = words.t(
            "It goes to {people}: {day}, {time}.",
            people=words.listed(list(names)),
            day=words.weekday(weekday(day)),
            time=words.clock(at),
        )
    change = Button(words.t("Change…"), "anchor.form")
    return (Heading(words.t("Anchor of the ledger")), Text(said), Buttons((change,)))


def anchor_form(words: Words, who: Sequence[str], day: int, at: time) -> Form:
    """Return the form that names who gets the anchor, and when.

    Values: to_1 to to_3 a person or ""; day "0" to "6" (Monday is 0); at "HH:MM".
    """
    intro = words.t(
        "Once a week I send these people one line that stands for the whole ledger. Kept outside the database, it "
        "shows later that nobody has changed the past. Nobody gets it until you name somebody."
    )
    days = tuple(Choice(str(number), words.weekday(weekday(number))) for number in range(7))
    known = [*who, *[""] * MOST][:MOST]
    hint = words.t("Best somebody who does not run the database.")
    people = (
        Field(
            f"to_{number}",
            words.t("Who keeps it, {n}", n=words.number(number)),
            "person",
            person,
            hint if number == 1 else "",
            optional=True,
        )
        for number, person in enumerate(known, 1)
    )
    fields = (
        *people,
        Field("day", words.t("Day"), "choice", str(day), choices=days),
        Field("at", words.t("Time"), "time", at.strftime("%H:%M"), longest=5),
    )
    title, save = words.t("Anchor of the ledger"), words.t("Save")
    return Form(title, save, words.t("Cancel"), "anchor.form", {}, (Text(intro, "muted"),), fields)


def anchor_saved(words: Words, names: Sequence[str], day: int, at: time) -> Card:
    """Return the word after the form was sent."""
    if not names:
        said = words.t("Saved. Nobody gets the anchor of the ledger.")
        return Card(said, (Text(said),))
    said = words.t(
        "Saved. The anchor of the ledger goes to {people}: {day}, {time}.",
        people=words.listed(list(names)),
        day=words.weekday(weekday(day)),
        time=words.clock(at),
    )
    return Card(said, (Text(said),))
