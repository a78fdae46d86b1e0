"""What people do with messages and forms, delivered to the app as interactions."""

from itertools import chain
from typing import Any

from . import entries, envelopes
from .delivery import Receipt
from .failures import PageFailure, SlackFailure
from .limits import check_view, controls
from .records import Json, Message, View
from .sandbox import Sandbox

_TROUBLE = "We had some trouble connecting. Try again?"
_WARNINGS = {
    "http_timeout": "The app did not answer in time.",
    "http_error": "The app answered with an error.",
    "connection_failed": "The app cannot be reached.",
}


def warning_of(receipt: Receipt) -> str | None:
    """Give the sentence a person sees when a click was not acknowledged."""
    return None if receipt.ok else _WARNINGS.get(receipt.reason, _TROUBLE)


async def act_in_message(
    sandbox: Sandbox, user: str, message: Message, action: Json, state: Any
) -> str | None:
    """Use a control in a message; gives a warning when the app did not acknowledge.

    What an update took away a moment ago can still be pressed: somebody was looking at it, and the app must cope.
    """
    earlier = sandbox.earlier.of(message.channel, message.ts)
    shown = [*message.blocks, *chain.from_iterable(earlier)]
    block, control = _control(shown, action)
    taken = _action(sandbox, block, control, action)
    values = entries.collect(sandbox.workspace, message.blocks, state, {}, strict=False)
    _note_value(values, taken)
    payload = envelopes.message_action(sandbox, user, message, taken, values)
    return warning_of(await sandbox.delivery.deliver("interactive", payload))


async def act_in_view(sandbox: Sandbox, user: str, view: View, action: Json, state: Any) -> str | None:
    """Use a control in a modal or on the Home tab; gives a warning when the app did not acknowledge."""
    blocks = view.body["blocks"]
    block, control = _control(blocks, action)
    taken = _action(sandbox, block, control, action)
    view.values = entries.collect(sandbox.workspace, blocks, state, view.values, strict=False)
    _note_value(view.values, taken)
    payload = envelopes.view_action(sandbox, user, view, taken)
    return warning_of(await sandbox.delivery.deliver("interactive", payload))


def _control(blocks: list[Json], action: Json) -> tuple[Json, Json]:
    for block in blocks:
        for control in controls(block):
            here = (block["block_id"], control["action_id"], control["type"])
            if here != (action.get("block_id"), action.get("action_id"), action.get("type", control["type"])):
                continue
            if control["type"] == "button" and (control.get("value") or "") != (action.get("value") or ""):
                continue
            if block["type"] == "input" and not block.get("dispatch_action"):
                raise PageFailure(409, "not_dispatched", "This field is reported with its form only.")
            return block, control
    raise PageFailure(409, "not_there", "This control is not in what was delivered.")


def _action(sandbox: Sandbox, block: Json, control: Json, given: Json) -> Json:
    kind = control["type"]
    action: Json = {
        "type": kind,
        "action_id": control["action_id"],
        "block_id": block["block_id"],
        "action_ts": sandbox.workspace.stamps.mint(),
    }
    if kind == "button":
        return action | _given(control, ("text", "value", "style", "url"))
    value = entries.entered(sandbox.workspace, control, given)
    if kind == "overflow" and value["selected_option"] is None:
        raise PageFailure(409, "not_there", "This option is not in what was delivered.")
    shown = ("placeholder", "initial_option", "initial_options", "initial_user", "initial_date")
    return action | _given(control, shown) | value


def _given(control: Json, names: tuple[str, ...]) -> Json:
    return {name: control[name] for name in names if control.get(name) is not None}


def _note_value(values: Json, action: Json) -> None:
    known = values.get(action["block_id"], {})
    if action["action_id"] in known:
        field = entries.FIELDS[action["type"]]
        known[action["action_id"]] = {"type": action["type"], field: action[field]}


async def submit(sandbox: Sandbox, user: str, view: View, given: Any) -> Json:
    """Send a form, and do what the app answers; gives what the page needs to know."""
    stack = sandbox.modals.stack(user)
    if not stack or stack[-1] is not view:
        raise PageFailure(409, "not_on_top", "Another form is open on top of this one.")
    values = entries.collect(sandbox.workspace, view.body["blocks"], given, view.values, strict=True)
    if errors := entries.complaints(view.body["blocks"], values):
        return {"errors": errors, "warning": None}
    view.values = values
    receipt = await sandbox.delivery.deliver("interactive", envelopes.submission(sandbox, user, view))
    if not receipt.ok:
        return {"errors": None, "warning": warning_of(receipt)}
    return _answer(sandbox, view, receipt.body)


def _answer(sandbox: Sandbox, view: View, body: Any) -> Json:
    if body in (None, "", {}):
        body = {"response_action": "close"}
    try:
        errors = _obey(sandbox, view, body)
    except SlackFailure as failure:
        details = failure.extra.get("response_metadata", {}).get("messages", [])
        return {"errors": None, "warning": " ".join([_TROUBLE, f"({failure.code})", *details])}
    sandbox.tell_view(view)
    return {"errors": errors, "warning": None}


def _obey(sandbox: Sandbox, view: View, body: Any) -> dict[str, str] | None:
    asked = body.get("response_action") if isinstance(body, dict) else None
    if asked == "close":
        sandbox.modals.close(view)
    elif asked == "clear":
        sandbox.modals.clear(view.user)
    elif asked == "errors":
        return _field_errors(view, body.get("errors"))
    elif asked in ("update", "push"):
        _show(sandbox, view, body.get("view"), asked)
    else:
        raise SlackFailure("invalid_response_action")
    return None


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise SlackFailure("invalid_errors")
    return {block: str(text) for block, text in errors.items()}


def _show(sandbox: Sandbox, view: View, body: Any, how: str) -> None:
    check_view(body)
    shown = view
    if how == "update":
        sandbox.modals.fill(view, body)
    else:
        shown = sandbox.modals.build(view.user, body)
        sandbox.modals.push(shown)
    sandbox.report(f"response_action.{how}", {"user": view.user, "view": {**shown.body, "id": shown.id}}, "")


async def close(sandbox: Sandbox, user: str, view: View) -> str | None:
    """Dismiss a form; the app hears of it when it asked to."""
    cleared = bool(view.body.get("clear_on_close"))
    if cleared:
        sandbox.modals.clear(user)
    else:
        sandbox.modals.close(view)
    sandbox.tell_view(view)
    if not view.body.get("notify_on_close"):
        return None
    payload = envelopes.closing(sandbox, user, view, cleared)
    return warning_of(await sandbox.delivery.deliver("interactive", payload))
