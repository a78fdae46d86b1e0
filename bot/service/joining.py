"""Joining one's accounts on two platforms: a code made on one of them is typed on the other."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from msgspec.structs import replace

from bot.project.commands import Actor, LinkPeople
from bot.project.decide import decide
from bot.project.events import Recorded
from bot.service.context import Context
from bot.service.intents import Answer, Say, Sender
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, Link, Stored, Tx
from bot.service.unit import record
from bot.service.wording import words_of
from bot.talk import joining as said
from bot.talk.card import Card, Text
from bot.talk.platforms import HEARD_BY_ALL

#: without what is easily taken for something else
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8
MINUTES = 15
#: wrong codes in a row after which the next ones wait as long as a code is valid
MOST_TRIES = 5


class Joining:
    """Makes codes, and takes them."""

    def __init__(self, context: Context) -> None:
        """Take the ports."""
        self._context = context

    async def answer(self, text: str, sender: Sender, account: Account) -> Answer:
        """Make a code, or join the sender's account with that of whoever made the one that was typed."""
        now, typed = self._context.clock.now(), "".join(text.split()[1:]).replace("-", "").upper()
        others = [one for one in self._context.platforms(account.workspace) if one != account.platform]
        if not typed:
            if not sender.direct and account.platform in HEARD_BY_ALL:
                return Say(_word(said.in_private(words_of(account))))
            fresh = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
            return Say(await self._context.store.write(lambda tx: offer(tx, account, others, fresh, now)))
        take = Take(self._context.playbooks, sender, hashed(typed), now)
        card = await self._context.store.write(take)
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


class Take:
    """One code that was typed, as one unit of work."""

    def __init__(self, playbooks: Playbooks, sender: Sender, code: str, now: datetime) -> None:
        """`code` is hashed."""
        self._playbooks, self._sender, self._code, self._now = playbooks, sender, code, now

    def __call__(self, tx: Tx) -> Card:
        """Join the two people, in each project that names the one who is joined; or say why not."""
        me = tx.account(self._sender.platform, self._sender.tenant, self._sender.user)
        assert me is not None  # the sender was introduced before
        words = words_of(me)
        mine = tx.accounts(me.workspace, me.person)
        if len(mine) > 1:
            return _word(said.already_joined(words, [one.platform for one in mine]))
        tried = tx.link(me.workspace, me.person) or none_yet(me, self._now)
        if wait := wait_for(tried, self._now):
            return _word(said.too_many(words, wait))
        link = tx.link_by(me.workspace, self._code)
        if link is None or link.project:
            tx.put_link(tried_wrongly(tried, self._now))
            return _word(said.wrong_code(words))
        if link.person == me.person or link.platform == me.platform:
            return _word(said.own_platform(words, me.platform))
        if link.expires_at <= self._now:
            return _word(said.expired_code(words, MINUTES))
        theirs = tx.accounts(me.workspace, link.person)
        if any(one.platform == me.platform for one in theirs):
            return _word(said.has_account(words, me.platform))
        return self._join(tx, me, link, theirs[0])

    def _join(self, tx: Tx, me: Account, link: Link, other: Account) -> Card:
        tx.join(me.workspace, me.person, link.person, self._code)
        tx.speak(me.workspace, link.person, tx.preferences(me.workspace, [link.person])[link.person].language)
        concerned = tx.projects(me.workspace, tx.naming(me.workspace, me.person))
        for stored in concerned.values():
            self._record(tx, stored, me.person, link.person)
        return said.joined_card(words_of(me), other.platform, me.platform, len(concerned))

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
