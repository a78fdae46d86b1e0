"""Being away: the form that names who decides meanwhile, and what one's own page says about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.project.state import Delegation
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Choice, Field, Form, Part, Text
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.words import Words

#: what the form's field `scope` says
HERE, EVERYWHERE = "here", "everywhere"


def away_form(scene: Scene, until: str = "") -> Form:
    """Return the form that lets somebody decide in one's place; `until` is proposed as the last day.

    Values: to (a person), since and until (ISO dates, both included), scope "here" or "everywhere".
    """
    words, today = scene.words, look.today(scene).isoformat()
    known = next((each for each in scene.project.delegations if each.by == scene.reader), None)
    scopes = (
        Choice(HERE, words.t("In this project")),
        Choice(EVERYWHERE, words.t("In all projects whose gates I approve")),
    )
    hint = words.t("They can approve, send back and ask. They cannot hand it on.")
    intro = words.t("The gates show who decides in your place, and until when. You can end it at any time.")
    return Form(
        words.t("While I am away"),
        words.t("Save"),
        words.t("Cancel"),
        "project.away",
        look.args(scene),
        (Text(look.title(scene), "strong"), Text(intro, "muted")),
        (
            Field("to", words.t("Who decides for you"), "person", known.to if known else "", hint),
            Field(
                "since", words.t("From"), "date", known.since.isoformat() if known and not until else today
            ),
            Field("until", words.t("Last day"), "date", until or (known.until.isoformat() if known else "")),
            Field("scope", words.t("Where"), "choice", EVERYWHERE, choices=scopes),
        ),
    )


def back_button(scene: Scene) -> Button:
    """Return the button of somebody who decides themself again."""
    return Button(scene.words.t("I am back"), "project.back", look.args(scene))


def away_parts(scene: Scene, person: str, *, others: bool = True) -> list[Part]:
    """Return, for a person alone, who decides in their place and, with `others`, for whom they do."""
    words, found = scene.words, list[Part]()
    for each in scene.project.delegations:
        known = {
            "project": look.title(scene),
            "since": look.day(scene, each.since),
            "until": look.day(scene, each.until),
        }
        if each.by == person:
            who = look.who(scene, each.to)
            said = words.t(
                "{project}: {person} decides in your place from {since} to {until}.", person=who, **known
            )
            found += [Text(said), Buttons((back_button(scene),))]
        elif others and each.to == person:
            who = look.who(scene, each.by)
            said = words.t(
                "{project}: you decide in place of {person} from {since} to {until}.", person=who, **known
            )
            found.append(Text(said))
    return found


def stands_in(words: Words, scenes: Sequence[Scene], given: Delegation, name: str, today: date) -> Card:
    """Return, for a delegate: who named them, where and until when; `scenes` are the projects where it is so."""
    person = name or words.t("somebody")
    if not scenes:
        head = words.t("You no longer decide in place of {person}", person=person)
        over = words.t(
            "It was ended or replaced, or its days have passed. Nothing is asked of you here any more."
        )
        return titled(f"✔ {head}", Text(over))
    head = words.t("{person} named you to decide in their place", person=person)
    said = words.t(
        "From {since} until {until}, in {projects}.",
        since=words.day(given.since, today),
        until=words.day(given.until, today),
        projects=words.listed([look.title(scene) for scene in scenes]),
    )
    may = words.t(
        "A gate that is requested in these days comes to you. You can approve it, send it back and ask; "
        "you cannot hand it on."
    )
    return titled(head, Text(said), Text(may, "muted"))


def saved(words: Words, name: str, since: date, until: date, today: date, *, project: str) -> Card:
    """Return the word after the form was sent; `project` is "" for all of them."""
    known = {
        "person": name or words.t("somebody"),
        "since": words.day(since, today),
        "until": words.day(until, today),
    }
    said = words.t(
        "Saved. {person} decides in your place from {since} until {until}, in all projects whose gates you "
        "approve, and is told so now.",
        **known,
    )
    if project:
        said = words.t(
            "Saved. {person} decides in your place from {since} until {until}, in {project}, and is told so now.",
            project=project,
            **known,
        )
    end = words.t("You can end it at any time: your own page and the gates say who decides meanwhile.")
    return Card(f"{said} {end}", (Text(said), Text(end, "muted")))
