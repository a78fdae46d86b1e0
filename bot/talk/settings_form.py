"""Forms for one's own reminders, and for a channel's stand-up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from bot.project.working import Away
from bot.talk.card import Choice, Field, Form, Text
from bot.talk.chosen import Mine, OfChannel, ahead
from bot.talk.platforms import platform_name
from bot.talk.reminders import weekday
from bot.talk.words import Words

#: key of "as in the chat's profile", which is kept as ""
PROFILE = "profile"
#: languages call themselves by their own names
LANGUAGES = {"en": "English", "fr-CA": "Français (Canada)"}


def prefs_form(
    words: Words, chosen: Mine, *, today: date, platforms: Sequence[str] = (), main: str = ""
) -> Form:
    """Return the form for one's own reminders; whoever has accounts on several platforms says where they read.

    Values: at, starts, ends "HH:MM"; language "profile", "en" or "fr-CA"; reminders "all", "digest_only" or
    "quiet"; paused_until, away_first, away_last an ISO date or ""; days "0,1,2" (Monday is 0); region; main a
    platform.
    """
    profile = Choice(PROFILE, words.t("As in my chat profile"))
    fields = (
        _time("at", words.t("Morning message at"), chosen.at),
        _language(words, chosen.language or PROFILE, profile),
        *_main(words, platforms, main),
        _reminders(words, chosen),
        _day("paused_until", words.t("Pause until"), chosen.paused_until, today),
        _days(words, chosen),
        _time("starts", words.t("Work begins at"), chosen.starts),
        _time("ends", words.t("Work ends at"), chosen.ends),
        _region(words, chosen.region),
        *_off("away", words.t("Away from"), words.t("Away until"), ahead(chosen.away, today)),
    )
    intro = Text(words.t("Requests for your approval always reach you."), "muted")
    title, save = words.t("My reminders"), words.t("Save")
    return Form(title, save, words.t("Cancel"), "prefs.form", {}, (intro,), fields)


def channel_form(words: Words, chosen: OfChannel, *, today: date) -> Form:
    """Return the form for a channel's stand-up.

    Values: at "HH:MM"; language "en", "fr-CA" or "" (as before); post "moves", "every_day" or "quiet"; questions
    "ask" or ""; paused_until, closures_first, closures_last an ISO date or "".
    """
    ask = Choice("ask", words.t("Ask the members beforehand: done, next, in the way"))
    questions = words.t("Questions")
    fields = (
        # Of the channel, whoever sets it.
        _time("at", words.in_zone(words.t("Stand-up at"), chosen.time_zone), chosen.at),
        _language(words, chosen.language),
        _post(words, chosen),
        Field("questions", questions, "choices", "ask" if chosen.questions else "", "", "", True, (ask,)),
        _day("paused_until", words.t("Pause until"), chosen.paused_until, today),
        *_off("closures", words.t("Closed from"), words.t("Closed until"), ahead(chosen.closures, today)),
    )
    intro = Text(
        words.t("The stand-up is posted on working days, for every project of this channel."), "muted"
    )
    args = {"conversation": chosen.conversation}
    title, save = words.t("Stand-up"), words.t("Save")
    return Form(title, save, words.t("Cancel"), "channel.form", args, (intro,), fields)


def _time(key: str, label: str, value: time) -> Field:
    return Field(key, label, "time", value=value.strftime("%H:%M"), longest=5)


def _language(words: Words, value: str, *first: Choice) -> Field:
    choices = (*first, *(Choice(key, name) for key, name in LANGUAGES.items()))
    return Field("language", words.t("Language"), "choice", value, optional=not value, choices=choices)


def _main(words: Words, platforms: Sequence[str], main: str) -> tuple[Field, ...]:
    if len(platforms) < 2:
        return ()
    choices = tuple(Choice(platform, platform_name(platform)) for platform in platforms)
    return (Field("main", words.t("Messages to you"), "choice", value=main, choices=choices),)


def _reminders(words: Words, chosen: Mine) -> Field:
    choices = (
        Choice("all", words.t("Morning message, and what concerns me at once")),
        Choice("digest_only", words.t("Only the morning message")),
        Choice("quiet", words.t("No reminders")),
    )
    value = "quiet" if chosen.quiet else "digest_only" if chosen.digest_only else "all"
    return Field("reminders", words.t("Reminders"), "choice", value=value, choices=choices)


def _post(words: Words, chosen: OfChannel) -> Field:
    choices = (
        Choice("moves", words.t("When something moved or is due")),
        Choice("every_day", words.t("Every working day")),
        Choice("quiet", words.t("Never")),
    )
    value = "quiet" if chosen.quiet else "every_day" if chosen.every_day else "moves"
    return Field("post", words.t("Post it"), "choice", value=value, choices=choices)


def _day(key: str, label: str, value: date | None, today: date) -> Field:
    known = value.isoformat() if value and value >= today else ""
    return Field(key, label, "date", value=known, optional=True)


def _days(words: Words, chosen: Mine) -> Field:
    choices = tuple(Choice(str(day), words.weekday(weekday(day))) for day in range(7))
    value = ",".join(str(day) for day in chosen.days)
    return Field("days", words.t("Working days"), "choices", value=value, choices=choices)


def _region(words: Words, value: str) -> Field:
    hint = words.t("Country, or country and part, such as CA-ON. Empty: those of your projects.")
    return Field("region", words.t("Public holidays of"), "text", value, hint, optional=True, longest=10)


def _off(key: str, begins: str, ends: str, off: Away | None) -> tuple[Field, Field]:
    first, last = (off.first.isoformat(), off.last.isoformat()) if off else ("", "")
    return (
        Field(f"{key}_first", begins, "date", value=first, optional=True),
        Field(f"{key}_last", ends, "date", value=last, optional=True),
    )
