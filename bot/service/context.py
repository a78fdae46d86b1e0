"""What every answer needs: the ports, the directory and small looks at the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.project.refusals import BadInput, Refusal
from bot.service.directory import Directory
from bot.service.intents import Sender
from bot.service.outcome import Outcome
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, Store, Tx
from bot.service.reading import Reading
from bot.service.unit import Unit, UnknownSender
from bot.service.wording import refused, wrong

T = TypeVar("T")


class Context:
    """The ports of one running bot; `wake` says that something waits in the outbox."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[tuple[str, str], Chat],
        clock: Clock,
        playbooks: Playbooks,
        wake: Callable[[], None],
        region: str,
    ) -> None:
        """Take the ports; `region` is the public holidays proposed for new projects."""
        self.store, self.clock, self.playbooks = store, clock, playbooks
        self.directory = Directory(store, chats)
        self.wake, self.region = wake, region
        self._chats = chats

    async def account(self, sender: Sender) -> Account | None:
        """Return who sent something; None for bots and for organisations where the bot is not installed."""
        workspace = await self.directory.workspace(sender)
        if workspace is None:
            return None
        return await self.directory.account(workspace, sender.platform, sender.tenant, sender.user)

    def chat(self, account: Account) -> Chat:
        """Return the chat that reaches an account."""
        return self._chats[account.workspace, account.platform]

    async def read(self, account: Account, look: Callable[[Reading], T]) -> T:
        """Look at the store for one person. Raises Refusal("unknown_project")."""
        now = self.clock.now()
        return await self.store.read(lambda tx: look(Reading(tx, account, self.playbooks, now)))

    async def write(self, unit: Unit) -> Outcome:
        """Run a unit of work; somebody new is added to the directory first."""
        try:
            outcome = await self.store.write(unit)
        except UnknownSender:
            if await self.account(unit.sender) is None:
                return Outcome("done")
            outcome = await self.store.write(unit)
        self.wake()
        return outcome

    async def worded(self, account: Account, no: Refusal | BadInput, args: Mapping[str, str]) -> Outcome:
        """Word a no that came before any unit of work."""

        def word(tx: Tx) -> Outcome:
            stored = tx.project(account.workspace, args.get("p", ""))
            project = stored.project if stored else None
            playbook = self.playbooks.get(tx, account.workspace, project.playbook) if project else None
            if isinstance(no, BadInput):
                return wrong(account, no, args, project, playbook)
            return refused(tx, account, no, project, playbook)

        return await self.store.read(word)
