"""The interactive elements of Block Kit and the objects they are made of, with Slack's limits."""

from decimal import Decimal
from typing import Any

from .grammar import Check, array, fault, flag, one_of, record, string, tagged, whole, with_rule

CLICKED = ("button", "overflow")
_KIND = one_of("plain_text", "mrkdwn")
ID = string(255, 1)
URL = string(3000, 1, r"https?://\S+|mailto:\S+")
_DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d")


def plain(most: int) -> Check:
    """Accept a plain_text object."""
    return record({"type": one_of("plain_text"), "text": string(most, 1)}, {"emoji": flag})


def mrkdwn(most: int) -> Check:
    """Accept a mrkdwn object."""
    return record({"type": one_of("mrkdwn"), "text": string(most, 1)}, {"verbatim": flag})


def any_text(most: int) -> Check:
    """Accept a plain_text or a mrkdwn object."""
    return tagged({"plain_text": plain(most), "mrkdwn": mrkdwn(most)})


CONFIRM = record(
    {"title": plain(100), "text": any_text(300)},
    {"confirm": plain(30), "deny": plain(30), "style": one_of("primary", "danger")},
)


def _option(text: Check, with_url: bool = False) -> Check:
    optional = {"description": text, **({"url": URL} if with_url else {})}
    return record({"text": text, "value": string(150, 1)}, optional)


_CHOICE = _option(plain(75))
_RICH_CHOICE = _option(any_text(75))
_GROUP = record({"label": plain(75), "options": array(_CHOICE, 1, 100)}, {})
_CHOICES = {"options": array(_CHOICE, 1, 100), "option_groups": array(_GROUP, 1, 100)}


def choices(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Give every option of an element, groups flattened."""
    grouped = [one for group in element.get("option_groups") or [] for one in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _choices_rule(element: Any, at: str) -> list[str]:
    if bool(element.get("options")) == bool(element.get("option_groups")):
        return [fault("exactly one of options and option_groups is required", at)]
    return _initial_rule(element, at)


def _initial_rule(element: Any, at: str) -> list[str]:
    chosen = [element["initial_option"]] if element.get("initial_option") else []
    chosen += element.get("initial_options") or []
    values = {one["value"] for one in choices(element)}
    if all(one["value"] in values for one in chosen):
        return []
    return [fault("initial option must be one of the options", at)]


def _element(kind: str, required: dict[str, Check] | None = None, /, **optional: Check) -> Check:
    common = {"action_id": ID, "confirm": CONFIRM}
    # What is only pressed takes no focus when a view opens.
    focused = {} if kind in CLICKED else {"focus_on_load": flag}
    return record({"type": one_of(kind), **(required or {})}, {**common, **focused, **optional})


def _picker(kind: str, /, **optional: Check) -> Check:
    return _element(kind, placeholder=plain(150), **optional)


_IDS = array(ID, 1, 100)
_MANY = {"max_selected_items": whole(1, 100)}
_FILTER = record({}, {"include": array(one_of("im", "mpim", "private", "public"), 1, 4), "exclude_bot_users": flag,
                      "exclude_external_shared_channels": flag})  # fmt: skip
_DISPATCH = record(
    {"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 1, 2)}, {}
)


def _line(kind: str, required: dict[str, Check] | None = None, /, **optional: Check) -> Check:
    more = {"initial_value": string(3000), "dispatch_action_config": _DISPATCH, **optional}
    return (
        _picker(kind, **more)
        if required is None
        else _element(kind, required, placeholder=plain(150), **more)
    )


def _ordered(least: str, most: str) -> Check:
    def rule(value: Any, at: str) -> list[str]:
        low, high = value.get(least), value.get(most)
        if low is None or high is None or Decimal(low) <= Decimal(high):
            return []
        return [fault(f"{least} must not be greater than {most}", at)]

    return rule


_NUMBER = string(40, 1, r"-?\d+(\.\d+)?")
_LENGTHS = {"min_length": whole(0, 3000), "max_length": whole(1, 3000)}

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "button",
        {"text": plain(75)},
        value=string(2000),
        url=URL,
        style=one_of("primary", "danger"),
        accessibility_label=string(75),
    ),
    "overflow": _element("overflow", {"options": array(_option(plain(75), with_url=True), 1, 5)}),
    "static_select": with_rule(_picker("static_select", initial_option=_CHOICE, **_CHOICES), _choices_rule),
    "multi_static_select": with_rule(
        _picker("multi_static_select", initial_options=array(_CHOICE, 1, 100), **_CHOICES, **_MANY),
        _choices_rule,
    ),
    "users_select": _picker("users_select", initial_user=ID),
    "multi_users_select": _picker("multi_users_select", initial_users=_IDS, **_MANY),
    "conversations_select": _picker(
        "conversations_select",
        initial_conversation=ID,
        default_to_current_conversation=flag,
        response_url_enabled=flag,
        filter=_FILTER,
    ),
    "multi_conversations_select": _picker(
        "multi_conversations_select",
        initial_conversations=_IDS,
        default_to_current_conversation=flag,
        filter=_FILTER,
        **_MANY,
    ),
    "multi_channels_select": _picker("multi_channels_select", initial_channels=_IDS, **_MANY),
    "channels_select": _picker("channels_select", initial_channel=ID, response_url_enabled=flag),
    "datepicker": _picker("datepicker", initial_date=_DATE),
    "timepicker": _picker("timepicker", initial_time=_TIME, timezone=string(100)),
    "checkboxes": with_rule(
        _element(
            "checkboxes", {"options": array(_RICH_CHOICE, 1, 10)}, initial_options=array(_RICH_CHOICE, 1, 10)
        ),
        _initial_rule,
    ),
    "radio_buttons": with_rule(
        _element("radio_buttons", {"options": array(_RICH_CHOICE, 1, 10)}, initial_option=_RICH_CHOICE),
        _initial_rule,
    ),
    "plain_text_input": with_rule(
        _line("plain_text_input", multiline=flag, **_LENGTHS), _ordered("min_length", "max_length")
    ),
    "number_input": with_rule(
        _line(
            "number_input",
            {"is_decimal_allowed": flag},
            min_value=_NUMBER,
            max_value=_NUMBER,
            initial_value=_NUMBER,
        ),
        _ordered("min_value", "max_value"),
    ),
    "url_text_input": _line("url_text_input", initial_value=URL),
    "email_text_input": _line("email_text_input"),
}

_PICTURE = {"image_url": string(3000, 1, r"https?://\S+"), "slack_file": record({}, {"id": ID, "url": URL})}
PICTURE: Check = record({"type": one_of("image"), "alt_text": string(2000, 1)}, _PICTURE)
PICTURE_BLOCK: Check = record(
    {"type": one_of("image"), "alt_text": string(2000, 1)}, {**_PICTURE, "title": plain(2000), "block_id": ID}
)


def picture_rule(value: Any, at: str) -> list[str]:
    """Ask for exactly one source of a picture."""
    if bool(value.get("image_url")) != bool(value.get("slack_file")):
        return []
    return [fault("exactly one of image_url and slack_file is required", at)]


IMAGE = with_rule(PICTURE, picture_rule)
TYPED = ("plain_text_input", "number_input", "url_text_input", "email_text_input")
PICKED = tuple(kind for kind in ELEMENTS if kind not in TYPED and kind not in CLICKED)
