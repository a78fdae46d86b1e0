"""Plain values to the structs of the model, naming every place that does not fit."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import msgspec

from bot.playbooks.source import Value

_PLAIN: dict[object, str] = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    Decimal: "a number",
    dict[str, str]: "a mapping of names to texts",
}
#: called with a dotted path and what was expected there
Report = Callable[[str, str], None]


def build(kind: Any, value: Value, path: str, report: Report) -> Any:
    """Return `value` as `kind`; when it does not fit, report every misfit and return None."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(kind, value, path, report)
    if typing.get_origin(kind) in (
        types.UnionType,
        typing.Union,
    ):  # X | None: null is the same as leaving it out
        return build(typing.get_args(kind)[0], value, path, report)
    if typing.get_origin(kind) is tuple:
        return _list(typing.get_args(kind)[0], value, path, report)
    if _fits(kind, value):
        return Decimal(str(value)) if kind is Decimal else value
    report(path, f"expected {describe(kind)}, got {shown(value)}")
    return None


def describe(kind: Any) -> str:
    """Say in words what fits."""
    if typing.get_origin(kind) is Literal:
        return "one of " + ", ".join(word for word in typing.get_args(kind) if word)
    return _PLAIN[kind]


def shown(value: Value) -> str:
    """Say in a few words what was found."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value[:40]}"'
        case _:
            return str(value)[:40]


def _fits(kind: Any, value: Value) -> bool:
    if typing.get_origin(kind) is Literal:
        return value in typing.get_args(kind)
    if kind is Decimal:
        return isinstance(value, int | Decimal) and not isinstance(value, bool)
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**6
    if kind == dict[str, str]:
        return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
    return isinstance(value, kind)


def _list(kind: Any, value: Value, path: str, report: Report) -> tuple[Any, ...]:
    if not isinstance(value, list):
        report(path, f"expected a list, got {shown(value)}")
        return ()
    return tuple(build(kind, child, f"{path}[{n}]", report) for n, child in enumerate(value))


def _struct(kind: type[msgspec.Struct], value: Value, path: str, report: Report) -> msgspec.Struct | None:
    if not isinstance(value, dict):
        report(path, f"expected a mapping, got {shown(value)}")
        return None
    hints = typing.get_type_hints(kind)
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in value.keys() - known.keys():
        report(_join(path, name), "expected one of " + ", ".join(known))
    found: dict[str, Any] = {}
    for name, field in known.items():
        if value.get(name) is not None:
            built = build(hints[field.name], value[name], _join(path, name), report)
            # what equals its default is left out, so that equal playbooks have equal digests
            if field.required or built != field.default:
                found[field.name] = built
        elif field.required:
            report(_join(path, name), f"expected {_wanted(hints[field.name])}, found nothing")
    return kind(**found) if len(found.keys() | _optional(kind)) == len(known) else None


def _optional(kind: type[msgspec.Struct]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(kind) if not field.required}


def _wanted(kind: Any) -> str:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return "a mapping"
    return "a list" if typing.get_origin(kind) is tuple else describe(kind)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
