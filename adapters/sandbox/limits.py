"""What Slack refuses in a message or a view: too long, too many, twice the same id, unknown things."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from .blocks import BLOCK
from .elements import plain
from .failures import SlackFailure
from .grammar import MARK, Check, array, fault, flag, one_of, record, string
from .records import Json

MOST_TEXT = 40_000
#: of a message that is edited
MOST_EDITED_TEXT = 4_000
#: Slack counts about this many characters over all blocks of a message; the figure is observed, not documented
MOST_BLOCK_TEXT = 12_000
_MOST_METADATA = 8_000
_MOST_VIEW_BYTES = 250_000
_MESSAGE_BLOCKS = array(BLOCK, 0, 50)
_VIEW_BLOCKS = array(BLOCK, 0, 100)
_COMMON: dict[str, Check] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_MODAL = record(
    {"type": one_of("modal"), "title": plain(24), "blocks": _VIEW_BLOCKS},
    {**_COMMON, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag,
     "submit_disabled": flag},
)  # fmt: skip
_HOME = record({"type": one_of("home"), "blocks": _VIEW_BLOCKS}, _COMMON)


def check_message(text: str, blocks: list[Any]) -> None:
    """Refuse a message that Slack would refuse; raises `SlackFailure`."""
    if not text and not blocks:
        raise SlackFailure("no_text")
    if len(text) > MOST_TEXT:
        raise SlackFailure("msg_too_long")
    if faults := _MESSAGE_BLOCKS(blocks, "/blocks") or _twice(blocks, "/blocks"):
        # The list of errors comes without the mark that the messages carry.
        bare = [one.removeprefix(MARK) for one in faults]
        raise SlackFailure("invalid_blocks", errors=bare, response_metadata={"messages": faults})
    if sum(1 for block in blocks if block["type"] == "table") > 1:
        raise SlackFailure("invalid_attachments", response_metadata={"messages": ["only_one_table_allowed"]})
    if _text_length(blocks) > MOST_BLOCK_TEXT:
        raise SlackFailure("msg_blocks_too_long")


def check_metadata(metadata: Any) -> None:
    """Refuse message metadata that Slack would refuse; raises `SlackFailure`."""
    sound = (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and isinstance(metadata.get("event_payload"), dict)
    )
    if not sound:
        raise SlackFailure("invalid_metadata_format")
    if len(orjson.dumps(metadata)) > _MOST_METADATA:
        raise SlackFailure("metadata_too_large")


def check_view(view: Any, kinds: tuple[str, ...] = ("modal",)) -> None:
    """Refuse a view that Slack would refuse; raises `SlackFailure`."""
    kind = view.get("type") if isinstance(view, dict) else None
    if kind not in kinds:
        raise _bad_view([fault(f"must be a valid enum value: {', '.join(kinds)}", "/view/type")])
    shape = _MODAL if kind == "modal" else _HOME
    faults = (
        shape(view, "/view")
        or _twice(view["blocks"], "/view/blocks")
        or _submit_missing(view)
        or _focused_twice(view)
    )
    if faults:
        raise _bad_view(faults)
    if len(orjson.dumps(view)) > _MOST_VIEW_BYTES:
        raise SlackFailure("view_too_large")


def _bad_view(faults: list[str]) -> SlackFailure:
    return SlackFailure("invalid_arguments", response_metadata={"messages": faults})


def _submit_missing(view: Json) -> list[str]:
    needs = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and needs and not view.get("submit"):
        return [fault("submit is required when there is an input block", "/view")]
    return []


def _focused_twice(view: Json) -> list[str]:
    focused = [one for block in view["blocks"] for one in controls(block) if one.get("focus_on_load")]
    return [fault("only one element may set focus_on_load", "/view")] if len(focused) > 1 else []


def _twice(blocks: list[Json], at: str) -> list[str]:
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    faults = [fault(f"block_id already exists: {one}", at) for one, count in ids.items() if count > 1]
    for index, block in enumerate(blocks):
        actions = Counter(e["action_id"] for e in controls(block) if e.get("action_id"))
        where = f"{at}/{index}"
        faults += [
            fault(f"action_id already exists in this block: {a}", where) for a, n in actions.items() if n > 1
        ]
    return faults


def controls(block: Json) -> Iterator[Json]:
    """Give the interactive elements of a block."""
    candidates = [block.get("accessory"), block.get("element")]
    if block["type"] == "actions":
        candidates += block["elements"]
    for one in candidates:
        if one and one["type"] != "image":
            yield one


def fill_ids(blocks: list[Json], mint: Callable[[], str]) -> list[Json]:
    """Give every block and control an id, as Slack does for those that came without; changes the blocks."""
    for block in blocks:
        if not block.get("block_id"):
            block["block_id"] = mint()
        for control in controls(block):
            if not control.get("action_id"):
                control["action_id"] = mint()
    return blocks


def _text_length(value: Any) -> int:
    if isinstance(value, list):
        return sum(_text_length(one) for one in value)
    if isinstance(value, dict):
        own = value.get("text")
        inner = sum(
            _text_length(one) for key, one in value.items() if key != "text" or not isinstance(own, str)
        )
        return inner + (len(own) if isinstance(own, str) else 0)
    return 0
