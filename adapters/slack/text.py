"""Text objects of Block Kit in which what a person wrote is shown as it was typed."""

from __future__ import annotations

import re
from typing import Any

from adapters.text import cut

Json = dict[str, Any]

#: where Slack's markup could begin: emphasis, code, an emoji name, a quote at the start of a line
_MARKUP = re.compile(r"[*_~`]|:[^\s:]+:|^\s*>", re.MULTILINE)


def escape(text: str) -> str:
    """Replace the three characters that Slack reads as markup; without it `<!channel>` calls everybody."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(text: str, most: int) -> str:
    """Escape, and cut so that no more than `most` characters are sent."""
    whole = escape(text)
    room = most
    while len(whole) > most:  # an escape takes up to five characters for one
        room -= max(1, (len(whole) - most) // 5)
        whole = escape(cut(text, room))
    return whole


def plain(text: str, most: int) -> Json:
    """Give a plain_text object, where Slack reads neither markup nor emoji names nor links.

    The three escapes are undone there too (Slack stores plain text escaped), and an empty one is refused.
    """
    return {"type": "plain_text", "text": escaped(text.strip(), most) or "–", "emoji": False}


def is_literal(text: str) -> bool:
    """Say whether mrkdwn shows this text as typed once it is escaped."""
    return not _MARKUP.search(text)


def emphasised(before: str, strong: str, after: str, most: int) -> Json:
    """Give a text object whose middle is bold.

    Bold needs mrkdwn, and mrkdwn has no escape for `*x*` or `:tada:`. A zero-width space would hide some of
    it, differently in each client, and would be copied along. So a text in which markup could begin is sent
    as plain_text: exact, without the bold. `verbatim` keeps addresses and #names from becoming links.
    """
    whole = before + strong + after
    bold = f"{escape(before)}*{escape(strong)}*{escape(after)}"
    if not strong.strip() or "\n" in strong or len(bold) > most or not is_literal(whole):
        return plain(whole, most)
    return {"type": "mrkdwn", "text": bold, "verbatim": True}
