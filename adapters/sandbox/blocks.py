"""The blocks of Block Kit, with Slack's limits for each."""

from typing import Any

from .elements import (
    CLICKED,
    ELEMENTS,
    ID,
    IMAGE,
    PICKED,
    PICTURE_BLOCK,
    TYPED,
    any_text,
    picture_rule,
    plain,
)
from .grammar import Check, array, fault, flag, one_of, record, string, tagged, whole, with_rule


def _block(kind: str, required: dict[str, Check] | None = None, **optional: Check) -> Check:
    return record({"type": one_of(kind), **(required or {})}, {"block_id": ID, **optional})


def _section_rule(value: Any, at: str) -> list[str]:
    return [] if value.get("text") or value.get("fields") else [fault("text or fields is required", at)]


_STYLE = record({}, {"bold": flag, "italic": flag, "strike": flag, "code": flag, "underline": flag,
                     "client_highlight": flag, "highlight": flag, "unlink": flag})  # fmt: skip


def _inline(kind: str, required: dict[str, Check], **optional: Check) -> Check:
    return record({"type": one_of(kind), **required}, {"style": _STYLE, **optional})


_INLINE = tagged(
    {
        "text": _inline("text", {"text": string(12_000, 1)}),
        "link": _inline("link", {"url": string(3000, 1)}, text=string(12_000), unsafe=flag),
        "emoji": _inline("emoji", {"name": string(100, 1)}, unicode=string(100)),
        "user": _inline("user", {"user_id": ID}),
        "channel": _inline("channel", {"channel_id": ID}),
        "usergroup": _inline("usergroup", {"usergroup_id": ID}),
        "broadcast": _inline("broadcast", {"range": one_of("here", "channel", "everyone")}),
        "date": _inline(
            "date",
            {"timestamp": whole(0, 2**40), "format": string(500, 1)},
            url=string(3000),
            fallback=string(500),
        ),
    }
)
_INLINES = array(_INLINE, 0, 1000)


def _rich(kind: str, **optional: Check) -> Check:
    return record({"type": one_of(kind), "elements": _INLINES}, {"border": whole(0, 1), **optional})


_RICH_SECTION = _rich("rich_text_section")
_RICH_LIST = record(
    {
        "type": one_of("rich_text_list"),
        "style": one_of("bullet", "ordered"),
        "elements": array(tagged({"rich_text_section": _RICH_SECTION}), 1, 500),
    },
    {"indent": whole(0, 8), "offset": whole(0, 10_000), "border": whole(0, 1)},
)
_RICH_PARTS = array(
    tagged(
        {
            "rich_text_section": _RICH_SECTION,
            "rich_text_list": _RICH_LIST,
            "rich_text_quote": _rich("rich_text_quote"),
            "rich_text_preformatted": _rich("rich_text_preformatted", language=string(50)),
        }
    ),
    1,
    500,
)
_RICH_TEXT = _block("rich_text", {"elements": _RICH_PARTS})

_CELL = tagged(
    {
        "raw_text": record({"type": one_of("raw_text"), "text": string(3000, 1)}, {}),
        "rich_text": record({"type": one_of("rich_text"), "elements": _RICH_PARTS}, {}),
    }
)
_COLUMN = record({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})
_TABLE = _block(
    "table",
    {"rows": array(array(_CELL, 1, 20), 1, 100)},
    column_settings=array(_COLUMN, 0, 20),
)

_ACCESSORIES = tagged({**ELEMENTS, "image": IMAGE}, (*CLICKED, *PICKED, "image"))
_CONTEXT = tagged({"plain_text": plain(3000), "mrkdwn": any_text(3000), "image": IMAGE})

BLOCKS: dict[str, Check] = {
    "section": with_rule(
        _block(
            "section",
            text=any_text(3000),
            fields=array(any_text(2000), 1, 10),
            accessory=_ACCESSORIES,
            expand=flag,
        ),
        _section_rule,
    ),
    "header": _block("header", {"text": plain(150)}),
    "divider": _block("divider"),
    "context": _block("context", {"elements": array(_CONTEXT, 1, 10)}),
    "actions": _block("actions", {"elements": array(tagged(ELEMENTS, (*CLICKED, *PICKED)), 1, 25)}),
    "input": _block(
        "input",
        {"label": plain(2000), "element": tagged(ELEMENTS, (*TYPED, *PICKED))},
        hint=plain(2000),
        optional=flag,
        dispatch_action=flag,
    ),
    "image": with_rule(PICTURE_BLOCK, picture_rule),
    "rich_text": _RICH_TEXT,
    "table": _TABLE,
}
BLOCK = tagged(BLOCKS)
