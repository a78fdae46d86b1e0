"""Playbooks from YAML text: checked as a whole, named by digest."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import msgspec

from bot.playbooks import checks, shape, source
from bot.playbooks.model import Playbook

BUILT_IN = ("ninety-day", "governance")
DEFAULT = "ninety-day"


class PlaybookError(ValueError):
    """A playbook that cannot be used, with everything that is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        #: each as "file:line: field: what was expected"
        self.problems = problems


def load(text: str, *, name: str) -> Playbook:
    """Read and check a playbook; `name` is the file's, for messages.

    Raises:
        PlaybookError: with every problem found.
    """
    read = source.read(text)
    problems = read.problems

    def report(path: str, expected: str) -> None:
        problems.append((read.line(path), path, expected))

    playbook: Playbook | None = None
    if not problems:
        playbook = shape.build(Playbook, read.value, "", report)
    if playbook is not None and not problems:
        checks.check(playbook, report)
    if playbook is None or problems:
        raise PlaybookError(tuple(_line(name, problem) for problem in sorted(problems)))
    return playbook


def _line(name: str, problem: tuple[int, str, str]) -> str:
    line, path, expected = problem
    return f"{name}:{line}: {path or 'playbook'}: {expected}"


def digest(playbook: Playbook) -> str:
    """Return what a running project names its playbook by: SHA-256 in hex of its canonical encoding."""
    return hashlib.sha256(msgspec.json.encode(playbook, order="sorted")).hexdigest()


@cache
def built_in(key: str) -> Playbook:
    """Return a playbook that comes with the package.

    Raises:
        KeyError: for a key that is not in `BUILT_IN`.
    """
    if key not in BUILT_IN:
        raise KeyError(key)
    file = f"{key}.yaml"
    return load(resources.files("bot.playbooks").joinpath(file).read_text("utf-8"), name=file)
