"""Messages that appear, change and go: by the app through the connector, and by people."""

from .cards import check_size, contents
from .failures import TeamsFailure, bad, no_activity
from .ids import parted, threaded
from .records import Conversation, Json, Message
from .teams import Teams


def post(teams: Teams, conversation: Conversation, activity: Json, thread: str | None = None) -> Message:
    """Let the app write a message; raises `TeamsFailure`."""
    text, summary, cards = _content(activity)
    if thread and thread not in teams.organisation.messages[conversation.id]:
        raise no_activity()
    message = Message(
        id=teams.organisation.stamps.mint(),
        conversation=conversation.id,
        sender=teams.identity.bot_id,
        text=text,
        summary=summary,
        cards=cards,
        bot=True,
        thread=thread,
    )
    _announce(teams, "post", message)
    return message


def _announce(teams: Teams, method: str, message: Message) -> None:
    teams.organisation.save_message(message)
    teams.tell_message(message)
    teams.report(method, outgoing(message), message.conversation)


def _content(activity: Json) -> tuple[str, str, list[Json]]:
    if activity.get("type", "message") != "message":
        raise bad("Unknown activity type")
    text, summary = activity.get("text") or "", activity.get("summary") or ""
    if not isinstance(text, str) or not isinstance(summary, str):
        raise bad("text and summary must be strings")
    cards = contents(activity.get("attachments"))
    if not text and not cards:
        raise bad("The message has neither text nor attachments")
    check_size(text, *cards)
    return text, summary, cards


def outgoing(message: Message) -> Json:
    """Give a message as observers are told of it."""
    shape = {"id": message.id, "text": message.text, "summary": message.summary, "cards": message.cards}
    return {**shape, "thread": message.thread}


def theirs(teams: Teams, conversation: Conversation, message: str) -> Message:
    """Give a message of the app; raises `TeamsFailure` for any other."""
    found = teams.organisation.messages[conversation.id].get(message)
    if found is None:
        raise no_activity()
    if not found.bot:
        why = "The bot may change only messages of its own."
        raise TeamsFailure(403, "ForbiddenOperationException", why)
    return found


def replace(teams: Teams, message: Message, activity: Json) -> None:
    """Let the app change a message of its own: everybody sees the new one, whatever was theirs alone."""
    text, summary, cards = _content(activity)
    for user, own in message.own.items():
        teams.earlier.note([own.card] if own.card else [], message.conversation, message.id, user)
    teams.earlier.note(message.cards, message.conversation, message.id)
    message.text, message.summary, message.cards = text, summary, cards
    message.own, message.edited = {}, True
    _announce(teams, "update", message)


def remove(teams: Teams, message: Message) -> None:
    """Take a message away."""
    teams.organisation.drop_message(message)
    teams.tell_message(message, "deleted")
    if message.bot:
        teams.report("delete", {"id": message.id}, message.conversation)


def say(teams: Teams, conversation: Conversation, user: str, text: str, thread: str | None = None) -> Message:
    """Let a person write a message."""
    message = Message(
        id=teams.organisation.stamps.mint(),
        conversation=conversation.id,
        sender=user,
        text=text,
        thread=thread,
    )
    teams.organisation.save_message(message)
    teams.tell_message(message)
    return message


def address(conversation: Conversation, message: Message) -> str:
    """Give the id under which activities name the place of a message."""
    if conversation.kind == "personal":
        return conversation.id
    return threaded(conversation.id, message.thread or message.id)


def place(teams: Teams, address: str) -> tuple[Conversation | None, str | None]:
    """Give the conversation, and the post that opened the thread, that an id names."""
    whole, thread = parted(address)
    return teams.organisation.conversations.get(whole), thread
