"""An answer of the service as what Teams wants back: a card, a message, a dialog, a reply in the thread."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, assert_never

from msgspec.structs import replace

from adapters.beside import Beside
from adapters.plain import plain_text
from adapters.replies import Reply
from bot.service.in_words import complaint, in_words
from bot.service.intents import Answer, Ask, Done, Intent, Look, Pressed, Say, Sender, Submitted, Wrong
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card, Form
from bot.talk.words import Words

from . import render
from .colleagues import MOST
from .reply import OK, answering
from .text import Json
from .translate import Heard

log = logging.getLogger(__name__)
#: a reply in a thread is waited for so long, seconds; Teams waits for fifteen
_PATIENCE = 3.0
#: for what a form offers
_LOOKING = 5.0
#: the beginnings of the ids of people and of conversations
_IDS = ("29:", "19:")
_UNNAMED = "…"
MESSAGE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"

Handle = Callable[[Intent, Sender], Awaitable[Answer]]
Offered = Sequence[tuple[str, str]]
Around = Callable[[str], Awaitable[Offered]]


class Known(Protocol):
    """Whom and which channels forms can offer."""

    def people(self) -> Awaitable[Offered]:
        """(user, name) of people."""
        ...

    def channels(self) -> Awaitable[Offered]:
        """(conversation, name) of channels."""
        ...


class Chat(Protocol):
    """What posts replies."""

    async def post(self, conversation: str, card: Card, *, key: str) -> str:
        """Post a message and return its id."""
        ...

    def told(self, conversation: str, message: str) -> None:
        """Hear that somebody was told something below a message."""
        ...


class Answers:
    """Carry answers out; `drain` waits for replies that outlived their call."""

    def __init__(
        self,
        chat: Chat,
        known: Known,
        handle: Handle,
        around: Around | None = None,
        *,
        patience: float = _LOOKING,
    ) -> None:
        """`handle` draws cards again, and opens forms again that were filled in wrongly.

        `around` gives (user, name) of everybody in a conversation: they can be chosen though nobody met them.
        `patience`: a form opens after so many seconds with what is there by then.
        """
        self._around = around
        self._chat, self._known, self._handle = chat, known, handle
        self._patience = patience
        self._replying = Beside()
        self._listing: set[asyncio.Future[Offered]] = set()

    async def reply(self, heard: Heard, answer: Answer) -> Reply:
        """Answer an activity in the way it wants to be answered."""
        match heard.way:
            case "action":
                return await self._to_action(heard, answer)
            case "fetch":
                return await self._to_fetch(heard, answer)
            case "submit":
                return await self._to_submit(heard, answer)
            case "message" | "event":
                await self._to_words(heard, answer)
                return OK
            case _:
                assert_never(heard.way)

    async def _to_action(self, heard: Heard, answer: Answer) -> Reply:
        """Answer a control of a card: with the card as the person sees it now, or with a word."""
        match answer:
            case Done():
                return await self._looked_at(heard)
            case Say(card=card):
                return _card(card, heard.sender.user) if card.notice else self._below(heard, plain_text(card))
            case Ask(form=form):
                people, channels = await self._offered(form, heard.sender, None)
                shown = render.inline_form(
                    form, people=people, channels=channels, notice=heard.notice, kept={heard.sender.user}
                )
                return _invoke(render.CARD, shown)
            case Wrong(errors=errors):
                return self._below(heard, " ".join(errors.values()))
            case _:
                assert_never(answer)

    def _below(self, heard: Heard, text: str) -> Reply:
        """Say something below the card, which stays as it is."""
        self._chat.told(heard.sender.conversation, heard.sender.message)
        return _message(text)

    async def _looked_at(self, heard: Heard) -> Reply:
        if isinstance(heard.intent, Look):
            # There is nothing to show any more; a message would come each time that somebody looks.
            return answering({"statusCode": 404, "type": ERROR, "value": {"code": "NotFound", "message": ""}})
        if heard.notice:
            fresh = await self._handle(Look(heard.notice), heard.sender)
            if isinstance(fresh, Say) and fresh.card.notice:
                return _card(fresh.card, heard.sender.user)
        return _message(_done(heard))

    async def _to_fetch(self, heard: Heard, answer: Answer) -> Reply:
        """Answer what opens a dialog."""
        match answer:
            case Done():
                return _told(_done(heard))
            case Say(card=card):
                return answering(render.task_card(card))
            case Ask(form=form):
                return await self._dialog(form, heard.sender)
            case Wrong(errors=errors):
                return _told(" ".join(errors.values()))
            case _:
                assert_never(answer)

    async def _to_submit(self, heard: Heard, answer: Answer) -> Reply:
        """Answer what a dialog sent; it closes when there is nothing more to say."""
        if isinstance(answer, Done):
            return OK
        if isinstance(answer, Wrong) and isinstance(heard.intent, Submitted):
            return await self._again(heard.intent, heard.sender, answer)
        return await self._to_fetch(heard, answer)

    async def _again(self, sent: Submitted, sender: Sender, wrong: Wrong) -> Reply:
        """Show the form with what was entered, and what is wrong with it.

        Teams does not send the form back, so that it is asked for once more; it stays the form that it was.
        """
        asking = replace(sender, delivery=f"{sender.delivery}:again")
        asked = await self._handle(Pressed(sent.action, sent.args), asking)
        if not isinstance(asked, Ask):
            return answering(render.task_card(complaint(wrong)))
        form = replace(asked.form, action=sent.action, args=sent.args)
        return await self._dialog(form, sender, sent.values, wrong.errors)

    async def _dialog(
        self,
        form: Form,
        sender: Sender,
        values: dict[str, str] | None = None,
        errors: dict[str, str] | None = None,
    ) -> Reply:
        people, channels = await self._offered(form, sender, values)
        shown = render.task(
            form, people=people, channels=channels, values=values, errors=errors, kept={sender.user}
        )
        return answering(shown)

    async def _offered(
        self, form: Form, sender: Sender, values: dict[str, str] | None
    ) -> tuple[Offered, Offered]:
        """Give the people and channels that the form's fields offer, when it has such fields."""
        kinds = {field.kind for field in form.fields}
        here = "" if sender.direct else sender.conversation
        with_people, with_channels = "person" in kinds, "channel" in kinds
        known, around, channels = await asyncio.gather(
            self._soon(self._known.people() if with_people else None),
            self._soon(self._around(here) if with_people and self._around else None),
            self._soon(self._known.channels() if with_channels else None),
        )
        chosen = [one.value if values is None else values.get(one.key, "") for one in form.fields]
        people = [one for one, field in zip(chosen, form.fields, strict=True) if field.kind == "person"]
        places = [one for one, field in zip(chosen, form.fields, strict=True) if field.kind == "channel"]
        return _first([*people, sender.user], people, known, around), _first(places, places, channels)

    async def _soon(self, listing: Awaitable[Offered] | None) -> Offered:
        """Wait for a list, but not for long; one that comes later is there for the next form."""
        if listing is None:
            return ()
        task = asyncio.ensure_future(listing)
        self._listing.add(task)
        task.add_done_callback(self._listing.discard)
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        return task.result() if done else ()

    async def _to_words(self, heard: Heard, answer: Answer) -> None:
        """Reply where something was said."""
        card = in_words(answer)
        if card is None:
            return
        await self._replying.give(self._post(heard, card), _PATIENCE)

    async def _post(self, heard: Heard, card: Card) -> None:
        try:
            await self._chat.post(heard.place, card, key=f"reply:{heard.sender.delivery}")
        except DeliveryFailed as failure:
            log.warning("a reply was not delivered: %s", failure.code)

    async def drain(self) -> None:
        """Wait for the replies that are still on their way."""
        for late in tuple(self._listing):
            late.cancel()
        await self._replying.drain()
        await asyncio.gather(*self._listing, return_exceptions=True)


def _first(kept: Sequence[str], chosen: Sequence[str], *lists: Offered) -> Offered:
    """Join lists, in the order in which they give way: what is chosen, who asks, who is in all lists, the rest."""
    names = {key: name for one in reversed(lists) for key, name in one}
    # An empty choice would be saved as such: what stands there is offered though its list did not come.
    names |= {key: _UNNAMED for key in chosen if key.startswith(_IDS) and key not in names}
    keys = [dict(one).keys() for one in lists]
    order = dict.fromkeys(key for one in lists for key, _ in one)
    everywhere = [key for key in order if all(key in one for one in keys)]
    first = dict.fromkeys([*kept, *everywhere, *order])
    return [(key, names[key]) for key in first if key in names][: max(MOST, len(kept))]


def _invoke(kind: str, value: Json | str) -> Reply:
    return answering({"statusCode": 200, "type": kind, "value": value})


def _card(card: Card, viewer: str) -> Reply:
    return _invoke(render.CARD, render.content(card, viewer=viewer))


def _message(text: str) -> Reply:
    return _invoke(MESSAGE, text)


def _told(text: str) -> Reply:
    return answering({"task": {"type": "message", "value": text}})


def _done(heard: Heard) -> str:
    return Words(heard.locale or "en").t("Done")
