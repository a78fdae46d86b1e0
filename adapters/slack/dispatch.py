"""Hands a parsed delivery to Bolt, whichever door it came through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.replies import Reply

OK = Reply(200)


class Malformed(ValueError):
    """A delivery is not shaped like anything Slack sends; the text says where."""


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
            _need(_has(view, "callback_id") and _has(view, "type") and _filled_in(view), "view")
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
    options = [
        option
        for given in inputs
        for option in (given.get("selected_options") or [] if isinstance(given, dict) else [])
    ]
    return all(isinstance(given, dict) for given in inputs) and all(_has(one, "value") for one in options)


def _need(sound: bool, name: str) -> None:
    if not sound:
        raise Malformed(f"{name} is missing or not shaped as expected")


class Dispatcher:
    """Give Bolt one parsed body at a time."""

    def __init__(self, app: AsyncApp) -> None:
        self._app = app

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
        response = await self._app.async_dispatch(request)
        if not response.body:
            return Reply(response.status)
        return Reply(response.status, response.body.encode(), _content_type(response.headers))


def _content_type(headers: Mapping[str, Any]) -> bytes:
    given = headers.get("content-type") or ["text/plain;charset=utf-8"]
    return str(given[0]).encode("latin-1")
