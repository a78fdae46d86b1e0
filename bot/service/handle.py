"""What arrives from a chat is answered here: a control, a form, a command, a word."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import assert_never

from bot.service.acting import Acting
from bot.service.context import Context
from bot.service.controls import DIRECT
from bot.service.directory import rename
from bot.service.intents import (
    Answer,
    BotJoined,
    Done,
    HomeOpened,
    Intent,
    Pressed,
    ProfileChanged,
    Say,
    Sender,
    Spoken,
    Submitted,
    Typed,
    Wrong,
)
from bot.service.outcome import to_answer
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, DeliveryFailed, Store, Unavailable
from bot.service.showing import Showing
from bot.service.typed import typed
from bot.service.wording import words_of
from bot.talk.card import Card, Text
from bot.talk.help import greeting
from bot.talk.menu import menu_no_project
from bot.talk.words import Words

log = logging.getLogger("tollgate.handle")


class Bot:
    """Answers what arrives; what lasts goes through the outbox."""

    def __init__(
        self,
        store: Store,
        chats: Mapping[tuple[str, str], Chat],
        clock: Clock,
        playbooks: Playbooks,
        *,
        wake: Callable[[], None],
        region: str = "",
    ) -> None:
        """Take the ports; `wake` is told when something waits in the outbox."""
        self._context = Context(store, chats, clock, playbooks, wake, region)
        self._acting, self._showing = Acting(self._context), Showing(self._context)

    async def handle(self, intent: Intent, sender: Sender) -> Answer:
        """Answer an intent. Never raises for what a person did; says so when nothing could be saved."""
        try:
            return await self._answer(intent, sender)
        except (Unavailable, DeliveryFailed) as failed:
            log.warning("%s could not be answered: %s", type(intent).__name__, failed)
            return _apologise(intent, failed)

    async def _answer(self, intent: Intent, sender: Sender) -> Answer:
        match intent:
            case Pressed():
                return await self._pressed(intent, sender)
            case Submitted():
                return await self._acting.submit(intent, sender)
            case Typed() | Spoken() | HomeOpened() | BotJoined() | ProfileChanged():
                account = await self._context.account(sender)
                return await self._for_person(intent, sender, account) if account else Done()
            case _:
                assert_never(intent)

    async def _for_person(
        self,
        intent: Typed | Spoken | HomeOpened | BotJoined | ProfileChanged,
        sender: Sender,
        account: Account,
    ) -> Answer:
        match intent:
            case Typed():
                return await self._typed(intent, sender, account)
            case Spoken():
                return await self._spoken(sender, account)
            case HomeOpened():
                await self._showing.home(account)
                return Done()
            case BotJoined():
                return Say(menu_no_project(words_of(account), conversation=sender.conversation))
            case ProfileChanged():
                return await self._renamed(intent, account)
            case _:
                assert_never(intent)

    async def _pressed(self, intent: Pressed, sender: Sender) -> Answer:
        build = DIRECT.get(intent.action)
        if build is None:
            account = await self._context.account(sender)
            return await self._shown(intent, sender, account) if account else Done()
        outcome = await self._acting.run(build, intent.action, intent.args, {}, sender)
        if outcome.kind == "wrong" and intent.action in ("item.done", "item.sign"):
            # The item wants more than a tick: ask for it.
            return await self._pressed(Pressed("item.form", intent.args), sender)
        answer = to_answer(outcome)
        return _word(outcome.text) if isinstance(answer, Wrong) else answer

    async def _shown(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        if intent.action != "project.request":
            return await self._showing.show(intent, sender, account)
        step = await self._showing.request(intent, account)
        return await self._pressed(step, sender) if isinstance(step, Pressed) else step

    async def _spoken(self, sender: Sender, account: Account) -> Answer:
        """Answer with the menu of the project that lives here, else with a greeting."""
        here = (sender.platform, sender.conversation)
        rows = await self._context.read(account, lambda reading: reading.rows_here(*here))
        if rows and not sender.direct:
            return await self._typed(Typed(""), sender, account)
        return Say(greeting(words_of(account), account.name))

    async def _typed(self, intent: Typed, sender: Sender, account: Account) -> Answer:
        step = await self._context.read(account, lambda reading: typed(intent.text, sender, reading))
        if isinstance(step, Card):
            return Say(step)
        if step.action == "home":
            home = await self._context.read(account, lambda reading: reading.home())
            return Say(Card(words_of(account).t("Your page"), home.parts))
        return await self._pressed(step, sender)

    async def _renamed(self, intent: ProfileChanged, account: Account) -> Answer:
        await self._context.store.write(
            lambda tx: rename(tx, account, intent.name, intent.time_zone, intent.locale, active=intent.active)
        )
        return Done()


def _word(text: str) -> Say:
    return Say(Card(text, (Text(text),)))


def _apologise(intent: Intent, failed: Exception) -> Answer:
    words = Words("en", "UTC")
    text = words.t("Nothing was saved: the chat does not answer. Please try again in a minute.")
    if isinstance(failed, Unavailable):
        text = words.t("Nothing was saved: the database does not answer. Please try again in a minute.")
    return Wrong({"": text}) if isinstance(intent, Submitted) else _word(text)
