"""Messages that must leave: queued with what caused them, leased in order, at most one of a conversation at a time.

What "in order" means: a row's id is minted when it is inserted. On SQLite one writer inserts, so that ids are in
commit order. On PostgreSQL they are not: of two transactions the one with the higher id may commit, and send,
first. Messages of one project are still in order, since its transactions hold the project's row from before they
mint until they commit; messages of different projects in one conversation have no order to keep. Clocks of replicas
that differ can swap two messages of a project only when its events are closer together than that difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    FromClause,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    not_,
    null,
    or_,
    select,
    true,
    update,
)
from sqlalchemy import literal_column as word

from bot.service.ports import Leased, Outgoing, Place
from storage.ids import new_id
from storage.served import bound_to, taken_by
from storage.sql import Batch, Inserts, Name, Row, Statement
from storage.statements import Insert, Part, is_, many, value
from storage.tables import table

OUTBOX, MESSAGE = table("outbox"), table("message")
#: due before anything that has a time
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_LEASED = (
    "id",
    "workspace",
    "attempts",
    "key",
    "notice",
    "dedupe_key",
    "refresh",
    "pin",
    "edit_only",
    "project",
    "due_at",
)
_PLACE = ("platform", "conversation", "person")
#: what a refresh is about and whom it is for; its dedupe key tells only which event asked for it
_SAID = ("order_key", "notice", "pin", "project", *_PLACE)


class Outbox(Part):
    """The outbox of one transaction."""

    def queue(self, workspace: str, outgoing: Sequence[Outgoing], now: datetime) -> None:
        """Queue messages that belong to no event."""
        self.put(workspace, outgoing)

    def put(self, workspace: str, outgoing: Sequence[Outgoing]) -> None:
        """Queue messages in one statement; a known post is left alone, a waiting refresh is replaced."""
        rows: dict[str, dict[str, Any]] = {}
        for message in outgoing:
            # One statement may touch a slot once: here, too, the newer refresh wins, and the first post.
            row = _row(workspace, message)
            if message.refresh and (older := rows.pop(row["slot"], None)):
                row["edit_only"] = row["edit_only"] and older["edit_only"]
            rows.setdefault(row["slot"], row)
        self.insert(_PUT, list(rows.values()))

    def lease(
        self, now: datetime, *, seconds: float, limit: int, workspaces: Sequence[str]
    ) -> Sequence[Leased]:
        """Take due messages: in order within a conversation, at most one of each conversation at a time.

        Those of other workspaces are left to the bot that is connected there, unless nobody takes them for a day.
        """
        # Two leases at once could each see the other's conversation as free.
        self._conn.in_line("outbox lease")
        heads = _HEADS.on(self._conn.name, len(workspaces))
        bound = {"now": now, "limit": limit, **bound_to(workspaces, now)}
        found = self._conn.rows(heads, heads.bind(bound))
        if found:
            sql = _LEASE.on(self._conn.name, len(found))
            ids = {f"r{number}_id": row[0] for number, row in enumerate(found)}
            self._conn.change(sql, sql.bind({**ids, "until": now + timedelta(seconds=seconds)}))
        return [_leased(row) for row in found]

    def delivered(self, leased: Leased, conversation: str, message: str) -> None:
        """Forget a sent message and remember where the logical message stands."""
        # A sent post keeps its row, without what it said, so that it is never sent again.
        done = _FORGET if leased.outgoing.refresh else _SENT
        self.change(done, workspace=leased.workspace, id=leased.id)
        if message:
            row = {"workspace": leased.workspace, "key": leased.outgoing.key}
            self.insert(_STANDS, [{**row, "conversation": conversation, "message": message}])

    def postpone(self, leased: Leased, until: datetime, why: str) -> None:
        """Give a leased message back; it still goes before the later ones of its conversation."""
        slot = _slot(leased.outgoing)
        self.change(_POSTPONE, **_holder(leased), until=until, new_why=why, free_slot=slot)

    def give_up(self, leased: Leased, why: str, now: datetime) -> None:
        """Keep it as failed and release its conversation."""
        self.change(_GIVE_UP, **_holder(leased), new_why=why, now=now)

    def message(self, workspace: str, key: str) -> tuple[str, str] | None:
        """Return (conversation, message) of a logical message."""
        row = self.row(_MESSAGE, workspace=workspace, key=key)
        return (row[0], row[1]) if row else None

    def next_send(self) -> datetime | None:
        """Return when the next queued message may leave, or the next lease ends; None when nothing waits."""
        times = [row[0] for row in (self.row(_NEXT_DUE), self.row(_NEXT_LEASE)) if row and row[0]]
        return min(times, default=None)


def _slot(outgoing: Outgoing) -> str:
    return f"refresh:{outgoing.key}" if outgoing.refresh else f"post:{outgoing.dedupe}"


def _row(workspace: str, outgoing: Outgoing) -> dict[str, Any]:
    place = outgoing.place
    to = f"person:{place.person}" if place.person else f"{place.platform}:{place.conversation}"
    return {
        "id": new_id(),
        "workspace": workspace,
        "key": outgoing.key,
        "dedupe_key": outgoing.dedupe,
        "slot": _slot(outgoing),
        "order_key": f"{workspace}:{to}",
        "notice": outgoing.notice,
        "due_at": outgoing.due_at or AT_ONCE,
        "attempts": 0,
        "lease_until": None,
        "state": "waiting",
        "why": "",
        "refresh": outgoing.refresh,
        "pin": outgoing.pin,
        "platform": place.platform,
        "conversation": place.conversation,
        "person": place.person,
        "project": outgoing.project,
        "edit_only": outgoing.edit_only,
    }


def _leased(row: Row) -> Leased:
    id_, workspace, attempts, key, notice, dedupe, refresh, pin, edit_only, project, due_at, *rest = row
    platform, channel, person, conversation, message = rest
    place = Place(platform, channel, person)
    due = None if due_at == AT_ONCE else due_at
    outgoing = Outgoing(key, place, notice, dedupe, refresh, pin, edit_only, project, due)
    return Leased(id_, workspace, outgoing, attempts, conversation or "", message or "")


def _holder(leased: Leased) -> dict[str, Any]:
    """Whoever leased it later has another number of attempts: an outlived lease changes nothing."""
    return {"workspace": leased.workspace, "id": leased.id, "attempts": leased.attempts + 1}


def _put(name: Name, rows: int) -> Insert:
    added = many(name, OUTBOX, rows)
    new = added.excluded
    # Its place in the line stays, and so does the time that a failed attempt asks for.
    earlier = and_(OUTBOX.c.attempts == word("0"), new.due_at < OUTBOX.c.due_at)
    fresh: dict[str, ColumnElement[Any]] = {column: new[column] for column in ("dedupe_key", *_SAID)}
    # If one of them would have posted, what replaces both does.
    fresh["edit_only"] = and_(OUTBOX.c.edit_only, new.edit_only)
    fresh["due_at"] = case((earlier, new.due_at), else_=OUTBOX.c.due_at)
    # A crowd on one card asks for it again and again: what would say the same is not written, nor are its indexes.
    other = [OUTBOX.c[column] != new[column] for column in _SAID]
    differs = or_(earlier, and_(OUTBOX.c.edit_only, not_(new.edit_only)), *other)
    # Only a waiting refresh is ever in a slot that a refresh asks for; what holds a post's slot is left alone.
    return added.on_conflict_do_update(
        index_elements=["workspace", "slot"], set_=fresh, where=and_(OUTBOX.c.refresh.is_(true()), differs)
    )


def _in_the_way(other: FromClause, now: ColumnElement[Any] | None) -> ColumnElement[bool]:
    """Say whether `other` keeps a message from leaving: it is leased, or it goes first and is due or was tried.

    Without `now`, leases that have ended and messages that are due count as they stand in the table.
    """
    leased: ColumnElement[bool] = other.c.lease_until.is_not(None)
    first: ColumnElement[bool] = other.c.attempts > word("0")
    if now is not None:
        leased, first = other.c.lease_until > now, or_(other.c.due_at <= now, first)
    same = and_(
        is_(other.c.state, "waiting"), other.c.order_key == OUTBOX.c.order_key, other.c.id != OUTBOX.c.id
    )
    return and_(same, or_(leased, and_(other.c.id < OUTBOX.c.id, first)))


def _heads(name: Name, workspaces: int) -> Select[Any]:
    other = OUTBOX.alias("other")
    now = bindparam("now", type_=OUTBOX.c.due_at.type)
    unleased = or_(OUTBOX.c.lease_until.is_(None), OUTBOX.c.lease_until <= now)
    blocked = select(word("1")).select_from(other).where(_in_the_way(other, now)).exists()
    stands = and_(MESSAGE.c.workspace == OUTBOX.c.workspace, MESSAGE.c.key == OUTBOX.c.key)
    columns = [
        *(OUTBOX.c[column] for column in (*_LEASED, *_PLACE)),
        MESSAGE.c.conversation,
        MESSAGE.c.message,
    ]
    found = (
        select(*columns)
        .select_from(OUTBOX.outerjoin(MESSAGE, stands))
        .where(
            is_(OUTBOX.c.state, "waiting"),
            OUTBOX.c.due_at <= now,
            taken_by(name, workspaces),
            unleased,
            ~blocked,
        )
        .order_by(OUTBOX.c.due_at, OUTBOX.c.id)
        .limit(bindparam("limit"))
    )
    return found if name == "sqlite" else found.with_for_update(of=OUTBOX, skip_locked=True)


def _lease(_: Name, rows: int) -> Update:
    slot = case((OUTBOX.c.refresh.is_(true()), word("'leased:'").concat(OUTBOX.c.id)), else_=OUTBOX.c.slot)
    until = bindparam("until", type_=OUTBOX.c.lease_until.type)
    taken = {"lease_until": until, "attempts": OUTBOX.c.attempts + word("1"), "slot": slot}
    return update(OUTBOX).where(OUTBOX.c.id.in_([bindparam(f"r{n}_id") for n in range(rows)])).values(taken)


def _mine() -> ColumnElement[bool]:
    return and_(OUTBOX.c.workspace == bindparam("workspace"), OUTBOX.c.id == bindparam("id"))


def _held() -> ColumnElement[bool]:
    return and_(_mine(), is_(OUTBOX.c.state, "waiting"), OUTBOX.c.attempts == bindparam("attempts"))


def _sent(_: Name) -> Update:
    return update(OUTBOX).where(_mine()).values(state="sent", lease_until=null(), notice=b"", why="")


def _forget(_: Name) -> Delete:
    return delete(OUTBOX).where(_mine())


def _postpone(_: Name) -> Update:
    other = OUTBOX.alias("other")
    free = value(OUTBOX, "slot", "free_")
    newer = and_(other.c.workspace == bindparam("workspace"), other.c.slot == free, other.c.id != OUTBOX.c.id)
    replaced = select(word("1")).select_from(other).where(newer).exists()
    slot = case((replaced, OUTBOX.c.slot), else_=free)
    back = {"lease_until": null(), "due_at": bindparam("until", type_=OUTBOX.c.due_at.type), "slot": slot}
    return update(OUTBOX).where(_held()).values({**back, "why": value(OUTBOX, "why", "new_")})


def _give_up(_: Name) -> Update:
    slot = case((OUTBOX.c.refresh.is_(true()), word("'failed:'").concat(OUTBOX.c.id)), else_=OUTBOX.c.slot)
    now = bindparam("now", type_=OUTBOX.c.due_at.type)
    failed = {"state": word("'failed'"), "lease_until": null(), "due_at": now, "slot": slot}
    return update(OUTBOX).where(_held()).values({**failed, "why": value(OUTBOX, "why", "new_")})


def _stands(name: Name, rows: int) -> Insert:
    added = many(name, MESSAGE, rows)
    fresh = {"conversation": added.excluded.conversation, "message": added.excluded.message}
    return added.on_conflict_do_update(index_elements=["workspace", "key"], set_=fresh)


def _message(_: Name) -> Select[Any]:
    ours = and_(MESSAGE.c.workspace == bindparam("workspace"), MESSAGE.c.key == bindparam("key"))
    return select(MESSAGE.c.conversation, MESSAGE.c.message).where(ours)


def _next_due(_: Name) -> Select[Any]:
    other = OUTBOX.alias("other")
    blocked = select(word("1")).select_from(other).where(_in_the_way(other, None)).exists()
    free = and_(is_(OUTBOX.c.state, "waiting"), OUTBOX.c.lease_until.is_(None), ~blocked)
    return select(OUTBOX.c.due_at).where(free).order_by(OUTBOX.c.due_at, OUTBOX.c.id).limit(word("1"))


def _next_lease(_: Name) -> Select[Any]:
    return select(func.min(OUTBOX.c.lease_until)).where(is_(OUTBOX.c.state, "waiting"))


_PUT, _STANDS, _LEASE = Inserts(OUTBOX, _put), Inserts(MESSAGE, _stands), Batch(_lease)
_HEADS = Batch(_heads)
_SENT, _FORGET, _POSTPONE = Statement(_sent), Statement(_forget), Statement(_postpone)
_GIVE_UP, _MESSAGE = Statement(_give_up), Statement(_message)
_NEXT_DUE, _NEXT_LEASE = Statement(_next_due), Statement(_next_lease)
