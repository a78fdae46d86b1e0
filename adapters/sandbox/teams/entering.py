"""What a person puts into the inputs of an Adaptive Card, as a Teams client reports it."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.sandbox.entering import NoSuchChoice

from .visible import Field


def entry(field: Field, value: str, ids: Mapping[str, str]) -> str:
    """Return the value of one input: `value` is text, a choice by key or label, a first name or a #channel."""
    if field.element["type"] != "Input.ChoiceSet":
        return value
    if not field.element.get("isMultiSelect"):
        return _choice(field, value, ids)
    return ",".join(_choice(field, one, ids) for one in value.split(",")) if value else ""


def standing(field: Field) -> str:
    """Return what stands in an input already: a client sends it, too."""
    return str(field.element.get("value", ""))


def shown(field: Field, value: str, names: Mapping[str, str]) -> str:
    """Return what a person sees of a value: the label of a choice, the name of a person."""
    if value in names:
        return names[value]
    titles = {one["value"]: one["title"] for one in field.element.get("choices", ())}
    return ", ".join(titles.get(one, one) for one in value.split(",")) if titles else value


def _choice(field: Field, value: str, ids: Mapping[str, str]) -> str:
    wanted = (value, ids.get(value, value))
    offered = field.element.get("choices", ())
    for choice in offered:
        if choice["value"] in wanted or choice["title"] == value:
            return str(choice["value"])
    raise NoSuchChoice(f"{value!r} is not among {[one['value'] for one in offered]} of {field.label}")
