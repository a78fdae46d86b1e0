"""What a person is shown at once, read from the store: scenes, cards for them alone, forms, their home."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.project.calendar import local_day
from bot.project.commands import Actor
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.project.refusals import BadInput, Refusal
from bot.project.state import Project
from bot.service.controls import FORMS, TRIAL, Given
from bot.service.directory import mint
from bot.service.draw import names_of, scene
from bot.service.intents import Pressed
from bot.service.occasion import Occasion
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, ProjectRow, Tx
from bot.service.wording import words_of
from bot.talk.anchor import anchor_parts
from bot.talk.assign import assign
from bot.talk.attempts import attempts
from bot.talk.card import Buttons, Card, Form, Home, Part, Text
from bot.talk.connecting import disconnect_card
from bot.talk.details import details
from bot.talk.erasures import worded
from bot.talk.evidence import evidence
from bot.talk.forms import form_for
from bot.talk.history import history
from bot.talk.home import home
from bot.talk.imported import paper_card
from bot.talk.menu import menu_one, whole
from bot.talk.platforms import HEARD_BY_ALL
from bot.talk.request_button import request_button
from bot.talk.roles import roles
from bot.talk.scene import Scene
from bot.talk.status import status

#: what a form makes is called by an id that is minted when it opens: sending it twice makes one
MINTED = {"gate.ask": "q", "gate.elsewhere": "m", "row.form": "row"}
#: how many events a history reads
HISTORY = 200
#: how many projects a home draws
MOST_PROJECTS = 15
#: how many refused votes a card shows
MOST_ATTEMPTS = 20


class Reading(msgspec.Struct, frozen=True):
    """One look at the store, for one person."""

    tx: Tx
    account: Account
    playbooks: Playbooks
    now: datetime
    #: from where the person looks: platform and conversation, as the envelope shows them
    here: tuple[str, str] = ("", "")
    #: the person is in a channel of the project, though the envelope does not show it
    present: bool = False

    def scene(self, project: str) -> Scene:
        """Return a project that the person may see: they are on it, in its channel, or see the whole workspace.

        Raises Refusal("unknown_project") when there is none, Refusal("not_to_be_seen") for whom it is not shown.
        """
        found = self.any_scene(project)
        if not (self.present or sees(found.project, self.account, *self.here)):
            raise Refusal("not_to_be_seen")
        return found

    def any_scene(self, project: str) -> Scene:
        """Return a project whoever looks: for what is decided anyway, and shows nothing before."""
        stored = self.tx.project(self.account.workspace, project)
        if stored is None:
            raise Refusal("unknown_project")
        on = Occasion(self.tx, self.account.workspace, self.playbooks, self.now, self.account)
        found = scene(on, stored.project)
        if not self.heard_by_all(stored.project):
            return found
        return replace(found, words=dataclasses.replace(found.words, shared=True))

    def heard_by_all(self, project: Project) -> bool:
        """Tell whether everybody in the project's channel reads what the person is answered."""
        return self.here[0] in HEARD_BY_ALL and project.lives_in(*self.here)

    def word(self, action: str, args: Mapping[str, str]) -> Card | None:
        """Return the card that a control shows to its presser alone; None where it shows none."""
        build = SHOWN.get(action)
        if build is None:
            return None
        found = self.scene(args.get("p", ""))
        try:
            return worded(build(self, found, args), found.words)
        except (KeyError, ValueError, IndexError):
            raise Refusal("unknown_control") from None

    def form(self, action: str, args: Mapping[str, str]) -> Form:
        """Return the form that a control opens; raise the Refusal that its command would meet anyway."""
        found = self.scene(args.get("p", ""))
        minted = {key: {arg: mint()} for key, arg in MINTED.items()}.get(action, {})
        args = minted | dict(args)
        self._try(found, action, args, present=self.present or found.project.lives_in(*self.here))
        form = _form(found, action, args)
        if form is None:
            raise Refusal("unknown_control")
        return replace(worded(form, found.words), args=minted | form.args)

    def person_fields(self, action: str, args: Mapping[str, str]) -> list[str]:
        """Return the keys of a form's fields that name a person; none where there is no such form any more."""
        form = _form(self.any_scene(args.get("p", "")), action, args)
        return [field.key for field in form.fields if field.kind == "person"] if form else []

    def home(self) -> Home:
        """Return the person's own page."""
        rows = self.tx.projects_of(self.account.workspace, self.account.person)[:MOST_PROJECTS]
        scenes = [self.any_scene(row.project) for row in rows]
        me = self.account
        chosen = self.tx.preferences(me.workspace, [me.person])[me.person]
        mine = self.tx.accounts(me.workspace, me.person)
        reads_on = mine[0].platform if len(mine) > 1 else ""
        today = local_day(self.now, me.time_zone)
        words, beside = words_of(me), self._of_roles()
        page = home(words, me.person, scenes, chosen, today=today, reads_on=reads_on, beside=beside)
        return worded(page, words)

    def _of_roles(self) -> Sequence[Part]:
        """Return what somebody with a role in the whole workspace sees on their page beside."""
        me = self.account
        if not me.workspace_roles:
            return ()
        opened = Buttons(whole(words_of(me), me.workspace_roles))
        if "workspace_admin" not in me.workspace_roles:
            return (opened,)
        found = self.tx.workspace_settings(me.workspace)
        names = names_of(self.tx, me.workspace, found.anchor_to)
        known = [names.get(person) or words_of(me).t("somebody") for person in found.anchor_to]
        return (opened, *anchor_parts(words_of(me), known, found.anchor_day, found.anchor_at))

    def rows_here(self, platform: str, conversation: str) -> Sequence[ProjectRow]:
        """Return the projects of a channel that have not ended."""
        rows = self.tx.projects_in(self.account.workspace, platform, conversation)
        return [row for row in rows if row.status != "stopped"] or rows

    def request(self, project: str) -> Card | Pressed:
        """Return the control that asks for the current gate, or a card with it where it must be confirmed."""
        found = self.scene(project)
        button = request_button(found)
        if button and button.confirm:
            return Card(button.confirm.text, (Text(button.confirm.text), Buttons((button,))))
        number = found.project.rounds.get(found.project.phase, 0) + 1
        return Pressed("gate.request", {"p": project, "g": str(found.project.phase), "r": str(number)})

    def _try(self, found: Scene, action: str, args: Mapping[str, str], *, present: bool) -> None:
        """Try the command with placeholders: who may not use it is told before filling in a form."""
        # Of all roles, the lead's is the one that most may give.
        values = TRIAL | {"role": args.get("role", "lead" if action == "project.role" else TRIAL["role"])}
        wanted = {} if action in ("item.form", "row.form", "project.charter") else values
        try:
            command = FORMS[action](Given(args, wanted, self.account, found.playbook))
            by = Actor(self.account.person, present, self.account.workspace_roles)
            decide(found.project, command, by=by, playbook=found.playbook, now=self.now)
        except BadInput:
            return


