"""Who is who: accounts of the chat become people of the workspace, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace
from uuid_utils import uuid7

from bot.project.calendar import is_zone
from bot.project.refusals import BadInput, Problem
from bot.service.intents import ProfileChanged, Sender
from bot.service.ports import Account, Chat, DeliveryFailed, Store, Tx
from bot.talk.card import Field, Form
from bot.talk.project_form import ELSEWHERE

#: as many as a list of choices holds on every platform
MOST_ELSEWHERE = 100
#: whom the other platforms are asked about when somebody new arrives
MOST_NAMESAKES = 3


def mint() -> str:
    """Return a new id, ordered by time."""
    return str(uuid7())


class Directory:
    """The people of one store."""

    def __init__(self, store: Store, chats: Mapping[tuple[str, str], Chat]) -> None:
        """Take the store, and the chats by workspace and platform."""
        self._store, self._chats = store, chats

    async def known(self, sender: Sender) -> Account | None:
        """Return the account of somebody who was seen before."""
        return await self._store.read(lambda tx: tx.account(sender.platform, sender.tenant, sender.user))

    async def sender(self, sender: Sender) -> Account | None:
        """Return who sent something; None for bots, strangers, and where the bot is not installed."""
        known = await self.known(sender)
        if known:
            return known
        workspace = await self._store.read(lambda tx: tx.workspace_of(sender.platform, sender.tenant))
        if workspace is None:
            return None
        return await self._introduced(workspace, sender.platform, sender.tenant, sender.user)

    async def account(self, workspace: str, platform: str, tenant: str, user: str) -> Account | None:
        """Return the account of somebody who was named; None for bots and strangers."""
        known = await self._store.read(lambda tx: tx.account(platform, tenant, user))
        return known or await self._introduced(workspace, platform, tenant, user)

    async def _introduced(self, workspace: str, platform: str, tenant: str, user: str) -> Account | None:
        """Add somebody new, as the chat describes them."""
        chat = self._chats.get((workspace, platform))
        if chat is None:
            return None
        try:
            profile = await chat.profile(user)
        except DeliveryFailed as failed:
            if failed.permanent:
                return None
            raise
        if profile.bot:
            return None
        account = Account(
            workspace=workspace,
            person=mint(),
            platform=platform,
            tenant=tenant,
            user=user,
            name=profile.name,
            time_zone=profile.time_zone,
            locale=profile.locale,
            active=profile.active,
            email=profile.email,
        )
        await self._learn_addresses(account)
        return await self._store.write(lambda tx: tx.put_account(_known_elsewhere(tx, account)))

    async def _learn_addresses(self, account: Account) -> None:
        """Ask the other platforms for the addresses of namesakes, who were there before addresses were kept."""
        if not account.email:
            return
        same = await self._store.read(
            lambda tx: tx.namesakes(account.workspace, account.name, MOST_NAMESAKES)
        )
        for known in same:
            chat = self._chats.get((known.workspace, known.platform))
            if chat is None or known.platform == account.platform:
                continue
            try:
                profile = await chat.profile(known.user)
            except DeliveryFailed:
                continue  # the two can still be joined by a code
            learnt = replace(known, email=profile.email)
            await self._store.write(lambda tx, learnt=learnt: tx.put_account(learnt))  # type: ignore[misc]

    async def persons(
        self, account: Account, values: Mapping[str, str], keys: Sequence[str], *, to_act: bool = True
    ) -> dict[str, str]:
        """Return the values with the user ids under `keys` replaced by person ids.

        Raises BadInput for whoever cannot be found, is a bot, or has left; and, where it is `to_act` that they are
        named, for auditors, who have no part in what they audit.
        """
        found = dict(values)
        for key in keys:
            if user := found.get(key, ""):
                person = await self.account(account.workspace, account.platform, account.tenant, user)
                if person is None or not person.active:
                    raise BadInput(Problem(key, "not_a_person"))
                _need_a_part(person, key, to_act=to_act)
                found[key] = person.person
        return found

    async def elsewhere(self, account: Account) -> Sequence[Account]:
        """Return people of the workspace who have no account on somebody's platform."""
        return await self._store.read(
            lambda tx: tx.elsewhere(account.workspace, account.platform, MOST_ELSEWHERE)
        )

    async def chosen_elsewhere(
        self, account: Account, values: Mapping[str, str], key: str, *, to_act: bool = True
    ) -> dict[str, str]:
        """Return the values with whoever was chosen beside a person's field in that field.

        Raises BadInput for both at once, and for whom `persons` raises it.
        """
        found = dict(values)
        person = found.pop(f"{key}{ELSEWHERE}", "")
        if not person:
            return found
        if found.get(key):
            raise BadInput(Problem(f"{key}{ELSEWHERE}", "only_one"))
        known = await self._store.read(lambda tx: tx.people(account.workspace, [person]))
        if person not in known or not known[person].active:
            raise BadInput(Problem(f"{key}{ELSEWHERE}", "not_a_person"))
        _need_a_part(known[person], f"{key}{ELSEWHERE}", to_act=to_act)
        return found | {key: known[person].person}

    async def with_users(self, workspace: str, platform: str, form: Form) -> Form:
        """Return the form with the person ids in its person fields replaced by the platform's user ids."""
        persons = [field.value for field in form.fields if field.kind == "person" and field.value]
        if not persons:
            return form
        known = await self._store.read(lambda tx: tx.people(workspace, persons, platform=platform))
        return replace(form, fields=tuple(_with_user(field, known) for field in form.fields))


def _need_a_part(person: Account, key: str, *, to_act: bool) -> None:
    """Refuse to give an auditor anything to do, or to let them stand in for somebody."""
    if to_act and "auditor" in person.workspace_roles:
        raise BadInput(Problem(key, "an_auditor"))


def rename(tx: Tx, account: Account, said: ProfileChanged) -> None:
    """Keep what a chat says of somebody now; their time zone stays where it says none that is known."""
    zone = said.time_zone if is_zone(said.time_zone) else account.time_zone
    known = replace(account, name=said.name, time_zone=zone, locale=said.locale)
    tx.put_account(replace(known, active=said.active, email=said.email))


def _known_elsewhere(tx: Tx, account: Account) -> Account:
    """Return an account as the same person's who has one with its verified address on another platform.

    Messages stay where they have been. Nobody is guessed: of two people with one address, neither is taken.
    """
    same = tx.accounts_of(account.workspace, account.email)
    persons = {one.person for one in same}
    if len(persons) != 1:
        return account
    theirs = tx.accounts(account.workspace, persons.pop())
    if not theirs or any(one.platform == account.platform for one in theirs):
        return account
    return replace(account, person=theirs[0].person, main=False, language=theirs[0].language)


def _with_user(field: Field, known: Mapping[str, Account]) -> Field:
    if field.kind != "person":
        return field
    found = known.get(field.value)
    return replace(field, value=found.user if found else "")
