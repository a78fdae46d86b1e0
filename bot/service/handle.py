"""What arrives from a chat is answered here: a control, a form, a command, a word."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from typing import assert_never

from bot.project.refusals import Refusal
from bot.service.absence import CONTROLS as OF_ABSENCES
from bot.service.absence import Absences, noticed
from bot.service.acting import Acting
from bot.service.aftermath import after_commit
from bot.service.connecting import CONTROLS, Connecting, connects
from bot.service.context import Context
from bot.service.controls import DIRECT
from bot.service.departing import noted
from bot.service.directory import rename
from bot.service.granting import CONTROLS as OF_ROLES
from bot.service.granting import Granting
from bot.service.greeted import Greeted
from bot.service.in_words import apology, told_again, word
from bot.service.intents import (
    Answer,
    BotJoined,
    BotRemoved,
    Done,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    ProfileChanged,
    Say,
    Sender,
    Spoken,
    Submitted,
    Typed,
    Unheard,
    Wrong,
)
from bot.service.joining import CONTROLS as OF_CODES
from bot.service.joining import Joining, joins
from bot.service.once import Once
from bot.service.outcome import to_answer
from bot.service.portfolio import CONTROLS as OF_ALL
from bot.service.portfolio import Portfolio
from bot.service.ports import Account, Conflict, DeliveryFailed, Tx, Unavailable
from bot.service.printing import Links, NoLinks
from bot.service.removal import missed, removed, returned
from bot.service.showing import AT_HOME, Showing
from bot.service.typed import about_a_project, greets, meant, typed
from bot.service.wording import stranger, words_of
from bot.talk.card import Card
from bot.talk.help import greeting, invite_me
from bot.talk.menu import menu_no_project

log = logging.getLogger("tollgate.handle")
#: whether the bot was taken out of a channel is looked at so often while controls are used there
LOOKED_AT_EVERY = timedelta(minutes=1)
MOST_PLACES = 10_000


class Bot:
    """Answers what arrives; what lasts goes through the outbox."""

    def __init__(self, context: Context, links: Links | None = None) -> None:
        """Take the ports, and where packets are fetched; None where nobody can reach the bot by an address."""
        self._context = context
        self._acting = Acting(self._context)
        #: when the bot was last known to be in a conversation, by platform, tenant and conversation
        self._there: dict[tuple[str, str, str], datetime] = {}
        self._showing = Showing(self._context, self._acting, links or NoLinks())
        self._joining = Joining(self._context)
        self._connecting = Connecting(self._context)
        self._absences = Absences(self._context, self._acting)
        self._granting = Granting(self._context)
        self._portfolio = Portfolio(self._context)
        self._greeted = Greeted()

    async def handle(self, intent: Intent, sender: Sender) -> Answer:
        """Answer an intent. Never raises for what a person did; says so when nothing could be saved.

        Raises Unheard for what only happened, where it could not be taken in now.
        """
        try:
            return await self._answer(intent, sender)
        except (Conflict, Unavailable, DeliveryFailed, Refusal) as failed:
            log.warning("%s could not be answered: %s", type(intent).__name__, failed)
            if told_again(intent, failed):
                raise Unheard(type(intent).__name__) from failed
            return apology(intent, failed)

    async def _answer(self, intent: Intent, sender: Sender) -> Answer:
        match intent:
            case Pressed():
                await self._is_found_back(sender)
                return await self._pressed(intent, sender)
            case Submitted():
                await self._is_found_back(sender)
                return await self._submitted(intent, sender)
            case ProfileChanged():
                return await self._renamed(intent, sender)
            case BotRemoved():
                return await self._removed(intent, sender)
            case Look():
                account = await self._context.account(sender)
                return await self._showing.again(intent, sender, account) if account else word(stranger())
            case Typed():
                account = await self._context.account(sender)
                return await self._typed(intent, sender, account) if account else word(stranger())
            case Spoken() | HomeOpened() | BotJoined():
                account = await self._context.account(sender)
                return await self._once(intent, sender, account) if account else Done()
            case _:
                assert_never(intent)

    async def _once(
        self, intent: Spoken | HomeOpened | BotJoined, sender: Sender, account: Account
    ) -> Answer:
        """Answer what happened; what a platform tells again was answered already."""
        answer = await self._happened(intent, sender, account)
        if isinstance(answer, Done) or not sender.delivery:
            return answer
        first = await self._context.store.write(Once(sender, self._context.clock.now()))
        return answer if first else Done()

    async def _happened(
        self, intent: Spoken | HomeOpened | BotJoined, sender: Sender, account: Account
    ) -> Answer:
        words = words_of(account)
        match intent:
            case Spoken() if sender.direct and intent.text.strip():
                return await self._typed(Typed(intent.text), sender, account)
            case Spoken():
                return await self._menu(sender, account, greeting(words, account.name))
            case HomeOpened():
                await self._showing.home(account)
                return Done()
            case BotJoined():
                if sender.direct:
                    return Say(greeting(words, account.name))
                await self._is_back(sender, account.workspace, intent.team)
                return await self._menu(
                    sender, account, menu_no_project(words, conversation=sender.conversation)
                )
            case _:
                assert_never(intent)

    async def _submitted(self, intent: Submitted, sender: Sender) -> Answer:
        if intent.action in OF_ROLES:
            account = await self._context.account(sender)
            return await self._granting.submit(intent, account) if account else Wrong({"": stranger()})
        answer = await self._acting.submit(intent, sender)
        if AT_HOME in intent.args and isinstance(answer, Done | Say):
            await self._redraw_home(sender)
        return answer

    async def _redraw_home(self, sender: Sender) -> None:
        """Draw a person's own page after something was done there; one that stays old does no harm."""
        with after_commit("a home could not be drawn again"):
            if account := await self._context.account(sender):
                await self._showing.home(account)

    async def _pressed(self, intent: Pressed, sender: Sender) -> Answer:
        build = DIRECT.get(intent.action)
        if build is None:
            account = await self._context.account(sender)
            return await self._shown(intent, sender, account) if account else word(stranger())
        outcome = await self._acting.run(build, intent.args, {}, sender)
        if outcome.kind == "wrong" and intent.action in ("item.done", "item.sign"):
            # The item wants more than a tick: ask for it.
            return await self._pressed(Pressed("item.form", intent.args), sender)
        if not sender.conversation and outcome.kind == "done":
            await self._redraw_home(sender)
        answer = to_answer(outcome)
        return word(outcome.text) if isinstance(answer, Wrong) else answer

    async def _shown(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        if intent.action in OF_CODES:
            return await self._joining.press(intent, sender)
        if intent.action in OF_ABSENCES:
            return await self._absences.press(intent, sender, account)
        if intent.action in CONTROLS:
            return await self._connecting.press(intent, sender, account)
        if intent.action in OF_ROLES:
            return await self._granting.press(intent, account)
        if intent.action in OF_ALL:
            return await self._portfolio.press(intent, account)
        if intent.action != "project.request":
            return await self._showing.show(intent, sender, account)
        step = await self._showing.request(intent, sender, account)
        return await self._pressed(step, sender) if isinstance(step, Pressed) else step

    async def _menu(self, sender: Sender, account: Account, otherwise: Card) -> Answer:
        """Answer with the menu of the projects that live in a channel, with something else where there is none."""
        here = (sender.platform, sender.conversation)
        rows = await self._context.read(account, lambda reading: reading.rows_here(*here))
        if rows and not sender.direct:
            return await self._typed(Typed(""), sender, account)
        return Say(otherwise)

    async def _typed(self, intent: Typed, sender: Sender, account: Account) -> Answer:
        if greets(intent.text):
            if not (sender.direct and self._greeted.again(account.person, self._context.clock.now())):
                return await self._menu(sender, account, greeting(words_of(account), account.name))
            intent = Typed("")
        intent = Typed(meant(intent.text))
        if joins(intent.text):
            return await self._joining.answer(intent.text, sender, account)
        if connects(intent.text):
            answer = await self._connecting.typed(intent.text, sender, account)
            return await self._pressed(answer, sender) if isinstance(answer, Pressed) else answer
        if about_a_project(intent.text):
            if not await self._may_write(sender, account):
                return Say(invite_me(words_of(account)))
            await self._is_back(sender, account.workspace)
        step = await self._context.read(account, lambda reading: typed(intent.text, sender, reading))
        if isinstance(step, Card):
            return Say(step)
        if step.action == "home":
            home = await self._context.read(account, lambda reading: reading.home())
            return Say(Card(words_of(account).t("Your page"), home.parts))
        return await self._pressed(step, sender)

    async def _may_write(self, sender: Sender, account: Account) -> bool:
        return sender.direct or await self._context.chat(account).is_member(sender.conversation)

    async def _removed(self, intent: BotRemoved, sender: Sender) -> Answer:
        """Note that a channel, or a whole platform, is out of reach; the leads are told."""
        now = self._context.clock.now()

        def note(tx: Tx) -> None:
            if workspace := tx.workspace_of(sender.platform, sender.tenant):
                removed(tx, workspace, sender.platform, sender.conversation, now, intent.team)

        self._there.clear()
        if not sender.direct:
            await self._context.store.write(note)
            self._context.wake()
        return Done()

    async def _is_found_back(self, sender: Sender) -> None:
        """Go on in a channel whose controls are used, if the bot is in it: they outlive it on some platforms."""
        if sender.direct or not sender.conversation or self._was_there(sender):
            return

        def away(tx: Tx) -> str:
            workspace = tx.workspace_of(sender.platform, sender.tenant) or ""
            return workspace if missed(tx, workspace, sender.platform, sender.conversation) else ""

        if not (workspace := await self._context.store.read(away)):
            self._there[sender.platform, sender.tenant, sender.conversation] = self._context.clock.now()
            return
        with suppress(DeliveryFailed):
            account = await self._context.account(sender)
            if account and await self._may_write(sender, account):
                await self._is_back(sender, workspace)

    def _was_there(self, sender: Sender) -> bool:
        """Tell whether the bot was found there a moment ago: a busy channel is not asked at each click."""
        if len(self._there) > MOST_PLACES:
            self._there.clear()
        seen = self._there.get((sender.platform, sender.tenant, sender.conversation))
        return seen is not None and self._context.clock.now() - seen < LOOKED_AT_EVERY

    async def _is_back(self, sender: Sender, workspace: str, team: str = "") -> None:
        """Go on where the bot was taken out of: whoever speaks to it in a channel has added it again."""
        at = (workspace, sender.platform, sender.conversation)
        if sender.direct or not await self._context.store.read(lambda tx: missed(tx, *at, team)):
            return
        now, playbooks = self._context.clock.now(), self._context.playbooks
        await self._context.store.write(lambda tx: returned(tx, *at, playbooks, now, team))
        self._context.wake()

    async def _renamed(self, intent: ProfileChanged, sender: Sender) -> Answer:
        account = await self._context.directory.known(sender)
        if account is None:
            return Done()  # nothing is kept of people who never met the bot
        now, playbooks = self._context.clock.now(), self._context.playbooks

        def learn(tx: Tx) -> None:
            rename(tx, account, intent)
            if intent.active != account.active:
                noted(tx, account.workspace, account.person, playbooks, now)
            if intent.tells_status and intent.active:
                noticed(
                    tx,
                    tx.account(sender.platform, sender.tenant, sender.user) or account,
                    intent,
                    playbooks,
                    now,
                )

        await self._context.store.write(learn)
        self._context.wake()
        return Done()
