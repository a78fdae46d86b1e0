"""Connecting a project's second channel: a code from its menu is typed there, or its name by its lead."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.commands import Actor, LinkChannel
from bot.project.decide import decide
from bot.project.refusals import Refusal
from bot.service.auditing import need_no_auditor
from bot.service.context import Context
from bot.service.intents import Answer, Pressed, Say, Sender
from bot.service.joining import ALPHABET, LENGTH, MINUTES, hashed, none_yet, tried_wrongly, wait_for
from bot.service.outcome import Outcome, from_bytes, to_answer
from bot.service.ports import Account, Tx
from bot.service.reading import Reading
from bot.service.unit import Unit
from bot.service.wording import plainly, words_of
from bot.talk import connecting as said
from bot.talk import joining
from bot.talk.card import Card, Text
from bot.talk.help import invite_me
from bot.talk.menu import menu_several
from bot.talk.platforms import HEARD_BY_ALL

CODE, HERE = "project.connect", "channel.here"
CONTROLS = (CODE, HERE)
_COMMANDS = ("connect", "disconnect")


def connects(text: str) -> bool:
    """Tell whether a sub-command is about a project's second channel."""
    return bool(text.split()) and text.split()[0].casefold() in _COMMANDS


class Connecting:
    """Makes codes for channels, and takes them."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def press(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        """Answer a control: show a code, or connect the channel that it was pressed in."""
        project = intent.args.get("p", "")
        try:
            need_no_auditor(account)
            if intent.action == CODE:
                return Say(await self._code(project, account))
            return await self._here(project, sender, account)
        except Refusal as no:
            return to_answer(await self._context.worded(account, no, intent.args))

    async def typed(self, text: str, sender: Sender, account: Account) -> Answer | Pressed:
        """Answer "connect", with a code or a project's name, and "disconnect"; or return the control that it is."""
        words, (command, *rest) = words_of(account), text.split()
        if "auditor" in account.workspace_roles:
            return _say(plainly(account, Refusal("auditor")))
        if sender.direct or not sender.conversation:
            return _say(said.in_a_channel(words))
        if not await self._context.chat(account).is_member(sender.conversation):
            return Say(invite_me(words))
        if rest and command.casefold() == "connect":
            return await self._named(" ".join(rest), sender, account)
        at = (sender.platform, sender.conversation)
        rows = [
            (row.project, row.name)
            for row in await self._context.read(account, lambda reading: reading.rows_here(*at))
        ]
        if command.casefold() == "disconnect":
            return _one(rows, "project.disconnect") or Say(menu_several(words, rows, "project.disconnect"))
        if not rows:
            return await self._choice(sender, account)
        if account.platform in HEARD_BY_ALL:
            return Say(said.show_code_card(words, rows))
        return _one(rows, CODE) or Say(menu_several(words, rows, CODE))

    async def _code(self, project: str, account: Account) -> Card:
        """Make a code for a project, in the place of the person's code before. Raises Refusal."""
        words, now = words_of(account), self._context.clock.now()
        others = self._context.platforms(account.workspace)
        fresh = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

        def offer(tx: Tx) -> Card:
            found = Reading(tx, account, self._context.playbooks, now).any_scene(project)
            home = found.project.channel.platform
            there = [platform for platform in others if platform != home]
            # Who may not connect it is told before anybody types the code.
            by = Actor(account.person, granted=account.workspace_roles)
            trial = LinkChannel(there[0] if there else "elsewhere", "…")
            decide(found.project, trial, by=by, playbook=found.playbook, now=now)
            if not there:
                return _card(said.nowhere_else(words))
            link = tx.link(account.workspace, account.person) or none_yet(account, now)
            until = now + timedelta(minutes=MINUTES)
            kept = replace(
                link, platform=account.platform, code=hashed(fresh), expires_at=until, project=project
            )
            tx.put_link(kept)
            return said.code_card(words, found.project.name, fresh, there, MINUTES)

        return await self._context.store.write(offer)

    async def _choice(self, sender: Sender, account: Account) -> Answer:
        words, rows = words_of(account), await self._mine(sender, account)
        return Say(said.choose_card(words, rows)) if rows else _say(said.which_project(words, ""))

    async def _named(self, text: str, sender: Sender, account: Account) -> Answer:
        """Connect this channel to the project that is named, or whose code it is."""
        mine = await self._mine(sender, account)
        meant = [(key, name) for key, name in mine if name.casefold() == text.casefold()]
        if len(meant) > 1:
            return Say(said.choose_card(words_of(account), meant))
        if meant:
            return await self._here(meant[0][0], sender, account)
        code = text.replace("-", "").replace(" ", "").upper()
        if len(code) != LENGTH or not set(code) <= set(ALPHABET):
            return _say(said.which_project(words_of(account), text))
        now = self._context.clock.now()
        take = Take(hashed(code), sender, lambda project, by: self._unit(project, sender, by), now)
        return self._said(await self._context.store.write(take), account)

    async def _here(self, project: str, sender: Sender, account: Account) -> Answer:
        return self._said(await self._context.write(self._unit(project, sender, "")), account)

    def _said(self, outcome: Outcome, account: Account) -> Answer:
        self._context.wake()
        if outcome.kind == "wrong":
            return _say(outcome.text)
        if outcome.kind != "done":
            return to_answer(outcome)
        platforms = [one for one in self._context.platforms(account.workspace) if one != account.platform]
        return Say(said.connected_card(words_of(account), platforms[0] if platforms else ""))

    async def _mine(self, sender: Sender, account: Account) -> list[tuple[str, str]]:
        """Return the person's projects that have their home on another platform, by id and name."""
        rows = await self._context.read(
            account, lambda reading: reading.tx.projects_of(account.workspace, account.person)
        )
        return [
            (row.project, row.name)
            for row in rows
            if row.status != "stopped" and row.platform != sender.platform
        ]

    def _unit(self, project: str, sender: Sender, allowed_by: str) -> Unit:
        def make(account: Account, _: Playbook) -> LinkChannel:
            if sender.direct:
                raise Refusal("not_in_channel")
            return LinkChannel(sender.platform, sender.conversation, allowed_by)

        context = self._context
        args = {"p": project}
        return Unit(sender, project, make, context.playbooks, context.clock.now(), args, present=False)


