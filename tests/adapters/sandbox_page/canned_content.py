"""What the stand-in server shows: a small team, a checklist, a gate review, a reminder, a form, a Home tab."""

from typing import Any

Json = dict[str, Any]

CLOCK = "2026-03-12T13:02:00+00:00"
TUESDAY, THURSDAY = 1773133200, 1773309600


def people() -> list[Json]:
    """Five people and the app."""
    rows = [
        ("UMIA", "Mia Chen", "Project lead", "America/Toronto", "#2c6fbb", "MC"),
        ("UANA", "Ana Ruiz", "Sponsor, operations", "America/Toronto", "#8a4fa3", "AR"),
        ("URAJ", "Raj Patel", "Data engineer", "Europe/Berlin", "#b0632a", "RP"),
        ("ULI", "Li Wei", "Machine learning engineer", "America/Toronto", "#3a7d44", "LW"),
        ("USAM", "Sam Okafor", "Plant lead, line 3", "America/Toronto", "#a23b52", "SO"),
    ]
    keys = ("id", "name", "title", "tz", "color", "initials")
    bot = {
        "id": "UBOT",
        "name": "Tollgate",
        "title": "App",
        "tz": "UTC",
        "color": "#0d6a5f",
        "initials": "TG",
    }
    return [{**dict(zip(keys, row, strict=True)), "bot": False} for row in rows] + [{**bot, "bot": True}]


def conversations() -> list[Json]:
    """Three channels and the acting person's direct messages."""
    everybody = ["UMIA", "UANA", "URAJ", "ULI", "UBOT"]
    line = {
        "id": "C1",
        "name": "line-3-downtime",
        "topic": "Predict stops on line 3 · gate 1 planned for Mon 16 Mar",
    }
    general = {
        "id": "C2",
        "name": "general",
        "topic": "Everybody, everything",
        "members": everybody,
        "app_in": False,
    }
    invoices = {"id": "C3", "name": "invoice-matching", "topic": "", "members": everybody, "app_in": True}
    channels = [
        {**line, "members": everybody, "app_in": True, "unread": 0},
        {**general, "unread": 0},
        {**invoices, "unread": 3},
    ]
    app = {
        "id": "D1",
        "name": "Tollgate",
        "kind": "dm",
        "with": "UBOT",
        "topic": "",
        "members": [],
        "unread": 1,
        "app_in": True,
    }
    raj = {
        "id": "D2",
        "name": "Raj Patel",
        "kind": "dm",
        "with": "URAJ",
        "topic": "",
        "members": [],
        "unread": 0,
        "app_in": False,
    }
    return [{**channel, "kind": "channel"} for channel in channels] + [app, raj]


def text(words: str) -> Json:
    """A mrkdwn text object."""
    return {"type": "mrkdwn", "text": words}


def plain(words: str) -> Json:
    """A plain_text text object."""
    return {"type": "plain_text", "text": words}


def option(value: str, words: str | None = None) -> Json:
    """An option object."""
    return {"text": plain(words or value), "value": value}


def button(action_id: str, words: str, style: str | None = None, **more: Any) -> Json:
    """A button whose value is its action id."""
    look = {"style": style} if style else {}
    return {
        "type": "button",
        "action_id": action_id,
        "text": plain(words),
        "value": action_id,
        **look,
        **more,
    }


def section(block_id: str, words: str, accessory: Json | None = None) -> Json:
    """A section, with an accessory if one is given."""
    side = {"accessory": accessory} if accessory else {}
    return {"type": "section", "block_id": block_id, "text": text(words), **side}


def actions(block_id: str, *elements: Json) -> Json:
    """An actions block."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def context(words: str) -> Json:
    """A context block of one text."""
    return {"type": "context", "block_id": f"context-{words[:8]}", "elements": [text(words)]}


def header(words: str) -> Json:
    """A header block."""
    return {"type": "header", "block_id": "header", "text": plain(words)}


def message(ts: float, user: str, words: str, blocks: list[Json] | None = None, **more: Any) -> Json:
    """A message as /page/messages gives it."""
    names = {one["id"]: one["name"] for one in people()}
    flags = {"reply_count": 0, "edited": False, "ephemeral": False, "pinned": False}
    said = {"ts": f"{ts:.6f}", "user": user, "name": names[user], "bot": user == "UBOT", "text": words}
    return {**said, "blocks": blocks or [], **flags, **more}


def view(*blocks: Json, view_id: str = "V1", **more: Any) -> Json:
    """A modal view."""
    ends = {"title": plain("Data quality"), "submit": plain("Save"), "close": plain("Cancel")}
    return {"id": view_id, "type": "modal", "callback_id": "measure", **ends, "blocks": list(blocks), **more}


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:
    """An input block."""
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}
