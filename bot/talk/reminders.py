"""A person's reminders in one line, with the way to change them."""

from __future__ import annotations

from datetime import date, timedelta

from bot.talk.card import Button, Buttons, Heading, Part, Text
from bot.talk.chosen import Mine, ahead
from bot.talk.platforms import platform_name
from bot.talk.words import Words

_A_MONDAY = date(2026, 3, 2)


def weekday(number: int) -> date:
    """Return some day that falls on a weekday, Monday is 0."""
    return _A_MONDAY + timedelta(days=number)


def my_reminders(words: Words, chosen: Mine, today: date, reads_on: str = "") -> tuple[Part, ...]:
    """Return the section of the Home tab; `reads_on` is where messages come, of several platforms."""
    change = Button(words.t("Change…"), "prefs.form")
    where = (
        words.t("Messages to you come on {platform}.", platform=platform_name(reads_on)) if reads_on else ""
    )
    told = (Text(where, "muted"),) if where else ()
    return (Heading(words.t("My reminders")), Text(summary(words, chosen, today)), *told, Buttons((change,)))


def summary(words: Words, chosen: Mine, today: date) -> str:
    """Return "Morning message at 09:00 · Mon to Fri, 09:00 to 17:00 · holidays of CA-ON"."""
    if chosen.quiet:
        return words.t("No reminders. Requests for your approval still reach you.")
    if chosen.paused_until and chosen.paused_until >= today:
        day = words.day(chosen.paused_until, today)
        return words.t("Paused until {day}. Requests for your approval still reach you.", day=day)
    at = words.clock(chosen.at)
    parts = [words.t("Only a morning message at {time}", time=at)]
    if not chosen.digest_only:
        parts = [words.t("Morning message at {time}", time=at)]
    parts.append(
        words.t(
            "{days}, {starts} to {ends}",
            days=_days(words, chosen.days),
            starts=words.clock(chosen.starts),
            ends=words.clock(chosen.ends),
        )
    )
    if chosen.region:
        parts.append(words.t("holidays of {region}", region=chosen.region))
    if off := ahead(chosen.away, today):
        first, last = words.day(off.first, today), words.day(off.last, today)
        parts.append(words.t("away {first} to {last}", first=first, last=last))
    return " · ".join(parts)


def _days(words: Words, days: tuple[int, ...]) -> str:
    """Return "Mon to Fri", or the days one by one."""
    found = sorted(set(days))
    names = [words.short_weekday(weekday(day)) for day in found]
    if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
        return words.t("{first} to {last}", first=names[0], last=names[-1])
    return words.listed(names)
