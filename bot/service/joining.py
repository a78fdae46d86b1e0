"""Joining one's accounts on two platforms: a code made on one of them is typed on the other, and confirmed there.

Whoever types a code is shown whose it is before anything happens: a code may come from somebody who wants to act in
another's name.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace

from bot.project.commands import Actor, LinkPeople
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.service.context import Context
from bot.service.granting import parts_of
from bot.service.intents import Answer, Pressed, Say, Sender
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Link, Outgoing, Place, Stored, Tx
from bot.service.queued import encode
from bot.service.unit import record
from bot.service.wording import words_of
from bot.talk import joining as said
from bot.talk.card import Card, Text
from bot.talk.notices import Notice
from bot.talk.platforms import HEARD_BY_ALL

#: without what is easily taken for something else
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
MINUTES = 15
#: wrong codes in a row after which the next ones wait as long as a code is valid
MOST_TRIES = 5
JOIN, NOT_ME = "link.join", "link.not_me"
CONTROLS = (JOIN, NOT_ME)


class Joining:
    """Makes codes, and takes them."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def answer(self, text: str, sender: Sender, account: Account) -> Answer:
        """Make a code, or ask the one who typed one whether the account of whoever made it is theirs."""
        now, typed = self._context.clock.now(), "".join(text.split()[1:]).replace("-", "").upper()
        others = [one for one in self._context.platforms(account.workspace) if one != account.platform]
        if not sender.direct and account.platform in HEARD_BY_ALL:
            return Say(_word(said.in_private(words_of(account))))
        if not typed:
            fresh = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            return Say(await self._context.store.write(lambda tx: offer(tx, account, others, fresh, now)))
        return Say(await self._context.store.write(Ask(sender, hashed(typed), now)))

    async def press(self, intent: Pressed, sender: Sender) -> Answer:
        """Join the two accounts, or make the code void."""
        code, now = intent.args.get("code", ""), self._context.clock.now()
        if intent.action == NOT_ME:
            return Say(await self._context.store.write(lambda tx: void(tx, sender, code)))
        card = await self._context.store.write(Take(self._context.playbooks, sender, code, now))
        self._context.wake()
        return Say(card)


def joins(text: str) -> bool:
    """Tell whether a sub-command is about one's accounts."""
    return text.split()[:1] != [] and text.split()[0].casefold() == "link"


def hashed(code: str) -> str:
    """Return what is kept of a code."""
    return sha256(code.encode()).hexdigest()


def offer(tx: Tx, account: Account, others: Sequence[str], code: str, now: datetime) -> Card:
    """Keep a new code of a person, in the place of the one before."""
    words = words_of(account)
    mine = tx.accounts(account.workspace, account.person)
    if len(mine) > 1:
        return _word(said.already_joined(words, [one.platform for one in mine]))
    if not others:
        return _word(said.nowhere_else(words))
    before = tx.link(account.workspace, account.person) or none_yet(account, now)
    expires_at = now + timedelta(minutes=MINUTES)
    tx.put_link(
        replace(before, platform=account.platform, code=hashed(code), expires_at=expires_at, project="")
    )
    return said.code_card(words, code, others, MINUTES)


def void(tx: Tx, sender: Sender, code: str) -> Card:
    """Make a code void, which was typed by somebody who does not know the account behind it."""
    me = tx.account(sender.platform, sender.tenant, sender.user)
    assert me is not None  # the sender was introduced before
    link = tx.link_by(me.workspace, code)
    if link and not link.project:
        tx.put_link(replace(link, code=""))
    return _word(said.not_joined(words_of(me)))


class Ask:
    """A code that was typed: whose it is, to be confirmed; or why the two are not joined."""

    def __init__(self, sender: Sender, code: str, now: datetime) -> None:
        """`code` is hashed."""
        self._sender, self._code, self._now = sender, code, now

    def __call__(self, tx: Tx) -> Card:
        """Return what is said."""
        me = tx.account(self._sender.platform, self._sender.tenant, self._sender.user)
        assert me is not None  # the sender was introduced before
        words = words_of(me)
        if no := self._hindered(tx, me):
            return _word(no)
        link = tx.link_by(me.workspace, self._code)
        if link is None or link.project:
            tried = tx.link(me.workspace, me.person) or none_yet(me, self._now)
            tx.put_link(tried_wrongly(tried, self._now))
            return _word(self._unknown(me))
        if link.person == me.person or link.platform == me.platform:
            return _word(said.own_platform(words, me.platform))
        if link.expires_at <= self._now:
            return _word(said.expired_code(words, MINUTES))
        theirs = tx.accounts(me.workspace, link.person)
        if any(one.platform == me.platform for one in theirs):
            return _word(said.has_account(words, me.platform))
        if any(me.email and one.email and me.email != one.email for one in theirs):
            return _word(said.other_address(words))
        if no := self._audits_apart(tx, me, theirs[0]):
            return _word(no)
        return self._found(tx, me, link, theirs[0])

    def _hindered(self, tx: Tx, me: Account) -> str:
        """Return why no code of this person is taken; "" when one is."""
        mine = tx.accounts(me.workspace, me.person)
        if len(mine) > 1:
            return said.already_joined(words_of(me), [one.platform for one in mine])
        wait = wait_for(tx.link(me.workspace, me.person) or none_yet(me, self._now), self._now)
        return said.too_many(words_of(me), wait) if wait else ""

    def _audits_apart(self, tx: Tx, me: Account, other: Account) -> str:
        """Return why two accounts stay two: one of them audits what the other has a part in."""
        roles = {*me.workspace_roles, *other.workspace_roles}
        if "auditor" not in roles:
            return ""
        parts = [part for one in (me, other) for part in parts_of(tx, me.workspace, one.person)]
        return said.audits_apart(words_of(me), parts) if parts or len(roles) > 1 else ""

    def _unknown(self, me: Account) -> str:
        return said.wrong_code(words_of(me))

    def _found(self, tx: Tx, me: Account, link: Link, other: Account) -> Card:
        return said.confirm_card(words_of(me), other.name, other.platform, other.email, {"code": self._code})


