"""Who comes and goes: people in channels, and the app in channels and chats.

The channel that every team has stands for the team: with the app in it all others come and go, without a word.
"""

from . import activities
from .records import Conversation, Person
from .teams import Teams


def add_app(teams: Teams, by: Person, conversation: Conversation) -> None:
    """Add the app to a channel or a chat, and tell it so."""
    if not conversation.app_in:
        _put(teams, conversation, there=True)
        announce(teams, by, conversation)
        teams.tell_state(conversation)


def announce(teams: Teams, by: Person, conversation: Conversation) -> None:
    """Tell the app that it was added, in both of the ways in which Teams does."""
    bot = teams.organisation.people[teams.identity.bot_id]
    teams.send(activities.members_changed(teams, by, conversation, bot, added=True))
    teams.send(activities.installation(teams, by, conversation, added=True))


def remove_app(teams: Teams, by: Person, conversation: Conversation) -> None:
    """Take the app out of a channel or a chat: the last that it hears from there is this."""
    if not conversation.app_in:
        return
    bot = teams.organisation.people[teams.identity.bot_id]
    _put(teams, conversation, there=False)
    if conversation.kind == "channel":
        teams.send(activities.members_changed(teams, by, conversation, bot, added=False))
    teams.send(activities.installation(teams, by, conversation, added=False))
    teams.tell_state(conversation)


def _put(teams: Teams, conversation: Conversation, *, there: bool) -> None:
    whole = teams.organisation.channels() if conversation.id == teams.team_id else [conversation]
    for one in whole:
        one.app_in = there
        teams.organisation.save_conversation(one)


def add_person(teams: Teams, by: Person, conversation: Conversation, guest: Person) -> None:
    """Bring somebody into a channel."""
    if guest.id in conversation.members:
        return
    conversation.members.append(guest.id)
    _moved(teams, by, conversation, guest, added=True)


def remove_person(teams: Teams, by: Person, conversation: Conversation, guest: Person) -> None:
    """Take somebody out of a channel."""
    if guest.id not in conversation.members:
        return
    conversation.members.remove(guest.id)
    _moved(teams, by, conversation, guest, added=False)


def _moved(teams: Teams, by: Person, conversation: Conversation, guest: Person, *, added: bool) -> None:
    teams.organisation.save_conversation(conversation)
    if conversation.app_in:
        teams.send(activities.members_changed(teams, by, conversation, guest, added=added))
    teams.tell_state(conversation)


def introduce(teams: Teams) -> None:
    """Tell the app of every place it is in, as Teams did when it was added there: for a bot that begins anew."""
    for conversation in list(teams.organisation.conversations.values()):
        if conversation.app_in and conversation.members:
            announce(teams, teams.organisation.people[conversation.members[0]], conversation)
