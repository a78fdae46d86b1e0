"""Forms that belong to no project: one's own reminders, a channel's stand-up, answers before it, the anchor."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.refusals import BadInput, Refusal
from bot.project.working import Away
from bot.service.aftermath import after_commit
from bot.service.auditing import need_no_auditor
from bot.service.choosing import answer_questions, choose_anchor, choose_for_channel, choose_mine
from bot.service.context import Context
from bot.service.intents import Answer, Ask, Done, Pressed, Say, Sender, Submitted, Wrong
from bot.service.ports import Account, DeliveryFailed, Tx
from bot.service.wording import words_of
from bot.talk.anchor import MOST, anchor_form, anchor_saved
from bot.talk.card import Form
from bot.talk.questions import Said, questions_form
from bot.talk.settings_form import channel_form, prefs_form

MINE, CHANNEL, ANSWER, ANCHOR = "prefs.form", "channel.form", "standup.answer", "anchor.form"
FORMS = (MINE, CHANNEL, ANSWER, ANCHOR)


class Preferring:
    """Shows these forms, and keeps what they bring."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def ask(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        """Open a form. Raises Refusal where the person is not in the channel that it is about."""
        form = await self._context.store.read(lambda tx: self._form(tx, intent, sender, account))
        return Ask(await self._context.directory.with_users(account.workspace, account.platform, form))

    async def keep(self, intent: Submitted, sender: Sender, account: Account) -> Answer:
        """Keep a form's values; a no leaves it open."""
        try:
            if intent.action != MINE:
                need_no_auditor(account)
            if intent.action == ANCHOR:
                _need_admin(account)
                people = [f"to_{number}" for number in range(1, MOST + 1)]
                values = await self._context.directory.persons(account, intent.values, people, to_act=False)
                intent = replace(intent, values=values)
            if intent.action == CHANNEL:
                await self._need_there(intent, sender, account)
            kept = await self._context.store.write(lambda tx: self._keep(tx, intent, sender, account))
        except (Refusal, BadInput) as no:
            outcome = await self._context.worded(account, no, intent.args)
            return Wrong(outcome.errors or {"": outcome.text})
        if intent.action == MINE:
            with after_commit("a home could not be drawn again"):
                fresh = await self._context.account(sender) or account
                home = await self._context.read(fresh, lambda reading: reading.home())
                await self._context.chat(fresh).show_home(fresh.user, home)
        return kept

    async def _need_there(self, intent: Submitted, sender: Sender, account: Account) -> None:
        """Refuse whoever is not in the channel: a form's arguments name it, and anybody can write arguments."""
        conversation = intent.args.get("conversation", "")
        if sender.conversation == conversation:
            return
        try:
            there = await self._context.chat(account).members(conversation)
        except DeliveryFailed as failed:
            if not failed.permanent:
                raise
            there = ()
        if account.user not in there:
            raise Refusal("not_in_channel")

    def _form(self, tx: Tx, intent: Pressed, sender: Sender, account: Account) -> Form:
        words, now = words_of(account), self._context.clock.now()
        if intent.action == MINE:
            chosen = tx.preferences(account.workspace, [account.person])[account.person]
            mine = tx.accounts(account.workspace, account.person)
            platforms = sorted({one.platform for one in mine})
            today = local_day(now, account.time_zone)
            if until := intent.args.get("until", ""):
                # An absence that a status tells of is proposed, and not kept before the form is sent.
                chosen = replace(chosen, away=(Away(today, _day(until)),))
            return prefs_form(words, chosen, today=today, platforms=platforms, main=mine[0].platform)
        if intent.action == ANCHOR:
            _need_admin(account)
            found = tx.workspace_settings(account.workspace)
            here = tx.people(account.workspace, found.anchor_to, platform=account.platform)
            shown = [person for person in found.anchor_to if person in here]
            return anchor_form(words, shown, found.anchor_day, found.anchor_at)
        conversation = intent.args.get("conversation", "")
        platform = intent.args.get("platform", "") or sender.platform
        settings = tx.channel(account.workspace, platform, conversation)
        if settings is None:
            raise Refusal("unknown_project")
        need_no_auditor(account)
        if intent.action == CHANNEL:
            _need_present(sender, conversation)
            return channel_form(words, settings, today=local_day(now, settings.time_zone))
        on = intent.args.get("on", "")
        known = [e for e in settings.answers if e.person == account.person and e.on.isoformat() == on]
        said = Said(account.name, known[0].done, known[0].next, known[0].blocked) if known else None
        return questions_form(words, intent.args, said)

    def _keep(self, tx: Tx, intent: Submitted, sender: Sender, account: Account) -> Answer:
        now, values = self._context.clock.now(), intent.values
        if intent.action == MINE:
            choose_mine(tx, account, values, now)
        elif intent.action == ANCHOR:
            chosen = choose_anchor(tx, account, values, now)
            people = tx.people(account.workspace, chosen.anchor_to)
            names = [people[person].name for person in chosen.anchor_to if person in people]
            return Say(anchor_saved(words_of(account), names, chosen.anchor_day, chosen.anchor_at))
        elif intent.action == CHANNEL:
            conversation = intent.args.get("conversation", "")
            choose_for_channel(tx, account, sender.platform, conversation, values, now)
        else:
            answer_questions(tx, account, sender.platform, intent.args, values, now)
        return Done()


def _need_admin(account: Account) -> None:
    if "workspace_admin" not in account.workspace_roles:
        raise Refusal("admins_only")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("unknown_control") from None


def _need_present(sender: Sender, conversation: str) -> None:
    if sender.conversation != conversation:
        raise Refusal("not_in_channel")
