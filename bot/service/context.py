"""What every answer needs: the ports, the directory and small looks at the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from bot.project.refusals import BadInput, Refusal
from bot.service.departing import noted
from bot.service.directory import Directory
from bot.service.intents import Sender
from bot.service.outcome import Outcome
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, DeliveryFailed, Store, Tx
from bot.service.reading import Reading
from bot.service.unit import Unit, UnknownPresence, UnknownSender
from bot.service.wording import refused, stranger, wrong

T = TypeVar("T")


class Context:
    """The ports of one running bot; `wake` says that something waits in the outbox."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[tuple[str, str], Chat],
        clock: Clock,
        playbooks: Playbooks,
        *,
        wake: Callable[[], None],
        region: str = "",
        language: str = "en",
    ) -> None:
        """Take the ports; `region` is the public holidays proposed for new projects; `language` that of channels."""
        self.store, self.chats, self.clock, self.playbooks = store, chats, clock, playbooks
        self.directory = Directory(store, chats)
        self.wake, self.region, self.language = wake, region, language

    async def account(self, sender: Sender) -> Account | None:
        """Return who sent something; None for bots, strangers, and where the bot is not installed."""
        account = await self.directory.sender(sender)
        return account if account is None or account.active else await self._again(account)

    async def _again(self, account: Account) -> Account | None:
        """Return somebody who was said to have left and acts, as far as their chat knows them now."""
        try:
            profile = await self.chat(account).profile(account.user)
        except DeliveryFailed as failed:
            if failed.permanent:
                return None
            raise
        if not profile.active:
            return None
        now = self.clock.now()

        def note(tx: Tx) -> Account:
            there = tx.put_account(replace(account, active=True))
            noted(tx, account.workspace, account.person, self.playbooks, now)
            return there

        there = await self.store.write(note)
        self.wake()
        return there

    def chat(self, account: Account) -> Chat:
        """Return the chat that reaches an account. Raises DeliveryFailed where it is not connected."""
        chat = self.chats.get((account.workspace, account.platform))
        if chat is None:
            raise DeliveryFailed("not_connected")
        return chat

    def platforms(self, workspace: str) -> list[str]:
        """Return the platforms on which the bot is in a workspace, by name."""
        return sorted({platform for where, platform in self.chats if where == workspace})

    async def read(
        self,
        account: Account,
        look: Callable[[Reading], T],
        *,
        here: tuple[str, str] = ("", ""),
        present: bool = False,
    ) -> T:
        """Look at the store for one person, from a platform's conversation.

        Raises Refusal("unknown_project") and Refusal("not_to_be_seen").
        """
        now = self.clock.now()
        return await self.store.read(
            lambda tx: look(Reading(tx, account, self.playbooks, now, here, present))
        )

    async def look(self, account: Account, sender: Sender, project: str, look: Callable[[Reading], T]) -> T:
        """Look at a project for one person; the chat is asked whether they are in its channel where it matters."""
        here = (sender.platform, sender.conversation)
        try:
            return await self.read(account, look, here=here)
        except Refusal as no:
            if no.code != "not_to_be_seen" or not await self._is_in(account, project):
                raise
        return await self.read(account, look, here=here, present=True)

    async def write(self, unit: Unit) -> Outcome:
        """Run a unit of work; what only the chat knows is asked when it turns out to matter."""
        try:
            outcome = await self.store.write(unit)
        except UnknownSender:
            if await self.account(unit.sender) is None:
                return Outcome("refused", stranger())
            return await self.write(unit)
        except UnknownPresence:
            return await self.write(replace(unit, present=await self._is_in_channel(unit)))
        self.wake()
        return outcome

    async def _is_in_channel(self, unit: Unit) -> bool:
        account = await self.account(unit.sender)
        return account is not None and await self._is_in(account, unit.project)

    async def _is_in(self, account: Account, key: str) -> bool:
        """Tell whether somebody is in the project's channel on their platform, as the chat says."""
        project = await self.read(account, lambda reading: reading.any_scene(key).project)
        here = next((one for one in project.channels if one.platform == account.platform), None)
        if here is None:
            return False
        try:
            return account.user in await self.chat(account).members(here.conversation)
        except DeliveryFailed as failed:
            if failed.permanent:
                return False
            raise

    async def worded(self, account: Account, no: Refusal | BadInput, args: Mapping[str, str]) -> Outcome:
        """Word a no that came before any unit of work."""

        def word(tx: Tx) -> Outcome:
            stored = tx.project(account.workspace, args.get("p", ""))
            project = stored.project if stored else None
            playbook = self.playbooks.sound(tx, account.workspace, project.playbook) if project else None
            if isinstance(no, BadInput):
                return wrong(account, no, args, project, playbook)
            return refused(tx, account, no, project, playbook)

        return await self.store.read(word)
