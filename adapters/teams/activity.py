"""What Teams posts, as typed values; anything else is malformed, and the reason says where."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from adapters.bodies import Malformed

#: ids go into queries and addresses: a control character in one is nothing that Teams sends
Id = Annotated[str, msgspec.Meta(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]


class Account(msgspec.Struct, rename="camel", frozen=True):
    """A person or an app."""

    id: Id = ""
    name: str | None = None
    role: str | None = None


class Named(msgspec.Struct, rename="camel", frozen=True):
    """Something with an id: an organisation, a channel."""

    id: Id | None = None


class Conversation(msgspec.Struct, rename="camel", frozen=True):
    """Where it happened."""

    id: Id = ""
    conversation_type: str | None = None
    tenant_id: Id | None = None


class ChannelData(msgspec.Struct, rename="camel", frozen=True):
    """What Teams alone adds."""

    tenant: Named | None = None
    channel: Named | None = None
    team: Named | None = None


class Activity(msgspec.Struct, rename="camel", frozen=True):
    """One thing that happened; `value` is a control's, whose shape depends on `name`."""

    type: str
    id: Id | None = None
    name: str | None = None
    service_url: Id | None = None
    channel_id: str | None = None
    sender: Account = msgspec.field(default=Account(), name="from")
    recipient: Account = Account()
    conversation: Conversation = Conversation()
    channel_data: ChannelData = ChannelData()
    reply_to_id: Id | None = None
    locale: str | None = None
    local_timezone: str | None = None
    text: str | None = None
    text_format: str | None = None
    entities: list[dict[str, Any]] | None = None
    members_added: list[Account] | None = None
    members_removed: list[Account] | None = None
    action: str | None = None
    value: Any = None

    @property
    def team(self) -> str:
        """The team whose channel it happened in; "" elsewhere."""
        inner = self.channel_data.team
        return (inner.id if inner else None) or ""

    @property
    def tenants(self) -> frozenset[str]:
        """Every organisation that it names, in lower case."""
        inner = self.channel_data.tenant
        named = (self.conversation.tenant_id, inner.id if inner else None)
        return frozenset(tenant.lower() for tenant in named if tenant)


def read(body: Mapping[str, Any]) -> Activity:
    """Read an activity; raises Malformed. What Teams says as null is the same as not said."""
    given = {name: value for name, value in body.items() if value is not None}
    try:
        return msgspec.convert(given, Activity)
    except msgspec.ValidationError as wrong:
        raise Malformed(str(wrong)) from None
