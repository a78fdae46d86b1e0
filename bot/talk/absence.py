"""The offer to let somebody decide in one's place, made when one's status says that one is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.project.delegating import covering
from bot.talk import look
from bot.talk.away import EVERYWHERE, away_parts
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.people import called
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.words import Words


def absence(
    words: Words,
    person: str,
    scenes: Sequence[Scene],
    *,
    until: date,
    today: date,
    proposed: tuple[str, str] = ("", ""),
    alone: bool = False,
    over: bool = False,
    resting: bool = False,
) -> Card:
    """Return the offer as it stands now.

    Args:
        scenes: the projects whose gates the person approves.
        proposed: (person, name) of who decided in their place before, if anybody.
        alone: they said that nobody is needed.
        over: their status no longer says that they are away.
        resting: no morning message comes meanwhile: they chose so.
    """
    last = words.day(until, today)
    given = [part for scene in scenes for part in away_parts(scene, person, others=False)]
    if over:
        return _over(words, given)
    left = [scene for scene in scenes if not covering(scene.project, person, today, until)]
    if scenes and not left:
        settled = words.t("While you are away until {day}, somebody decides in your place", day=last)
        return titled(f"✔ {settled}", *given)
    choose = _choose(words, left, until)
    if alone:
        return _alone(words, last, given, choose)
    head = words.t("Your status says that you are away until {day}", day=last)
    note = words.t("Without an answer nothing changes: a gate that is asked for waits for you.")
    give = _give(words, person, left, until, last, proposed)
    buttons = Buttons((*give, *choose, *_otherwise(words, until, resting)))
    return titled(head, Text(_asks(words, left)), *given, buttons, Text(note, "muted"))


def _over(words: Words, given: Sequence[Part]) -> Card:
    head = words.t("Your absence is over, or your status no longer says so")
    said = words.t("Somebody still decides in your place. You can end it here.")
    if not given:
        said = words.t("Nothing is asked of you here any more.")
    return titled(f"✔ {head}", Text(said), *given)


def _asks(words: Words, left: Sequence[Scene]) -> str:
    names = words.listed([look.title(scene) for scene in left])
    return words.t(
        "Shall somebody decide in your place until then? You approve gates in {projects}.", projects=names
    )


def _alone(words: Words, last: str, given: Sequence[Part], choose: tuple[Button, ...]) -> Card:
    head = words.t("You are away until {day}, and nobody decides in your place", day=last)
    text = words.t("A gate that is asked for meanwhile waits for you.")
    return titled(f"✔ {head}", Text(text), *given, Buttons(choose))


def _give(
    words: Words, person: str, left: Sequence[Scene], until: date, last: str, proposed: tuple[str, str]
) -> tuple[Button, ...]:
    """Return the one click; where nobody is known who could be proposed, there is none."""
    key, name = proposed
    if not key or not left:
        return ()
    # The first name is enough where nobody else here has it.
    names = {p: known for scene in left for p, known in scene.names.items()} | {key: name}
    label = words.t("{person} until {day}", person=called(key, names, names, words), day=last)
    return (Button(label, "absence.give", {"to": key, "until": until.isoformat()}, "primary"),)


def _choose(words: Words, left: Sequence[Scene], until: date) -> tuple[Button, ...]:
    if not left:
        return ()
    args = look.args(left[0], until=until.isoformat(), scope=EVERYWHERE)
    return (Button(words.t("Choose somebody…"), "project.away", args),)


def _otherwise(words: Words, until: date, resting: bool) -> tuple[Button, ...]:
    alone = Button(words.t("Not needed"), "absence.alone")
    if resting:
        return (alone,)
    return alone, Button(words.t("No reminders meanwhile…"), "prefs.form", {"until": until.isoformat()})