class Take:
    """One code that was typed in a channel, as one unit of work: the code is used up with what it allowed."""

    def __init__(self, code: str, sender: Sender, unit: Callable[[str, str], Unit], now: datetime) -> None:
        """`code` is hashed; `unit` builds what connects a project with somebody's leave."""
        self._code, self._sender, self._unit, self._now = code, sender, unit, now

    def __call__(self, tx: Tx) -> Outcome:
        """Connect the channel, or say why not."""
        sender = self._sender
        loaded = tx.load(
            platform=sender.platform, tenant=sender.tenant, user=sender.user, delivery=sender.delivery
        )
        if loaded.outcome is not None:
            return from_bytes(loaded.outcome)
        me = loaded.account
        assert me is not None  # the sender was introduced before
        words = words_of(me)
        tried = tx.link(me.workspace, me.person) or none_yet(me, self._now)
        if wait := wait_for(tried, self._now):
            return Outcome("refused", joining.too_many(words, wait))
        link = tx.link_by(me.workspace, self._code)
        if link is None or not link.project:
            tx.put_link(tried_wrongly(tried, self._now))
            return Outcome("refused", joining.wrong_code(words))
        if link.expires_at <= self._now:
            return Outcome("refused", joining.expired_code(words, MINUTES))
        outcome = self._unit(link.project, link.person)(tx)
        if outcome.kind == "done":
            tx.put_link(replace(link, code="", project=""))
        return outcome


def _one(rows: Sequence[tuple[str, str]], action: str) -> Pressed | None:
    return Pressed(action, {"p": rows[0][0]}) if len(rows) == 1 else None


def _say(text: str) -> Say:
    return Say(_card(text))


def _card(text: str) -> Card:
    return Card(text, (Text(text),))
