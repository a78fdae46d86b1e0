"""Roles in the whole workspace: who has them is shown to its admins, who give them and take them away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import cast, get_args

from bot.project.calendar import local_day
from bot.project.commands import WorkspaceRole
from bot.project.refusals import BadInput
from bot.service.admins import active_admins
from bot.service.aftermath import after_commit
from bot.service.context import Context
from bot.service.directory import mint
from bot.service.draw import names_of
from bot.service.in_words import all_saved
from bot.service.intents import Answer, Ask, Pressed, Say, Submitted, Wrong
from bot.service.ports import Account, Grant, Outgoing, Place, Tx
from bot.service.queued import encode
from bot.service.wording import words_of, wrong
from bot.talk import admin as said
from bot.talk.card import Card, Text
from bot.talk.forms import with_others
from bot.talk.notices import Kind, Notice

CONTROLS = (said.SHOW, said.GIVE, said.TAKE)
ROLES: tuple[WorkspaceRole, ...] = get_args(WorkspaceRole)
#: grants that are looked through for those that are over
MOST_KEPT = 100


class Granting:
    """Shows, gives and takes roles in a workspace."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def press(self, intent: Pressed, account: Account) -> Answer:
        """Answer a control."""
        match intent.action:
            case said.GIVE:
                return await self._form(account)
            case said.TAKE:
                return await self._take(intent, account)
            case _:
                return await self._show(account)

    async def _show(self, account: Account) -> Answer:
        """Show who has which role; somebody whom the platform calls an admin may become the first one by it."""
        if not {"workspace_admin", "auditor"}.isdisjoint(account.workspace_roles):
            return Say(await self._card(account))
        now = self._context.clock.now()
        if await self._context.store.read(lambda tx: active_admins(tx, account.workspace)):
            return await self._only_admins(account)
        if not (await self._context.chat(account).profile(account.user)).admin:
            return await self._only_admins(account)
        grant = Grant(mint(), account.person, "workspace_admin", "", now)
        first = await self._context.store.write(lambda tx: begin(tx, account.workspace, grant))
        return await self._changed(account, fresh=True) if first else await self._only_admins(account)

    async def _card(self, account: Account, *, fresh: bool = False) -> Card:
        now = self._context.clock.now()
        return await self._context.store.read(lambda tx: shown(tx, account, now, fresh=fresh))

    async def _only_admins(self, account: Account) -> Answer:
        text = await self._context.store.read(lambda tx: only_admins(tx, account))
        return _word(text)

    async def _form(self, account: Account) -> Answer:
        if "workspace_admin" not in account.workspace_roles:
            return await self._only_admins(account)
        words = words_of(account)
        others = await self._context.directory.elsewhere(account)
        return Ask(with_others(words, said.give_form(words), "person", others))

    async def submit(self, intent: Submitted, account: Account) -> Answer:
        """Give the role of the form; a no leaves it open."""
        directory, now = self._context.directory, self._context.clock.now()
        if "workspace_admin" not in account.workspace_roles:
            return Wrong({"": await self._context.store.read(lambda tx: only_admins(tx, account))})
        try:
            values = await directory.persons(account, intent.values, ["person"], to_act=False)
            values = await directory.chosen_elsewhere(account, values, "person", to_act=False)
        except BadInput as no:
            return Wrong(wrong(account, no, {}, None, None).errors)
        role, person = values.get("role", ""), values.get("person", "")
        if errors := said.missing(words_of(account), role in ROLES, bool(person)):
            return Wrong(errors)
        grant = Grant(mint(), person, cast(WorkspaceRole, role), account.person, now)
        no_ = await self._context.store.write(lambda tx: give(tx, account, grant))
        if no_:
            return Wrong(no_)
        self._context.wake()
        return await self._changed(account)

    async def _take(self, intent: Pressed, account: Account) -> Answer:
        role, person, now = intent.args.get("role", ""), intent.args.get("who", ""), self._context.clock.now()
        if role not in ROLES:
            return Say(await self._card(account))
        no = await self._context.store.write(lambda tx: take(tx, account, person, role, now))
        self._context.wake()
        return _word(no) if no else await self._changed(account)

    async def _changed(self, account: Account, *, fresh: bool = False) -> Answer:
        """Show who has which role now, or only say that the change was saved."""
        with after_commit("who has which role could not be read"):
            return Say(await self._card(account, fresh=fresh))
        return all_saved(words_of(account))


