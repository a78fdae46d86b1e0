"""What the page says on which a packet was looked for in vain."""

from __future__ import annotations

from typing import Literal

from bot.talk.words import Words

Why = Literal["expired", "nothing", "later"]


def not_there(words: Words, why: Why) -> tuple[str, str]:
    """Return a title and what to do."""
    match why:
        case "expired":
            return words.t("This link has expired"), words.t(
                "Links to packets work for 30 days. In the chat, the button Packet below the decision gives "
                "a new one."
            )
        case "nothing":
            return words.t("There is no packet here"), words.t(
                "Perhaps a part of the address was lost. In the chat, the button Packet below the decision gives "
                "a new link."
            )
        case "later":
            return words.t("The packet cannot be shown just now"), words.t("Please try again in a minute.")
