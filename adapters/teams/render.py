"""A card as activities, a form as a dialog. Plain dicts: models cost a hundred times more."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from adapters.plain import plain_text
from adapters.text import cut
from bot.talk.card import Buttons, Card, Form, Heading, Home

from .controls import REFRESH, Setting, execute
from .fitting import MOST_BYTES, fitted, shown_to, split, weight
from .forms import MOST_TYPED, Listed, Offered, field_blocks, offered_first, submission
from .text import Json, lines

NAME = "Tollgate"
#: characters of a card's plain text
MOST = 1000
CARD = "application/vnd.microsoft.card.adaptive"
MOST_TITLE = 64
MOST_REFRESHED = 60
MOST_INTRO = 8_000
_LOW, _HIGH = 240, 720
#: how often what a form says and holds is halved, at most
_TIGHTEST_FORM = 6


def messages(card: Card, *, viewer: str = "") -> list[Json]:
    """Give the activities of a card: one, or more where it is larger than Teams takes.

    `viewer` is the user id of the one who reads it; "" for everybody in a conversation.
    """
    setting = _setting(card, viewer)
    summary = cut(" ".join(card.summary.split()), MOST) or NAME
    around = weight(_activity(_content([], card), summary + " (10/10)"))
    bodies = split(shown_to(card.parts, setting), setting, MOST_BYTES - around)
    numbers = ["", *(f" ({at}/{len(bodies)})" for at in range(2, len(bodies) + 1))]
    return [_activity(_content(body, card), summary + at) for body, at in zip(bodies, numbers, strict=True)]


def content(card: Card, *, viewer: str = "") -> Json:
    """Give the bare card, for where there is room for one: what does not fit is counted."""
    setting = _setting(card, viewer)
    room = MOST_BYTES - weight(_content([], card))
    return _content(fitted(shown_to(card.parts, setting), setting, card.more, room), card)


def home(given: Home) -> list[Json]:
    """Give a person's own page, which is a message on Teams."""
    heading = next((part.text for part in given.parts if isinstance(part, Heading)), "")
    # It was drawn for its reader: what only somebody may use is theirs.
    parts = (replace(part, only=()) if isinstance(part, Buttons) else part for part in given.parts)
    return messages(Card(heading or NAME, tuple(parts), given.more))


def task(
    form: Form,
    *,
    people: Offered = (),
    channels: Offered = (),
    values: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    kept: Collection[str] = (),
) -> Json:
    """Give the body that opens a form as a dialog; after a refusal with what was entered, and what is wrong.

    Where not everybody fits who is offered, the last go; those in `kept` and what is chosen stay.
    """
    setting = Setting(version=_version(form), dialog=True)
    send: Json = {"type": "Action.Submit", "title": form.submit, "data": submission(form, setting)}
    wrong = errors or {}

    def drawn_with(listed: Listed, tight: int) -> Json:
        body = [*_wrong(form, wrong), *fitted(form.intro, setting, "", MOST_INTRO >> tight)]
        for field in form.fields:
            value = values.get(field.key) if values is not None else None
            body += field_blocks(field, listed, value, wrong.get(field.key, ""))
        return _dialog(form.title, _adaptive(body, [send | {"style": "positive"}]))

    return _within(drawn_with, people, channels, {*kept, *_chosen(form, values)})


def task_card(card: Card) -> Json:
    """Give the body that shows a card in a dialog: its controls are submissions of the dialog."""
    setting = replace(_setting(card, ""), dialog=True)
    heading = next((part.text for part in card.parts if isinstance(part, Heading)), "")
    # A title that has to be cut is read in full below.
    title = cut(heading.strip(), MOST_TITLE)
    parts = [part for part in card.parts if not (isinstance(part, Heading) and part.text.strip() == title)]
    body = fitted(shown_to(parts, setting), setting, card.more, MOST_BYTES - 1_000) or lines(card.summary)
    return _dialog(heading or NAME, _adaptive(body))


