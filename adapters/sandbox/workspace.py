"""The state of the local Slack: who is there, where they talk, and what was said."""

from collections.abc import Callable, Iterator

import msgspec

from .ids import Ids, Stamps
from .records import Channel, File, Message, Person, View
from .store import Store


class Workspace:
    """Hold people, conversations, messages and Home tabs, and write each change through to the store."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self.ids = Ids()
        self.stamps = Stamps(now)
        self.now = now
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[str, dict[str, Message]] = {}
        self.homes: dict[str, View] = {}
        self.files: dict[str, File] = {}
        #: (person, conversation) to the last timestamp that person has seen
        self.read: dict[tuple[str, str], str] = {}
        self._store = store
        self._load()

    def _load(self) -> None:
        for key, body in self._store.load("counter"):
            self.ids.counters[key] = msgspec.json.decode(body, type=int)
        for _, body in self._store.load("person"):
            self._keep_person(msgspec.json.decode(body, type=Person))
        for _, body in self._store.load("channel"):
            self._keep_channel(msgspec.json.decode(body, type=Channel))
        for _, body in self._store.load("message"):
            self._keep_message(msgspec.json.decode(body, type=Message))
        for _, body in self._store.load("home"):
            view = msgspec.json.decode(body, type=View)
            self.homes[view.user] = view
        for _, body in self._store.load("file"):
            file = msgspec.json.decode(body, type=File)
            self.files[file.id] = file
        for key, body in self._store.load("read"):
            user, _, channel = key.partition(":")
            self.read[user, channel] = msgspec.json.decode(body, type=str)

    def _keep_person(self, person: Person) -> None:
        self.people[person.id] = person

    def _keep_channel(self, channel: Channel) -> None:
        self.channels[channel.id] = channel
        self.messages.setdefault(channel.id, {})

    def _keep_message(self, message: Message) -> None:
        self.messages.setdefault(message.channel, {})[message.ts] = message
        for ts in (message.ts, message.edited_ts):
            if ts:
                self.stamps.seen(ts)

    def mint(self, prefix: str) -> str:
        """Give a new id and remember that it was given."""
        minted = self.ids.mint(prefix)
        self._store.put("counter", prefix, msgspec.json.encode(self.ids.counters[prefix]))
        return minted

    def save_person(self, person: Person) -> Person:
        """Add or change somebody."""
        self._keep_person(person)
        self._store.put("person", person.id, msgspec.json.encode(person))
        return person

    def save_channel(self, channel: Channel) -> Channel:
        """Add or change a conversation."""
        self._keep_channel(channel)
        self._store.put("channel", channel.id, msgspec.json.encode(channel))
        return channel

    def save_message(self, message: Message) -> Message:
        """Add or change a message."""
        self._keep_message(message)
        self._store.put("message", f"{message.channel}:{message.ts}", msgspec.json.encode(message))
        return message

    def drop_message(self, message: Message) -> None:
        """Remove a message, and nothing of its thread."""
        self.messages[message.channel].pop(message.ts, None)
        self._store.drop("message", f"{message.channel}:{message.ts}")

    def save_home(self, view: View) -> View:
        """Publish somebody's Home tab."""
        self.homes[view.user] = view
        self._store.put("home", view.user, msgspec.json.encode(view))
        return view

    def save_file(self, file: File) -> File:
        """Add or change a file."""
        self.files[file.id] = file
        self._store.put("file", file.id, msgspec.json.encode(file))
        return file

    def mark_read(self, user: str, channel: str) -> None:
        """Note that somebody has seen everything in a conversation."""
        last = max(self.messages.get(channel, {}), default="")
        if last and self.read.get((user, channel)) != last:
            self.read[user, channel] = last
            self._store.put("read", f"{user}:{channel}", msgspec.json.encode(last))

    def unread(self, user: str, channel: str) -> int:
        """Count the messages of others that somebody has not seen."""
        last = self.read.get((user, channel), "")
        return sum(1 for m in self.visible(channel, user) if m.ts > last and m.user != user)

    def visible(self, channel: str, user: str) -> Iterator[Message]:
        """Give the messages of a conversation that this person sees, oldest first."""
        for message in sorted(self.messages.get(channel, {}).values(), key=lambda m: m.ts):
            if message.ephemeral_to in (None, user):
                yield message

    def lasting(self, channel: str) -> list[Message]:
        """Give the messages everybody sees, oldest first."""
        kept = (m for m in self.messages.get(channel, {}).values() if m.ephemeral_to is None)
        return sorted(kept, key=lambda m: m.ts)

    def replies(self, channel: str, ts: str) -> list[Message]:
        """Give the replies in a thread, oldest first."""
        inside = (m for m in self.messages.get(channel, {}).values() if m.thread_ts == ts and m.ts != ts)
        return sorted((m for m in inside if m.ephemeral_to is None), key=lambda m: m.ts)

    def channel_named(self, name: str) -> Channel | None:
        """Find a channel by its name, with or without the #."""
        bare = name.removeprefix("#")
        return next((c for c in self.channels.values() if c.kind == "channel" and c.name == bare), None)

    def conversation_of(self, members: list[str]) -> Channel:
        """Give the direct message of exactly these people, made if it is new."""
        wanted = sorted(set(members))
        for channel in self.channels.values():
            if channel.kind != "channel" and sorted(channel.members) == wanted:
                return channel
        two = len(wanted) <= 2
        name = "-".join(["mpdm", *(self.people[m].handle for m in wanted)])
        return self.save_channel(
            Channel(
                id=self.mint("D" if two else "G"),
                name="" if two else name,
                kind="im" if two else "mpim",
                created=int(self.now()),
                members=list(dict.fromkeys(members)),
            )
        )

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()
