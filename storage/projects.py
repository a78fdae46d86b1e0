"""Reading and writing one project: snapshot, ledger, index rows, messages and the delivery, in six statements."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Delete, Insert, Select, Update, and_, bindparam, delete, select, update

from bot.project.events import Recorded
from bot.project.index import ItemIndex
from bot.project.state import Channel, Project
from bot.service.ports import Account, Attempt, ChannelSettings, Conflict, Loaded, Outgoing, Stored
from storage import ledger, snapshot
from storage.floor import floor, times
from storage.ids import new_id
from storage.outbox import Outbox
from storage.planned import Planned
from storage.sql import Inserts, Name, Statement
from storage.statements import Insert as DialectInsert
from storage.statements import insert, many, plain, value, values
from storage.sweeps import Sweeps
from storage.tables import table

INSTALLATION, ACCOUNT, INBOX, ATTEMPT = (
    table("installation"),
    table("account"),
    table("inbox"),
    table("attempt"),
)
PROJECT, EVENT, ITEM, MEMBER = table("project"), table("event"), table("item"), table("member")

#: when a delivery without an event came in: only its age counts, and it may go first
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_KEPT = ("seq", "head", "fingerprint", "snapshot")
_MOVING = (*_KEPT, "next_at")
ABOUT = (
    "status",
    "phase",
    "name",
    "practice",
    "platform",
    "conversation",
    "also_platform",
    "also_conversation",
    "next_at",
    "asks",
)
_PROFILE = ("name", "time_zone", "locale", "active", "direct", "language", "email")
_ACCOUNT = ("person", *_PROFILE, "main", "granted")


class Projects(Sweeps, Outbox, Planned):
    """Projects of one transaction."""

    def load(self, *, platform: str, tenant: str, user: str, delivery: str = "", project: str = "") -> Loaded:
        """Read account, project and the first outcome, in one statement."""
        self._conn.queue_for(project or delivery)
        row = self.row(_LOAD, platform=platform, tenant=tenant, user=user, delivery=delivery, project=project)
        if row is None:
            return Loaded(None, None, None)
        workspace, person, *about = row[: 1 + len(_ACCOUNT)]
        outcome, *kept = row[1 + len(_ACCOUNT) :]
        account = None
        if person is not None:
            account = Account(workspace, person, platform, tenant, user, *about)
        stored = self._whole(workspace, project, kept) if kept[0] is not None else None
        return Loaded(account, stored, outcome)

    def project(self, workspace: str, project: str) -> Stored | None:
        """Read one project."""
        self._conn.queue_for(project)
        row = self.row(_PROJECT, workspace=workspace, project=project)
        return self._whole(workspace, project, row) if row else None

    def _whole(self, workspace: str, project: str, row: Sequence[Any]) -> Stored:
        """Return a project with the earliest time for what is appended to it."""
        *kept, last_at, chosen = row
        return self.stored(workspace, project, kept, floor(last_at, chosen))

    def save(
        self,
        before: Stored | None,
        events: Sequence[Recorded],
        after: Project,
        *,
        workspace: str,
        items: Sequence[ItemIndex] = (),
        members: Sequence[tuple[str, str]] | None = None,
        outgoing: Sequence[Outgoing] = (),
        due_at: datetime | None = None,
        delivery: tuple[str, str, str] | None = None,
        outcome: bytes = b"",
    ) -> Stored:
        """Append the events and write all that follows; Conflict when the project moved on."""
        seq, head = (before.seq, before.head) if before else (0, "")
        rows = list(ledger.to_rows(workspace, after.id, events, seq, head))
        stored = Stored(workspace, after, seq + len(rows), rows[-1]["hash"] if rows else head)
        if after.seq != stored.seq:
            raise ValueError(f"{after.seq=} after {len(rows)} events on {seq}")
        self._replace(before, stored, due_at)
        self.insert(_APPEND, rows)
        self.insert(_INDEX, [_item_row(workspace, after.id, item) for item in items])
        if members is not None:
            self._set_members(workspace, after.id, members)
        self.put(workspace, outgoing)
        if delivery and delivery[2]:
            self._keep(workspace, delivery, outcome, events[-1].at if events else LONG_AGO)
        return stored

    def remember(self, delivery: tuple[str, str, str], outcome: bytes, now: datetime) -> None:
        """Keep the outcome of a delivery that changed nothing."""
        platform, tenant, key = delivery
        if key:
            self.change(_REMEMBER, platform=platform, tenant=tenant, key=key, outcome=outcome, at=now)

    def attempt(self, workspace: str, attempt: Attempt) -> None:
        """Keep a refused vote or signature."""
        row = {
            "id": new_id(),
            "workspace": workspace,
            "project": attempt.project,
            "person": attempt.person,
            "at": attempt.at,
            "command": attempt.command,
            "code": attempt.code,
        }
        self.insert(_ATTEMPT, [row])

    def _replace(self, before: Stored | None, stored: Stored, due_at: datetime | None) -> None:
        row = project_row(stored, due_at)
        if before is None:
            self.insert(_OPEN, [row])
            self.first_settings(_settings(stored, stored.project.channel))
            return
        # SQLite writes every index again of which a column is set, were it to the same value.
        same = all(row[column] == value for column, value in _listed(before.project).items())
        columns, statement = (_MOVING, _ADVANCE) if same else ((*_KEPT, *ABOUT), _REPLACE)
        new = {f"new_{column}": row[column] for column in columns}
        guard = {
            "workspace": stored.workspace,
            "project": stored.project.id,
            "seq": before.seq,
            "head": before.head,
        }
        if self.change(statement, **guard, **new) != 1:
            raise Conflict(f"{stored.project.id} moved on from {before.seq}")
        if stored.project.also and stored.project.also != before.project.also:
            self.first_settings(_settings(stored, stored.project.also))

    def _set_members(self, workspace: str, project: str, members: Sequence[tuple[str, str]]) -> None:
        self.change(_NO_MEMBERS, workspace=workspace, project=project)
        rows = [
            {"workspace": workspace, "project": project, "person": person, "role": role}
            for person, role in dict.fromkeys(members)
        ]
        self.insert(_MEMBERS, rows)

    def _keep(self, workspace: str, delivery: tuple[str, str, str], outcome: bytes, at: datetime) -> None:
        platform, tenant, key = delivery
        row = {"workspace": workspace, "platform": platform, "tenant": tenant, "key": key}
        self.insert(_INBOX, [{**row, "outcome": outcome, "at": at}])


def _listed(project: Project) -> dict[str, Any]:
    """Return what lists ask of a project."""
    return {
        "status": project.status,
        "phase": project.phase,
        "name": project.name,
        "practice": project.practice,
        "platform": project.channel.platform,
        "conversation": project.channel.conversation,
        "also_platform": project.also.platform if project.also else "",
        "also_conversation": project.also.conversation if project.also else "",
        "asks": project.status in ("waiting", "deciding")
        or project.new_threshold is not None
        or bool(project.open_conditions),
    }


def _settings(stored: Stored, channel: Channel) -> ChannelSettings:
    zone, region = stored.project.time_zone, stored.project.region
    return ChannelSettings(
        stored.workspace, channel.platform, channel.conversation, time_zone=zone, region=region
    )


def project_row(stored: Stored, due_at: datetime | None) -> dict[str, Any]:
    project = stored.project
    return {
        "workspace": stored.workspace,
        "id": project.id,
        "seq": stored.seq,
        "head": stored.head,
        "fingerprint": snapshot.FINGERPRINT,
        "snapshot": snapshot.encode(project),
        "next_at": due_at,
        **_listed(project),
    }


def _item_row(workspace: str, project: str, item: ItemIndex) -> dict[str, Any]:
    return {
        "workspace": workspace,
        "project": project,
        "item": item.item,
        "owner": item.owner,
        "status": item.status,
        "due_on": item.due_on.isoformat(),
        "nag_on": item.nag_on.isoformat() if item.nag_on else None,
    }


def _load(_: Name) -> Select[Any]:
    here, who, seen, kept = INSTALLATION.c, ACCOUNT.c, INBOX.c, PROJECT.c
    same_account = and_(
        who.workspace == here.workspace,
        who.platform == here.platform,
        who.tenant == here.tenant,
        who.user == bindparam("user"),
    )
    same_delivery = and_(
        seen.workspace == here.workspace,
        seen.platform == here.platform,
        seen.tenant == here.tenant,
        seen.key == bindparam("delivery"),
    )
    same_project = and_(kept.workspace == here.workspace, kept.id == bindparam("project"))
    joined = (
        INSTALLATION.outerjoin(ACCOUNT, same_account)
        .outerjoin(INBOX, same_delivery)
        .outerjoin(PROJECT, same_project)
    )
    wanted = [
        here.workspace,
        *(who[name] for name in _ACCOUNT),
        seen.outcome,
        *(kept[name] for name in _KEPT),
        *times(),
    ]
    ours = and_(here.platform == bindparam("platform"), here.tenant == bindparam("tenant"))
    return select(*wanted).select_from(joined).where(ours)


def _project(_: Name) -> Select[Any]:
    found = select(*(PROJECT.c[name] for name in _KEPT), *times())
    return found.where(PROJECT.c.workspace == bindparam("workspace"), PROJECT.c.id == bindparam("project"))


def _replace(columns: Sequence[str]) -> Update:
    guard = and_(
        PROJECT.c.workspace == bindparam("workspace"),
        PROJECT.c.id == bindparam("project"),
        PROJECT.c.seq == value(PROJECT, "seq"),
        PROJECT.c.head == value(PROJECT, "head"),
    )
    return update(PROJECT).where(guard).values(values(PROJECT, columns))


def _index(name: Name, rows: int) -> DialectInsert:
    added = many(name, ITEM, rows)
    fresh = {column: added.excluded[column] for column in ("owner", "status", "due_on", "nag_on")}
    return added.on_conflict_do_update(index_elements=["workspace", "project", "item"], set_=fresh)


def _remember(name: Name) -> Insert:
    here = INSTALLATION.c
    row = select(
        here.workspace,
        here.platform,
        here.tenant,
        value(INBOX, "key"),
        value(INBOX, "outcome"),
        value(INBOX, "at"),
    ).where(here.platform == bindparam("platform"), here.tenant == bindparam("tenant"))
    return insert(name, INBOX).from_select(["workspace", "platform", "tenant", "key", "outcome", "at"], row)


def _no_members(_: Name) -> Delete:
    ours = and_(MEMBER.c.workspace == bindparam("workspace"), MEMBER.c.project == bindparam("project"))
    return delete(MEMBER).where(ours)


_LOAD, _PROJECT = Statement(_load), Statement(_project)
_REPLACE = Statement(lambda _: _replace((*_KEPT, *ABOUT)))
_ADVANCE = Statement(lambda _: _replace(_MOVING))
_REMEMBER, _NO_MEMBERS = Statement(_remember), Statement(_no_members)
_INDEX = Inserts(ITEM, _index)
_OPEN = plain(PROJECT)
_APPEND = plain(EVENT)
_MEMBERS = plain(MEMBER)
_INBOX = plain(INBOX)
_ATTEMPT = plain(ATTEMPT)
