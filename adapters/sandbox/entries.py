"""What a person entered in a control: is it possible there, and how is it reported."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from .elements import choices
from .failures import PageFailure
from .limits import controls
from .records import Json
from .workspace import Workspace

#: the property that carries the value of each stateful element
FIELDS = {
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "plain_text_input": "value",
    "number_input": "value",
    "url_text_input": "value",
    "email_text_input": "value",
}
_PATTERNS = {
    "datepicker": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "timepicker": r"([01]\d|2[0-3]):[0-5]\d",
}
#: elements that keep no value
_STATELESS = ("button", "overflow")


def _gone(what: str) -> PageFailure:
    return PageFailure(409, "not_there", f"This {what} is not in what was delivered.")


def _option(control: Json, given: Any) -> Json:
    wanted = given.get("value") if isinstance(given, dict) else given
    for option in choices(control):
        if option.get("value") == wanted:
            return option
    raise _gone("option")


def _known(workspace: Workspace, kind: str, given: Any) -> str:
    pool = workspace.people if "user" in kind else workspace.channels
    if not isinstance(given, str) or given not in pool:
        raise PageFailure(400, "unknown_id", "There is nobody and nothing with this id.")
    return given


def entered(workspace: Workspace, control: Json, given: Any) -> Json:
    """Give the reported value of a control; raises `PageFailure` when a person could not have entered it."""
    kind, field = control["type"], FIELDS[control["type"]]
    value = given.get(field) if isinstance(given, dict) else None
    if value is None or value == "":
        return {"type": kind, field: [] if field.endswith("s") else None}
    if field.endswith("s"):
        if not isinstance(value, list):
            raise PageFailure(400, "invalid_value", f"{field} must be a list.")
        check = _option if field == "selected_options" else None
        return {
            "type": kind,
            field: [check(control, v) if check else _known(workspace, kind, v) for v in value],
        }
    if field == "selected_option":
        return {"type": kind, field: _option(control, value)}
    if kind in ("users_select", "conversations_select", "channels_select"):
        return {"type": kind, field: _known(workspace, kind, value)}
    if not isinstance(value, str) or (kind in _PATTERNS and not re.fullmatch(_PATTERNS[kind], value)):
        raise PageFailure(400, "invalid_value", f"{value!r} is not possible here.")
    return {"type": kind, field: value}


def _possible(workspace: Workspace, control: Json, given: Any) -> bool:
    try:
        entered(workspace, control, given)
    except PageFailure:
        return False
    return True


def initial(control: Json) -> Json:
    """Give the reported value of a control nobody has touched."""
    kind, field = control["type"], FIELDS[control["type"]]
    value = control.get(field.replace("selected", "initial") if field != "value" else "initial_value")
    return {"type": kind, field: value if value is not None else ([] if field.endswith("s") else None)}


def collect(workspace: Workspace, blocks: list[Json], given: Any, known: Json, *, strict: bool) -> Json:
    """Give the values of every control of a message or view: given, else known, else initial.

    When not strict, a given value that is impossible by now counts as absent.
    """
    given = given if isinstance(given, dict) else {}
    values: Json = {}
    for block in blocks:
        for control in controls(block):
            if control["type"] in _STATELESS:
                continue
            block_id, action_id = block["block_id"], control["action_id"]
            one = given.get(block_id, {}).get(action_id) if isinstance(given.get(block_id), dict) else None
            value = known.get(block_id, {}).get(action_id) or initial(control)
            if one is not None and (strict or _possible(workspace, control, one)):
                value = entered(workspace, control, one)
            values.setdefault(block_id, {})[action_id] = value
    return values


def complaints(blocks: list[Json], values: Json) -> dict[str, str]:
    """Give what Slack itself says before it sends a form: by block id, one sentence."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        control = block["element"]
        value = values[block["block_id"]][control["action_id"]][FIELDS[control["type"]]]
        if value in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
        elif complaint := _complaint(control, value):
            found[block["block_id"]] = complaint
    return found


def _complaint(control: Json, value: Any) -> str | None:
    kind = control["type"]
    if kind == "number_input":
        return _number_complaint(control, value)
    if kind == "plain_text_input":
        least, most = control.get("min_length", 0), control.get("max_length", 3000)
        if not least <= len(value) <= most:
            return f"Please enter between {least} and {most} characters."
    if kind == "email_text_input" and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        return "Please enter a valid email address."
    if kind == "url_text_input" and not re.fullmatch(r"[a-zA-Z][\w+.-]*://[^\s/]\S*", value):
        return "Please enter a valid URL."
    return None


def _number_complaint(control: Json, value: str) -> str | None:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return "Please enter a valid number."
    if not number.is_finite():
        return "Please enter a valid number."
    if not control["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if control.get("min_value") and number < Decimal(control["min_value"]):
        return f"Please enter a number of at least {control['min_value']}."
    if control.get("max_value") and number > Decimal(control["max_value"]):
        return f"Please enter a number of at most {control['max_value']}."
    return None
