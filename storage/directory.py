"""Workspaces, installations, people and their accounts: the only place where names are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Select, Update, and_, bindparam, case, exists, select, true, update
from sqlalchemy import literal_column as word

from bot.service.ports import Account
from storage.grants import Grants
from storage.planned import PEOPLE, Planned
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, many, plain, value, values
from storage.tables import table

WORKSPACE, INSTALLATION, PERSON, ACCOUNT = (
    table("workspace"),
    table("installation"),
    table("person"),
    table("account"),
)
#: as the fields of Account
_FIELDS = (
    "workspace",
    "person",
    "platform",
    "tenant",
    "user",
    "name",
    "time_zone",
    "locale",
    "active",
    "direct",
    "language",
    "email",
    "main",
    "granted",
)
#: what a profile always says, and what it says at times
_PROFILE = ("name", "time_zone", "locale", "active")
_FRESH = (*_PROFILE, "email", "direct")


class Directory(Planned, Grants):
    """The directory of one transaction."""

    def workspace_of(self, platform: str, tenant: str) -> str | None:
        """Return the workspace that a platform's tenant stands for."""
        row = self.row(_WORKSPACE_OF, platform=platform, tenant=tenant)
        return str(row[0]) if row else None

    def install(self, workspace: str, platform: str, tenant: str, name: str, bot_user: str) -> None:
        """Create the workspace and its installation; where it is there only its name and bot user are set."""
        if self.change(_RENAME, platform=platform, tenant=tenant, new_name=name, new_bot_user=bot_user):
            return
        self.insert(_WORKSPACE, [{"id": workspace}])
        row = {"platform": platform, "tenant": tenant, "workspace": workspace}
        self.insert(_INSTALLATION, [{**row, "name": name, "bot_user": bot_user, "address": ""}])

    def put_account(self, account: Account) -> Account:
        """Insert or update by (platform, tenant, user); a person id that is there is kept and returned."""
        before = self.account(account.platform, account.tenant, account.user)
        if before is None:
            self.insert(_PERSON, [{"workspace": account.workspace, "id": account.person, "joined": ""}])
            # A new account of somebody who is known may do what they may.
            account = replace(account, granted=" ".join(self.roles_of(account.workspace, account.person)))
            self.insert(_ACCOUNT, [{field: getattr(account, field) for field in _FIELDS}])
            self.first_preferences(account.workspace, account.person)
            return account
        whose = {"platform": account.platform, "tenant": account.tenant, "user": account.user}
        fresh = {f"new_{field}": getattr(account, field) for field in _FRESH}
        self.change(_UPDATE, **whose, **fresh)
        return self.account(**whose) or before

    def account(self, platform: str, tenant: str, user: str) -> Account | None:
        """Return who a platform's user is."""
        row = self.row(_BY_USER, platform=platform, tenant=tenant, user=user)
        return Account(*row) if row else None

    def people(self, workspace: str, persons: Sequence[str], *, platform: str = "") -> Mapping[str, Account]:
        """Return accounts by person id, in one statement: of several accounts of a person, one.

        With a platform, only the accounts there.
        """
        if not persons:
            return {}
        found: dict[str, Account] = {}
        keys = [(workspace, person) for person in persons]
        rows = self.rows(_PEOPLE, **PEOPLE.values(self._conn.name, keys))
        for asked, account in sorted(
            ((row[0], Account(*row[1:])) for row in rows), key=lambda e: _first(e[1])
        ):
            if not platform or account.platform == platform:
                found.setdefault(asked, account)
        return found

    def accounts(self, workspace: str, person: str) -> Sequence[Account]:
        """Return all accounts of a person, the main one first."""
        rows = self.rows(_PEOPLE, **PEOPLE.values(self._conn.name, [(workspace, person)]))
        return sorted((Account(*row[1:]) for row in rows), key=_first)

    def accounts_of(self, workspace: str, email: str) -> Sequence[Account]:
        """Return the accounts with a verified address."""
        return (
            [Account(*row) for row in self.rows(_BY_EMAIL, workspace=workspace, email=email)] if email else []
        )

    def namesakes(self, workspace: str, name: str, limit: int) -> Sequence[Account]:
        """Return accounts of this name whose address is not known."""
        found = self.rows(_NAMESAKES, workspace=workspace, name=name, limit=limit)
        return [Account(*row) for row in found]

    def elsewhere(self, workspace: str, platform: str, limit: int) -> Sequence[Account]:
        """Return people on other platforms who have no account on this one, by name."""
        found = self.rows(_ELSEWHERE, workspace=workspace, platform=platform, limit=limit)
        return [Account(*row) for row in found]


