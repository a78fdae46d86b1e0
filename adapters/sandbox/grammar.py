"""Small checkers that say what a JSON value must look like, and where it does not."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: reports the faults of a value at a JSON pointer
Check = Callable[[Any, str], list[str]]

MARK = "[ERROR] "


def fault(message: str, pointer: str) -> str:
    """Word a fault the way Slack does."""
    return f"{MARK}{message} [json-pointer:{pointer}]"


def string(most: int, least: int = 0, pattern: str | None = None) -> Check:
    """Accept a string of `least` to `most` characters that matches the pattern from start to end."""
    compiled = re.compile(pattern) if pattern else None

    def check(value: Any, at: str) -> list[str]:
        if not isinstance(value, str):
            return [fault("must be a string", at)]
        if len(value) < least:
            return [fault(f"must be more than {least - 1} characters", at)]
        if len(value) > most:
            return [fault(f"must be less than {most + 1} characters", at)]
        if compiled and not compiled.fullmatch(value):
            return [fault(f"does not match the pattern {pattern}", at)]
        return []

    return check


def flag(value: Any, at: str) -> list[str]:
    """Accept true and false."""
    return [] if isinstance(value, bool) else [fault("must be a boolean", at)]


def whole(least: int, most: int) -> Check:
    """Accept a whole number between the two, both included."""

    def check(value: Any, at: str) -> list[str]:
        if isinstance(value, bool) or not isinstance(value, int):
            return [fault("must be an integer", at)]
        return [] if least <= value <= most else [fault(f"must be between {least} and {most}", at)]

    return check


def one_of(*allowed: str) -> Check:
    """Accept one of these strings."""

    def check(value: Any, at: str) -> list[str]:
        if isinstance(value, str) and value in allowed:
            return []
        return [fault(f"must be a valid enum value: {', '.join(allowed)}", at)]

    return check


def array(item: Check, least: int, most: int) -> Check:
    """Accept a list of `least` to `most` items."""

    def check(value: Any, at: str) -> list[str]:
        if not isinstance(value, list):
            return [fault("must be an array", at)]
        if len(value) < least:
            return [fault(f"no fewer than {least} items allowed", at)]
        if len(value) > most:
            return [fault(f"no more than {most} items allowed", at)]
        return [error for index, one in enumerate(value) for error in item(one, f"{at}/{index}")]

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check]) -> Check:
    """Accept an object with these properties and no others; an optional null counts as absent."""

    def check(value: Any, at: str) -> list[str]:
        if not isinstance(value, dict):
            return [fault("must be an object", at)]
        errors = [fault(f"missing required field: {name}", at) for name in required if name not in value]
        for name, inner in value.items():
            known = required.get(name) or optional.get(name)
            if known is None:
                errors.append(fault(f"invalid additional property: {name}", at))
            elif inner is not None or name in required:
                errors.extend(known(inner, f"{at}/{name}"))
        return errors

    return check


def tagged(shapes: Mapping[str, Check], allowed: Sequence[str] | None = None) -> Check:
    """Accept an object whose `type` names one of the shapes, or of those allowed among them."""

    def check(value: Any, at: str) -> list[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in shapes:
            return [fault(f"unsupported type: {kind}", f"{at}/type")]
        if allowed is not None and kind not in allowed:
            return [fault(f"unsupported element in this place: {kind}", f"{at}/type")]
        return shapes[kind](value, at)

    return check


def with_rule(check: Check, rule: Check) -> Check:
    """Accept what passes the check and then the rule, which sees sound values only."""
    return lambda value, at: check(value, at) or rule(value, at)
