"""Workspaces, installations, people and their accounts: the only place where names are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, Update, and_, bindparam, case, select, update
from sqlalchemy import literal_column as word

from bot.service.ports import Account
from storage.planned import PEOPLE, Planned
from storage.sql import Inserts, Name, Row, Statement
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
)
#: what a profile says, and what it says with the conversation
_PROFILE = ("name", "time_zone", "locale", "active", "email")
_FRESH = (*_PROFILE, "direct")


class Directory(Planned):
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
        self.insert(_INSTALLATION, [{**row, "name": name, "bot_user": bot_user}])

    def put_account(self, account: Account) -> Account:
        """Insert or update by (platform, tenant, user); a person id that is there is kept and returned."""
        before = self.account(account.platform, account.tenant, account.user)
        if before is None:
            self.insert(_PERSON, [{"workspace": account.workspace, "id": account.person, "joined": ""}])
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
        for row in sorted(self.rows(_PEOPLE, **PEOPLE.values(self._conn.name, keys)), key=_user_key):
            if not platform or row[2] == platform:
                found.setdefault(row[1], Account(*row))
        return found


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
    direct = value(ACCOUNT, "direct", "new_")
    # A profile does not know the conversation: what was learnt before stays.
    kept = {"direct": case((direct == word("''"), who.direct), else_=direct)}
    return update(ACCOUNT).where(whose).values({**values(ACCOUNT, _PROFILE), **kept})


def _people(name: Name) -> Select[Any]:
    listed, who = PEOPLE.source(name), ACCOUNT.c
    same = and_(who.workspace == listed.c.workspace, who.person == listed.c.person)
    return _account().select_from(listed.join(ACCOUNT, same))


def _user_key(row: Row) -> tuple[str, str, str]:
    return row[2], row[3], row[4]


_WORKSPACE_OF, _RENAME, _BY_USER, _UPDATE = (
    Statement(_workspace_of),
    Statement(_rename),
    Statement(_by_user),
    Statement(_update),
)
_WORKSPACE, _PERSON = Inserts(WORKSPACE, _workspace), Inserts(PERSON, _person)
_PEOPLE = Statement(_people)
_INSTALLATION = plain(INSTALLATION)
_ACCOUNT = plain(ACCOUNT)
