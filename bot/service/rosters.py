"""Looks who is still there: not every chat tells who has left."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date

from msgspec.structs import replace

from bot.service.context import Context
from bot.service.departing import UNKNOWN, noted
from bot.service.ports import Account, Chat, DeliveryFailed, Tx, Unavailable

log = logging.getLogger("tollgate.rosters")

#: seconds between two looks at somebody: well within what every platform allows
PACE = 1.0
Pause = Callable[[float], Awaitable[None]]


class Rosters:
    """Looks once a day at everybody with a part in a project."""

    def __init__(self, context: Context, *, pause: Pause = asyncio.sleep) -> None:
        """Take the ports; `pause` lets real time pass between two people."""
        self._context, self._pause = context, pause
        #: the last day of a whole look, by workspace and platform; a restart looks once more, which does no harm
        self._looked: dict[tuple[str, str], date] = {}

    async def run(self) -> int:
        """Look at whoever was not looked at today; return how many have left or are there again."""
        today, found = self._context.clock.now().date(), 0
        for (workspace, platform), chat in list(self._context.chats.items()):
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
            await self._context.store.write(lambda tx, account=account: self._note(tx, account))  # type: ignore[misc]
        self._context.wake()
        return len(moved) + len(unknown)

    def _note(self, tx: Tx, account: Account) -> None:
        known = tx.account(account.platform, account.tenant, account.user) or account
        tx.put_account(replace(known, active=not account.active))
        noted(tx, account.workspace, account.person, self._context.playbooks, self._context.clock.now())

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

        return await self._context.store.read(read)
