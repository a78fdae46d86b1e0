"""The files.* methods by which an app uploads files and shares them."""

from __future__ import annotations

import mimetypes
from typing import Any

from .calls import Call, Method
from .failures import SlackFailure
from .posting import post
from .records import Channel, File, Json
from .uploads import Ticket

#: of a workspace of any plan
_LARGEST = 1_073_741_824
_MOST_ALT = 1000


def get_upload_url(call: Call) -> Json:
    """Give an address for the bytes of a file."""
    name, length = call.need("filename"), call.need("length")
    if not (length.isascii() and length.isdecimal() and int(length[:12]) >= 1):
        messages = ["[ERROR] must be greater than 0 [json-pointer:/length]"]
        raise SlackFailure("invalid_arguments", response_metadata={"messages": messages})
    if int(length[:12]) > _LARGEST:
        raise SlackFailure("file_upload_size_restricted")
    if len(call.text("alt_txt")) > _MOST_ALT:
        raise SlackFailure("alt_txt_too_large")
    id_ = call.sandbox.workspace.mint("F")
    address = call.sandbox.uploads.begin(id_, name, int(length))
    return {"upload_url": f"{call.sandbox.base_url}/upload/v1/{address}", "file_id": id_}


def complete_upload(call: Call) -> Json:
    """Keep uploaded files, and share them in a conversation where one is named."""
    asked = _asked(call)
    tickets = [_ticket(call, one) for one in asked]
    channel = _channel(call)
    thread = call.text("thread_ts") or None
    if thread and channel and thread not in call.sandbox.workspace.messages[channel.id]:
        raise SlackFailure("thread_not_found")
    files = [_kept(call, one, ticket) for one, ticket in zip(asked, tickets, strict=True)]
    if channel:
        for file in files:
            file.shared_in.append(channel.id)
            call.sandbox.workspace.save_file(file)
        content = {"text": call.text("initial_comment")}
        # Slack reads the comment as mrkdwn, and the blocks only where there is none.
        if not content["text"]:
            content["blocks"] = call.data("blocks", "invalid_blocks_format")
        post(
            call.sandbox,
            channel,
            content,
            method="files.completeUploadExternal",
            thread_ts=thread,
            files=files,
        )
    # The message comes a moment later in Slack: its ts is not in the answer.
    return {"files": [{"id": file.id, "title": file.title} for file in files]}


def _asked(call: Call) -> list[Json]:
    asked: Any = call.data("files", "invalid_arguments")
    sound = (
        isinstance(asked, list) and asked and all(isinstance(one, dict) and one.get("id") for one in asked)
    )
    if not sound:
        messages = ["[ERROR] missing required field: files"]
        raise SlackFailure("invalid_arguments", response_metadata={"messages": messages})
    return list(asked)


def _ticket(call: Call, one: Json) -> Ticket:
    found = call.sandbox.uploads.ready(str(one["id"]))
    if found is None:
        raise SlackFailure("file_not_found")
    return found


def _channel(call: Call) -> Channel | None:
    if not call.text("channel_id"):
        return None
    channel = call.channel("channel_id")
    if not call.sandbox.is_in(channel, call.bot):
        raise SlackFailure("not_in_channel")
    return channel


def _kept(call: Call, one: Json, ticket: Ticket) -> File:
    call.sandbox.uploads.complete(ticket.id)
    file = File(
        id=ticket.id,
        name=ticket.name,
        title=str(one.get("title") or ticket.name),
        size=ticket.size,
        mimetype=mimetypes.guess_type(ticket.name)[0] or "application/octet-stream",
        user=call.bot,
        created=int(call.sandbox.now()),
        content=ticket.content or b"",
    )
    return call.sandbox.workspace.save_file(file)


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_url, ("files:write",), 4),
    "files.completeUploadExternal": Method(complete_upload, ("files:write",), 4),
}
