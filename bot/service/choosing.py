"""What people choose: their own reminders, a channel's stand-up, and their answers before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from msgspec.structs import replace

from bot.project.calendar import is_region, local_day, near_regions, spelled
from bot.project.refusals import BadInput, Problem, Refusal, gathered
from bot.project.values import check_date, check_text
from bot.project.working import Away
from bot.service.anchors import next_anchor
from bot.service.mornings import next_morning
from bot.service.ports import Account, Answered, ChannelSettings, Preferences, Tx, WorkspaceSettings
from bot.service.standups import next_stand_up
from bot.talk.anchor import MOST
from bot.talk.settings_form import LANGUAGES, PROFILE

LONGEST_ANSWER = 200


def choose_mine(tx: Tx, account: Account, values: Mapping[str, str], now: datetime) -> Preferences:
    """Keep a person's preferences; raise BadInput naming every field that is not as expected."""
    before = tx.preferences(account.workspace, [account.person])[account.person]
    read = _Reading(values, local_day(now, account.time_zone))
    starts, ends = read.time("starts", before.starts), read.time("ends", before.ends)
    if ends <= starts:
        read.problems.append(Problem("ends", "not_later", {"than": starts.strftime("%H:%M")}))
    days = tuple(sorted(int(day) for day in values.get("days", "").split(",") if day in "0123456" and day))
    if not days:
        read.problems.append(Problem("days", "required"))
    chosen = replace(
        before,
        language=read.language(PROFILE),
        at=read.time("at", before.at),
        quiet=values.get("reminders") == "quiet",
        digest_only=values.get("reminders") == "digest_only",
        paused_until=read.day("paused_until"),
        days=days or before.days,
        starts=starts,
        ends=ends,
        region=read.region(),
        away=read.off("away", before.away),
    )
    main = read.one_of("main", [one.platform for one in tx.accounts(account.workspace, account.person)])
    read.done()
    if main:
        tx.read_at(account.workspace, account.person, main)
    chosen = replace(chosen, next_at=next_morning(chosen, account, now))
    tx.put_preferences(chosen)
    tx.speak(account.workspace, account.person, chosen.language)
    return chosen


def choose_for_channel(
    tx: Tx, account: Account, platform: str, conversation: str, values: Mapping[str, str], now: datetime
) -> ChannelSettings:
    """Keep a channel's settings; raise BadInput naming every field that is not as expected."""
    before = tx.channel(account.workspace, platform, conversation)
    if before is None:
        raise Refusal("unknown_project")
    read = _Reading(values, local_day(now, before.time_zone))
    chosen = replace(
        before,
        language=read.language("") or before.language,
        at=read.time("at", before.at),
        quiet=values.get("post") == "quiet",
        every_day=values.get("post") == "every_day",
        questions="ask" in values.get("questions", "").split(","),
        paused_until=read.day("paused_until"),
        closures=read.off("closures", before.closures),
    )
    read.done()
    chosen = replace(chosen, next_at=next_stand_up(chosen, now))
    tx.put_channel(chosen)
    return chosen


def answer_questions(
    tx: Tx, account: Account, platform: str, args: Mapping[str, str], values: Mapping[str, str], now: datetime
) -> None:
    """Keep a member's answers for a stand-up; a second answer replaces the first."""
    # Who reads on another platform than the channel's answers there.
    platform = args.get("platform", "") or platform
    settings = tx.channel(account.workspace, platform, args.get("conversation", ""))
    if settings is None:
        raise Refusal("unknown_project")
    if not _is_asked(tx, account, settings):
        raise Refusal("not_to_be_seen")
    said = {
        key: check_text(key, values.get(key, ""), longest=LONGEST_ANSWER, required=False)
        for key in ("done", "next", "blocked")
    }
    on = check_date("on", args.get("on", "") or local_day(now, settings.time_zone).isoformat())
    others = [entry for entry in settings.answers if entry.on == on and entry.person != account.person]
    answered = Answered(account.person, on, said["done"], said["next"], said["blocked"])
    tx.put_channel(replace(settings, answers=(*others, answered)))


