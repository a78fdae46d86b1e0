"""Who is in a conversation and which channels the team has, in the shapes that the connector gives them."""

from .failures import TeamsFailure, bad, no_conversation, not_in_roster
from .records import Conversation, Json, Person
from .teams import Teams

MOST_IN_PAGE = 500


def account(teams: Teams, person: Person) -> Json:
    """Give a person as rosters do."""
    given, _, surname = person.name.partition(" ")
    return {
        "id": person.id,
        "name": person.name,
        "objectId": person.aad,
        "aadObjectId": person.aad,
        "givenName": given,
        "surname": surname,
        "email": person.email,
        "userPrincipalName": person.email,
        "tenantId": teams.identity.tenant,
        "userRole": "user",
    }


def members(teams: Teams, conversation: Conversation) -> list[Json]:
    """Give everybody in a conversation, apps aside."""
    people = teams.organisation.people
    return [account(teams, people[user]) for user in conversation.members]


def paged(teams: Teams, conversation: Conversation, size: str, token: str) -> Json:
    """Give one page of a roster."""
    if not all(part.isdecimal() and len(part) < 9 for part in (size or "0", token or "0")):
        raise bad("Invalid page size or continuation token")
    most = int(size or MOST_IN_PAGE)
    if not 1 <= most <= MOST_IN_PAGE:
        raise bad("Invalid page size or continuation token")
    everybody = members(teams, conversation)
    begin = int(token or 0)
    end = begin + most
    further = {"continuationToken": str(end)} if end < len(everybody) else {}
    return {"members": everybody[begin:end], **further}


def member(teams: Teams, conversation: Conversation, wanted: str) -> Json:
    """Give one member by any of the ids that Teams takes."""
    for person in (teams.organisation.people[user] for user in conversation.members):
        if wanted in (person.id, person.aad, person.email):
            return account(teams, person)
    why = "The member is not in the conversation."
    raise TeamsFailure(404, "MemberNotFoundInConversation", why)


def _check_team(teams: Teams, team: str) -> None:
    if team != teams.team_id:
        raise no_conversation()
    if not any(channel.app_in for channel in teams.organisation.channels()):
        raise not_in_roster()
    teams.rates.read(team)


def team(teams: Teams, wanted: str) -> Json:
    """Give the team."""
    _check_team(teams, wanted)
    me, channels = teams.identity, teams.organisation.channels()
    counts = {"channelCount": len(channels), "memberCount": len(channels[0].members)}
    return {"id": wanted, "name": me.team_name, "aadGroupId": me.group, "tenantId": me.tenant, **counts}


def channels_of_team(teams: Teams, wanted: str) -> Json:
    """Give the channels that the app can see; the first has no name, as each client has its own word for it."""
    _check_team(teams, wanted)
    shown = [
        {"id": channel.id, "name": None, "type": "standard"}
        if channel.id == wanted
        else {"id": channel.id, "name": channel.name, "type": "private"}
        for channel in teams.organisation.channels()
        if channel.app_in or channel.id == wanted
    ]
    return {"conversations": shown}
