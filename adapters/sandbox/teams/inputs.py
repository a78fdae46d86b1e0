"""What a person entered in the inputs of a card: what the client says of it, and what it sends."""

import re
from datetime import date
from typing import Any

from .records import Json

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def entered(inputs: list[Json], given: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Give the values that are sent, by id, and what the client complains of, by id.

    What nobody touched has the value that the card gives it; what is empty is not sent.
    """
    given = given if isinstance(given, dict) else {}
    values: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for each in inputs:
        key = str(each.get("id"))
        value = _value(each, given.get(key))
        if complaint := _complaint(each, value):
            wrong[key] = complaint
        elif value:
            values[key] = value
    return values, wrong


def _value(field: Json, given: Any) -> str:
    if isinstance(given, bool):
        given = "true" if given else "false"
    if given is None:
        given = field.get("value", "")
        if field["type"] == "Input.Toggle" and not given:
            given = field.get("valueOff", "false")
    return str(given)


def _complaint(field: Json, value: str) -> str | None:
    sentence = field.get("errorMessage")
    if not value:
        return str(sentence or "This field is required.") if field.get("isRequired") else None
    complaint = _shape(field, value)
    return str(sentence or complaint) if complaint else None


def _shape(field: Json, value: str) -> str | None:
    match field["type"]:
        case "Input.Text":
            return _text(field, value)
        case "Input.Number":
            return _number(field, value)
        case "Input.ChoiceSet":
            return _choice(field, value)
        case "Input.Date":
            return None if _is_date(value) else "This is not a date."
        case "Input.Time":
            return None if _TIME.fullmatch(value) else "This is not a time."
        case "Input.Toggle":
            possible = (field.get("valueOn", "true"), field.get("valueOff", "false"))
            return None if value in possible else "This is not possible here."
    return None


def _text(field: Json, value: str) -> str | None:
    if (most := field.get("maxLength")) and len(value) > most:
        return f"This is longer than {most} characters."
    try:
        found = re.search(str(field.get("regex", "")), value)
    except re.error:  # a client ignores a pattern that it cannot read
        return None
    return None if found else "This is not in the expected format."


def _number(field: Json, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "This is not a number."
    low, high = field.get("min"), field.get("max")
    if (low is not None and number < low) or (high is not None and number > high):
        return "This number is not possible here."
    return None


def _choice(field: Json, value: str) -> str | None:
    if "choices.data" in field:
        return None
    offered = {choice.get("value") for choice in field.get("choices", ())}
    chosen = value.split(",") if field.get("isMultiSelect") else [value]
    return None if offered.issuperset(chosen) else "This is not one of the choices."


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