def inline_form(
    form: Form,
    *,
    people: Offered = (),
    channels: Offered = (),
    notice: str = "",
    cancel: bool = True,
    kept: Collection[str] = (),
) -> Json:
    """Give a form as a card in place of the one that was pressed; its submission acts at once."""
    setting = Setting(notice=notice, version=_version(form))
    send = execute(form.submit, form.action, form.args, setting)
    for data in (send["data"], send["fallback"]["data"]):
        data.update(submission(form, setting) | data)
    actions = [send | {"style": "positive"}]
    if notice and cancel:
        actions.append(execute(form.cancel, REFRESH, {}, setting) | {"associatedInputs": "none"})

    def drawn_with(listed: Listed, tight: int) -> Json:
        body = fitted((Heading(form.title), *form.intro), setting, "", MOST_INTRO >> tight)
        for field in form.fields:
            body += field_blocks(field, listed)
        return _adaptive(body, actions)

    return _within(drawn_with, people, channels, {*kept, *_chosen(form, None)})


def _chosen(form: Form, values: Mapping[str, str] | None) -> set[str]:
    fields = (field for field in form.fields if field.kind in ("person", "channel"))
    return {field.value if values is None else values.get(field.key, "") for field in fields}


def _within(
    draw: Callable[[Listed, int], Json], people: Offered, channels: Offered, kept: Collection[str]
) -> Json:
    """Give a form with as many as fit of those it offers; what is said gives way only where none of them fit."""
    tight = 0

    def offering(most: int) -> Json:
        first = (offered_first(people, most, kept), offered_first(channels, most, kept))
        return draw(Listed(*first, typed=MOST_TYPED >> tight), tight)

    while weight(offering(0)) > MOST_BYTES and tight < _TIGHTEST_FORM:
        tight += 1
    low, high = 0, max(len(people), len(channels))
    if weight(whole := offering(high)) <= MOST_BYTES:
        return whole
    while low < high:
        middle = (low + high + 1) // 2
        if weight(offering(middle)) <= MOST_BYTES:
            low = middle
        else:
            high = middle - 1
    return offering(low)


def _setting(card: Card, viewer: str) -> Setting:
    return Setting(notice=card.notice, version=_version(card), viewer=viewer, users=card.users)


def _version(given: Card | Form) -> str:
    """Tell what a control was shown with, so that pressing it on a changed card is a new act."""
    return f"{zlib.crc32(msgspec.json.encode(given)):08x}"


def _content(body: list[Json], card: Card) -> Json:
    made = _adaptive(body) | {"fallbackText": cut(plain_text(card), MOST) or NAME}
    awaited = {person for part in card.parts if isinstance(part, Buttons) for person in part.only}
    users = sorted(user for person, user in card.users.items() if person in awaited)[:MOST_REFRESHED]
    if users and card.notice:
        again = {"type": "Action.Execute", "verb": REFRESH, "data": {"n": card.notice}}
        made["refresh"] = {"action": again, "userIds": users}
    return made


def _adaptive(body: list[Json], actions: Sequence[Json] = ()) -> Json:
    made: Json = {"type": "AdaptiveCard", "version": "1.5", "msteams": {"width": "Full"}, "body": body}
    return made | {"actions": list(actions)} if actions else made


def _activity(content: Json, summary: str) -> Json:
    attached = {"contentType": CARD, "content": content}
    return {"type": "message", "summary": summary, "attachments": [attached]}


def _dialog(title: str, content: Json) -> Json:
    height = min(_HIGH, _LOW + 60 * len(content["body"]))
    shown = {"title": cut(title.strip(), MOST_TITLE) or NAME, "height": height, "width": "medium"}
    attached = {"contentType": CARD, "content": content}
    return {"task": {"type": "continue", "value": shown | {"card": attached}}}


def _wrong(form: Form, errors: Mapping[str, str]) -> list[Json]:
    # What belongs to no field shown stands above them all.
    keys = {field.key for field in form.fields}
    others = [text for key, text in errors.items() if key not in keys]
    return [one for text in others for one in lines(f"✖ {text}", color="Attention", weight="Bolder")]
