"""Somebody was deactivated in their chat, or is there again: noted in each of their projects, once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime

from msgspec.structs import replace

from bot.project.commands import CLOCK, NoteDeparture, NoteReturn
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, DeliveryFailed, Store, Tx, Unavailable
from bot.service.unit import record

log = logging.getLogger("tollgate.departing")

#: a chat's words for somebody whom it does not know any more
UNKNOWN = frozenset({"user_not_found", "users_not_found", "user_disabled"})
#: seconds between two looks at somebody: well within what every platform allows
PACE = 1.0
Pause = Callable[[float], Awaitable[None]]


def noted(tx: Tx, workspace: str, person: str, playbooks: Playbooks, now: datetime) -> None:
    """Note in all projects of a person whether they have left: when no account of theirs is active any more."""
    accounts = tx.accounts(workspace, person)
    if not accounts:
        return
    whose = accounts[0].person
    there = any(account.active for account in accounts)
    admins = ",".join(
        grant.person
        for grant in tx.granted(workspace)
        if grant.role == "workspace_admin" and grant.person != whose
    )
    command = NoteReturn(whose) if there else NoteDeparture(whose, admins)
    for key in tx.naming(workspace, whose):
        stored = tx.project(workspace, key)
        if stored is None:
            continue
        playbook = playbooks.get(tx, workspace, stored.project.playbook)
        events = decide(stored.project, command, by=CLOCK, playbook=playbook, now=now)
        if events:
            recorded = [Recorded(event, now, "") for event in events]
            record(tx, workspace, stored, recorded, playbook, now)


class Rosters:
    """Looks once a day at everybody with a part in a project: not every chat tells who has left."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[tuple[str, str], Chat],
        clock: Clock,
        playbooks: Playbooks,
        *,
        wake: Callable[[], None],
        pause: Pause = asyncio.sleep,
    ) -> None:
        """Take the ports; `pause` lets real time pass between two people."""
        self._store, self._chats, self._clock, self._playbooks = store, chats, clock, playbooks
        self._wake, self._pause = wake, pause
        #: the last day of a whole look, by workspace and platform; a restart looks once more, which does no harm
        self._looked: dict[tuple[str, str], date] = {}

    async def run(self) -> int:
        """Look at whoever was not looked at today; return how many have left or are there again."""
        today, found = self._clock.now().date(), 0
        for (workspace, platform), chat in list(self._chats.items()):
            if self._looked.get((workspace, platform)) == today:
                continue
            try:
                found += await self._look(workspace, platform, chat)
            except (DeliveryFailed, Unavailable) as failed:
                # The chat is asked again in the next round, from the beginning: nothing was lost.
                log.info("the people of %s could not all be looked at: %s", platform, failed)
            else:
                self._looked[workspace, platform] = today
        return found

    async def _look(self, workspace: str, platform: str, chat: Chat) -> int:
        """Ask a chat about everybody; note who has left or is back. Raises DeliveryFailed where it does not say."""
        there, moved, unknown = 0, list[Account](), list[Account]()
        for account in await self._people(workspace, platform, chat.tenant):
            try:
                active = (await chat.profile(account.user)).active
            except DeliveryFailed as failed:
                if failed.code not in UNKNOWN:
                    raise
                unknown += [account] if account.active else []
            else:
                there += active
                moved += [account] if active != account.active else []
            await self._pause(PACE)
        if len(unknown) > there:
            # A chat from which the app was taken out knows nobody any more: they have not all left.
            log.warning("%s knows %d of %d people no more; nobody is noted", platform, len(unknown), there)
            unknown = []
        for account in (*moved, *unknown):
            await self._store.write(lambda tx, account=account: self._note(tx, account))  # type: ignore[misc]
        self._wake()
        return len(moved) + len(unknown)

    def _note(self, tx: Tx, account: Account) -> None:
        known = tx.account(account.platform, account.tenant, account.user) or account
        tx.put_account(replace(known, active=not account.active))
        noted(tx, account.workspace, account.person, self._playbooks, self._clock.now())

    async def _people(self, workspace: str, platform: str, tenant: str) -> list[Account]:
        """Return who is known on a platform and has a part in a project that has not ended."""

        def read(tx: Tx) -> list[Account]:
            found = []
            here = [user for user, _ in tx.users_on(workspace, platform)]
            for user in (*here, *tx.left_on(workspace, platform)):
                account = tx.account(platform, tenant, user)
                rows = tx.projects_of(workspace, account.person) if account else ()
                if account and any(row.status != "stopped" for row in rows):
                    found.append(account)
            return found

        return await self._store.read(read)
