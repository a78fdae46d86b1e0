"""The JSON interface of the browser page: see what a person sees, do what a person can do."""

from collections.abc import Awaitable, Callable
from typing import Any
from zoneinfo import available_timezones

from starlette.requests import Request
from starlette.responses import Response

from . import acts, page_shapes
from .changes import Change
from .events import home_opened, person_changed
from .failures import PageFailure
from .inviting import archive, bring, writable
from .page_calls import Asked, event_stream, routes
from .posting import remove, say
from .records import Channel, Json, Message, Person, View
from .sandbox import Sandbox
from .slash import escape, link_names, run_command


class Visit(Asked[Person]):
    """One request of the page's Slack side."""

    def __init__(self, request: Request, args: Json) -> None:
        super().__init__(request, args, request.app.state.sandbox.workspace.people)

    def conversation(self, channel_id: str | None = None) -> Channel:
        """Give a conversation the person is in."""
        found = self.sandbox.workspace.channels.get(channel_id or self.text("conversation"))
        if found is None:
            raise PageFailure(404, "channel_not_found", "There is no such conversation.")
        if self.person().id not in found.members:
            raise PageFailure(403, "not_in_channel", "This person is not in the conversation.")
        return found

    def message(self, channel: Channel, ts: Any) -> Message:
        """Give a message the person sees."""
        message = self.sandbox.workspace.messages[channel.id].get(str(ts))
        if message is None:
            raise PageFailure(409, "message_not_found", "This message is not there any more.")
        if message.ephemeral_to not in (None, self.person().id):
            raise PageFailure(403, "not_visible", "This message is for somebody else.")
        return message

    def modal(self, view_id: Any) -> View:
        """Give an open form of the person."""
        view = self.sandbox.modals.find(str(view_id))
        if view is None:
            raise PageFailure(409, "view_not_found", "This form is not open any more.")
        if view.user != self.person().id:
            raise PageFailure(403, "not_visible", "This form belongs to somebody else.")
        return view


async def state(visit: Visit) -> Json:
    """Show who and what there is."""
    return page_shapes.state(visit.sandbox, visit.somebody())


async def messages(visit: Visit) -> Json:
    """Show a conversation, or one of its threads."""
    channel, user = visit.conversation(), visit.person().id
    thread = visit.args.get("thread")
    read_to = visit.sandbox.workspace.read.get((user, channel.id), "")
    visit.sandbox.workspace.mark_read(user, channel.id)
    return {"messages": page_shapes.messages(visit.sandbox, channel, user, thread), "read_to": read_to}


async def home(visit: Visit) -> Json:
    """Show a Home tab, and tell the app that it was opened."""
    sandbox, user = visit.sandbox, visit.person().id
    view = sandbox.workspace.homes.get(user)
    # The page looks again when a publication is announced: it says that this is not a new visit.
    if visit.args.get("opened") != "0":
        home_opened(sandbox, user, view)
    return {"view": page_shapes.view(sandbox, view) if view else None}


async def views(visit: Visit) -> Json:
    """Show the forms that are open."""
    stack = visit.sandbox.modals.stack(visit.person().id)
    return {"stack": [page_shapes.view(visit.sandbox, view) for view in stack]}


async def speak(visit: Visit) -> Json:
    """Write a message, or run a slash command."""
    channel, user, text = visit.conversation(), visit.person().id, visit.text("text").strip()
    writable(channel)
    if text.startswith("/"):
        response, warning = await run_command(visit.sandbox, user, channel, text)
        return {"ok": True, "response": response, "warning": warning}
    thread = visit.args.get("thread_ts") or None
    if thread:
        visit.message(channel, thread)
    message = say(visit.sandbox, channel, user, link_names(visit.sandbox, escape(text)), thread)
    return {"ok": True, "response": None, "warning": None, "ts": message.ts}


async def act(visit: Visit) -> Json:
    """Use a control in a message, a form or on the Home tab."""
    where, action, values = visit.object("container"), visit.object("action"), visit.args.get("state")
    user = visit.person().id
    if where.get("type") == "message":
        channel = visit.conversation(str(where.get("conversation")))
        message = visit.message(channel, where.get("ts"))
        warning = await acts.act_in_message(visit.sandbox, user, message, action, values)
    else:
        home = visit.sandbox.workspace.homes.get(user)
        view = home if home and home.id == where.get("view_id") else visit.modal(where.get("view_id"))
        warning = await acts.act_in_view(visit.sandbox, user, view, action, values)
    return {"ok": True, "warning": warning}


