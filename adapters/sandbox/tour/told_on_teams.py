"""What the bot sent to Teams, in words."""

from __future__ import annotations

from collections.abc import MutableMapping

from adapters.sandbox.teams.visible import Json, texts
from adapters.sandbox.tour.told import Told, in_rows


def told_on_teams(
    method: str, payload: Json, conversation: str, keys: MutableMapping[str, str]
) -> Told | None:
    """Read what was sent to Teams; `keys` name the logical message that a conversation gets just now.

    None for what says nothing new: cards that were drawn again for one reader, and messages that go.
    """
    match method:
        case "dialog":
            return Told("", "", payload["title"])
        case "post" | "update":
            pass
        case _:
            return None
    cards = payload["cards"]
    lines = in_rows(said for card in cards for said in texts(card))
    summary = payload["summary"] or payload["text"]
    text = "\n".join([summary, *(line for line in lines if line not in summary)])
    # What continues a large message comes under no name of its own.
    key = "" if method == "update" else keys.pop(conversation, "")
    return Told(conversation, payload["id"], text, lines, key, method == "update")
