"""What Teams sends, as an intent and who sent it. Everything but the control is taken from the verified activity."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from adapters.bodies import Malformed
from bot.service.intents import (
    BotJoined,
    BotRemoved,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    Sender,
    Spoken,
    Submitted,
    Typed,
)

from . import controls
from .activity import Account, Activity
from .forms import is_form, values_of
from .people import is_bot
from .places import is_personal, whole

Way = Literal["action", "fetch", "submit", "message", "event"]
#: how an invoke wants to be answered, by its name
INVOKES: Mapping[str, Way] = {"adaptiveCard/action": "action", "task/fetch": "fetch", "task/submit": "submit"}
HOME = "home"
_MENTION = re.compile(r"</?at[^>]*>", re.IGNORECASE)


class Heard(msgspec.Struct, frozen=True):
    """An activity in the bot's own words."""

    intent: Intent
    sender: Sender
    #: how it wants to be answered
    way: Way
    #: the card that the control stood on, so that it can be drawn again
    notice: str = ""
    #: what that card or form looked like
    version: str = ""
    #: where an answer is posted: with its thread
    place: str = ""
    locale: str = ""


def heard(activity: Activity, *, tenant: str, bot_id: str) -> Heard | None:
    """Translate an activity; None for one that asks nothing of the bot. Raises Malformed."""
    if activity.type in ("invoke", "message"):
        _need_ids(activity)
    match activity.type:
        case "invoke":
            return _invoked(activity, tenant)
        case "message":
            return _written(activity, tenant, bot_id)
        case "conversationUpdate":
            return _moved(activity, tenant, bot_id)
        case "installationUpdate":
            return _installed(activity, tenant)
        case _:
            return None


def direct(activity: Activity) -> bool:
    """Say whether it happened in the chat of one person with the bot."""
    return activity.conversation.conversation_type == "personal" or is_personal(activity.conversation.id)


def _need_ids(activity: Activity) -> None:
    if not activity.sender.id:
        raise Malformed("from.id is missing")
    if not activity.conversation.id:
        raise Malformed("conversation.id is missing")


def _invoked(activity: Activity, tenant: str) -> Heard:
    way = INVOKES.get(activity.name or "")
    if way is None:
        raise Malformed("nothing here answers an invoke of this name")
    value = activity.value
    if not isinstance(value, dict):
        raise Malformed("value is missing or not an object")
    inside = "action" if way == "action" else "data"
    if not isinstance(value.get(inside), dict):
        raise Malformed(f"value.{inside} is missing or not an object")
    return _used(activity, {inside: value[inside]}, way, tenant)


def _used(activity: Activity, value: Mapping[str, Any], way: Way, tenant: str) -> Heard:
    """Read a control or a form."""
    found = controls.read(value)
    if found is None:
        raise Malformed("value carries no control of this bot")
    verb, args, notice, version = found
    if "\0" in verb + notice + version or any("\0" in key + text for key, text in args.items()):
        raise Malformed("value holds what no control of this bot carries")
    data = _data(value)
    intent: Intent
    if verb == controls.REFRESH:
        intent = Look(notice)
    elif is_form(data):
        values = {key: text.replace("\0", "") for key, text in values_of(data).items()}
        intent = Submitted(verb, args, values)
    else:
        intent = Pressed(verb, args)
    return _heard(activity, intent, way, tenant, notice=notice, version=version)


def _data(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give what holds the inputs, wherever this kind of activity puts it."""
    given = value.get("action", value)
    inner = given.get("data")
    return inner if isinstance(inner, Mapping) else given


def _written(activity: Activity, tenant: str, bot_id: str) -> Heard | None:
    if is_bot(activity.sender.id) or activity.sender.role == "bot":
        return None
    if isinstance(activity.value, dict) and controls.read(activity.value):
        # a control, from a client that knows no universal actions
        return _used(activity, activity.value, "message", tenant)
    text, mentioned = _said(activity, bot_id)
    if not (direct(activity) or mentioned):
        return None
    intent: Intent = Typed(text) if text else Spoken("")
    if text.casefold() == HOME:
        intent = HomeOpened()
    return _heard(activity, intent, "message", tenant)


def _said(activity: Activity, bot_id: str) -> tuple[str, bool]:
    """Give the text without mentions of the bot, and whether there was one."""
    text, mentioned = activity.text or "", False
    ours = _ours(activity, bot_id)
    for entity in activity.entities or ():
        who = entity.get("mentioned")
        if entity.get("type") == "mention" and isinstance(who, dict) and str(who.get("id")) in ours:
            mentioned = True
            tag = entity.get("text")
            text = text.replace(tag, " ") if isinstance(tag, str) and tag else text
    plain = html.unescape(_MENTION.sub("", text)).replace("\0", "")
    return " ".join(plain.split()), mentioned


def _moved(activity: Activity, tenant: str, bot_id: str) -> Heard | None:
    """Read who came or went; only the bot itself matters."""
    ours = _ours(activity, bot_id)
    if _among(activity.members_added, ours):
        return _joined(activity, tenant)
    if _among(activity.members_removed, ours):
        return _left(activity, tenant)
    return None


def _ours(activity: Activity, bot_id: str) -> set[str]:
    """Give the ids of the bot; what is sent to it names it, too."""
    return {bot_id, activity.recipient.id} - {""}


def _among(members: list[Account] | None, ids: set[str]) -> bool:
    return any(member.id in ids for member in members or ())


def _installed(activity: Activity, tenant: str) -> Heard | None:
    match activity.action:
        case "add":
            return _joined(activity, tenant)
        case "remove":
            return _left(activity, tenant)
        case _:
            return None  # such as a newer version of the app


def _joined(activity: Activity, tenant: str) -> Heard | None:
    """Read an installation; one by nobody in particular asks for no greeting."""
    joined = BotJoined(_whole_team(activity))
    return _heard(activity, joined, "event", tenant) if activity.sender.id else None


def _left(activity: Activity, tenant: str) -> Heard:
    return _heard(activity, BotRemoved(_whole_team(activity)), "event", tenant)


def _whole_team(activity: Activity) -> str:
    """Give the team that the app comes to or leaves: Teams tells of it once, in the channel that has its id."""
    return activity.team if activity.team == whole(activity.conversation.id) else ""


def _heard(
    activity: Activity, intent: Intent, way: Way, tenant: str, *, notice: str = "", version: str = ""
) -> Heard:
    place = activity.conversation.id
    said = way == "message" and not activity.reply_to_id
    sender = Sender(
        platform="teams",
        tenant=tenant,
        user=activity.sender.id,
        delivery=activity.id or "",
        conversation=whole(place),
        message=(activity.id or "") if said else activity.reply_to_id or place.partition(";messageid=")[2],
        direct=direct(activity),
        team=activity.team,
    )
    return Heard(intent, sender, way, notice, version, place, activity.locale or "")