async def submit(visit: Visit) -> Json:
    """Send a form."""
    user, view = visit.person().id, visit.modal(visit.args.get("view_id"))
    result = await acts.submit(visit.sandbox, user, view, visit.args.get("values"))
    stack = visit.sandbox.modals.stack(user)
    top = page_shapes.view(visit.sandbox, stack[-1]) if stack else None
    return {"ok": True, **result, "closed": view not in stack, "view": top}


async def close(visit: Visit) -> Json:
    """Dismiss a form."""
    view = visit.modal(visit.args.get("view_id"))
    return {"ok": True, "warning": await acts.close(visit.sandbox, visit.person().id, view)}


async def invite(visit: Visit) -> Json:
    """Bring somebody, or the app, into a channel."""
    bring(visit.sandbox, visit.conversation(), visit.person("user").id, visit.person().id)
    return {"ok": True}


async def archive_channel(visit: Visit) -> Json:
    """Archive a channel, or open it again."""
    archived = visit.args.get("archived") is not False
    archive(visit.sandbox, visit.conversation(), visit.person().id, archived=archived)
    return {"ok": True}


async def make_channel(visit: Visit) -> Json:
    """Make a channel with one member."""
    name = visit.channel_name()
    if visit.sandbox.workspace.channel_named(name):
        raise PageFailure(409, "name_taken", "There is a channel of this name.")
    channel = page_shapes.new_channel(visit.sandbox, name, [visit.person().id])
    visit.sandbox.changes.tell(Change("state", channel.id))
    return {"ok": True, "id": channel.id}


async def delete(visit: Visit) -> Json:
    """Delete any message."""
    message = visit.message(visit.conversation(), visit.text("ts"))
    remove(visit.sandbox, message)
    return {"ok": True}


async def change_person(visit: Visit) -> Json:
    """Change somebody's time zone, language or status, or deactivate the account."""
    person = visit.person("user")
    if str(visit.args.get("tz", person.tz)) not in available_timezones():
        raise PageFailure(400, "invalid_tz", "There is no such time zone.")
    for name in ("tz", "locale", "title", "status_text", "status_emoji"):
        if isinstance(visit.args.get(name), str):
            setattr(person, name, visit.args[name])
    ends = visit.args.get("status_expiration", person.status_expiration)
    if not isinstance(ends, int) or ends < 0:
        raise PageFailure(
            400, "invalid_status", "A status ends at a number of seconds since 1970, or at 0: never."
        )
    person.status_expiration = ends
    person.deleted = bool(visit.args.get("deleted", person.deleted))
    visit.sandbox.workspace.save_person(person)
    visit.sandbox.changes.tell(Change("state"))
    person_changed(visit.sandbox, person)
    return {"ok": True}


async def next_day(visit: Visit) -> Json:
    """Move the virtual clock to the next day."""
    if visit.sandbox.next_day is None:
        raise PageFailure(409, "real_clock", "This workspace runs on the real clock.")
    await visit.sandbox.next_day()
    visit.sandbox.changes.tell(Change("clock"))
    if visit.sandbox.teams:
        visit.sandbox.teams.changes.tell(Change("clock"))
    return {"ok": True, "clock": page_shapes.clock(visit.sandbox)}


async def stream(request: Request) -> Response:
    """Tell the page what changes, as server-sent events."""
    sandbox: Sandbox = request.app.state.sandbox
    return event_stream(sandbox.subscribe(request.query_params.get("as") or None))


Handler = Callable[[Visit], Awaitable[Json]]
_READS: dict[str, Handler] = {"state": state, "messages": messages, "home": home, "views": views}
_WRITES: dict[str, Handler] = {
    "say": speak,
    "act": act,
    "submit": submit,
    "close": close,
    "invite": invite,
    "channel": make_channel,
    "archive": archive_channel,
    "delete": delete,
    "person": change_person,
    "next-day": next_day,
}
ROUTES = routes(Visit, _READS, _WRITES, stream)
