"""Controls and forms that change something: each becomes one unit of work."""

from __future__ import annotations

from collections.abc import Mapping

from bot.project.calendar import local_day
from bot.project.refusals import BadInput, Refusal
from bot.service import opening
from bot.service.context import Context
from bot.service.controls import FORMS, Build, Given
from bot.service.directory import person_fields
from bot.service.intents import Answer, Done, Say, Sender, Submitted, Wrong
from bot.service.outcome import Outcome, to_answer
from bot.service.ports import Account
from bot.service.preferring import FORMS as FORMS_OF_NONE
from bot.service.preferring import Preferring
from bot.service.unit import Unit
from bot.service.wording import plainly, words_of
from bot.talk.help import invite_me


class Acting:
    """Runs commands for people."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context
        self._preferring = Preferring(context)

    async def run(
        self, build: Build, action: str, args: Mapping[str, str], values: Mapping[str, str], sender: Sender
    ) -> Outcome:
        """Run the command of a control or of a submitted form."""
        kind = await self._kind(args, sender) if action == "item.form" else ""
        unit = Unit(
            sender=sender,
            # A control without a project is not one of ours: "-" is no project's id.
            project=args.get("p", "") or "-",
            make=lambda account: build(Given(args, values, account, kind)),
            playbooks=self._context.playbooks,
            now=self._context.clock.now(),
            args=dict(args),
        )
        return await self._context.write(unit)

    async def submit(self, intent: Submitted, sender: Sender) -> Answer:
        """Run the command of a form; a no keeps the form open, so that nothing that was typed is lost."""
        account = await self._context.account(sender)
        if account is None:
            return Done()
        if intent.action in FORMS_OF_NONE:
            return await self._preferring.keep(intent, sender, account)
        try:
            if intent.action in opening.PERSONS:
                outcome = await self._open(intent, sender, account)
            elif intent.action in FORMS:
                values = await self._values(intent, sender, account)
                outcome = await self.run(FORMS[intent.action], intent.action, intent.args, values, sender)
            else:
                outcome = Outcome("refused", plainly(account, Refusal("unknown_control")))
        except (Refusal, BadInput) as no:
            outcome = await self._context.worded(account, no, intent.args)
        answer = to_answer(outcome)
        return Wrong({"": outcome.text}) if isinstance(answer, Say) else answer

    async def _values(self, intent: Submitted, sender: Sender, account: Account) -> dict[str, str]:
        """Return the form's values with the people in them as person ids."""
        here = (sender.platform, sender.conversation)
        form = await self._context.read(account, lambda r: r.form(intent.action, intent.args, here=here))
        return await self._context.directory.persons(account, intent.values, person_fields(form.fields))

    async def _open(self, intent: Submitted, sender: Sender, account: Account) -> Outcome:
        context = self._context
        values = await context.directory.persons(account, intent.values, opening.PERSONS[intent.action])
        channel = values.get("channel", "") or intent.args.get("conversation", "")
        if channel and not await context.chat(account).is_member(channel):
            return Outcome("wrong", errors={"channel": invite_me(words_of(account)).summary})
        today = local_day(context.clock.now(), account.time_zone).isoformat()
        unit = Unit(
            sender=sender,
            project="",
            make=lambda opener: opening.open_project(
                intent.action,
                intent.args,
                values,
                opener,
                playbook=context.playbooks.default_digest,
                today=today,
                region=context.region,
            ),
            playbooks=context.playbooks,
            now=context.clock.now(),
            args=dict(intent.args),
        )
        return await context.write(unit)

    async def _kind(self, args: Mapping[str, str], sender: Sender) -> str:
        """Return the kind of the item that a form sets; "" for an unknown one, which is refused later."""
        account = await self._context.account(sender)
        if account is None:
            return ""
        try:
            return await self._context.read(account, lambda r: r.kind(args.get("p", ""), args.get("i", "")))
        except Refusal:
            return ""
