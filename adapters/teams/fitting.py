"""Keeps cards within what Teams takes: a card that is too large goes on in the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import orjson
from msgspec.structs import replace

from bot.talk import card

from .blocks import blocks_of
from .controls import MOST_IN_ROW, TIGHTEST, Setting
from .text import Json, lines

#: Teams takes 28 kB, with all that surrounds the elements
MOST_BYTES = 28_000
MOST_TEXT = 4_000
MOST_LINES = 100
MOST_AT_ONCE = 20
#: shorter pieces would be no lighter
_LEAST_TEXT = 60
_MORE = "… +{n}"


def weight(value: object) -> int:
    """Give the bytes of something on its way."""
    return len(orjson.dumps(value))


def shown_to(parts: Sequence[card.Part], setting: Setting) -> list[card.Part]:
    """Leave out the controls that are others' alone; for everybody, all that are somebody's alone."""
    return [part for part in parts if not isinstance(part, card.Buttons) or _is_for(part, setting)]


def _is_for(part: card.Buttons, setting: Setting) -> bool:
    if not part.only or not setting.viewer:
        return not part.only
    # A card that was drawn for one reader holds that reader's controls alone, and names no users.
    return not setting.users or setting.viewer in {setting.users.get(person) for person in part.only}


def drawn(parts: Sequence[card.Part], setting: Setting) -> list[Json]:
    """Give the elements of the parts; a divider is a line above what follows it."""
    found: list[Json] = []
    divided = False
    for part in _joined(parts):
        if isinstance(part, card.Divider):
            divided = bool(found)
            continue
        for element in blocks_of(part, setting):
            found.append(element | {"separator": True, "spacing": "Medium"} if divided else element)
            divided = False
    return found


def _joined(parts: Sequence[card.Part]) -> list[card.Part]:
    # Controls that follow each other stand in one row where there is room.
    joined: list[card.Part] = []
    for part in parts:
        before = joined[-1] if joined else None
        if isinstance(part, card.Buttons) and isinstance(before, card.Buttons):
            both = (*before.buttons, *part.buttons)
            if len(both) <= MOST_IN_ROW:
                joined[-1] = card.Buttons(both)
                continue
        joined.append(part)
    return joined


def _tightened(parts: Sequence[card.Part], setting: Setting, most: int) -> tuple[list[Json], Setting]:
    """Give the elements with what is said twice left out, as far as it takes."""
    whole = drawn(parts, setting)
    while weight(whole) > most and setting.tight < TIGHTEST:
        setting = replace(setting, tight=setting.tight + 1)
        whole = drawn(parts, setting)
    return whole, setting


def split(parts: Sequence[card.Part], setting: Setting, most: int) -> list[list[Json]]:
    """Give the elements of the parts in as many cards as they need."""
    whole, setting = _tightened(parts, setting, most)
    if weight(whole) <= most:
        return [whole]
    cards: list[list[Json]] = [[]]
    room = most
    for element in drawn(_cut(parts, setting, most), setting):
        needed = weight(element) + 1
        if cards[-1] and needed > room:
            cards.append([])
            room = most
            element = {key: value for key, value in element.items() if key != "separator"}
        cards[-1].append(element)
        room -= needed
    return cards


def fitted(parts: Sequence[card.Part], setting: Setting, more: str, most: int) -> list[Json]:
    """Give the elements of the parts for where there is one card only, saying how much was left out."""
    whole, setting = _tightened(parts, setting, most)
    if weight(whole) <= most:
        return whole
    pieces = _cut(parts, setting, most)
    order = sorted(range(len(pieces)), key=lambda at: (_need(pieces[at]), -at))
    low, high = 1, len(order)
    while low < high:
        middle = (low + high) // 2
        if weight(_without(pieces, order[:middle], setting, more)) <= most:
            high = middle
        else:
            low = middle + 1
    return _without(pieces, order[:low], setting, more)


def _need(part: card.Part) -> int:
    # Rows go first, the last of them before the others; what a card is about and its buttons go last.
    return 0 if isinstance(part, card.ItemRow) else 2 if isinstance(part, card.Heading | card.Buttons) else 1


def _without(parts: Sequence[card.Part], left_out: Sequence[int], setting: Setting, more: str) -> list[Json]:
    first, gone = min(left_out), frozenset(left_out)
    before = drawn(parts[:first], setting)
    after = drawn([part for at, part in enumerate(parts) if at > first and at not in gone], setting)
    return [*before, *lines((more or _MORE).replace("{n}", str(len(gone))), isSubtle=True), *after]


def _cut(parts: Sequence[card.Part], setting: Setting, most: int) -> list[card.Part]:
    """Cut the parts so that each element of them fits a card by itself."""
    return list(chain.from_iterable(_cut_one(part, setting, most) for part in parts))


def _cut_one(part: card.Part, setting: Setting, most: int) -> list[card.Part]:
    # What a letter weighs depends on what it is and on how it is drawn: only drawing it tells.
    size = MOST_TEXT
    pieces = list(_pieces(part, size))
    while size > _LEAST_TEXT and any(weight(one) >= most for one in drawn(pieces, setting)):
        size //= 2
        pieces = list(_pieces(part, size))
    return pieces


def _pieces(part: card.Part, size: int) -> Iterator[card.Part]:
    """Cut a part that would not fit a card by itself into pieces of so many letters."""
    at_once = max(1, MOST_AT_ONCE * size // MOST_TEXT)
    match part:
        case card.Text(text=text, style=style):
            yield from (card.Text(piece, style) for piece in _texts(text, size))
        case card.Heading(text=text):
            first, *rest = _texts(text, size) or [""]
            yield card.Heading(first)
            yield from map(card.Text, rest)
        case card.ItemRow(title=title, detail=detail) if _is_long(f"{title}\n{detail}", size):
            yield from _row_pieces(part, size)
        case card.Facts(facts=facts):
            for at in range(0, len(facts), at_once):
                yield from _fact_pieces(facts[at : at + at_once], size)
        case card.Buttons(buttons=buttons, only=only):
            for at in range(0, len(buttons), at_once):
                yield card.Buttons(buttons[at : at + at_once], only)
        case card.Progress(done=done, total=total, label=label) if _is_long(label, size):
            first, *rest = _texts(label, size)
            yield card.Progress(done, total, first)
            yield from map(card.Text, rest)
        case card.Votes(votes=votes) if any(_is_long(f"{vote.who}\n{vote.word}", size) for vote in votes):
            yield from chain.from_iterable(_vote_pieces(vote, size) for vote in votes)
        case card.Link(label=label, url=url) if _is_long(label, size):
            *before, last = _texts(label, size)
            yield from map(card.Text, before)
            yield card.Link(last, url)
        case _:
            yield part


def _row_pieces(row: card.ItemRow, size: int) -> Iterator[card.Part]:
    title, *titles = _texts(row.title, size) or [""]
    yield card.ItemRow(row.sign, row.word, title, "", row.button, row.more)
    yield from (card.Text(text, "strong") for text in titles)
    yield from (card.Text(text, "muted") for text in _texts(row.detail, size))


def _fact_pieces(facts: Sequence[card.Fact], size: int) -> Iterator[card.Part]:
    if sum(len(fact.label) + len(fact.value) for fact in facts) <= size:
        yield card.Facts(tuple(facts))
        return
    for fact in facts:
        value, *rest = _texts(fact.value, size) or [""]
        label, *before = _texts(fact.label, size) or [""]
        yield from (card.Text(text, "strong") for text in before)
        yield card.Facts((card.Fact(label, value),))
        yield from map(card.Text, rest)


def _vote_pieces(vote: card.Vote, size: int) -> Iterator[card.Part]:
    if not _is_long(f"{vote.who}\n{vote.word}", size):
        yield card.Votes((vote,))
        return
    who, *names = _texts(vote.who, size) or [""]
    word, *words = _texts(vote.word, size) or [""]
    yield card.Votes((card.Vote(vote.sign, word, who),))
    yield from map(card.Text, (*names, *words))


def _is_long(text: str, size: int) -> bool:
    return len(text) > size or len(text.splitlines()) > MOST_LINES


def _texts(text: str, size: int) -> list[str]:
    """Cut a long text at its lines, words, or anywhere."""
    pieces: list[str] = []
    rest = "\n".join(text.splitlines())
    while _is_long(rest, size):
        most = min(size, len("\n".join(rest.split("\n", MOST_LINES)[:MOST_LINES])))
        at = max(rest.rfind("\n", 0, most + 1), rest.rfind(" ", 0, most + 1))
        at = at if at > most // 2 else max(1, most)
        pieces.append(rest[:at])
        rest = rest[at:].lstrip("\n ")
    return [*pieces, rest] if rest else pieces
