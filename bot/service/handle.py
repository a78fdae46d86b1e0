"""What arrives from a chat is answered here: a control, a form, a command, a word."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import TypeVar, assert_never

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.refusals import BadInput, Refusal
from bot.service import opening
from bot.service.controls import DIRECT, FORMS, Build, Given
from bot.service.directory import Directory, mint, person_fields, rename
from bot.service.follow import checklist
from bot.service.intents import (
    Answer,
    Ask,
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
from bot.service.outcome import Outcome, to_answer
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Chat, Clock, DeliveryFailed, Store, Tx, Unavailable
from bot.service.reading import Reading
from bot.service.typed import typed
from bot.service.unit import Unit, UnknownSender
from bot.service.wording import refused, words_of, wrong
from bot.talk.card import Card, Form, Text
from bot.talk.forms import new_project_form, practice_form
from bot.talk.help import greeting, help_card, invite_me
from bot.talk.menu import menu_no_project
from bot.talk.refusal import refusal
from bot.talk.words import Words

log = logging.getLogger("tollgate.handle")
T = TypeVar("T")


class Bot:
    """Answers what arrives; what lasts goes through the outbox, and `wake` says that something waits there."""

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
        """Take the ports; `region` is the public holidays proposed for new projects."""
        self._store, self._chats, self._clock, self._playbooks = store, chats, clock, playbooks
        self._directory = Directory(store, chats)
        self._wake, self._region = wake, region

    async def handle(self, intent: Intent, sender: Sender) -> Answer:
        """Answer an intent. Never raises for what a person did; says so when nothing could be saved."""
        try:
            return await self._answer(intent, sender)
        except Unavailable:
            return _apologise(intent)
        except DeliveryFailed as failed:
            log.warning("the chat did not answer while somebody waited: %s", failed.code)
            return _apologise(intent)

    async def _answer(self, intent: Intent, sender: Sender) -> Answer:
        match intent:
            case Pressed():
                return await self._pressed(intent, sender)
            case Submitted():
                return await self._submitted(intent, sender)
            case BotJoined():
                return await self._joined(sender)
            case ProfileChanged():
                return await self._renamed(intent, sender)
            case Typed() | Spoken() | HomeOpened():
                return await self._for_person(intent, sender)
            case _:
                assert_never(intent)

    # --- controls and forms ---

    async def _pressed(self, intent: Pressed, sender: Sender) -> Answer:
        build = DIRECT.get(intent.action)
        if build is None:
            account = await self._account(sender)
            return await self._shown(intent, sender, account) if account else Done()
        outcome = await self._run(build, intent.action, intent.args, {}, sender)
        if outcome.kind == "wrong" and intent.action in ("item.done", "item.sign"):
            # The item wants more than a tick: ask for it.
            return await self._pressed(Pressed("item.form", intent.args), sender)
        answer = to_answer(outcome)
        return Say(Card(outcome.text, (Text(outcome.text),))) if isinstance(answer, Wrong) else answer

    async def _submitted(self, intent: Submitted, sender: Sender) -> Answer:
        account = await self._account(sender)
        if account is None:
            return Done()
        if intent.action in opening.PERSONS:
            return await self._open(intent, sender, account)
        build = FORMS.get(intent.action)
        if build is None:
            return Wrong({"": _unknown(account)})
        try:
            form = await self._form(intent.action, intent.args, sender, account)
            values = await self._directory.persons(account, intent.values, person_fields(form.fields))
        except (Refusal, BadInput) as no:
            return _kept_open(await self._worded(account, no, intent.args))
        return _kept_open(await self._run(build, intent.action, intent.args, values, sender))

    async def _run(
        self, build: Build, action: str, args: Mapping[str, str], values: Mapping[str, str], sender: Sender
    ) -> Outcome:
        project = args.get("p", "")
        kind = await self._kind(project, args, sender) if action == "item.form" else ""
        unit = Unit(
            sender=sender,
            project=project or "-",
            make=lambda account: build(Given(args, values, account, kind)),
            playbooks=self._playbooks,
            now=self._clock.now(),
            args=dict(args),
        )
        return await self._write(unit, sender)

    async def _write(self, unit: Unit, sender: Sender) -> Outcome:
        try:
            outcome = await self._store.write(unit)
        except UnknownSender:
            if await self._account(sender) is None:
                return Outcome("done")
            outcome = await self._store.write(unit)
        self._wake()
        return outcome

    async def _open(self, intent: Submitted, sender: Sender, account: Account) -> Answer:
        try:
            values = await self._directory.persons(account, intent.values, opening.PERSONS[intent.action])
        except BadInput as no:
            return _kept_open(await self._worded(account, no, intent.args))
        channel = values.get("channel", "") or intent.args.get("conversation", "")
        if channel and not await self._is_here(account, channel):
            words = words_of(account)
            return Wrong({"channel": invite_me(words).summary})
        today = local_day(self._clock.now(), account.time_zone).isoformat()
        unit = Unit(
            sender=sender,
            project="",
            make=lambda who: opening.open_project(
                intent.action,
                intent.args,
                values,
                who,
                playbook=self._playbooks.default_digest,
                today=today,
                region=self._region,
            ),
            playbooks=self._playbooks,
            now=self._clock.now(),
            args=dict(intent.args),
        )
        return _kept_open(await self._write(unit, sender))

    # --- what is shown at once ---

    async def _shown(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        match intent.action:
            case "menu.help":
                return Say(help_card(words_of(account)))
            case "project.new" | "project.practice":
                return await self._opening_form(intent.action, intent.args, sender, account)
            case "project.items":
                return await self._post_checklist(intent.args, account)
            case "project.request":
                return await self._request(intent.args, sender, account)
        try:
            if intent.action in FORMS:
                form = await self._form(intent.action, intent.args, sender, account)
                return Ask(await self._directory.with_users(account.workspace, form))
            card = await self._read(account, lambda reading: reading.word(intent.action, intent.args))
        except (Refusal, BadInput) as no:
            return to_answer(await self._worded(account, no, intent.args))
        return Say(card) if card else Say(Card(_unknown(account), (Text(_unknown(account)),)))

    async def _request(self, args: Mapping[str, str], sender: Sender, account: Account) -> Answer:
        try:
            asked = await self._read(account, lambda reading: reading.request(args.get("p", "")))
        except Refusal as no:
            return to_answer(await self._worded(account, no, args))
        return await self._pressed(Pressed("gate.request", asked), sender)

    async def _form(self, action: str, args: Mapping[str, str], sender: Sender, account: Account) -> Form:
        def read(reading: Reading) -> Form:
            return reading.form(action, args, here=(sender.platform, sender.conversation))

        return await self._read(account, read)

    async def _opening_form(
        self, action: str, args: Mapping[str, str], sender: Sender, account: Account
    ) -> Answer:
        words = words_of(account)
        conversation = args.get("conversation", "") or ("" if sender.direct else sender.conversation)
        if conversation and not await self._is_here(account, conversation):
            return Say(invite_me(words))
        if action == "project.practice":
            conversation = conversation or await self._direct(account)
            form = practice_form(words, conversation=conversation)
        else:
            today = local_day(self._clock.now(), account.time_zone)
            form = new_project_form(
                words,
                starts_on=today,
                time_zone=account.time_zone,
                lead=account.person,
                conversation=conversation,
                region=self._region,
            )
        form = replace(form, args=form.args | {"new": mint()})
        return Ask(await self._directory.with_users(account.workspace, form))

    async def _post_checklist(self, args: Mapping[str, str], account: Account) -> Answer:
        now = self._clock.now()

        def queue(tx: Tx) -> None:
            found = Reading(tx, account, self._playbooks, now).scene(args.get("p", "")).project
            again = checklist(found, found.phase, again=True)
            tx.queue(account.workspace, [replace(again, dedupe=f"{again.dedupe}:{mint()}")], now)

        try:
            await self._store.write(queue)
        except Refusal as no:
            return to_answer(await self._worded(account, no, args))
        self._wake()
        return Done()

    async def _for_person(self, intent: Typed | Spoken | HomeOpened, sender: Sender) -> Answer:
        account = await self._account(sender)
        if account is None:
            return Done()
        if isinstance(intent, HomeOpened):
            home = await self._read(account, lambda reading: reading.home())
            await self._chat(account).show_home(account.user, home)
            return Done()
        if isinstance(intent, Spoken):
            return Say(greeting(words_of(account), account.name))
        step = await self._read(account, lambda reading: typed(intent.text, sender, reading))
        if isinstance(step, Card):
            return Say(step)
        if step.action == "home":
            home = await self._read(account, lambda reading: reading.home())
            return Say(Card(words_of(account).t("Your page"), home.parts))
        return await self._pressed(step, sender)

    async def _joined(self, sender: Sender) -> Answer:
        """Say hello in a channel, once, to the person who invited the bot."""
        account = await self._account(sender) if sender.user else None
        words = words_of(account) if account else Words("en", "UTC")
        return Say(menu_no_project(words, conversation=sender.conversation))

    async def _renamed(self, intent: ProfileChanged, sender: Sender) -> Answer:
        account = await self._store.read(lambda tx: tx.account(sender.platform, sender.tenant, sender.user))
        if account:
            await self._store.write(
                lambda tx: rename(
                    tx, account, intent.name, intent.time_zone, intent.locale, active=intent.active
                )
            )
        return Done()

    # --- small steps ---

    async def _account(self, sender: Sender) -> Account | None:
        workspace = await self._directory.workspace(sender)
        if workspace is None:
            return None
        return await self._directory.account(workspace, sender.platform, sender.tenant, sender.user)

    async def _kind(self, project: str, args: Mapping[str, str], sender: Sender) -> str:
        account = await self._account(sender)
        if account is None:
            return ""
        try:
            return await self._read(account, lambda reading: reading.kind(project, args.get("i", "")))
        except Refusal:
            return ""

    async def _read(self, account: Account, look: Callable[[Reading], T]) -> T:
        now = self._clock.now()
        return await self._store.read(lambda tx: look(Reading(tx, account, self._playbooks, now)))

    async def _worded(self, account: Account, no: Refusal | BadInput, args: Mapping[str, str]) -> Outcome:
        def word(tx: Tx) -> Outcome:
            stored = tx.project(account.workspace, args.get("p", ""))
            project = stored.project if stored else None
            playbook = self._playbooks.get(tx, account.workspace, project.playbook) if project else None
            if isinstance(no, BadInput):
                return wrong(account, no, args, playbook)
            return refused(tx, account, no, project, playbook)

        return await self._store.read(word)

    async def _is_here(self, account: Account, conversation: str) -> bool:
        return await self._chat(account).is_member(conversation)

    async def _direct(self, account: Account) -> str:
        return account.direct or await self._chat(account).direct(account.user)

    def _chat(self, account: Account) -> Chat:
        return self._chats[(account.workspace, account.platform)]


def _kept_open(outcome: Outcome) -> Answer:
    """A refused form stays open, with the reason in it: nothing that was typed is lost."""
    answer = to_answer(outcome)
    return Wrong({"": outcome.text}) if isinstance(answer, Say) else answer


def _unknown(account: Account) -> str:
    return refusal(Refusal("unknown_control"), words_of(account), {}, None, None)


def _apologise(intent: Intent) -> Answer:
    text = Words("en", "UTC").t(
        "Nothing was saved: the database does not answer. Please try again in a minute."
    )
    return Wrong({"": text}) if isinstance(intent, Submitted) else Say(Card(text, (Text(text),)))
