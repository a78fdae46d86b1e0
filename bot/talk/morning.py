"""The morning message: what waits for one person, over all projects, and what happens without news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from bot.project.digest import Line
from bot.talk.apart import apart
from bot.talk.card import Buttons, Card, Heading, Part, Text
from bot.talk.escalations import escalations
from bot.talk.morning_line import is_ownerless, line_parts, ownerless_parts
from bot.talk.platforms import HEARD_BY_ALL, typed
from bot.talk.scene import Scene
from bot.talk.settled import settled_line
from bot.talk.turn import is_for
from bot.talk.words import N_, Words

#: an argument of its controls
MORNING = {"from": "morning"}
#: lines with their buttons; what is beyond stands on the Home tab
MOST = 10
#: so many things are counted in words, as many as there are lines; above, in numerals
_COUNTS = (
    N_("Two things wait for you."),
    N_("Three things wait for you."),
    N_("Four things wait for you."),
    N_("Five things wait for you."),
    N_("Six things wait for you."),
    N_("Seven things wait for you."),
    N_("Eight things wait for you."),
    N_("Nine things wait for you."),
    N_("Ten things wait for you."),
)
#: so many items that nobody has become one line
MANY = 3
Entries = Sequence[tuple[Scene, Line]]
Settled = Sequence[tuple[Scene, str]]


def morning(
    words: Words,
    person: str,
    name: str,
    entries: Entries,
    *,
    today: date,
    settled: Settled = (),
    late: bool = False,
) -> Card:
    """Return what waits for a person, in the order given, then what they are only told of: it waits for others.

    `settled` are the lines that were there before. `late` is no morning any more: the bot was down, or a line was
    settled in the afternoon. The scenes are drawn for the person; a settled item "" stands for a decision on that
    project.
    """
    drawn = apart([scene for scene, _ in (*entries, *settled)])
    entries = [(scene, line) for scene, (_, line) in zip(drawn, entries, strict=False)]
    settled = [(scene, item) for scene, (_, item) in zip(drawn[len(entries) :], settled, strict=True)]
    found = _things(entries, person)
    mine = [thing for thing in found if _is_mine(thing, person)]
    things, own = [*mine, *(thing for thing in found if not _is_mine(thing, person))], len(mine)
    waits = _waits(words, own, others=len(things) - own, settled=bool(settled))
    head = _greeted(words, name, waits, late=late)
    parts: list[Part] = [Heading(head)]
    for number, thing in enumerate(things[:MOST], 1):
        scene, line = thing[0]
        if number == own + 1 and own:
            parts.append(Text(words.t("Also, waiting for others:"), "muted"))
        if len(thing) > 1:
            shown = ownerless_parts(scene, [line for _, line in thing], number, today)
        else:
            shown = line_parts(scene, line, number, person, today)
        said = escalations(words, person, thing, today)
        parts += [*shown, *([Text(said, "muted")] if said else [])]
    if len(things) > MOST:
        parts.append(Text(_more(words, len(things) - MOST), "muted"))
    if settled:
        parts.append(Text("\n".join(_settled(words, person, settled, today))))
    return Card(head, tuple(_marked(part) for part in parts), words.rest())


def _more(words: Words, rest: int) -> str:
    """Say where the things are for which there is no room."""
    n = words.number(rest)
    if words.platform in HEARD_BY_ALL:
        return words.t("and {n} more: {home} brings them all", n=n, home=typed(words.platform, "home"))
    return words.t("and {n} more on your Home tab", n=n)


def _marked(part: Part) -> Part:
    """Return a part whose controls say that they stand on a morning message: an old one is closed when used."""
    if not isinstance(part, Buttons):
        return part
    return replace(part, buttons=tuple(replace(b, args=b.args | MORNING) for b in part.buttons))


def _settled(words: Words, person: str, settled: Settled, today: date) -> list[str]:
    lines = [settled_line(scene, item, person, today) for scene, item in settled[:MOST]]
    if len(settled) > MOST:
        lines.append("✔ " + words.t("and {n} more", n=words.number(len(settled) - MOST)))
    return lines


def _things(entries: Entries, person: str) -> list[Entries]:
    """Return each line alone, but many items of a project that nobody has as one."""
    free: dict[str, list[tuple[Scene, Line]]] = {}
    for scene, line in entries:
        if is_ownerless(scene, line, person):
            free.setdefault(line.project, []).append((scene, line))
    things: list[Entries] = []
    for scene, line in entries:
        group = free.get(line.project, [])
        if len(group) < MANY or not is_ownerless(scene, line, person):
            things.append([(scene, line)])
        elif group[0][1] is line:
            things.append(group)
    return things


def _is_mine(thing: Entries, person: str) -> bool:
    scene, line = thing[0]
    return is_for(scene, line, person)


def _greeted(words: Words, name: str, waits: str, *, late: bool) -> str:
    first = name.strip().split(" ")[0]
    if late:
        return words.t("Hello, {name}. {waits}", name=first, waits=waits) if first else waits
    if first:
        return words.t("Good morning, {name}. {waits}", name=first, waits=waits)
    return words.t("Good morning. {waits}", waits=waits)


def _waits(words: Words, count: int, *, others: int, settled: bool) -> str:
    if count == 1:
        return words.t("One thing waits for you.")
    if 1 < count <= len(_COUNTS) + 1:
        return words.t(_COUNTS[count - 2])
    if count:
        return words.t("{n} things wait for you.", n=words.number(count))
    if others:
        return words.t("Nothing waits for you, but this waits for others.")
    return words.t("All of this is settled.") if settled else words.t("Nothing waits for you.")
