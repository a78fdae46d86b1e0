"""Hands a parsed delivery to Bolt, whichever door it came through."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import orjson
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.bodies import Malformed
from adapters.replies import Reply

from .answers import to_stranger
from .text import Json

log = logging.getLogger(__name__)
OK = Reply(200)


def check_shape(body: object) -> bool:
    """Say whether a delivery is of a kind that the bot listens to; raises Malformed."""
    if not isinstance(body, dict):
        raise Malformed("the body is not an object")
    match body.get("type"):
        case "block_actions":
            actions = body.get("actions")
            _need(isinstance(actions, list) and bool(actions) and _has(actions[0], "action_id"), "actions")
        case "view_submission":
            view = body.get("view")
            _need(_has(view, "callback_id") and _has(view, "type"), "view")
            _need(_asked(view) and _filled_in(view), "what the view asks or holds")
        case "event_callback":
            _need(_has(body.get("event"), "type"), "event")
        case _:
            return isinstance(body.get("command"), str)
    return True


def _has(value: object, name: str) -> bool:
    return isinstance(value, dict) and isinstance(value.get(name), str)


def _filled_in(view: Any) -> bool:
    """Say whether the values are blocks of inputs, each an object, and so are the options in them."""
    state = view.get("state", {})
    values = state.get("values", {}) if isinstance(state, dict) else None
    blocks = list(values.values()) if isinstance(values, dict) else [None]
    inputs = [given for block in blocks for given in (block.values() if isinstance(block, dict) else [None])]
    return all(isinstance(given, dict) and _chosen(given) for given in inputs)


def _chosen(given: Mapping[str, Any]) -> bool:
    """Say whether what was chosen from a list of options is one or several of them, or nothing."""
    one, several = given.get("selected_option"), given.get("selected_options")
    if not (several is None or isinstance(several, list)):
        return False
    return (one is None or _has(one, "value")) and all(_has(option, "value") for option in several or ())


def _asked(view: Any) -> bool:
    """Say whether the blocks are objects, each question with the name that an error is shown under."""
    blocks = view.get("blocks", [])
    return isinstance(blocks, list) and all(
        isinstance(block, dict) and (block.get("type") != "input" or _has(block, "block_id"))
        for block in blocks
    )


def _need(sound: bool, name: str) -> None:
    if not sound:
        raise Malformed(f"{name} is missing or not shaped as expected")


class Dispatcher:
    """Give Bolt one parsed body at a time, each of the workspace that the token is for."""

    def __init__(self, app: AsyncApp, team: str) -> None:
        """`team` is the workspace's id."""
        self._app, self._team = app, team
        self._left_aside: set[str] = set()

    async def __call__(self, body: dict[str, Any]) -> Reply:
        """Run the listener and give its reply; raises Malformed."""
        if not check_shape(body):
            return OK  # a kind that nobody asked for, such as a closed view
        # "socket_mode" is Bolt's word for a body that is parsed and whose sender is known: it skips parsing
        # and the signature, and changes nothing else.
        try:
            request = AsyncBoltRequest(body=body, mode="socket_mode")
        except (AttributeError, KeyError, TypeError) as broken:
            raise Malformed("the envelope is not shaped as expected") from broken
        if request.context.team_id != self._team:
            self._leave_aside(str(request.context.team_id))
            return _in_json(to_stranger(body))
        response = await self._app.async_dispatch(request)
        if not response.body:
            return Reply(response.status)
        return Reply(response.status, response.body.encode(), _content_type(response.headers))

    def _leave_aside(self, team: str) -> None:
        """Tell once of each other workspace that it is not served."""
        if team not in self._left_aside:
            self._left_aside.add(team)
            log.info("deliveries of workspace %s are left aside: the token is for %s", team, self._team)


def _in_json(reply: Json) -> Reply:
    return Reply(200, orjson.dumps(reply), b"application/json") if reply else OK


def _content_type(headers: Mapping[str, Any]) -> bytes:
    given = headers.get("content-type") or ["text/plain;charset=utf-8"]
    return str(given[0]).encode("latin-1")
