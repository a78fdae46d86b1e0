"""The packet's words on what approvers asked before a gate was decided, in this round and in those before it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.events import GateQuestionAnswered, GateQuestionAsked
from bot.project.state import Question
from bot.talk.packet_parts import Cell, Column, Line, Row, Section, Table, line
from bot.talk.packet_told import Told


def questions(told: Told) -> Section | None:
    """Return what approvers asked and what they were answered; None where nothing was ever asked."""
    t, request = told.words.t, told.found.before.request
    tables = []
    if request and request.questions:
        rows = tuple(Row(_cells(told, question)) for question in request.questions)
        tables.append(_table(told, t("Questions and answers"), rows))
    if before := _earlier(told):
        rows = tuple(Row(_cells(told, question, number)) for number, question in before)
        tables.append(_table(told, t("Questions and answers of earlier rounds"), rows))
    return Section(t("Questions and answers"), tuple(tables)) if tables else None


def _table(told: Told, title: str, rows: tuple[Row, ...]) -> Table:
    t = told.words.t
    return Table(title, (Column(t("Question"), 50), Column(t("What was answered"), 50)), rows)


def _cells(told: Told, question: Question, number: int = 0) -> tuple[Cell, ...]:
    """Return a question and its answer; `number` is its round, where that is not the packet's."""
    t = told.words.t
    asked = f"{told.who(question.by)}, {told.stamp(question.asked_at)}"
    answered = f"{told.who(question.answered_by)}, {told.stamp(question.answered_at)}"
    answer: Cell = (Line(question.answer), Line(answered, "muted"))
    if not question.answer:
        answer = line(t("not answered"), "muted")
    place = (Line(t("round {n}", n=told.words.number(number)), "muted"),) if number else ()
    return ((*place, Line(question.text), Line(asked, "muted")), answer)


def _earlier(told: Told) -> list[tuple[int, Question]]:
    """Return the questions of this gate's earlier rounds, each with its round, as the ledger has them."""
    found: dict[tuple[int, str], Question] = {}
    for entry in told.found.entries:
        event, by, at = entry.recorded.event, entry.recorded.by, entry.recorded.at
        if not isinstance(event, GateQuestionAsked | GateQuestionAnswered):
            continue
        if event.gate != told.found.gate or event.round >= told.found.round:
            continue
        key = (event.round, event.question)
        if isinstance(event, GateQuestionAsked):
            found[key] = Question(event.question, by, event.text, asked_at=at)
        elif key in found:
            found[key] = replace(found[key], answer=event.text, answered_by=by, answered_at=at)
    return [(number, question) for (number, _), question in found.items()]
