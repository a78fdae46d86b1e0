"""What the bot answers to an invoke, read as Teams reads it."""

from typing import Any

import msgspec

from .cards import fits, is_card
from .delivery import Answer
from .records import CARD, Json

WRONG = "Something went wrong. Please try again."
NOBODY = "Unable to reach app. Please try again."
_MESSAGE = "application/vnd.microsoft.activity.message"
_ERROR = "application/vnd.microsoft.error"


class Told(msgspec.Struct, frozen=True):
    """What came of an act; all of it is empty when the app took it in silence."""

    card: Json | None = None
    #: title, width, height and card of a dialog
    dialog: Json | None = None
    message: str = ""
    warning: str = ""

    def shown(self) -> Json:
        """Give what the page is told, a dialog aside."""
        pairs = {"card": self.card, "message": self.message, "warning": self.warning}
        return {key: value for key, value in pairs.items() if value}


def of_action(answer: Answer) -> Told:
    """Read the answer to a universal action."""
    failed = _failed(answer)
    if failed:
        return failed
    body = answer.body
    if not isinstance(body, dict):
        return Told(warning=f"{WRONG} (The answer has no type.)")
    kind, value = body.get("type"), body.get("value")
    if kind == CARD and is_card(value):
        return Told(card=value) if fits(value) else Told(warning=f"{WRONG} (The card is too large.)")
    if kind == _MESSAGE and isinstance(value, str):
        return Told(message=value)
    if kind == _ERROR:
        detail = value.get("message") if isinstance(value, dict) else None
        return Told(warning=str(detail or WRONG))
    return Told(warning=f"{WRONG} (The answer is of the type {kind!r}.)")


def of_task(answer: Answer) -> Told:
    """Read the answer to the opening or the submission of a dialog; an empty one closes it."""
    failed = _failed(answer)
    if failed:
        return failed
    if not answer.body:
        return Told()
    task = answer.body.get("task") if isinstance(answer.body, dict) else None
    kind, value = (task.get("type"), task.get("value")) if isinstance(task, dict) else (None, None)
    if kind == "message" and isinstance(value, str):
        return Told(message=value)
    if kind == "continue" and isinstance(value, dict):
        return _dialog(value)
    return Told(warning=f"{WRONG} (The task is of the type {kind!r}.)")


def _dialog(value: Json) -> Told:
    card: Any = value.get("card")
    content = card.get("content") if isinstance(card, dict) and card.get("contentType") == CARD else None
    if not is_card(content):
        return Told(warning=f"{WRONG} (The dialog has no card.)")
    if not fits(content):
        return Told(warning=f"{WRONG} (The card is too large.)")
    size = {name: value.get(name) or "medium" for name in ("width", "height")}
    return Told(dialog={"title": str(value.get("title") or ""), **size, "card": content})


def _failed(answer: Answer) -> Told | None:
    if not answer.answered:
        return Told(warning=NOBODY)
    if answer.status != 200:
        return Told(warning=f"{WRONG} (The app answered {answer.status}.)")
    return None