class Take(Ask):
    """A code whose owner was confirmed, as one unit of work."""

    def __init__(self, playbooks: Playbooks, sender: Sender, code: str, now: datetime) -> None:
        """`code` is hashed."""
        super().__init__(sender, code, now)
        self._playbooks = playbooks

    def _unknown(self, me: Account) -> str:
        return said.used_code(words_of(me))

    def _found(self, tx: Tx, me: Account, link: Link, other: Account) -> Card:
        """Join the two people, in each project that names the one who is joined, and tell whom it concerns."""
        theirs = tx.projects(me.workspace, tx.naming(me.workspace, link.person))
        tx.join(me.workspace, me.person, link.person, self._code)
        tx.speak(me.workspace, link.person, tx.preferences(me.workspace, [link.person])[link.person].language)
        mine = tx.projects(me.workspace, tx.naming(me.workspace, me.person))
        for stored in mine.values():
            self._record(tx, stored, me.person, link.person)
        told = [*_told(me, other, self._now), *_leads_told(me, other, mine, theirs, self._now)]
        tx.queue(me.workspace, told, self._now)
        return said.joined_card(words_of(me), other.platform, me.platform, len(mine))

    def _record(self, tx: Tx, stored: Stored, person: str, into: str) -> None:
        playbook = self._playbooks.get(tx, stored.workspace, stored.project.playbook)
        by = Actor(into)
        events = decide(stored.project, LinkPeople(person, into), by=by, playbook=playbook, now=self._now)
        here = self._sender
        entries = [
            Recorded(event, self._now, into, here.platform, here.conversation, here.message)
            for event in events
        ]
        if entries:
            record(tx, stored.workspace, stored, entries, playbook, self._now)


def _told(me: Account, other: Account, now: datetime) -> Iterator[Outgoing]:
    """Yield the word to both accounts, each on its own platform: either may be somebody else's after all."""
    notice = Notice("accounts_joined", "", person=other.person, platform=me.platform, at=now)
    for one in (me, other):
        key = f"accounts_joined:{me.person}:{other.person}:{one.platform}:{now.isoformat()}"
        yield Outgoing(key, Place(platform=one.platform, person=other.person), encode(notice), key)


def _leads_told(
    me: Account, other: Account, mine: Mapping[str, Stored], theirs: Mapping[str, Stored], now: datetime
) -> Iterator[Outgoing]:
    """Yield a word to each lead of the projects that know either of the two, once: another account acts there."""
    projects: dict[str, list[str]] = {}
    for key, stored in {**theirs, **mine}.items():
        if stored.project.status != "stopped" and stored.project.lead not in (me.person, other.person):
            projects.setdefault(stored.project.lead, []).append(key)
    for lead, known in projects.items():
        platform = other.platform if any(key in mine for key in known) else me.platform
        refs = tuple((key, "") for key in known)
        notice = Notice("acts_as", known[0], person=other.person, platform=platform, refs=refs)
        key = f"acts_as:{me.person}:{other.person}:{lead}:{now.isoformat()}"
        yield Outgoing(key, Place(person=lead), encode(notice), key, project=known[0])


_WAIT = timedelta(minutes=MINUTES)


def wait_for(tried: Link, now: datetime) -> int:
    """Return for how many minutes, begun ones included, no code of this person is taken."""
    left = tried.tried_at + _WAIT - now
    return -(-int(left.total_seconds()) // 60) if tried.tries >= MOST_TRIES and left > timedelta() else 0


def tried_wrongly(tried: Link, now: datetime) -> Link:
    """Return what is kept of somebody who has typed a wrong code."""
    return replace(tried, tries=tried.tries + 1 if now < tried.tried_at + _WAIT else 1, tried_at=now)


def none_yet(account: Account, now: datetime) -> Link:
    """Return what is kept of somebody who has asked for no code."""
    return Link(account.workspace, account.person, account.platform, "", now, 0, now)


def _word(text: str) -> Card:
    return Card(text, (Text(text),))