def _workspace_of(_: Name) -> Select[Any]:
    here = INSTALLATION.c
    ours = and_(here.platform == bindparam("platform"), here.tenant == bindparam("tenant"))
    return select(here.workspace).where(ours)


def _rename(_: Name) -> Update:
    here = INSTALLATION.c
    ours = and_(here.platform == bindparam("platform"), here.tenant == bindparam("tenant"))
    return update(INSTALLATION).where(ours).values(values(INSTALLATION, ("name", "bot_user")))


def _workspace(name: Name, rows: int) -> Insert:
    return many(name, WORKSPACE, rows).on_conflict_do_nothing(index_elements=["id"])


def _person(name: Name, rows: int) -> Insert:
    return many(name, PERSON, rows).on_conflict_do_nothing(index_elements=["workspace", "id"])


def _account() -> Select[Any]:
    return select(*(ACCOUNT.c[field] for field in _FIELDS))


def _by_user(_: Name) -> Select[Any]:
    who = ACCOUNT.c
    return _account().where(
        who.platform == bindparam("platform"),
        who.tenant == bindparam("tenant"),
        who.user == bindparam("user"),
    )


def _update(_: Name) -> Update:
    who = ACCOUNT.c
    whose = and_(
        who.platform == bindparam("platform"),
        who.tenant == bindparam("tenant"),
        who.user == bindparam("user"),
    )
    # A profile does not always know the conversation and the address: what was learnt before stays.
    learnt = {field: value(ACCOUNT, field, "new_") for field in ("email", "direct")}
    kept = {field: case((new == word("''"), who[field]), else_=new) for field, new in learnt.items()}
    return update(ACCOUNT).where(whose).values({**values(ACCOUNT, _PROFILE), **kept})


def _people(name: Name) -> Select[Any]:
    listed, who = PEOPLE.source(name), ACCOUNT.c
    known = and_(PERSON.c.workspace == listed.c.workspace, PERSON.c.id == listed.c.person)
    # Whoever turned out to be somebody else is found as that one.
    one = case((PERSON.c.joined == word("''"), PERSON.c.id), else_=PERSON.c.joined)
    same = and_(who.workspace == PERSON.c.workspace, who.person == one)
    found = select(listed.c.person, *(who[field] for field in _FIELDS))
    return found.select_from(listed.join(PERSON, known).join(ACCOUNT, same))


def _by_email(_: Name) -> Select[Any]:
    who = ACCOUNT.c
    return _account().where(who.workspace == bindparam("workspace"), who.email == bindparam("email"))


def _namesakes(_: Name) -> Select[Any]:
    who = ACCOUNT.c
    found = _account().where(who.workspace == bindparam("workspace"), who.email == word("''"))
    return found.where(who.name == bindparam("name")).order_by(who.user).limit(bindparam("limit"))


def _elsewhere(_: Name) -> Select[Any]:
    who, too = ACCOUNT.c, ACCOUNT.alias("too")
    here = too.c.platform == bindparam("platform")
    same = and_(too.c.workspace == who.workspace, too.c.person == who.person, here)
    found = _account().where(who.workspace == bindparam("workspace"), who.active.is_(true()))
    found = found.where(who.platform != bindparam("platform"), ~exists().where(same))
    return found.order_by(who.name, who.user).limit(bindparam("limit"))


def _first(account: Account) -> tuple[bool, bool, str, str, str]:
    """Sort by where a person reads: an account that they have left comes last."""
    return not account.active, not account.main, account.platform, account.tenant, account.user


_WORKSPACE_OF, _RENAME, _BY_USER, _UPDATE = (
    Statement(_workspace_of),
    Statement(_rename),
    Statement(_by_user),
    Statement(_update),
)
_WORKSPACE, _PERSON = Inserts(WORKSPACE, _workspace), Inserts(PERSON, _person)
_NAMESAKES = Statement(_namesakes)
_PEOPLE, _BY_EMAIL, _ELSEWHERE = Statement(_people), Statement(_by_email), Statement(_elsewhere)
_INSTALLATION = plain(INSTALLATION)
_ACCOUNT = plain(ACCOUNT)
