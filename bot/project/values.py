"""Values of a form, checked against the playbook and kept in one plain notation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from unicodedata import category
from urllib.parse import urlsplit

from bot.playbooks.model import Field
from bot.project.refusals import BadInput, Problem

LONGEST_LINE = 200
LONGEST_TEXT = 3000
LONGEST_LINK = 2000
LONGEST_NAME = 80
#: more digits than this are a slip of the keyboard, not a measurement
LONGEST_NUMBER = 18
NUMERIC = ("number", "percent", "money")
_JOINERS = "\u200c\u200d"
WORDY = ("text", "long")
#: what French and Swiss people put between thousands, beside a plain space
_SPACES = re.compile(r"[ \u00a0\u202f\u2009'\u2019]")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_COMMA = re.compile(r"[+-]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+")


def check_values(fields: Sequence[Field], raw: Mapping[str, str]) -> dict[str, str]:
    """Return the values in plain notation; raise BadInput naming every field that is not as expected.

    Numbers become plain decimals, choices stay keys, people ids, moments "YYYY-MM-DD HH:MM:SS"; empty optional
    values are left out.
    """
    problems: list[Problem] = []
    kept: dict[str, str] = {}
    known = {field.key for field in fields}
    problems += [Problem(key, "unknown_field") for key in raw if key not in known]
    for field in fields:
        text = raw.get(field.key, "").strip()
        if not text:
            if field.required:
                problems.append(Problem(field.key, "required"))
            continue
        try:
            kept[field.key] = _check(field, text)
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(*problems)
    return kept


def _check(field: Field, text: str) -> str:
    match field.type:
        case "number" | "percent" | "money":
            return _number(field, text)
        case "text":
            return check_text(field.key, text, longest=LONGEST_LINE)
        case "long":
            return check_text(field.key, text, longest=LONGEST_TEXT, lines=True)
        case "choice" | "choices":
            return _choices(field, text)
        case "person":
            return check_person(field.key, text)
        case "link":
            return check_link(field.key, text)
        case "moment":
            return _moment(field, text)


def check_text(key: str, text: str, *, longest: int, lines: bool = False, required: bool = True) -> str:
    """Return the text without outer white space; refuse control characters and what is longer than `longest`."""
    text = text.strip()
    if not text and required:
        raise BadInput(Problem(key, "required"))
    if len(text) > longest:
        raise BadInput(Problem(key, "too_long", {"longest": str(longest), "length": str(len(text))}))
    allowed = "\n\t" if lines else ""
    if any(_is_control(character) and character not in allowed for character in text.replace("\r\n", "\n")):
        raise BadInput(Problem(key, "control_characters"))
    return text


def check_long(key: str, text: str) -> str:
    """Return a text of several lines that must be given: a reason, a question, an answer."""
    return check_text(key, text, longest=LONGEST_TEXT, lines=True)


def _is_control(character: str) -> bool:
    """Tell what has no place in a text; joiners hold emoji together, and French spaces are no-break spaces."""
    return category(character) in ("Cc", "Cs", "Zl", "Zp", "Cf") and character not in _JOINERS


def check_person(key: str, person: str) -> str:
    """Return the id of a person."""
    if not person:
        raise BadInput(Problem(key, "required"))
    if len(person) > LONGEST_NAME or not person.isprintable():
        raise BadInput(Problem(key, "not_a_person"))
    return person


def check_link(key: str, text: str) -> str:
    """Return an http or https address; refuse everything else."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(c.isspace() or not c.isprintable() for c in text):
        raise BadInput(Problem(key, "not_a_link", {"value": text[:60]}))
    if len(text) > LONGEST_LINK:
        raise BadInput(Problem(key, "too_long", {"longest": str(LONGEST_LINK), "length": str(len(text))}))
    return text


def check_date(key: str, text: str) -> date:
    """Return an ISO date."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(Problem(key, "not_a_date", {"value": text[:60]})) from None


def plain(number: Decimal) -> str:
    """Write a decimal without an exponent and without needless zeros."""
    text = format(number or Decimal(0), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(field: Field, text: str) -> str:
    number = _parse(field, text)
    least = Decimal(0) if field.type in ("percent", "money") and field.least is None else field.least
    most = Decimal(100) if field.type == "percent" and field.most is None else field.most
    shown = {"value": plain(number), "unit": field.unit}
    if field.whole and number != number.to_integral_value():
        raise BadInput(Problem(field.key, "not_whole", shown))
    if least is not None and number < least:
        raise BadInput(Problem(field.key, "too_small", shown | {"least": plain(least)}))
    if most is not None and number > most:
        raise BadInput(Problem(field.key, "too_large", shown | {"most": plain(most)}))
    if field.more_than is not None and number <= field.more_than:
        raise BadInput(Problem(field.key, "not_positive", shown | {"more_than": plain(field.more_than)}))
    return plain(number)


def _parse(field: Field, text: str) -> Decimal:
    bare = text.removesuffix("%").strip() if field.type == "percent" else text
    bare = bare.removeprefix("$").removesuffix("$").strip() if field.type == "money" else bare
    bare = _SPACES.sub(" ", bare)
    bare = re.sub(r"^([+-]) ", r"\1", bare)
    bare = bare.replace(" ", "") if _SPACED.fullmatch(bare) else bare
    try:
        number = Decimal("NaN" if "_" in bare else _with_point(bare))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or len(bare) > LONGEST_NUMBER + 8 or abs(number.adjusted()) > LONGEST_NUMBER:
        raise BadInput(Problem(field.key, "not_a_number", {"value": text[:60], "unit": field.unit}))
    return number


def _with_point(text: str) -> str:
    """Read "1,234.5", "8,5" and "1.234,5" as people mean them; anything else stays as it is, and is refused."""
    if _GROUPED.fullmatch(text):
        return text.replace(",", "")
    if _COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return text


def _choices(field: Field, text: str) -> str:
    chosen = text.split(",") if field.type == "choices" else [text]
    known = {option.key for option in field.options}
    if any(choice not in known for choice in chosen):
        raise BadInput(Problem(field.key, "not_a_choice", {"value": text[:60]}))
    return ",".join(chosen)


def _moment(field: Field, text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None or len(text) <= len("2026-03-02"):
        raise BadInput(Problem(field.key, "not_a_moment", {"value": text[:60]}))
    return moment.isoformat(sep=" ", timespec="seconds")


def as_number(field: Field, text: str) -> Fraction | None:
    """Return a kept value as an exact number; a moment as seconds; None for what is not a number."""
    if field.type in NUMERIC:
        return Fraction(Decimal(text))
    if field.type == "moment":
        since = datetime.fromisoformat(text) - datetime(1970, 1, 1)  # noqa: DTZ001 - both are local wall times
        return Fraction(since.days * 86_400 + since.seconds)
    return None
