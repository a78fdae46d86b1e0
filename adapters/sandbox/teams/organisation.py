"""The state of the local Teams: who is there, where they talk, and what was said."""

from collections.abc import Callable

import msgspec

from adapters.sandbox.store import Store

from .ids import Stamps, channel_id, personal_id
from .records import Conversation, Message, Person


class Organisation:
    """Hold people, conversations and messages, and write each change through to the store."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self.stamps = Stamps(now)
        self.now = now
        self.people: dict[str, Person] = {}
        self.conversations: dict[str, Conversation] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        #: (person, conversation) to the last message that person has seen
        self.read: dict[tuple[str, str], int] = {}
        self._store = store
        self._load()

    def _load(self) -> None:
        for _, body in self._store.load("person"):
            person = msgspec.json.decode(body, type=Person)
            self.people[person.id] = person
        for _, body in self._store.load("conversation"):
            self._keep_conversation(msgspec.json.decode(body, type=Conversation))
        for _, body in self._store.load("message"):
            self._keep_message(msgspec.json.decode(body, type=Message))
        for key, body in self._store.load("read"):
            user, _, conversation = key.partition("|")
            self.read[user, conversation] = msgspec.json.decode(body, type=int)

    def _keep_conversation(self, conversation: Conversation) -> None:
        self.conversations[conversation.id] = conversation
        self.messages.setdefault(conversation.id, {})

    def _keep_message(self, message: Message) -> None:
        self.messages.setdefault(message.conversation, {})[message.id] = message
        self.stamps.seen(message.id)

    def save_person(self, person: Person) -> Person:
        """Add or change somebody."""
        self.people[person.id] = person
        self._store.put("person", person.id, msgspec.json.encode(person))
        return person

    def save_conversation(self, conversation: Conversation) -> Conversation:
        """Add or change a channel or a chat."""
        self._keep_conversation(conversation)
        self._store.put("conversation", conversation.id, msgspec.json.encode(conversation))
        return conversation

    def save_message(self, message: Message) -> Message:
        """Add or change a message."""
        self._keep_message(message)
        key = f"{message.conversation}|{message.id}"
        self._store.put("message", key, msgspec.json.encode(message))
        return message

    def drop_message(self, message: Message) -> None:
        """Remove a message, and nothing of its thread."""
        self.messages[message.conversation].pop(message.id, None)
        self._store.drop("message", f"{message.conversation}|{message.id}")

    def in_order(self, conversation: str) -> list[Message]:
        """Give the messages of a conversation, oldest first."""
        return sorted(self.messages.get(conversation, {}).values(), key=lambda message: message.order)

    def mark_read(self, user: str, conversation: str) -> None:
        """Note that somebody has seen everything in a conversation."""
        last = max((message.order for message in self.messages.get(conversation, {}).values()), default=0)
        if last > self.read.get((user, conversation), 0):
            self.read[user, conversation] = last
            self._store.put("read", f"{user}|{conversation}", msgspec.json.encode(last))

    def unread(self, user: str, conversation: str) -> int:
        """Count the messages of others that somebody has not seen."""
        last = self.read.get((user, conversation), 0)
        everything = self.messages.get(conversation, {}).values()
        return sum(1 for message in everything if message.order > last and message.sender != user)

    def channels(self) -> list[Conversation]:
        """Give the channels; the first is the one that a team always has."""
        return [one for one in self.conversations.values() if one.kind == "channel"]

    def channel_named(self, name: str) -> Conversation | None:
        """Find a channel by its name, with or without the #."""
        bare = name.removeprefix("#")
        return next((channel for channel in self.channels() if channel.name == bare), None)

    def make_channel(
        self, name: str, members: list[str], topic: str = "", *, app_in: bool = False
    ) -> Conversation:
        """Add a channel."""
        made = Conversation(id=channel_id(name), name=name, topic=topic, members=list(members), app_in=app_in)
        return self.save_conversation(made)

    def personal(self, user: str) -> Conversation:
        """Give somebody's chat with the app; a new one has no app in it."""
        found = self.conversations.get(personal_id(user))
        return found or self.save_conversation(
            Conversation(id=personal_id(user), name="", kind="personal", members=[user])
        )

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
