"""The rules that keep a decision apart from those it concerns, each checked again from the ledger for the packet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bot.playbooks.model import Role
from bot.project.calendar import local_day
from bot.project.commands import Actor
from bot.project.readiness import PASSING, status
from bot.project.state import PASSED, Project
from bot.project.voting import needed, stands_for, worked_on
from bot.talk.packet_parts import Column, Line, Mood, Paragraph, Row, Section, Table, line
from bot.talk.packet_told import Told
from bot.talk.words import N_

_RESULTS: dict[bool | None, tuple[Mood, str, str]] = {
    True: ("good", "✔", N_("kept")),
    False: ("bad", "✖", N_("not kept")),
    None: ("still", "–", N_("does not apply")),
}


class Check(msgspec.Struct, frozen=True):
    """A rule, whether it was met (None: it does not apply), and what that rests on."""

    rule: str
    met: bool | None
    detail: str


def principal(told: Told, person: str, roles: Sequence[Role], at: datetime, project: Project) -> str | None:
    """Return whom a person could decide for at a moment, in some roles; None: for nobody."""
    return stands_for(project, Actor(person), roles, local_day(at, project.time_zone)) if person else None


def rules(told: Told) -> Section:
    """Return every rule with what came of it."""
    t = told.words.t
    columns = (Column(t("Rule"), 42), Column(t("Result"), 16), Column(t("What it rests on"), 42))
    rows = []
    for check in checks(told):
        mood, sign, word = _RESULTS[check.met]
        rows.append(Row((line(check.rule), line(f"{sign} {t(word)}", "strong"), line(check.detail)), mood))
    intro = t("Computed anew from the ledger for this packet, not taken from what the bot said at the time.")
    return Section(
        t("Rules checked"),
        (_paragraph(intro), Table(t("Rules and what came of them"), columns, tuple(rows))),
    )


def checks(told: Told) -> list[Check]:
    """Return the rules of a decision."""
    found, own = told.found.decision, [_own_record(told)] if told.found.decision.meeting else []
    if found.outcome not in PASSED:
        return [_entitled(told), _reason(told), *own] if found.outcome != "iterated" else []
    return [
        _entitled(told),
        _quorum(told),
        _own_request(told),
        _own_items(told),
        _one_seat(told),
        _items(told),
        _equivalents(told),
        _settled(told),
        *own,
    ]


def _entitled(told: Told) -> Check:
    t, found = told.words.t, told.found
    rule = t("Whoever decided had a role that may, or stood in for somebody who had one and was away.")
    wrong, right = list[str](), list[str]()
    if found.decision.outcome not in PASSED:
        seats = [(found.decision.by, found.decision.at, told.gate.approvers, found.before, "")]
    else:
        groups = {group.key: group.roles for group in told.gate.sides}
        seats = [
            (v.by, v.at, groups.get(v.group, told.gate.approvers), _then(told, v.by), v.stands_for)
            for v in found.votes
        ]
    for person, at, roles, project, away in seats:
        whom = principal(told, person, roles, at, project)
        fits = whom is not None and (not away or whom == away)
        (right if fits else wrong).append(person)
    detail = told.people(tuple(dict.fromkeys(wrong or right)))
    return Check(rule, not wrong, detail)


def _then(told: Told, person: str) -> Project:
    """Return the project just before somebody's approval."""
    found = told.found.voted.get(person)
    return found[1] if found else told.found.before


def _reason(told: Told) -> Check:
    rule = told.words.t("A decision that is not a go has a reason.")
    return Check(rule, bool(told.found.decision.reason.strip()), told.found.decision.reason)


def _quorum(told: Told) -> Check:
    t, project, parts, met = told.words.t, told.found.before, list[str](), True
    for group in told.gate.sides:
        cast = len({vote.counts_for for vote in told.found.votes if vote.group in ("", group.key)})
        least = needed(project, group)
        met = met and cast >= least
        said = told.words.plural(
            "{group}: {n} approval, {needed} needed",
            "{group}: {n} approvals, {needed} needed",
            cast,
            group=t(group.title),
            needed=told.words.number(least),
        )
        parts.append(said)
    return Check(t("Every group reached its quorum."), met, "; ".join(parts))


