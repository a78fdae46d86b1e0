"""What happens in Teams, in the shapes that a bot receives."""

import html
import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .posting import address
from .records import Conversation, Json, Message, Person
from .teams import Teams


def _times(now: float, person: Person) -> Json:
    at = datetime.fromtimestamp(now, UTC)
    local = at.astimezone(ZoneInfo(person.tz))
    return {
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "localTimestamp": local.isoformat(timespec="milliseconds"),
        "localTimezone": person.tz,
    }


def _about(teams: Teams, person: Person, conversation: Conversation, place: str) -> Json:
    """Give what every activity says: who, where, when, and whom to call."""
    me = teams.identity
    client = {"type": "clientInfo", "locale": person.locale, "platform": "Web", "timezone": person.tz}
    where: Json = {"id": place, "conversationType": conversation.kind, "tenantId": me.tenant}
    data: Json = {"tenant": {"id": me.tenant}}
    if conversation.kind == "channel":
        where |= {"isGroup": True, "name": conversation.name}
        data |= {
            "teamsChannelId": conversation.id,
            "teamsTeamId": teams.team_id,
            "channel": {"id": conversation.id, "name": conversation.name},
            "team": {"id": teams.team_id, "name": me.team_name, "aadGroupId": me.group},
        }
    return {
        **_times(teams.now(), person),
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": person.id, "name": person.name, "aadObjectId": person.aad},
        "recipient": {"id": me.bot_id, "name": me.bot_name},
        "conversation": where,
        "locale": person.locale,
        "entities": [client],
        "channelData": data,
    }


def message(teams: Teams, person: Person, conversation: Conversation, said: Message) -> Json:
    """Give what somebody wrote."""
    text, mentions = tagged(teams, said.text)
    about = _about(teams, person, conversation, address(conversation, said))
    content = html.escape(text, quote=False).replace("&lt;at&gt;", "<at>").replace("&lt;/at&gt;", "</at>")
    return {
        **about,
        "type": "message",
        "id": said.id,
        "text": text,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": f"<p>{content}</p>"}],
        "entities": [*mentions, *about["entities"]],
    }


def tagged(teams: Teams, text: str) -> tuple[str, list[Json]]:
    """Give a text with mentions as tags, and the entities that say who is meant."""
    names: dict[str, Person] = {}
    for person in teams.organisation.people.values():
        names |= {person.name.lower(): person, person.handle: person}
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)@({'|'.join(map(re.escape, longest))})\b", re.IGNORECASE)
    found: dict[str, Json] = {}

    def tag(match: re.Match[str]) -> str:
        person = names[match[1].lower()]
        inside = f"<at>{person.name}</at>"
        mentioned = {"id": person.id, "name": person.name}
        found[person.id] = {"type": "mention", "mentioned": mentioned, "text": inside}
        return inside

    return pattern.sub(tag, text), list(found.values())


def mentions_bot(teams: Teams, text: str) -> bool:
    """Say whether a text mentions the app."""
    _, mentions = tagged(teams, text)
    return any(each["mentioned"]["id"] == teams.identity.bot_id for each in mentions)


def submitted(teams: Teams, person: Person, conversation: Conversation, on: Message, value: Json) -> Json:
    """Give the use of a plain submission: a message without text."""
    said = message(teams, person, conversation, on)
    said["entities"] = [each for each in said["entities"] if each["type"] != "mention"]
    del said["text"], said["attachments"]
    return said | {"id": teams.mint_invoke(), "value": value, "replyToId": on.id}


def invoke(
    teams: Teams, person: Person, conversation: Conversation, place: str, name: str, value: Json
) -> Json:
    """Give a question that the app answers at once."""
    about = _about(teams, person, conversation, place)
    return {**about, "type": "invoke", "id": teams.mint_invoke(), "name": name, "value": value}


def card_action(
    teams: Teams, person: Person, conversation: Conversation, on: Message, action: Json, trigger: str
) -> Json:
    """Give the use of a universal action; a refresh comes with the trigger "automatic"."""
    value = {"action": action, "trigger": trigger}
    place = address(conversation, on)
    return invoke(teams, person, conversation, place, "adaptiveCard/action", value) | {"replyToId": on.id}


def task(teams: Teams, person: Person, conversation: Conversation, place: str, name: str, data: Any) -> Json:
    """Give the opening or the submission of a dialog: task/fetch or task/submit."""
    value = {"data": data, "context": {"theme": "default"}}
    return invoke(teams, person, conversation, place, name, value)


def members_changed(
    teams: Teams, by: Person, conversation: Conversation, who: Person, *, added: bool
) -> Json:
    """Give the arrival or the departure of somebody, perhaps of the app itself."""
    about = _about(teams, by, conversation, conversation.id)
    change = {"id": who.id} if who.bot else {"id": who.id, "name": who.name, "aadObjectId": who.aad}
    if conversation.kind == "channel":
        kind = "teamMemberAdded" if added else "teamMemberRemoved"
        about["channelData"] |= {"eventType": kind}
    members = {"membersAdded" if added else "membersRemoved": [change]}
    return {**about, "type": "conversationUpdate", "id": teams.mint_invoke(), **members}


def installation(teams: Teams, by: Person, conversation: Conversation, *, added: bool) -> Json:
    """Give the adding or the removal of the app."""
    about = _about(teams, by, conversation, conversation.id)
    if conversation.kind == "channel":
        about["channelData"] |= {"settings": {"selectedChannel": {"id": conversation.id}}}
    action = "add" if added else "remove"
    return {**about, "type": "installationUpdate", "id": teams.mint_invoke(), "action": action}
