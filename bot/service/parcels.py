"""Packets are printed when they leave: the files, the word that goes with them, and where they belong."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from bot.project.decided import Decided, Undecided
from bot.project.events import PersonErased, TextsErased
from bot.project.refusals import Refusal
from bot.service.chat import Chat
from bot.service.draw import decode, scene
from bot.service.live_cards import review_key
from bot.service.occasion import Occasion
from bot.service.packets import found_in, told
from bot.service.playbooks import Playbooks
from bot.service.ports import Account, DeliveryFailed, Leased, Place, Store, Tx
from bot.service.printing import FORMATS, LINKS_LAST, File, Format, Links, Printer, Ref
from bot.service.removal import GONE, is_away
from bot.talk.card import Card
from bot.talk.notices import PRINTED as KINDS
from bot.talk.notices import Notice
from bot.talk.packet_message import Given, Printed, no_packet, packet_message
from bot.talk.packet_parts import Document
from bot.talk.scene import Scene

log = logging.getLogger("tollgate.parcels")
#: printed packets that are kept: two channels and two formats ask for the same one within a moment
MOST_KEPT = 8


class Parcel(msgspec.Struct, frozen=True):
    """What is posted for a packet."""

    card: Card
    #: none where the chat opens links
    files: tuple[File, ...]
    #: the message that it belongs below; "" for none
    reply_to: str
    #: posted instead where the chat refuses the files
    without: Card


class _Found(msgspec.Struct, frozen=True):
    decided: Decided
    document: Document
    scene: Scene
    ref: Ref
    reply_to: str
    #: when names or texts were last erased since the decision
    erased: datetime | None


class Parcels:
    """Prints packets, one at a time and beside the event loop."""

    def __init__(
        self, store: Store, playbooks: Playbooks, printer: Printer, links: Links, *, language: str = "en"
    ) -> None:
        """`language` is that of channels."""
        self._store, self._playbooks, self._language = store, playbooks, language
        self._printer, self._links = printer, links
        # Printing shares fonts between its calls, and is heavy: one at a time leaves a core to the clicks.
        self._turn = asyncio.Semaphore(1)
        self._kept: OrderedDict[Document, tuple[File, ...]] = OrderedDict()

    def _language_of(self, tx: Tx, workspace: str, place: Place) -> str:
        """Return the language of a channel."""
        settings = tx.channel(workspace, place.platform, place.conversation)
        return (settings.language if settings else "") or self._language

    async def parcel(
        self, leased: Leased, reader: Account | None, chat: Chat, now: datetime
    ) -> Parcel | None:
        """Return what is posted for a packet; None for every other message. Raises DeliveryFailed, Unavailable."""
        notice = decode(leased.outgoing.notice)
        if notice.kind not in KINDS:
            return None
        try:
            found = await self._store.read(lambda tx: self._look(tx, leased, notice, reader, now))
        except (Refusal, Undecided):
            raise DeliveryFailed("decision_gone", permanent=True) from None
        files = await self._print(found.document)
        shown = [
            Printed(file.format, len(file.content), file.digest, self._link(chat, found.ref, file.format))
            for file in files
        ]
        # Files that are posted stay what they are: what is printed now is not what they show.
        erased = found.erased if chat.uploads and leased.message else None
        given = msgspec.structs.replace(_given(found.decided, shown, now), erased=erased)
        without = no_packet(found.scene, given)
        there = chat.uploads or all(one.link for one in shown)
        card = packet_message(found.scene, given) if there else without
        return Parcel(card, files if chat.uploads else (), found.reply_to, without)

    async def file(self, ref: Ref, form: Format) -> File:
        """Return a file for whoever has its address. Raises Refusal, Undecided, Unavailable."""
        document = await self._store.read(lambda tx: self._document(tx, ref))
        return next(file for file in await self._print(document) if file.format == form)

    def _document(self, tx: Tx, ref: Ref) -> Document:
        found = found_in(tx, ref.workspace, ref.project, ref.gate, ref.round, ref.seq)
        return told(tx, ref.workspace, found, playbooks=self._playbooks, language=ref.language)

    def _link(self, chat: Chat, ref: Ref, form: Format) -> str:
        return "" if chat.uploads else self._links.link(ref, form)

    def _look(self, tx: Tx, leased: Leased, notice: Notice, reader: Account | None, now: datetime) -> _Found:
        workspace, place = leased.workspace, leased.outgoing.place
        if is_away(tx, workspace, place):
            raise DeliveryFailed("removed", permanent=True)
        found = found_in(tx, workspace, notice.project, notice.gate, notice.round, notice.seq)
        language = self._language_of(tx, workspace, place)
        drawn = _scene(Occasion(tx, workspace, self._playbooks, now, reader, language), found)
        # What stands in a channel is of that moment, so that its digest stays true; who asks gets what is known.
        kept = found if reader else found.as_it_was
        document = told(tx, workspace, kept, playbooks=self._playbooks, language=drawn.words.language)
        ref = _ref(workspace, found, drawn.words.language)
        reply_to = "" if reader else _review(tx, workspace, notice, place)
        return _Found(found, document, drawn, ref, reply_to, _erased(tx, workspace, found))

    async def _print(self, document: Document) -> tuple[File, ...]:
        async with self._turn:
            if document not in self._kept:
                self._kept[document] = tuple(await asyncio.to_thread(self._printer, document))
            self._kept.move_to_end(document)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
            return self._kept[document]


async def post_parcel(chat: Chat, conversation: str, parcel: Parcel, key: str) -> str:
    """Post a packet; where a chat refuses its files, say how to get them. Raises DeliveryFailed."""
    try:
        return await chat.share(conversation, parcel.files, parcel.card, key=key, reply_to=parcel.reply_to)
    except DeliveryFailed as failed:
        if not failed.permanent or failed.code in GONE:
            raise
        log.warning("the files of a packet were refused: %s", failed.code)
        return await chat.post(conversation, parcel.without, key=key)


def linked_card(
    tx: Tx, account: Account, playbooks: Playbooks, found: Decided, links: Links, now: datetime
) -> Card:
    """Return a packet as links, for the one who asks: it is printed when they are opened."""
    drawn = _scene(Occasion(tx, account.workspace, playbooks, now, account), found)
    ref = _ref(account.workspace, found, drawn.words.language)
    shown = [Printed(form, link=links.link(ref, form)) for form in FORMATS]
    given = _given(found, shown, now)
    return packet_message(drawn, given) if all(one.link for one in shown) else no_packet(drawn, given)


def _given(found: Decided, shown: Iterable[Printed], now: datetime) -> Given:
    back = found.taken_back.recorded if found.taken_back else None
    files = tuple(shown)
    until = now + LINKS_LAST if any(one.link for one in files) else None
    return Given(found.decision, files, (back.by, back.at) if back else None, until)


def _ref(workspace: str, found: Decided, language: str) -> Ref:
    return Ref(workspace, found.before.id, found.gate, found.round, found.entry.seq, language)


def _scene(on: Occasion, found: Decided) -> Scene:
    also = [found.decision.by, found.decision.stands_for]
    also += [found.taken_back.recorded.by] if found.taken_back else []
    return scene(on, found.after, also)


def _erased(tx: Tx, workspace: str, found: Decided) -> datetime | None:
    """Return when names or texts were last erased since a decision."""
    later = tx.entries(workspace, found.before.id)[found.entry.seq :]
    times = [e.recorded.at for e in later if isinstance(e.recorded.event, TextsErased | PersonErased)]
    return times[-1] if times else None


def _review(tx: Tx, workspace: str, notice: Notice, place: Place) -> str:
    """Return the message of the request in a channel; "" where it does not stand there."""
    home = review_key(notice)
    for key in (home, f"{home}@{place.platform}"):
        stands = tx.message(workspace, key)
        if stands and stands[0] == place.conversation:
            return stands[1]
    return ""
