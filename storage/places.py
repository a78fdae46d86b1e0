"""Where a platform is called, and the conversations that the bot was added to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Delete, Select, Update, and_, bindparam, delete, select, update

from storage.sql import Inserts, Name, Statement
from storage.statements import Insert, Part, many, values
from storage.tables import table

INSTALLATION, PLACE, ACCOUNT = table("installation"), table("place"), table("account")


class Places(Part):
    """Installations and conversations of one transaction."""

    def address(self, platform: str, tenant: str) -> str:
        """Return where a tenant's platform wants to be called; "" when it has not said so."""
        row = self.row(_ADDRESS, platform=platform, tenant=tenant)
        return str(row[0]) if row else ""

    def move(self, platform: str, tenant: str, address: str) -> None:
        """Remember where a tenant's platform wants to be called."""
        self.change(_MOVE, platform=platform, tenant=tenant, new_address=address)

    def places(self, workspace: str, platform: str) -> Sequence[str]:
        """Return the conversations that the bot was added to."""
        return [str(row[0]) for row in self.rows(_PLACES, workspace=workspace, platform=platform)]

    def put_place(self, workspace: str, platform: str, conversation: str) -> None:
        """Remember that the bot was added to a conversation; harmless when it is known."""
        row = {"workspace": workspace, "platform": platform, "conversation": conversation}
        self.insert(_PUT, [row])

    def remove_place(self, workspace: str, platform: str, conversation: str) -> None:
        """Forget a conversation that the bot was taken out of."""
        self.change(_REMOVE, workspace=workspace, platform=platform, conversation=conversation)

    def users_on(self, workspace: str, platform: str) -> Sequence[tuple[str, str]]:
        """Return (user, name) of everybody who is known and active on a platform, by name."""
        found = self.rows(_USERS, workspace=workspace, platform=platform)
        return sorted(((row[0], row[1]) for row in found), key=lambda one: (one[1].casefold(), one[0]))

    def left_on(self, workspace: str, platform: str) -> Sequence[str]:
        """Return users of a platform who are known and not active any more."""
        return [row[0] for row in self.rows(_LEFT, workspace=workspace, platform=platform)]


def _installed() -> Any:
    here = INSTALLATION.c
    return and_(here.platform == bindparam("platform"), here.tenant == bindparam("tenant"))


def _address(_: Name) -> Select[Any]:
    return select(INSTALLATION.c.address).where(_installed())


def _move(_: Name) -> Update:
    return update(INSTALLATION).where(_installed()).values(values(INSTALLATION, ("address",)))


def _here() -> Any:
    return and_(PLACE.c.workspace == bindparam("workspace"), PLACE.c.platform == bindparam("platform"))


def _places(_: Name) -> Select[Any]:
    return select(PLACE.c.conversation).where(_here()).order_by(PLACE.c.conversation)


def _put(name: Name, rows: int) -> Insert:
    return many(name, PLACE, rows).on_conflict_do_nothing(
        index_elements=["workspace", "platform", "conversation"]
    )


def _remove(_: Name) -> Delete:
    return delete(PLACE).where(_here(), PLACE.c.conversation == bindparam("conversation"))


def _of_platform() -> Any:
    who = ACCOUNT.c
    return and_(who.workspace == bindparam("workspace"), who.platform == bindparam("platform"))


def _users(_: Name) -> Select[Any]:
    return select(ACCOUNT.c.user, ACCOUNT.c.name).where(_of_platform(), ACCOUNT.c.active)


def _left(_: Name) -> Select[Any]:
    return select(ACCOUNT.c.user).where(_of_platform(), ~ACCOUNT.c.active).order_by(ACCOUNT.c.user)


_ADDRESS, _MOVE, _PLACES = Statement(_address), Statement(_move), Statement(_places)
_REMOVE, _USERS, _PUT = Statement(_remove), Statement(_users), Inserts(PLACE, _put)
_LEFT = Statement(_left)
