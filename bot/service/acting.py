"""Controls and forms that change something: each becomes one unit of work."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project
from bot.service import opening
from bot.service.aftermath import FAILURES, after_commit
from bot.service.auditing import need_no_auditor
from bot.service.context import Context
from bot.service.controls import FORMS, TRIAL, Build, Given
from bot.service.draw import names_of
from bot.service.in_words import all_saved, not_saved
from bot.service.intents import Answer, Ask, Say, Sender, Submitted, Wrong
from bot.service.leaving import elsewhere
from bot.service.outcome import Outcome, to_answer
from bot.service.ports import Account
from bot.service.preferring import FORMS as FORMS_OF_NONE
from bot.service.preferring import Preferring
from bot.service.reading import Reading
from bot.service.saying_so import of_one_name, said_so
from bot.service.unit import Unit
from bot.service.wording import plainly, stranger, words_of
from bot.talk.away import EVERYWHERE, saved
from bot.talk.baseline_words import recorded
from bot.talk.card import Card, Form
from bot.talk.help import invite_me
from bot.talk.item_form import after_gate, item_form_again
from bot.talk.scene import Scene
from bot.talk.words import Words

log = logging.getLogger("tollgate.handle")
#: forms that name a person who gets nothing to do by it
NAMED_ONLY = ("item.wait",)
#: forms that a list offers which one person alone sees
NAMING = ("project.new", "project.import")
SAID_SO = ("project.role", "project.role_remove", "item.assign")


#: what is said of an item after its form was saved
Word = Callable[[Scene, str], Card | None]
#: a form with this field records a baseline
BASELINE = "baseline"


def _word_after(intent: Submitted) -> Word | None:
    """Return the word that may follow a form; most have none, and cost no further look."""
    if intent.action == "item.due":
        return after_gate
    return recorded if intent.action == "item.form" and intent.values.get(BASELINE) else None


class Acting:
    """Runs commands for people."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context
        self._preferring = Preferring(context)

    async def run(
        self, build: Build, args: Mapping[str, str], values: Mapping[str, str], sender: Sender
    ) -> Outcome:
        """Run the command of a control or of a submitted form."""
        return await self._context.write(self._unit(build, args, values, sender))

    async def refuse(self, build: Build, args: Mapping[str, str], sender: Sender, no: Refusal) -> Outcome:
        """Keep a refusal that came before the command: of a form that was to be opened."""
        unit = self._unit(build, args, TRIAL, sender)
        return await self._context.write(replace(unit, refused=no))

    def _unit(self, build: Build, args: Mapping[str, str], values: Mapping[str, str], sender: Sender) -> Unit:
        return Unit(
            sender=sender,
            project=args.get("p", ""),
            make=lambda account, playbook: build(Given(args, values, account, playbook)),
            playbooks=self._context.playbooks,
            now=self._context.clock.now(),
            args=dict(args),
        )

    async def submit(self, intent: Submitted, sender: Sender) -> Answer:
        """Run the command of a form; a no keeps the form open, so that nothing that was typed is lost."""
        account = await self._context.account(sender)
        if account is None:
            return Wrong({"": stranger()})
        if intent.action in FORMS_OF_NONE:
            return await self._preferring.keep(intent, sender, account)
        values: Mapping[str, str] = {}
        try:
            if intent.action in opening.PERSONS:
                outcome = await self._open(intent, sender, account)
            elif intent.action in FORMS:
                values = await self._values(intent, account)
                outcome = await self.run(FORMS[intent.action], intent.args, values, sender)
                if intent.action == "project.away" and values.get("scope") == EVERYWHERE:
                    outcome = await self._everywhere(outcome, intent, values, sender, account)
            else:
                outcome = Outcome("refused", plainly(account, Refusal("unknown_control")))
        except (Refusal, BadInput) as no:
            outcome = await self._context.worded(account, no, intent.args)
        answer = to_answer(outcome)
        if intent.action == "project.away" and outcome.kind == "done":
            return await self._acknowledged(intent, values, account)
        if outcome.kind == "done" and (word := _word_after(intent)):
            return await self._told(word, intent, account) or answer
        if outcome.kind == "done" and intent.action in (*SAID_SO, *NAMING):
            return await self._said_so(intent, values, sender, account) or answer
        if outcome.stale:
            return await self._again(intent, values, account) or Wrong({"": outcome.text})
        return Wrong({"": outcome.text}) if isinstance(answer, Say) else answer

    async def _said_so(
        self, intent: Submitted, values: Mapping[str, str], sender: Sender, account: Account
    ) -> Say | None:
        """Show what the form was opened from as it is now: nothing else draws it anew."""
        with after_commit("what was saved could not be shown"):
            if intent.action in NAMING:
                new, name = intent.args.get("new", ""), intent.values.get("name", "")
                return await of_one_name(self._context, new, name, account)
            return await said_so(self._context, intent, values, sender, account)
        return None

    async def _again(self, intent: Submitted, typed: Mapping[str, str], account: Account) -> Ask | None:
        """Show what somebody else has set since the form was opened, and what was typed; None where nobody has."""

        def read(reading: Reading) -> Form | None:
            return item_form_again(reading.any_scene(intent.args.get("p", "")), intent.args, typed)

        with after_commit("what stands now could not be read"):
            if form := await self._context.read(account, read):
                shown = await self._context.directory.with_users(account.workspace, account.platform, form)
                return Ask(shown)
        return None

    async def _told(self, word: Word, intent: Submitted, account: Account) -> Say | None:
        """Say what is worth knowing of what was saved; None where there is nothing."""

        def read(reading: Reading) -> Card | None:
            return word(reading.any_scene(intent.args.get("p", "")), intent.args.get("i", ""))

        with after_commit("what is to be said of it could not be read"):
            if said := await self._context.read(account, read):
                return Say(said)
        return None

    async def _acknowledged(self, intent: Submitted, values: Mapping[str, str], account: Account) -> Say:
        """Say who decides meanwhile, or only that it was saved: elsewhere in the chat nothing shows it."""

        def read(reading: Reading) -> Card:
            project = reading.scene(intent.args.get("p", "")).project.name
            to = values.get("to", "")
            return saved(
                words_of(account),
                names_of(reading.tx, account.workspace, [to]).get(to, ""),
                date.fromisoformat(values.get("since", "")),
                date.fromisoformat(values.get("until", "")),
                local_day(self._context.clock.now(), account.time_zone),
                project="" if values.get("scope") == EVERYWHERE else project,
            )

        with after_commit("who decides meanwhile could not be read"):
            return Say(await self._context.read(account, read))
        return all_saved(words_of(account))

    async def _values(self, intent: Submitted, account: Account) -> dict[str, str]:
        """Return the form's values with the people in them as person ids.

        An auditor is refused whatever they send: nobody whom they name is introduced.
        """
        if "auditor" in account.workspace_roles:
            return dict(intent.values)
        keys = await self._context.read(account, lambda r: r.person_fields(intent.action, intent.args))
        return await self._people(intent, account, keys, to_act=intent.action not in NAMED_ONLY)

    async def _people(
        self, intent: Submitted, account: Account, keys: Sequence[str], *, to_act: bool = True
    ) -> dict[str, str]:
        """Return the values with people as person ids, those of other platforms in the field beside theirs."""
        directory = self._context.directory
        values = await directory.persons(account, intent.values, keys, to_act=to_act)
        key = opening.OTHERS.get(intent.action, "")
        return await directory.chosen_elsewhere(account, values, key, to_act=to_act) if key else values

    async def _everywhere(
        self,
        first: Outcome,
        intent: Submitted,
        values: Mapping[str, str],
        sender: Sender,
        account: Account,
    ) -> Outcome:
        """Run the command on the person's other projects, too; say where it could not be."""
        if first.kind != "done":
            return first
        words, said = words_of(account), list[str]()
        try:
            others = await self._context.read(account, lambda r: elsewhere(r, intent.args.get("p", "")))
        except FAILURES as failed:
            log.warning("saved in one project, but the others could not be read: %s", failed)
            said = [
                words.t("It was not saved in your other projects. Please send the form again in a minute.")
            ]
            others = ()
        for project in others:
            if no := await self.in_one_of(project, intent.action, values, sender, words):
                said.append(no)
        if not said:
            return first
        return Outcome("refused", " ".join((words.t("Saved, but not everywhere."), *said)))

    async def in_one_of(
        self, project: Project, action: str, values: Mapping[str, str], sender: Sender, words: Words
    ) -> str:
        """Run the command of a form that is for several projects in one of them; return why not, "" when it was.

        What was saved in the others stays saved: nothing is raised.
        """
        own = replace(sender, delivery=f"{sender.delivery}:{project.id}")
        try:
            outcome = await self.run(FORMS[action], {"p": project.id}, values, own)
        except FAILURES as failed:
            log.warning("%s was not saved in project %s: %s", action, project.id, failed)
            return f"{project.name}: {not_saved(words, failed)}"
        if outcome.kind == "done":
            return ""
        return f"{project.name}: {outcome.text or ' '.join(outcome.errors.values())}"

    def _chosen(self, key: str) -> str:
        """Return the digest of the playbook that a form names."""
        try:
            return self._context.playbooks.chosen(key)
        except KeyError:
            raise BadInput(Problem("playbook", "not_a_choice")) from None

    async def _open(self, intent: Submitted, sender: Sender, account: Account) -> Outcome:
        need_no_auditor(account)
        context = self._context
        values = await self._people(intent, account, opening.PERSONS[intent.action])
        channel = values.get("channel", "") or intent.args.get("conversation", "")
        if channel and not await context.chat(account).is_member(channel):
            return Outcome("wrong", errors={"channel": invite_me(words_of(account)).summary})
        chosen = self._chosen(values.get("playbook", ""))
        today = local_day(context.clock.now(), account.time_zone).isoformat()
        unit = Unit(
            sender=sender,
            project=intent.args.get("new", ""),
            opens=chosen,
            make=lambda opener, playbook: opening.open_project(
                intent.action,
                intent.args,
                values,
                opener,
                playbook=chosen,
                today=today,
                region=context.region,
            ),
            playbooks=context.playbooks,
            now=context.clock.now(),
            args=dict(intent.args),
        )
        return await context.write(unit)
