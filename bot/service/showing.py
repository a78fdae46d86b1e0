"""Controls that show something to the one who pressed them: forms, cards for them alone, their home."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.refusals import Refusal
from bot.service.acting import Acting
from bot.service.auditing import need_no_auditor
from bot.service.context import Context
from bot.service.controls import FORMS
from bot.service.directory import mint
from bot.service.drawn import looked_at
from bot.service.handing import Handing
from bot.service.intents import Answer, Ask, Done, Look, Pressed, Say, Sender
from bot.service.live_cards import checklist
from bot.service.occasion import Occasion
from bot.service.opening import OTHERS
from bot.service.outcome import to_answer
from bot.service.ports import Account, Place, Tx
from bot.service.preferring import FORMS as FORMS_OF_NONE
from bot.service.preferring import Preferring
from bot.service.printing import Links
from bot.service.queued import everywhere
from bot.service.saying_so import BACK
from bot.service.wording import plainly, words_of
from bot.talk.apart import lives_here
from bot.talk.card import Card, Form, Text
from bot.talk.forms import Proposed, import_form, new_project_form, practice_form, with_others
from bot.talk.help import help_card, invite_me

#: a form's argument: it was opened from the person's own page, which is drawn again when it was sent
AT_HOME = "home"


class Showing:
    """Shows people what they ask for."""

    def __init__(self, context: Context, acting: Acting, links: Links) -> None:
        """Take the ports, what keeps refusals, and the addresses of packets."""
        self._context, self._acting = context, acting
        self._handing = Handing(context, links)
        self._preferring = Preferring(context)

    async def show(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        """Answer a control that changes nothing by itself."""
        try:
            match intent.action:
                case "menu.help":
                    return Say(help_card(words_of(account)))
                case "project.new" | "project.practice" | "project.import":
                    return await self._opening(intent, sender, account)
                case action if action in FORMS_OF_NONE:
                    return await self._preferring.ask(intent, sender, account)
                case "project.items":
                    return await self._post_checklist(intent.args, sender, account)
                case "gate.packet":
                    return await self._handing.packet(intent.args, sender, account)
                case _:
                    return await self._project(intent, sender, account)
        except Refusal as no:
            build = FORMS.get(intent.action)
            if build:
                return to_answer(await self._acting.refuse(build, intent.args, sender, no))
            return to_answer(await self._context.worded(account, no, intent.args))

    async def request(self, intent: Pressed, sender: Sender, account: Account) -> Pressed | Answer:
        """Return the control that asks for the gate of a project, or what is shown instead."""
        try:
            project = intent.args.get("p", "")
            step = await self._context.look(account, sender, project, lambda r: r.request(project))
        except Refusal as no:
            return to_answer(await self._context.worded(account, no, intent.args))
        return Say(step) if isinstance(step, Card) else step

    async def again(self, intent: Look, sender: Sender, account: Account) -> Answer:
        """Draw a card again for somebody who looks at it."""
        now, playbooks, language = self._context.clock.now(), self._context.playbooks, self._context.language
        conversation = "" if sender.direct else sender.conversation
        place = Place(platform=sender.platform, conversation=conversation)

        def look(tx: Tx) -> Card | None:
            reader = None if conversation else account
            on = Occasion(tx, account.workspace, playbooks, now, reader, language)
            return looked_at(on, intent.notice, place, account)

        card = await self._context.store.read(look)
        return Say(card) if card else Done()

    async def home(self, account: Account) -> None:
        """Draw the person's own page."""
        home = await self._context.read(account, lambda reading: reading.home())
        await self._context.chat(account).show_home(account.user, home)

    async def _project(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        project, look = intent.args.get("p", ""), self._context.look
        if intent.action in FORMS:
            form = await look(account, sender, project, lambda r: r.form(intent.action, intent.args))
            here_args = {} if sender.conversation else {AT_HOME: "1"}
            if intent.args.get("back", "") in BACK:
                here_args["back"] = intent.args["back"]
            return await self._ask(account, replace(form, args=form.args | here_args))
        card = await look(account, sender, project, lambda r: r.word(intent.action, intent.args))
        text = "" if card else plainly(account, Refusal("unknown_control"))
        return Say(card or Card(text, (Text(text),)))

    async def _opening(self, intent: Pressed, sender: Sender, account: Account) -> Answer:
        need_no_auditor(account)
        words, chat = words_of(account), self._context.chat(account)
        conversation = intent.args.get("conversation", "") or ("" if sender.direct else sender.conversation)
        if conversation and not await chat.is_member(conversation):
            return Say(invite_me(words))
        offered = self._context.playbooks.offered
        if intent.action == "project.practice":
            conversation = conversation or account.direct or await chat.direct(account.user)
            form = practice_form(words, conversation=conversation, playbooks=offered)
        else:
            proposed = Proposed(
                today=local_day(self._context.clock.now(), account.time_zone),
                time_zone=account.time_zone,
                lead=account.person,
                conversation=conversation,
                region=self._context.region,
                playbooks=offered,
            )
            begin = import_form if intent.action == "project.import" else new_project_form
            form = await self._with_warning(begin(words, proposed), sender, account)
        # The project's id is minted now: submitting the form twice opens one project.
        return await self._ask(account, replace(form, args=form.args | {"new": mint()}))

    async def _with_warning(self, form: Form, sender: Sender, account: Account) -> Form:
        """Say in the form of a project that begins in a channel which projects it has: most want one each."""
        if sender.direct or not sender.conversation:
            return form
        rows = await self._context.read(account, lambda r: r.rows_here(sender.platform, sender.conversation))
        names = [row.name for row in rows if row.status != "stopped" and not row.practice]
        said = lives_here(words_of(account), names)
        return replace(form, intro=(*form.intro, Text(said, "strong"))) if said else form

    async def _ask(self, account: Account, form: Form) -> Ask:
        if beside := OTHERS.get(form.action):
            others = await self._context.directory.elsewhere(account)
            form = with_others(words_of(account), form, beside, others)
        return Ask(await self._context.directory.with_users(account.workspace, account.platform, form))

    async def _post_checklist(self, args: Mapping[str, str], sender: Sender, account: Account) -> Answer:
        """Post the checklist anew at the bottom of its channels."""
        need_no_auditor(account)
        key, now = args.get("p", ""), self._context.clock.now()
        found = await self._context.look(account, sender, key, lambda reading: reading.scene(key).project)

        def queue(tx: Tx) -> None:
            again = checklist(found, found.phase, again=True)
            once = replace(again, dedupe=f"{again.dedupe}:{mint()}")
            tx.queue(account.workspace, everywhere(found, [once]), now)

        await self._context.store.write(queue)
        self._context.wake()
        return Done()
