"""An answer of the service as what Slack wants back: an acknowledgement, a modal, a word to one person."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, assert_never

from adapters.beside import Beside
from bot.service.in_words import complaint, in_another_workspace, in_words, unopened
from bot.service.intents import Answer, Ask, Done, Say, Sender, Wrong
from bot.service.ports import DeliveryFailed
from bot.talk.card import Card

from . import render
from .chat import SlackChat
from .text import Json
from .translate import Body, at

log = logging.getLogger(__name__)
#: an acknowledgement waits this long for a word to be shown, seconds; Slack waits for three
_PATIENCE = 1.5


class Unanswered(Exception):
    """Nothing could be shown and no word be said: the person is shown Slack's own warning, and presses again."""


class Answers:
    """Carry answers out; `drain` waits for those that outlived their acknowledgement."""

    def __init__(self, chat: SlackChat) -> None:
        self._chat = chat
        self._whispering = Beside()

    async def to_press(self, body: Body, sender: Sender, answer: Answer) -> None:
        """Answer a pressed control."""
        view = body["view"] if isinstance(body.get("view"), dict) else {}
        in_modal = view.get("type") == "modal"
        match answer:
            case Done():
                pass
            case Ask(form=form):
                drawn = render.modal(form)
                opened = (
                    self._chat.replace_view(at(view, "id"), drawn)
                    if in_modal
                    else self._chat.open_view(sender.trigger, drawn)
                )
                if failure := await _failure(opened):
                    await self._told(sender, _unopened(failure))
            case Say(card=card):
                await self._say(card, sender, view)
            case Wrong():
                await self._say(complaint(answer), sender, view)
            case _:
                assert_never(answer)

    async def _say(self, card: Card, sender: Sender, view: Json) -> None:
        if not view:
            await self._whispered(sender, card)
            return
        show = self._chat.push_view if view.get("type") == "modal" else self._chat.open_view
        if await _failure(show(sender.trigger, render.word(card))):
            await self._told(sender, card)

    async def to_submission(self, body: Body, answer: Answer) -> Json:
        """Answer a submitted form; gives the acknowledgement, which closes, keeps or replaces the modal."""
        match answer:
            case Done():
                return {}
            case Ask(form=form):
                return {"response_action": "update", "view": render.modal(form)}
            case Say(card=card):
                # What must be read replaces the form: a message beside it might never be seen.
                return {"response_action": "update", "view": render.word(card)}
            case Wrong():
                return _errors(body, answer)
            case _:
                assert_never(answer)

    async def to_command(self, sender: Sender, answer: Answer) -> Json:
        """Answer a slash command; gives the acknowledgement, which may hold a message for the person."""
        match answer:
            case Done():
                return {}
            case Ask(form=form):
                failure = await _failure(self._chat.open_form(sender.trigger, form))
                said = _unopened(failure) if failure else None
                return {"response_type": "ephemeral", **render.message(said)} if said else {}
            case Say(card=card):
                return {"response_type": "ephemeral", **render.message(card)}
            case Wrong():
                return {"response_type": "ephemeral", **render.message(complaint(answer))}
            case _:
                assert_never(answer)

    async def to_event(self, sender: Sender, answer: Answer) -> None:
        """Answer what was said."""
        if card := in_words(answer):
            await self._whispered(sender, card)

    async def _told(self, sender: Sender, card: Card) -> None:
        """Say it beside what could not be shown; raises Unanswered where that does not arrive in time, either."""
        if not await self._whispered(sender, card):
            raise Unanswered("neither what it asked for nor a word about it could be shown")

    async def _whispered(self, sender: Sender, card: Card) -> bool:
        """Say it to this person alone; tell whether it has arrived by now."""
        arrived = asyncio.Event()
        if sender.user:
            await self._whispering.give(self._whisper(sender, card, arrived), _PATIENCE)
        return arrived.is_set()

    async def _whisper(self, sender: Sender, card: Card, arrived: asyncio.Event) -> None:
        direct = (sender.direct and not sender.trigger) or not sender.conversation
        try:
            if direct:
                await self._chat.tell(sender.user, card)
            else:
                await self._chat.whisper(sender.conversation, sender.user, card)
        except DeliveryFailed as failure:
            log.warning("a word to one person was not delivered: %s", failure.code)
        else:
            arrived.set()

    async def drain(self) -> None:
        """Wait for the words that are still on their way."""
        await self._whispering.drain()


async def _failure(call: Coroutine[Any, Any, None]) -> DeliveryFailed | None:
    """Show a view; give why it could not be shown."""
    try:
        await call
    except DeliveryFailed as failure:
        log.warning("a modal could not be shown: %s", failure.code)
        return failure
    return None


def _unopened(failure: DeliveryFailed) -> Card:
    """Return what is said: a trigger that is over is Slack's or our own delay, and the next press has another."""
    return unopened(failure, late=failure.code == "expired_trigger_id")


def to_stranger(body: Body) -> Json:
    """Answer somebody of another workspace, where an acknowledgement can say anything."""
    if body.get("type") == "view_submission":
        return {"response_action": "update", "view": render.word(in_another_workspace())}
    if "command" in body:
        return {"response_type": "ephemeral", **render.message(in_another_workspace())}
    return {}


def _errors(body: Body, wrong: Wrong) -> Json:
    asked = [block["block_id"] for block in body["view"].get("blocks", ()) if block.get("type") == "input"]
    if not asked or not wrong.errors:
        return {"response_action": "update", "view": render.word(complaint(wrong))}
    errors: dict[str, list[str]] = {}
    for key, text in wrong.errors.items():
        errors.setdefault(key if key in asked else asked[0], []).append(text)
    return {"response_action": "errors", "errors": {key: " ".join(texts) for key, texts in errors.items()}}