def _is_asked(tx: Tx, account: Account, settings: ChannelSettings) -> bool:
    """Tell whether somebody has a part in a project of a channel: they are asked, and anybody can write its name."""
    rows = tx.projects_in(account.workspace, settings.platform, settings.conversation)
    found = tx.projects(account.workspace, [row.project for row in rows]).values()
    return any(stored.project.concerns(account.person) for stored in found)


def choose_anchor(tx: Tx, account: Account, values: Mapping[str, str], now: datetime) -> WorkspaceSettings:
    """Keep who gets the anchor of the ledger, and when; people come as person ids."""
    before = tx.workspace_settings(account.workspace)
    read = _Reading(values, local_day(now, account.time_zone))
    at = read.time("at", before.anchor_at)
    day = read.one_of("day", [str(number) for number in range(7)])
    read.done()
    named = [values.get(f"to_{number}", "") for number in range(1, MOST + 1)]
    # Whoever has no account on this platform could not be shown in the form, and stays.
    named += [p for p in before.anchor_to if not _is_on(tx, account, p)]
    chosen = replace(
        before,
        anchor_to=tuple(dict.fromkeys(person for person in named if person)),
        anchor_day=int(day or before.anchor_day),
        anchor_at=at,
        time_zone=account.time_zone,
    )
    chosen = replace(chosen, next_at=next_anchor(chosen, now))
    tx.put_workspace_settings(chosen)
    return chosen


def _is_on(tx: Tx, account: Account, person: str) -> bool:
    """Tell whether somebody has an account on the platform of another account."""
    return person in tx.people(account.workspace, [person], platform=account.platform)


class _Reading:
    """Values of a form, read one by one; what is wrong is gathered and said together."""

    def __init__(self, values: Mapping[str, str], today: date) -> None:
        self._values, self._today = values, today
        self.problems: list[Problem] = []

    def done(self) -> None:
        if self.problems:
            raise BadInput(*self.problems)

    def time(self, key: str, otherwise: time) -> time:
        text = self._values.get(key, "").strip()
        try:
            return time.fromisoformat(text) if text else otherwise
        except ValueError:
            self.problems.append(Problem(key, "not_a_time", {"value": text[:20]}))
            return otherwise

    def day(self, key: str) -> date | None:
        day = self.day_or_past(key)
        if day and day < self._today:
            self.problems.append(Problem(key, "in_the_past", {"value": day.isoformat()}))
        return day

    def language(self, profile: str) -> str:
        text = self._values.get("language", "")
        if text and text != profile and text not in LANGUAGES:
            self.problems.append(Problem("language", "not_a_choice", {"value": text[:20]}))
        return text if text in LANGUAGES else ""

    def one_of(self, key: str, known: Sequence[str]) -> str:
        text = self._values.get(key, "")
        if text and text not in known:
            self.problems.append(Problem(key, "not_a_choice"))
        return text

    def region(self) -> str:
        text = spelled(self._values.get("region", ""))
        if text and not is_region(text):
            known = {"value": text[:20], "nearest": near_regions(text)}
            self.problems.append(Problem("region", "not_a_region", known))
        return text

    def off(self, key: str, before: tuple[Away, ...]) -> tuple[Away, ...]:
        """Read one absence; those that are over are forgotten."""
        first, last = self.day_or_past(f"{key}_first"), self.day(f"{key}_last")
        coming = tuple(off for off in before if off.last >= self._today)
        if first is None and last is None:
            return ()
        if first is None or last is None:
            self.problems.append(Problem(f"{key}_last" if last is None else f"{key}_first", "required"))
            return coming
        if last < first:
            self.problems.append(Problem(f"{key}_last", "not_later", {"than": first.isoformat()}))
            return coming
        return (Away(first, last),)

    def day_or_past(self, key: str) -> date | None:
        """Read a day that may have passed: an absence that is on began before today."""
        text = self._values.get(key, "").strip()
        return gathered(self.problems, lambda: check_date(key, text), None) if text else None
