"""The users.*, bots.*, auth.* and apps.* methods."""

from .calls import Call, Method, page_of
from .failures import SlackFailure
from .records import Json
from .shapes import channel_object, profile_object, user_object


def info(call: Call) -> Json:
    """Give one person."""
    return {"user": user_object(call.sandbox, call.person())}


def listing(call: Call) -> Json:
    """Give everybody."""
    people = [user_object(call.sandbox, person) for person in call.sandbox.workspace.people.values()]
    return {**page_of(call, people, "members", 1000), "cache_ts": int(call.sandbox.now())}


def profile(call: Call) -> Json:
    """Give a person's profile, the app's own when nobody is named."""
    if not call.text("user"):
        call.args["user"] = call.bot
    return {"profile": profile_object(call.sandbox, call.person())}


def conversations(call: Call) -> Json:
    """Give the conversations somebody is in, the app's own when nobody is named."""
    user = call.person().id if call.text("user") else call.bot
    kinds = kinds_asked(call)
    found = [
        channel_object(call.sandbox, channel)
        for channel in call.sandbox.workspace.channels.values()
        if user in channel.members
        and call.bot in channel.members
        and channel.kind in kinds
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    return page_of(call, found, "channels")


def kinds_asked(call: Call) -> set[str]:
    """Give the kinds of conversation a `types` argument asks for."""
    names = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}
    asked = [one.strip() for one in call.text("types", "public_channel").split(",")]
    if any(one not in names for one in asked):
        raise SlackFailure("invalid_types")
    kinds = {names[one] for one in asked}
    for kind in sorted(kinds):
        call.need_scope_for(kind, "read")
    return kinds


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    me = call.sandbox.identity
    return {
        "url": f"{call.sandbox.base_url}/",
        "team": me.team_name,
        "user": me.bot_name.lower(),
        "team_id": me.team_id,
        "user_id": me.bot_user,
        "bot_id": me.bot_id,
        "app_id": me.app_id,
        "is_enterprise_install": False,
    }


def bot_info(call: Call) -> Json:
    """Describe the app's bot."""
    me = call.sandbox.identity
    if call.text("bot", me.bot_id) != me.bot_id:
        raise SlackFailure("bot_not_found")
    bot = {"id": me.bot_id, "deleted": False, "name": me.bot_name, "app_id": me.app_id}
    return {"bot": {**bot, "user_id": me.bot_user, "updated": int(call.sandbox.now()), "icons": {}}}


def api_test(call: Call) -> Json:
    """Give the arguments back."""
    if call.text("error"):
        raise SlackFailure(call.text("error"), args=call.args)
    return {"args": call.args}


METHODS = {
    "api.test": Method(api_test, (), None, "none"),
    "auth.test": Method(auth_test, (), None),
    "bots.info": Method(bot_info, ("users:read",), 3),
    "users.info": Method(info, ("users:read",), 4),
    "users.list": Method(listing, ("users:read",), 2),
    "users.profile.get": Method(profile, ("users.profile:read",), 4),
    "users.conversations": Method(conversations, ("channels:read", "groups:read", "im:read"), 3),
}