def begin(tx: Tx, workspace: str, grant: Grant) -> bool:
    """Make somebody the first workspace admin, as the platform allows; tell whether nobody was faster."""
    return not active_admins(tx, workspace) and tx.grant(workspace, grant)


def give(tx: Tx, account: Account, grant: Grant) -> dict[str, str]:
    """Give a role; return by field why not. Somebody who has it keeps it."""
    words, workspace = words_of(account), account.workspace
    held = tx.granted(workspace)
    if not _is_admin(held, account):
        return {"": only_admins(tx, account)}
    theirs = [one.role for one in held if one.person == grant.person]
    if grant.role in theirs:
        return {}
    if "auditor" in theirs:
        return {"person": said.is_auditor(words)}
    if grant.role == "auditor" and (theirs or (parts := parts_of(tx, workspace, grant.person))):
        return {"person": said.audits_alone(words, theirs, [] if theirs else parts)}
    if tx.grant(workspace, grant):
        tx.queue(workspace, [_told("workspace_role", grant, grant.granted_by)], grant.granted_at)
    return {}


def take(tx: Tx, account: Account, person: str, role: WorkspaceRole, now: datetime) -> str:
    """Take a role away; return why not, "" when it is gone. Nobody is left without an admin."""
    workspace = account.workspace
    held = tx.granted(workspace)
    if not _is_admin(held, account):
        return only_admins(tx, account)
    if role == "workspace_admin" and not set(active_admins(tx, workspace)) - {person}:
        return said.last_admin(words_of(account))
    grant = next((one for one in held if (one.person, one.role) == (person, role)), None)
    if grant and tx.end_grant(workspace, person, role, account.person, now) and person != account.person:
        tx.queue(workspace, [_told("workspace_role_over", grant, account.person)], now)
    return ""


def parts_of(tx: Tx, workspace: str, person: str) -> list[str]:
    """Return the names of the projects under way in which somebody has a part; practice counts for nothing."""
    rows = tx.projects_of(workspace, person)
    return [row.name for row in rows if row.status != "stopped" and not row.practice]


def only_admins(tx: Tx, account: Account) -> str:
    """Return who gives and takes roles."""
    admins = active_admins(tx, account.workspace)
    names = names_of(tx, account.workspace, admins)
    return said.only_admins(words_of(account), [names[person] for person in admins if person in names])


def shown(tx: Tx, account: Account, now: datetime, *, fresh: bool = False) -> Card:
    """Return the card of a workspace's roles; an auditor reads it."""
    kept = tx.grants(account.workspace, MOST_KEPT)
    now_held = tx.granted(account.workspace)
    persons = {
        one for grant in (*kept, *now_held) for one in (grant.person, grant.granted_by, grant.ended_by)
    }
    names = names_of(tx, account.workspace, persons)

    def held(grants: Sequence[Grant]) -> list[said.Held]:
        return [
            said.Held(
                grant.person,
                names.get(grant.person, ""),
                grant.role,
                grant.granted_at,
                names.get(grant.granted_by, ""),
                names.get(grant.ended_by, ""),
                grant.ended_at,
            )
            for grant in grants
        ]

    return said.admin_card(
        words_of(account),
        held(now_held),
        held([grant for grant in kept if grant.ended_at]),
        local_day(now, account.time_zone or "UTC"),
        may_change=_is_admin(now_held, account),
        fresh=fresh,
    )


def _is_admin(held: Sequence[Grant], account: Account) -> bool:
    return any((one.person, one.role) == (account.person, "workspace_admin") for one in held)


def _told(kind: Kind, grant: Grant, by: str) -> Outgoing:
    notice = Notice(kind, "", person=grant.person, role=grant.role, by=by)
    key = f"{kind}:{grant.id}"
    return Outgoing(key, Place(person=grant.person), encode(notice), key)


def _word(text: str) -> Say:
    return Say(Card(text, (Text(text),)))
