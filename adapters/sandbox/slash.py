"""Slash commands that people type, and what the app answers to them."""

import html
import re
from typing import Any

from . import envelopes, inviting
from .failures import PageFailure, SlackFailure
from .posting import post
from .records import Channel, Json, Message
from .sandbox import Sandbox
from .shapes import message_object

_FAILURES = {"http_timeout": "operation_timeout"}


async def run_command(
    sandbox: Sandbox, user: str, channel: Channel, text: str
) -> tuple[Json | None, str | None]:
    """Send a command to the app; gives its answer as a message, and a warning when it failed."""
    name, _, rest = text.partition(" ")
    if name == inviting.COMMAND:
        return None, inviting.invite(sandbox, user, channel, link_names(sandbox, escape(rest)))
    command = next((one for one in sandbox.commands if one.command == name), None)
    if command is None:
        raise PageFailure(404, "unknown_command", f"{name} is not a valid command.")
    said = escape(rest.strip())
    if command.should_escape:
        said = link_names(sandbox, said, labels=True)
    payload = envelopes.slash(sandbox, user, channel, name, said)
    receipt = await sandbox.delivery.deliver("slash_commands", payload)
    if not receipt.ok:
        reason = _FAILURES.get(receipt.reason, "dispatch_failed")
        return None, f'{name} failed with the error "{reason}"'
    return _answer(sandbox, user, channel, receipt.body)


def _answer(sandbox: Sandbox, user: str, channel: Channel, body: Any) -> tuple[Json | None, str | None]:
    content = {"text": body} if isinstance(body, str) else body
    if not isinstance(content, dict) or not (content.get("text") or content.get("blocks")):
        return None, None
    try:
        message = answer_in(sandbox, user, channel, content, "slash.response")
    except SlackFailure as failure:
        return None, f'The command failed with the error "{failure.code}"'
    return message_object(sandbox, message), None


def answer_in(
    sandbox: Sandbox, user: str, channel: Channel, content: Json, method: str, thread_ts: str | None = None
) -> Message:
    """Post an answer to an interaction: for this person alone unless it asks for the channel."""
    alone = content.get("response_type", "ephemeral") != "in_channel"
    return post(
        sandbox, channel, content, method=method, thread_ts=thread_ts, ephemeral_to=user if alone else None
    )


def escape(text: str) -> str:
    """Escape what a person typed as Slack does, and keep mentions that are already in its form."""
    escaped = html.escape(text, quote=False)
    return re.sub(r"&lt;([@#][A-Z0-9]+(\|[^&<>]*)?)&gt;", r"<\1>", escaped)


def link_names(sandbox: Sandbox, text: str, *, labels: bool = False) -> str:
    """Turn @name and #channel into Slack's references, the longest names first."""
    names: dict[str, tuple[str, str]] = {}
    for person in sandbox.workspace.people.values():
        for name in (person.name, person.handle, person.name.partition(" ")[0]):
            names.setdefault(f"@{name}".lower(), (f"@{person.id}", person.handle))
    for channel in sandbox.workspace.channels.values():
        if channel.kind == "channel":
            names[f"#{channel.name}".lower()] = (f"#{channel.id}", channel.name)
    ordered = sorted(names, key=len, reverse=True)
    pattern = r"(?<![\w<])(" + "|".join(re.escape(name) for name in ordered) + r")(?![\w-])"

    def linked(match: re.Match[str]) -> str:
        reference, label = names[match[1].lower()]
        return f"<{reference}|{label}>" if labels else f"<{reference}>"

    return re.sub(pattern, linked, text, flags=re.IGNORECASE)
