"""What a person reads on an Adaptive Card: controls by their label, beside the text of their row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

Json = dict[str, Any]
#: elements that hold others; what they say belongs together
_HOLDING = ("items", "columns", "rows", "cells")
#: what a client does by itself, and what only fields are asked with
_INPUT = "Input."
#: begins what the bot says is wrong
_WRONG = "✖ "


class Control(msgspec.Struct, frozen=True):
    """An action of a card, as it was delivered."""

    label: str
    #: the text of its row, or else what stands above it, down to the control before
    beside: str
    #: the action object
    sent: Json
    #: what is asked before it acts, "" where it acts at once
    asks: str = ""

    def action(self) -> Json:
        """Return what a click reports."""
        return self.sent


class Field(msgspec.Struct, frozen=True):
    """An input of a form."""

    key: str
    label: str
    element: Json
    #: what the bot says is wrong with it
    error: str = ""


def controls(card: Json) -> list[Control]:
    """Give every control of a card, in order; one behind a question goes by the label that leads to the question."""
    reader = _Reader()
    return [
        *reader.of_elements(card.get("body", ())),
        *reader.of_actions(card.get("actions", ()), reader.above),
    ]


class _Reader:
    """Goes through a card, remembering what stands above."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._is_spent = False

    @property
    def above(self) -> str:
        """What stands above, down to the control before."""
        return "\n".join(self._texts)

    def of_elements(self, elements: Sequence[Json]) -> Iterator[Control]:
        for element in elements:
            if element["type"] == "ActionSet":
                yield from self.of_actions(element["actions"], self.above)
                self._is_spent = True
            elif any(_actions(element)):
                # A row: its controls stand beside its own text alone.
                yield from self.of_actions(_actions(element), words(element))
                self._is_spent = True
            elif said := words(element):
                self._texts = [*([] if self._is_spent else self._texts), said]
                self._is_spent = False

    def of_actions(self, actions: Sequence[Json] | Iterator[Json], beside: str) -> Iterator[Control]:
        for action in actions:
            if action["type"] in ("Action.Execute", "Action.Submit"):
                yield Control(action.get("title", ""), beside, action)
            elif action["type"] == "Action.ShowCard":
                question = action["card"]
                asks = all_words(question)
                for sure in controls(question):
                    yield Control(action["title"], beside, sure.sent, f"{asks}\n{sure.label}")


def _actions(element: Json) -> Iterator[Json]:
    """Give the actions in an element, wherever they stand."""
    yield from element.get("actions", ()) if element["type"] == "ActionSet" else ()
    yield from (element["selectAction"],) if "selectAction" in element else ()
    for inner in _inner(element):
        yield from _actions(inner)


def _inner(element: Json) -> Iterator[Json]:
    for name in _HOLDING:
        for inner in element.get(name, ()):
            yield {"type": "Column", **inner}


def words(element: Json) -> str:
    """Return everything that an element says, its controls and inputs aside."""
    match element["type"]:
        case "TextBlock":
            return str(element["text"])
        case "RichTextBlock":
            return "".join(run if isinstance(run, str) else run["text"] for run in element["inlines"])
        case "FactSet":
            return "\n".join(f"{fact['title']}\n{fact['value']}" for fact in element["facts"])
        case _:
            said = [text for inner in _inner(element) if (text := words(inner))]
            # A sign stands in a column of its own, before what it is the sign of.
            is_signed = len(said) > 1 and len(said[0]) == 1
            return "\n".join([f"{said[0]} {said[1]}", *said[2:]] if is_signed else said)


def texts(card: Json) -> list[str]:
    """Return what each element of a card says."""
    return [said for element in card.get("body", ()) if (said := words(element))]


def all_words(card: Json) -> str:
    """Return everything that a card says."""
    return "\n".join(texts(card))


def fields(card: Json) -> dict[str, Field]:
    """Return a form's inputs by their id, each with the error that stands directly above it."""
    found: dict[str, Field] = {}
    wrong: list[str] = []
    for element in card.get("body", ()):
        if element["type"].startswith(_INPUT):
            label = str(element.get("label", "")).removesuffix(" *")
            found[element["id"]] = Field(element["id"], label, element, "\n".join(wrong))
        wrong = _alert(element, wrong)
    return found


def _alert(element: Json, above: list[str]) -> list[str]:
    """Return the lines of the error that ends with an element: it begins with its sign, and may go on below."""
    said = words(element)
    looks = [element, *(run for run in element.get("inlines", ()) if isinstance(run, dict))]
    if not any(look.get("color") == "Attention" for look in looks):
        return []
    return [said.removeprefix(_WRONG)] if said.startswith(_WRONG) else [*above, said]


def complaints(card: Json) -> dict[str, str]:
    """Return what a form says is wrong, by field; "" for what is above them all."""
    found = {key: field.error for key, field in fields(card).items() if field.error}
    firsts = {text.partition("\n")[0] for text in found.values()}
    said = [text.removeprefix(_WRONG) for text in texts(card) if text.startswith(_WRONG)]
    others = [text for text in said if text not in firsts]
    return found | ({"": "\n".join(others)} if others else {})
