"""Being away: the form that names who decides meanwhile, and what one's own page says about it."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Button, Buttons, Choice, Field, Form, Part, Text
from bot.talk.scene import Scene

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