def sees(project: Project, account: Account, platform: str, conversation: str) -> bool:
    """Tell whether a project is shown to somebody who looks at it from a conversation."""
    here = project.lives_in(platform, conversation)
    return here or bool(account.workspace_roles) or project.concerns(account.person)


def _form(found: Scene, action: str, args: Mapping[str, str]) -> Form | None:
    try:
        return form_for(found, action, args)
    except (KeyError, ValueError, IndexError):
        return None


_Word = Callable[[Reading, Scene, Mapping[str, str]], Card]


def _details(reading: Reading, found: Scene, args: Mapping[str, str]) -> Card:
    entries = reading.tx.history(reading.account.workspace, found.project.id, HISTORY)
    return details(_naming(reading, found, entries), args["i"], entries)


def _history(reading: Reading, found: Scene, args: Mapping[str, str]) -> Card:
    entries = reading.tx.history(reading.account.workspace, found.project.id, HISTORY)
    return history(_naming(reading, found, entries), entries)


def _attempts(reading: Reading, found: Scene, args: Mapping[str, str]) -> Card:
    """Show what was refused to those alone who see the whole workspace: it speaks of people's mistakes."""
    if not reading.account.workspace_roles:
        raise Refusal("not_to_be_seen")
    workspace = reading.account.workspace
    tried = reading.tx.attempts(workspace, found.project.id, MOST_ATTEMPTS)
    unknown = {one.person for one in tried} - found.names.keys()
    return attempts(replace(found, names={**names_of(reading.tx, workspace, unknown), **found.names}), tried)


def _naming(reading: Reading, found: Scene, entries: Sequence[Recorded]) -> Scene:
    """Return the scene with the names of everybody who did something once, whatever became of their role."""
    events = [entry.event for entry in entries]
    persons = {getattr(event, field, "") for event in events for field in ("person", "owner", "instead_of")}
    unknown = sorted({*persons, *(entry.by for entry in entries)} - {*found.names, ""})
    return replace(found, names={**names_of(reading.tx, reading.account.workspace, unknown), **found.names})


#: controls that show a card to the one who pressed them
SHOWN: dict[str, _Word] = {
    "item.details": _details,
    "gate.evidence": lambda reading, found, args: evidence(found, int(args["g"])),
    "project.status": lambda reading, found, args: status(found),
    "project.imported": lambda reading, found, args: paper_card(found),
    "project.roles": lambda reading, found, args: roles(found),
    "project.history": _history,
    "project.attempts": _attempts,
    "project.menu": lambda reading, found, args: menu_one(found),
    "project.disconnect": lambda reading, found, args: disconnect_card(found),
    "project.assign": lambda reading, found, args: assign(found),
}
