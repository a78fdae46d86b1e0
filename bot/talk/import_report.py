"""What is said of a table of projects under way: what would come in, what is there already, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from bot.project.refusals import Problem
from bot.talk.problem import problem
from bot.talk.words import Words


class Wrong(Protocol):
    """Something that is not as expected, and where: bot.service.table.Wrong."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> str: ...
    @property
    def problem(self) -> Problem: ...


class Coming(msgspec.Struct, frozen=True):
    """A project that a line would open."""

    line: int
    name: str
    phase: int
    lead: str
    sponsor: str
    #: items of its phase that wait for somebody, and those of them that are due within a week
    open: int
    soon: int
    #: gates that are still to be decided
    gates: int
    #: titles of what has to be recorded before the sponsor can countersign
    first: tuple[str, ...] = ()
    practice: bool = False


class Report(msgspec.Struct, frozen=True):
    """What a table amounts to."""

    coming: tuple[Coming, ...]
    #: line and name of projects that are there already
    there: tuple[tuple[int, str], ...]
    wrong: tuple[Wrong, ...]


def report_lines(words: Words, report: Report) -> list[str]:
    """Return the report, line by line: what is wrong, or else what would come in."""
    if report.wrong:
        return [*(_wrong(words, each) for each in report.wrong), _verdict(words, report)]
    return [*_coming(words, report), *_there(words, report), _verdict(words, report)]


def brought_in(words: Words, opened: int) -> str:
    """Return what was done."""
    if not opened:
        return words.t("Nothing new: every project of this table is there already.")
    return words.plural(
        "{n} project is brought in. Its checklist is posted, and its sponsor is asked when there is something to "
        "sign.",
        "{n} projects are brought in. Their checklists are posted, and their sponsors are asked when there is "
        "something to sign.",
        opened,
    )


def _wrong(words: Words, found: Wrong) -> str:
    said = problem(found.problem, words)
    if not found.line:
        return said
    if not found.column:
        return words.t("Line {line}: {problem}", line=found.line, problem=said)
    return words.t("Line {line}, {column}: {problem}", line=found.line, column=found.column, problem=said)


def _coming(words: Words, report: Report) -> Iterator[str]:
    for found in report.coming:
        name = words.t("{project} (practice)", project=found.name) if found.practice else found.name
        yield words.t(
            "Line {line}: {project} would come in at phase {phase}, led by {lead}, sponsored by {sponsor}. "
            "Open items: {open}, due within a week: {soon}. Gates to decide: {gates}.",
            line=found.line,
            project=name,
            phase=words.number(found.phase),
            lead=found.lead,
            sponsor=found.sponsor,
            open=words.number(found.open),
            soon=words.number(found.soon),
            gates=words.number(found.gates),
        ) + _first(words, found)


def _first(words: Words, found: Coming) -> str:
    if not found.first:
        return " " + words.t("The sponsor is asked at once to countersign.")
    items = words.listed([words.quoted(words.t(title)) for title in found.first])
    return " " + words.t("The sponsor is asked to countersign once this is recorded: {items}.", items=items)


def _there(words: Words, report: Report) -> Iterator[str]:
    for line, name in report.there:
        yield words.t("Line {line}: {project} is there already, and stays as it is.", line=line, project=name)


def _verdict(words: Words, report: Report) -> str:
    if report.wrong:
        return words.t("Nothing was brought in. Correct these, and give the whole table again.")
    if not report.coming:
        return words.t("Nothing new: every project of this table is there already.")
    soon, open_ = (words.number(sum(getattr(c, key) for c in report.coming)) for key in ("soon", "open"))
    return words.plural(
        "{n} project would come in, with {open} open items, {soon} of them due within a week.",
        "{n} projects would come in, with {open} open items, {soon} of them due within a week.",
        len(report.coming),
        open=open_,
        soon=soon,
    )
