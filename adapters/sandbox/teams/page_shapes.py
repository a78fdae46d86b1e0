"""The organisation in the shapes that the browser page draws."""

from datetime import UTC, datetime

from .records import Conversation, Json, Message, Person
from .teams import Teams
from .views import shown


def state(teams: Teams, me: Person) -> Json:
    """Give the team, its people, what this person is in, the clock and the app."""
    identity, organisation = teams.identity, teams.organisation
    organisation.personal(me.id)
    mine = [one for one in organisation.conversations.values() if me.id in one.members]
    return {
        "team": {
            "id": teams.team_id,
            "name": identity.team_name,
            "tenant": identity.tenant,
            "group": identity.group,
        },
        "me": me.id,
        "people": [_person(person) for person in organisation.people.values()],
        "conversations": [_conversation(teams, one, me.id) for one in mine],
        "clock": clock(teams),
        "bot": {
            "id": identity.bot_id,
            "app_id": identity.app_id,
            "name": identity.bot_name,
            "commands": [{"title": title, "description": why} for title, why in teams.commands],
        },
        "readiness": {"connected": teams.delivery.connected},
    }


def clock(teams: Teams) -> Json:
    """Give the organisation's time."""
    return {"now": _time(teams.now()), "virtual": teams.next_day is not None}


def _time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _person(person: Person) -> Json:
    return {
        "id": person.id,
        "name": person.name,
        "handle": person.handle,
        "email": person.email,
        "title": person.title,
        "tz": person.tz,
        "color": f"#{person.color}",
        "initials": "".join(part[0] for part in person.name.split()[:2]).upper(),
        "bot": person.bot,
    }


def _conversation(teams: Teams, conversation: Conversation, me: str) -> Json:
    shape: Json = {
        "id": conversation.id,
        "kind": conversation.kind,
        "name": conversation.name,
        "topic": conversation.topic,
        "members": conversation.members,
        "unread": teams.organisation.unread(me, conversation.id),
        "app_in": conversation.app_in,
        "app_wrote": any(one.bot for one in teams.organisation.messages[conversation.id].values()),
    }
    if conversation.kind == "personal":
        shape |= {"with": teams.identity.bot_id, "name": teams.identity.bot_name}
    return shape


def messages(teams: Teams, conversation: Conversation, me: str) -> list[Json]:
    """Give a conversation as somebody sees it, oldest first."""
    everything = teams.organisation.in_order(conversation.id)
    replies = [each.thread for each in everything]
    return [message(teams, each, me) | {"reply_count": replies.count(each.id)} for each in everything]


def message(teams: Teams, given: Message, me: str) -> Json:
    """Give a message as somebody sees it."""
    own = given.own.get(me)
    return {
        "id": given.id,
        "from": given.sender,
        "name": teams.organisation.people[given.sender].name,
        "bot": given.bot,
        "time": _time(given.order / 1000),
        "text": given.text,
        "summary": given.summary,
        "cards": shown(given, me),
        "thread": given.thread,
        "edited": given.edited,
        "own_view": own is not None and own.card is not None,
    }


def home_message(teams: Teams, chat: Conversation, me: str) -> Message | None:
    """Give what the app said first after somebody last asked for their own page."""
    found: Message | None = None
    asked = False
    for each in teams.organisation.in_order(chat.id):
        if each.sender == me and each.text.strip().lower() == "home":
            found, asked = None, True
        elif each.bot and asked and found is None:
            found = each
    return found
