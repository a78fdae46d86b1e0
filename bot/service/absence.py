"""A status says that somebody is away: they are offered to let somebody decide in their place, once per absence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.delegating import covering
from bot.project.events import DelegationGiven
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.service.acting import Acting
from bot.service.announced import absence_again
from bot.service.context import Context
from bot.service.intents import Answer, Done, Pressed, ProfileChanged, Say, Sender
from bot.service.leaving import approved_by
from bot.service.mornings import working_time
from bot.service.playbooks import Playbooks
from bot.service.ports import Absence, Account, Outgoing, Place, Preferences, Tx
from bot.service.queued import encode
from bot.service.wording import plainly, words_of
from bot.talk.card import Card, Text
from bot.talk.notices import Notice

GIVE, ALONE = "absence.give", "absence.alone"
CONTROLS = (GIVE, ALONE)
#: who is back before noon is not away on that day
_HALF_A_DAY = timedelta(hours=12)


class Absences:
    """Answers what people press on the offer."""

    def __init__(self, context: Context, acting: Acting) -> None:
        """Take the ports, and what runs commands."""
        self._context, self._acting = context, acting

    async def press(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        """Let the proposed person decide wherever it is allowed, or note that nobody is needed."""
        if intent.action == ALONE:
            await self._context.store.write(lambda tx: _settle(tx, account, self._context.clock.now()))
            self._context.wake()
            return Done()
        values = {
            "to": await self._context.store.read(
                lambda tx: _somebody(tx, account, intent.args.get("to", ""))
            ),
            "since": local_day(self._context.clock.now(), account.time_zone).isoformat(),
            "until": intent.args.get("until", ""),
        }
        playbooks = self._context.playbooks
        theirs = await self._context.store.read(lambda tx: approved_by(tx, account, playbooks))
        if not values["to"] or not theirs:
            return _word(plainly(account, Refusal("unknown_control")))
        words = words_of(account)
        said = [
            no
            for project in theirs
            if (no := await self._acting.in_one_of(project, "project.away", values, sender, words))
        ]
        if not said:
            return Done()
        head = words.t("Saved, but not everywhere.") if len(said) < len(theirs) else ""
        return _word(" ".join(part for part in (head, *said) if part))


def noticed(tx: Tx, account: Account, said: ProfileChanged, playbooks: Playbooks, now: datetime) -> None:
    """Take in what a status says of somebody's being away; offer a delegate for what is new."""
    chosen = tx.preferences(account.workspace, [account.person])[account.person]
    until = last_day(said.away_until, account) if said.away_until else None
    before = chosen.absence
    if before and before.until == until:
        return
    if until and (said.away_until is None or not is_long(said.away_until, until, chosen, account, now)):
        until = None
    if before is None and until is None:
        return
    theirs = approved_by(tx, account, playbooks)
    today = local_day(now, account.time_zone)
    left = [project for project in theirs if until and not covering(project, account.person, today, until)]
    new = Absence(until, _delegate(tx, account, theirs)) if until and left else None
    tx.put_preferences(replace(chosen, absence=new))
    if before:
        tx.queue(account.workspace, [absence_again(account.person, now.isoformat(), before.until)], now)
    if new:
        tx.queue(account.workspace, [_offered(account.person, new.until, now)], now)


def last_day(ends: datetime, account: Account) -> date:
    """Return the last day of an absence that ends at a moment."""
    return (ends.astimezone(ZoneInfo(account.time_zone or "UTC")).replace(tzinfo=None) - _HALF_A_DAY).date()


def is_long(ends: datetime, until: date, chosen: Preferences, account: Account, now: datetime) -> bool:
    """Tell whether it lasts past the end of the next local day, with a day on which the person would work."""
    zone = ZoneInfo(account.time_zone or "UTC")
    today = local_day(now, account.time_zone)
    tomorrow_ends = datetime.combine(today + timedelta(days=2), time(), zone)
    # What ends with a day ends a minute before the next one on some clients.
    if ends + timedelta(minutes=1) < tomorrow_ends:
        return False
    working = replace(working_time(chosen, account), away=())
    days = (today + timedelta(days=n) for n in range(1, min((until - today).days, 14) + 1))
    return any(working.works_on(day) for day in days)


def _offered(person: str, until: date, now: datetime) -> Outgoing:
    notice = encode(Notice("absence", "", person=person, on=until))
    key = f"absence:{person}"
    return Outgoing(key, Place(person=person), notice, f"{key}:{until.isoformat()}:{now.date().isoformat()}")


def _settle(tx: Tx, account: Account, now: datetime) -> None:
    chosen = tx.preferences(account.workspace, [account.person])[account.person]
    if chosen.absence and not chosen.absence.alone:
        tx.put_preferences(replace(chosen, absence=replace(chosen.absence, alone=True)))
        tx.queue(
            account.workspace, [absence_again(account.person, now.isoformat(), chosen.absence.until)], now
        )


def _delegate(tx: Tx, account: Account, theirs: Sequence[Project]) -> str:
    """Return who decided in somebody's place before, and can again; "" for nobody."""
    given = [
        (entry.recorded.at, entry.recorded.event.to)
        for project in theirs
        for entry in tx.entries(account.workspace, project.id)
        if isinstance(entry.recorded.event, DelegationGiven) and entry.recorded.by == account.person
    ]
    away = {d.by for project in theirs for d in project.delegations}
    for _, person in sorted(given, reverse=True):
        found = _somebody(tx, account, person)
        if found and found not in away:
            return found
    return ""


def _somebody(tx: Tx, account: Account, person: str) -> str:
    """Return somebody else of the workspace who is there; "" for anything that a control may carry else."""
    found = tx.people(account.workspace, [person]).get(person) if person else None
    if found is None or not found.active or found.person == account.person:
        return ""
    return "" if "auditor" in found.workspace_roles else found.person  # they stand in for nobody


def _word(text: str) -> Say:
    return Say(Card(text, (Text(text),)))
