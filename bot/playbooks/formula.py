"""Exact arithmetic over named numbers, as a playbook writes it: + - * / and parentheses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

LONGEST = 500
DEEPEST = 20
MOST_SIGNS = 100

_SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_OPERATIONS = frozenset(_SIGNS.values())
#: numbers have no exponent, no underscore, no leading zero: what is written is what is meant
_TOKEN = re.compile(
    r"(?P<space>[ \n]+)|(?P<number>(0|[1-9][0-9]*)(\.[0-9]+)?(?![\w.]))|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>\*(?!\*)|/(?!/)|[-+()])",
    re.ASCII,
)
_EXPECTED = "expected a name, a decimal number, + - * / or parentheses"


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed expression, kept in reverse Polish order."""

    text: str
    names: frozenset[str]
    _steps: tuple[Fraction | str, ...]

    @property
    def divides_by_zero(self) -> bool:
        """Say whether a divisor is zero whatever the names stand for."""
        stack: list[Fraction | None] = []
        for step in self._steps:
            if step not in _OPERATIONS:
                stack.append(step if isinstance(step, Fraction) else None)
                continue
            right, left = stack.pop(), stack.pop()
            if step == "/" and right == 0:
                return True
            stack.append(None if left is None or right is None else _operate(str(step), left, right))
        return False

    def value(self, values: Mapping[str, Fraction]) -> Fraction | None:
        """Return the exact result; None when a name is missing or a divisor is zero."""
        stack: list[Fraction] = []
        for step in self._steps:
            if isinstance(step, Fraction):
                stack.append(step)
            elif step not in _OPERATIONS:
                if step not in values:
                    return None
                stack.append(values[step])
            else:
                right, left = stack.pop(), stack.pop()
                if step == "/" and right == 0:
                    return None
                stack.append(_operate(step, left, right))
        return stack.pop()


def _operate(sign: str, left: Fraction, right: Fraction) -> Fraction:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


@lru_cache(maxsize=512)
def parse(text: str) -> Formula:
    """Parse an expression.

    Raises:
        ValueError: with the column, counted from 1, and what was expected there.
    """
    _scan(text)
    source = text.replace("\n", " ")
    start = len(source) - len(source.lstrip())
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except SyntaxError as error:
        # Python gives no column where the text ends too early
        column = error.offset or len(source.strip()) + 1
        raise _wrong(start + column - 1, "expected a complete expression") from None
    steps = tuple(_steps(tree.body, source, start))
    return Formula(text, frozenset(_names(steps)), steps)


def _names(steps: tuple[Fraction | str, ...]) -> Iterator[str]:
    return (step for step in steps if isinstance(step, str) and step not in _OPERATIONS)


def _scan(text: str) -> None:
    """Refuse what is too long, too deep or not made of the few known tokens."""
    if len(text) > LONGEST:
        raise _wrong(LONGEST, f"expected at most {LONGEST} characters")
    if not text.strip():
        raise _wrong(0, _EXPECTED)
    depth = signs = at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise _wrong(at, _EXPECTED)
        depth += {"(": 1, ")": -1}.get(token.group(), 0)
        signs += token.group() in _OPERATIONS
        if depth > DEEPEST or signs > MOST_SIGNS:
            raise _wrong(at, f"expected at most {DEEPEST} parentheses inside each other, {MOST_SIGNS} signs")
        at = token.end()


def _steps(node: ast.expr, source: str, start: int) -> Iterator[Fraction | str]:
    """Yield the reverse Polish steps of a node; the text is ASCII, so that columns are characters."""
    match node:
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _SIGNS:
            yield from _steps(left, source, start)
            yield from _steps(right, source, start)
            yield _SIGNS[type(op)]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield Fraction(0)
            yield from _steps(operand, source, start)
            yield "-"
        case ast.Name(id=name):
            yield name
        case ast.Constant(end_col_offset=int(end)) if type(node.value) in (int, float):
            # the text, not the float that Python has made of it
            yield Fraction(source[start + node.col_offset : start + end])
        case _:
            raise _wrong(start + node.col_offset, _EXPECTED)


def _wrong(index: int, expected: str) -> ValueError:
    return ValueError(f"column {index + 1}: {expected}")
