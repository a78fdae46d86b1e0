"""What approvers ask before deciding, and what they are answered."""

from __future__ import annotations

from datetime import datetime

from bot.playbooks.model import Playbook
from bot.project.authority import need_team
from bot.project.commands import Actor, AnswerQuestion, AskQuestion
from bot.project.events import Event, GateQuestionAnswered, GateQuestionAsked
from bot.project.plan import today
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.project.values import check_long
from bot.project.voting import need_approver
from bot.project.waiting import open_request


def ask(project: Project, command: AskQuestion, by: Actor, playbook: Playbook, now: datetime) -> list[Event]:
    """Ask something before deciding; the request goes on waiting."""
    asked = open_request(project, playbook, command.gate, command.round)
    need_approver(project, by, playbook.phase(command.gate).gate, today(project, now))
    if any(question.id == command.question for question in asked.questions):
        return []
    text = check_long("text", command.text)
    return [GateQuestionAsked(command.gate, command.round, command.question, text)]


def answer(project: Project, command: AnswerQuestion, by: Actor, playbook: Playbook) -> list[Event]:
    """Answer a question: anybody on the project can."""
    asked = open_request(project, playbook, command.gate, command.round)
    need_team(project, by)
    question = next((q for q in asked.questions if q.id == command.question), None)
    if question is None:
        raise Refusal("unknown_question")
    if question.answer:
        raise Refusal("question_answered", who=(question.answered_by,))
    text = check_long("text", command.text)
    return [GateQuestionAnswered(command.gate, command.round, command.question, text)]
