"""What people do with cards and dialogs, brought to the app, and what they see of its answer."""

from typing import Any

from adapters.sandbox.failures import PageFailure

from . import activities
from .answers import NOBODY, Told, of_action, of_task
from .cards import Control, control, controls, opens_dialog, refresh_of
from .inputs import entered
from .posting import address
from .records import Conversation, Dialog, Json, Message, Own, Person
from .teams import Teams
from .views import shown

#: a card that names people is drawn for them again when it is older
STALE = 60.0
#: messages that somebody sees at once
IN_VIEW = 20


async def act(
    teams: Teams, person: Person, conversation: Conversation, on: Message, action: Json, given: Any
) -> Json:
    """Use a control of a message."""
    found = _delivered(teams, person, on, action)
    if not conversation.app_in:
        return {"warning": NOBODY}
    values, wrong = entered(found.inputs, given)
    if wrong:
        return {"errors": wrong}
    if action["type"] == "Action.Execute":
        told = await _execute(teams, person, conversation, on, _filled(action, values), "manual")
        return told.shown()
    data = _data(action, values)
    if opens_dialog(action):
        return await _open(teams, person, conversation, on, data)
    teams.send(activities.submitted(teams, person, conversation, on, data))
    return {}


def _delivered(teams: Teams, person: Person, on: Message, action: Json) -> Control:
    theirs = teams.earlier.of(on.conversation, on.id, person.id)
    for cards in (shown(on, person.id), *theirs, *teams.earlier.of(on.conversation, on.id)):
        if found := control(cards, action):
            return found
    raise PageFailure(409, "not_there", "This control is not in what was delivered.")


def _data(action: Json, values: dict[str, str]) -> Json:
    data = action.get("data")
    return {**(data if isinstance(data, dict) else {}), **values}


def _filled(action: Json, values: dict[str, str]) -> Json:
    kept: Json = {key: action[key] for key in ("type", "id", "title", "verb") if key in action}
    return {**kept, "data": _data(action, values)}


async def _execute(
    teams: Teams, person: Person, conversation: Conversation, on: Message, action: Json, trigger: str
) -> Told:
    asked = activities.card_action(teams, person, conversation, on, action, trigger)
    version = on.cards
    told = of_action(await teams.ask(asked))
    # A message that the app changed meanwhile shows the change: the answer was drawn before it.
    current = teams.organisation.messages[conversation.id].get(on.id)
    if current is not None and current.cards is version:
        _keep(teams, person, current, told, trigger)
    return told


def _keep(teams: Teams, person: Person, message: Message, told: Told, trigger: str) -> None:
    before = message.own.get(person.id)
    if before and before.card:
        teams.earlier.note([before.card], message.conversation, message.id, person.id)
    if not told.card and trigger == "manual":
        return
    card = told.card or (before.card if before else None)
    message.own = message.own | {person.id: Own(card=card, refreshed=teams.now())}
    teams.organisation.save_message(message)
    if told.card:
        teams.report("answer", {"id": message.id, "user": person.id, "card": told.card}, message.conversation)


async def _open(teams: Teams, person: Person, conversation: Conversation, on: Message, data: Json) -> Json:
    place = address(conversation, on)
    asked = activities.task(teams, person, conversation, place, "task/fetch", data) | {"replyToId": on.id}
    told = of_task(await teams.ask(asked))
    if told.dialog:
        _show(teams, person, conversation.id, on.id, told.dialog)
        return told.shown() | {"dialog": public(teams.dialogs[person.id])}
    return told.shown()


def _show(teams: Teams, person: Person, conversation: str, message: str, dialog: Json) -> None:
    open_now = teams.dialogs.get(person.id)
    number = open_now.id if open_now else f"dlg{teams.mint_invoke()[2:10]}"
    teams.dialogs[person.id] = Dialog(
        id=number, user=person.id, conversation=conversation, message=message, **dialog
    )
    teams.tell_dialog(person.id)
    teams.report("dialog", {"user": person.id, **dialog}, conversation)


def public(dialog: Dialog) -> Json:
    """Give a dialog as the page draws it."""
    names = ("id", "title", "width", "height", "conversation", "message", "card")
    return {name: getattr(dialog, name) for name in names}


def dialog_of(teams: Teams, person: Person, number: str) -> Dialog:
    """Give the open dialog; raises `PageFailure` when it is another one, or none."""
    dialog = teams.dialogs.get(person.id)
    if dialog is None or dialog.id != number:
        raise PageFailure(409, "dialog_not_found", "This dialog is not open any more.")
    return dialog


async def submit(teams: Teams, person: Person, dialog: Dialog, action: Any, given: Any) -> Json:
    """Send a dialog."""
    found = _of_dialog(dialog, action)
    values, wrong = entered(found.inputs, given)
    if wrong:
        return {"closed": False, "errors": wrong, "dialog": public(dialog)}
    conversation = teams.organisation.conversations[dialog.conversation]
    on = teams.organisation.messages[conversation.id].get(dialog.message)
    place = address(conversation, on) if on else conversation.id
    data = _data(found.action, values)
    told = of_task(await teams.ask(activities.task(teams, person, conversation, place, "task/submit", data)))
    if told.dialog:
        _show(teams, person, dialog.conversation, dialog.message, told.dialog)
    elif not told.warning:
        close(teams, person, dialog)
    left = teams.dialogs.get(person.id)
    return {**told.shown(), "closed": left is None, "errors": {}, "dialog": public(left) if left else None}


def _of_dialog(dialog: Dialog, action: Any) -> Control:
    for found in controls(dialog.card):
        if found.action.get("type") == "Action.Submit" and action in (None, found.action):
            return found
    raise PageFailure(409, "not_there", "This control is not in the dialog.")


def close(teams: Teams, person: Person, dialog: Dialog) -> None:
    """Put a dialog away; as in Teams, the app is not told."""
    if teams.dialogs.get(person.id) is dialog:
        del teams.dialogs[person.id]
        teams.tell_dialog(person.id)


async def refresh(teams: Teams, person: Person, conversation: Conversation, on: Message) -> Told:
    """Let the app draw a card for somebody whom the card names."""
    for card in (*shown(on, person.id), *on.cards):
        action = refresh_of(card, person.id)
        if action and action.get("type") == "Action.Execute":
            filled = _filled(action, {})
            return await _execute(teams, person, conversation, on, filled, "automatic")
    return Told()


def to_refresh(teams: Teams, person: Person, conversation: Conversation) -> list[Message]:
    """Give the messages whose cards are drawn for somebody who looks at a conversation.

    What they have never seen since it changed, and of what is in view, what they saw a while ago.
    """
    everything = teams.organisation.in_order(conversation.id)
    in_view = {message.id for message in everything[-IN_VIEW:]}
    return [each for each in everything if _is_due(teams, person, each, in_view)]


def _is_due(teams: Teams, person: Person, on: Message, in_view: set[str]) -> bool:
    if not on.bot or not any(refresh_of(card, person.id) for card in on.cards):
        return False
    own = on.own.get(person.id)
    return own is None or (on.id in in_view and teams.now() - own.refreshed > STALE)
