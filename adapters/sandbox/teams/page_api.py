"""The JSON interface of the page's Teams side: see what a person sees, do what a person can do."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from adapters.sandbox.changes import Change
from adapters.sandbox.failures import PageFailure
from adapters.sandbox.page_calls import Asked, event_stream, routes

from . import activities, acts, installing, page_shapes, posting
from .records import Conversation, Json, Message, Person
from .teams import Teams


class Visit(Asked[Person]):
    """One request of the page's Teams side."""

    def __init__(self, request: Request, args: Json) -> None:
        self.teams: Teams = request.app.state.sandbox.teams
        super().__init__(request, args, self.teams.organisation.people)

    def conversation(self) -> Conversation:
        """Give a conversation that the person is in."""
        found = self.teams.organisation.conversations.get(self.text("conversation"))
        if found is None:
            raise PageFailure(404, "conversation_not_found", "There is no such conversation.")
        if self.person().id not in found.members:
            raise PageFailure(403, "not_in_conversation", "This person is not in the conversation.")
        return found

    def message(self, conversation: Conversation, name: str = "message") -> Message:
        """Give a message of a conversation."""
        found = self.teams.organisation.messages[conversation.id].get(self.text(name))
        if found is None:
            raise PageFailure(409, "message_not_found", "This message is not there any more.")
        return found


async def state(visit: Visit) -> Json:
    """Show who and what there is."""
    return page_shapes.state(visit.teams, visit.somebody())


async def messages(visit: Visit) -> Json:
    """Show a conversation; the cards that name the person are drawn for them first."""
    teams, person, conversation = visit.teams, visit.person(), visit.conversation()
    if visit.args.get("opened") != "0":
        await _look(teams, person, conversation)
        teams.organisation.mark_read(person.id, conversation.id)
    return {"messages": page_shapes.messages(teams, conversation, person.id)}


async def _look(teams: Teams, person: Person, conversation: Conversation) -> None:
    if not conversation.app_in:
        return
    async with teams.looking[person.id]:
        due = acts.to_refresh(teams, person, conversation)
        await asyncio.gather(*(acts.refresh(teams, person, conversation, each) for each in due))


async def views(visit: Visit) -> Json:
    """Show the dialog that is open."""
    dialog = visit.teams.dialogs.get(visit.person().id)
    return {"dialog": acts.public(dialog) if dialog else None}


async def home(visit: Visit) -> Json:
    """Show what the app said last as this person's own page."""
    teams, person = visit.teams, visit.person()
    chat = teams.organisation.personal(person.id)
    found = page_shapes.home_message(teams, chat, person.id)
    return {
        "conversation": chat.id,
        "message": page_shapes.message(teams, found, person.id) if found else None,
    }


async def ask_home(visit: Visit) -> Json:
    """Ask the app for one's own page."""
    person = visit.person()
    chat = visit.teams.organisation.personal(person.id)
    said = _say(visit.teams, person, chat, "home", None)
    return {"ok": True, "conversation": chat.id, "id": said.id}


async def speak(visit: Visit) -> Json:
    """Write a message."""
    conversation, text = visit.conversation(), visit.text("text").strip()
    if not text:
        raise PageFailure(400, "missing_field", "The message is empty.")
    thread = None
    if visit.args.get("thread") and conversation.kind == "channel":
        below = visit.message(conversation, "thread")
        thread = below.thread or below.id
    said = _say(visit.teams, visit.person(), conversation, text, thread)
    return {"ok": True, "id": said.id}


def _say(teams: Teams, person: Person, conversation: Conversation, text: str, thread: str | None) -> Message:
    said = posting.say(teams, conversation, person.id, text, thread)
    heard = conversation.kind == "personal" or activities.mentions_bot(teams, text)
    if conversation.app_in and heard:
        teams.send(activities.message(teams, person, conversation, said))
    return said


async def act(visit: Visit) -> Json:
    """Use a control of a card."""
    conversation = visit.conversation()
    message, action = visit.message(conversation), visit.object("action")
    inputs = visit.args.get("inputs")
    return {"ok": True} | await acts.act(visit.teams, visit.person(), conversation, message, action, inputs)


async def submit(visit: Visit) -> Json:
    """Send a dialog."""
    person = visit.person()
    dialog = acts.dialog_of(visit.teams, person, visit.text("dialog"))
    action, inputs = visit.args.get("action"), visit.args.get("inputs")
    return {"ok": True} | await acts.submit(visit.teams, person, dialog, action, inputs)


async def close(visit: Visit) -> Json:
    """Put a dialog away."""
    person = visit.person()
    acts.close(visit.teams, person, acts.dialog_of(visit.teams, person, visit.text("dialog")))
    return {"ok": True}


async def refresh(visit: Visit) -> Json:
    """Draw a card again, as its menu offers."""
    conversation = visit.conversation()
    message = visit.message(conversation)
    told = await acts.refresh(visit.teams, visit.person(), conversation, message)
    return {"ok": True} | told.shown()


async def invite(visit: Visit) -> Json:
    """Bring somebody into a channel, or add the app to a channel or to one's own chat."""
    conversation, guest = visit.conversation(), visit.person("user")
    if guest.bot:
        installing.add_app(visit.teams, visit.person(), conversation)
        return {"ok": True}
    _only_channels(conversation)
    installing.add_person(visit.teams, visit.person(), conversation, guest)
    return {"ok": True}


async def remove(visit: Visit) -> Json:
    """Take somebody out of a channel, or remove the app."""
    conversation = visit.conversation()
    guest = visit.person("user") if visit.args.get("user") else None
    if guest is None or guest.bot:
        installing.remove_app(visit.teams, visit.person(), conversation)
        return {"ok": True}
    _only_channels(conversation)
    installing.remove_person(visit.teams, visit.person(), conversation, guest)
    return {"ok": True}


def _only_channels(conversation: Conversation) -> None:
    if conversation.kind != "channel":
        raise PageFailure(400, "not_a_channel", "People come to channels and leave channels only.")


async def make_channel(visit: Visit) -> Json:
    """Make a channel with one member."""
    name, organisation = visit.channel_name(), visit.teams.organisation
    if organisation.channel_named(name):
        raise PageFailure(409, "name_taken", "There is a channel of this name.")
    channel = organisation.make_channel(name, [visit.person().id])
    visit.teams.tell_state(channel)
    return {"ok": True, "id": channel.id}


async def next_day(visit: Visit) -> Json:
    """Move the virtual clock to the next day."""
    if visit.teams.next_day is None:
        raise PageFailure(409, "real_clock", "This organisation runs on the real clock.")
    await visit.teams.next_day()
    for changes in (visit.sandbox.changes, visit.teams.changes):
        changes.tell(Change("clock"))
    return {"ok": True, "clock": page_shapes.clock(visit.teams)}


async def stream(request: Request) -> Response:
    """Tell the page what changes, as server-sent events."""
    teams: Teams = request.app.state.sandbox.teams
    return event_stream(teams.subscribe(request.query_params.get("as") or None))


Handler = Callable[[Visit], Awaitable[Json]]
_READS: dict[str, Handler] = {"state": state, "messages": messages, "views": views, "home": home}
_WRITES: dict[str, Handler] = {
    "say": speak,
    "act": act,
    "submit": submit,
    "close": close,
    "refresh": refresh,
    "home": ask_home,
    "invite": invite,
    "remove": remove,
    "channel": make_channel,
    "next-day": next_day,
}
ROUTES = routes(Visit, _READS, _WRITES, stream)
