"""YAML text to plain values, exactly, remembering the line of each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

LONGEST = 500_000

#: plain data; Decimal stands for a number with a fraction
Value = str | int | Decimal | bool | None | list["Value"] | dict[str, "Value"]

#: at most 30 digits on either side of the point
_INT = re.compile(r"-?(0|[1-9][0-9]{0,29})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,29})\.[0-9]{1,30}")
_BOOL = {"true": True, "false": False}


@dataclass(slots=True)
class Source:
    """What a file says, where, and what is wrong with its YAML."""

    value: Value = None
    #: dotted path -> line, counted from 1; "" is the document
    lines: dict[str, int] = field(default_factory=dict)
    #: line, dotted path, what was expected
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def line(self, path: str) -> int:
        """Return the line of a path, or of the nearest thing around it."""
        while path not in self.lines and path:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.lines.get(path, 1)


def read(text: str) -> Source:
    """Read one YAML document; what cannot be read is among its problems."""
    source = Source()
    if len(text) > LONGEST:
        source.problems.append((1, "", f"expected at most {LONGEST} characters"))
        return source
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is not None:
            source.value = _Walk(source, set()).value(root, "")
    except yaml.MarkedYAMLError as error:
        source.problems.append(_unreadable(error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        source.problems.append((line, "", "expected text without control characters"))
    except RecursionError:
        source.problems.append((1, "", "expected fewer lists and mappings inside each other"))
    return source


def _unreadable(error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    mark = error.problem_mark or error.context_mark
    return (mark.line + 1 if mark else 1, "", f"expected valid YAML, {error.problem or 'it is not'}")


@dataclass(slots=True)
class _Walk:
    source: Source
    seen: set[int]

    def value(self, node: yaml.Node, path: str) -> Value:
        self.source.lines[path] = node.start_mark.line + 1
        if id(node) in self.seen:  # an alias: the only way to meet a node twice
            return self._wrong(node, path, "expected the value itself, not an alias")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, f"{path}[{n}]") for n, child in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: str) -> Value:
        found: dict[str, Value] = {}
        for key, child in self._pairs(node, path):
            at = f"{path}.{key}" if path else key
            if key in found:
                self._wrong(child, at, "expected once, found again")
                continue
            found[key] = self.value(child, at)
        return found

    def _pairs(self, node: yaml.MappingNode, path: str) -> Iterator[tuple[str, yaml.Node]]:
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag == "tag:yaml.org,2002:str":
                yield key.value, child
            else:
                self._wrong(key, path, "expected a name before the colon")

    def _scalar(self, node: yaml.Node, path: str) -> Value:
        text: str = node.value
        match node.tag.removeprefix("tag:yaml.org,2002:"):
            case "str":
                return text
            case "null":
                return None
            case "int" if _INT.fullmatch(text):
                return int(text)
            case "float" if _DECIMAL.fullmatch(text):
                return Decimal(text)
            case "int" | "float":
                return self._wrong(
                    node, path, f"expected a plain decimal number such as 8 or 8.5, got {text}"
                )
            case "bool" if text in _BOOL:
                return _BOOL[text]
            case "bool":
                return self._wrong(node, path, f"expected true or false, or the text in quotes, got {text}")
            case _:
                return self._wrong(node, path, f'expected a text in quotes, such as "{text[:40]}"')

    def _wrong(self, node: yaml.Node, path: str, expected: str) -> Value:
        """Note a problem, and stand in for the value that is not there."""
        self.source.problems.append((node.start_mark.line + 1, path, expected))
        return None