def _own_request(told: Told) -> Check:
    t, project = told.words.t, told.found.before
    rule = t("Whoever asked for the gate did not approve it, nor did anybody in their place.")
    if project.practice or project.request is None:
        return Check(rule, None, t("In a practice project one person plays everybody."))
    by = project.request.by
    met = not any(by in (vote.by, vote.counts_for) for vote in told.found.votes)
    return Check(rule, met, t("Asked for by {who}.", who=told.who(by)))


def _own_record(told: Told) -> Check:
    t, decision = told.words.t, told.found.decision
    rule = t("Whoever recorded what the meeting decided did not confirm it, nor did anybody in their place.")
    meeting = decision.meeting
    if meeting is None or told.found.before.practice:
        return Check(rule, None, t("In a practice project one person plays everybody."))
    seats = [(vote.by, vote.counts_for) for vote in told.found.votes if vote.confirms == meeting.id]
    people = {person for seat in seats or [(decision.by, decision.stands_for)] for person in seat}
    return Check(rule, meeting.by not in people, t("Recorded by {who}.", who=told.who(meeting.by)))


def _own_items(told: Told) -> Check:
    t, project = told.words.t, told.found.before
    rule = t("Nobody approved who owns, or set, an item that the playbook keeps apart.")
    apart = [item for item in told.phase.checklist if item.separate]
    if project.practice:
        return Check(rule, None, t("In a practice project one person plays everybody."))
    if not apart:
        return Check(rule, None, t("The playbook marks no item of this checklist."))
    voters = {person for vote in told.found.votes for person in (vote.by, vote.counts_for)}
    nobody = t("nobody")
    workers = [(t(item.title), worked_on(project.item(item.id))) for item in apart]
    detail = "; ".join(
        t(
            "{label}: {value}",
            label=title,
            value=told.words.listed([told.who(p) for p in sorted(people)]) or nobody,
        )
        for title, people in workers
    )
    return Check(rule, not any(people & voters for _, people in workers), detail)


def _one_seat(told: Told) -> Check:
    t, votes = told.words.t, told.found.votes
    seats, people = [vote.counts_for for vote in votes], [vote.by for vote in votes]
    met = len(seats) == len(set(seats)) and len(people) == len(set(people))
    count = told.words.plural("{n} approval counted", "{n} approvals counted", len(votes))
    return Check(t("Nobody's approval counted twice, or in two groups."), met, count)


def _items(told: Told) -> Check:
    t, project, playbook = told.words.t, told.found.before, told.before.playbook
    rule = t("Every item of the checklist passed, or was left by a conditional go as the playbook allows.")
    left = [item for item in told.phase.checklist if status(project, playbook, item) not in PASSING]
    if not left:
        count = told.words.plural("{n} item passed", "{n} items passed", len(told.phase.checklist))
        return Check(rule, True, count)
    allowed = told.found.decision.outcome == "conditional" and all(item.conditional for item in left)
    return Check(rule, allowed, t("Left: {items}", items=told.words.listed([t(item.title) for item in left])))


def _equivalents(told: Told) -> Check:
    t, project = told.words.t, told.found.before
    rule = t("Nobody signed an equivalent that they had described themselves.")
    found = [(i, e) for i in told.phase.checklist if (e := project.item(i.id).equivalent) is not None]
    if not found:
        return Check(rule, None, t("No item of the checklist is met by an equivalent."))
    met = all(each.signed_by and (each.signed_by != each.by or project.practice) for _, each in found)
    signed = [(t(item.title), f"{told.who(each.by)} → {told.who(each.signed_by)}") for item, each in found]
    parts = [t("{label}: {value}", label=title, value=who) for title, who in signed]
    return Check(rule, met, "; ".join(parts))


def _settled(told: Told) -> Check:
    t, project = told.words.t, told.found.before
    rule = t("No condition of an earlier gate was open.")
    if not project.conditions:
        return Check(rule, None, t("There were none."))
    count = told.words.plural("{n} condition open", "{n} conditions open", len(project.open_conditions))
    return Check(rule, not project.open_conditions, count)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(Line(text, "muted"))
