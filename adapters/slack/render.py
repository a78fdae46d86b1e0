"""A card as a message, a form as a modal, a home as a Home tab. Plain dicts: models cost a hundred times more."""

from __future__ import annotations

from adapters.plain import plain_text
from adapters.text import cut
from bot.talk.card import Card, Form, Heading, Home

from .controls import encode
from .fitting import VIEW_BLOCKS, fitted
from .forms import input_block
from .text import Json, escaped, plain

NAME = "Tollgate"
#: characters of a message's plain text
MOST = 4000
MOST_METADATA = 3000
MOST_VIEW_TEXT = 60_000  # a view may weigh 250 kB


def message(card: Card) -> Json:
    """Give `text` and `blocks` of a message."""
    return {"text": escaped(plain_text(card), MOST) or NAME, "blocks": fitted(card.parts, more=card.more)}


def modal(form: Form) -> Json:
    """Give the view of a form."""
    carried = encode(form.action, form.args)
    if len(carried) > MOST_METADATA:
        raise ValueError(f"the arguments of {form.action} exceed {MOST_METADATA} characters")
    inputs = [input_block(field) for field in form.fields]
    intro = fitted(form.intro, VIEW_BLOCKS - len(inputs), MOST_VIEW_TEXT)
    return {
        "type": "modal",
        "callback_id": form.action,
        "private_metadata": carried,
        "title": plain(cut(form.title.strip() or NAME, 24), 24),
        "submit": plain(form.submit, 24),
        "close": plain(form.cancel, 24),
        "blocks": intro + inputs,
    }


def word(card: Card) -> Json:
    """Give a modal that only says something, for where no message can be shown to one person."""
    heading = next((part.text for part in card.parts if isinstance(part, Heading)), "") or NAME
    # A title that had to be cut, to what it is about where that fits, is read in full below.
    whole = heading.strip()
    title = whole if len(whole) <= 24 else cut(whole.partition(" · ")[0], 24)
    parts = [part for part in card.parts if not (isinstance(part, Heading) and part.text.strip() == title)]
    view: Json = {"type": "modal", "title": plain(title, 24)}
    blocks = fitted(parts, VIEW_BLOCKS, MOST_VIEW_TEXT, card.more)
    return view | {"blocks": blocks or [{"type": "section", "text": plain(card.summary, 3000)}]}


def home(given: Home) -> Json:
    """Give the view of a Home tab."""
    return {"type": "home", "blocks": fitted(given.parts, VIEW_BLOCKS, MOST_VIEW_TEXT, given.more)}
