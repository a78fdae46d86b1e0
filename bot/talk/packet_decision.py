"""The packet's first sections: what was decided, who approved, on which conditions, and what was asked before."""

from __future__ import annotations

from datetime import date

from bot.playbooks.model import Group
from bot.project.calendar import local_day
from bot.project.state import PASSED, Condition, Delegation, Outcome, Vote
from bot.project.voting import needed
from bot.talk import look
from bot.talk.baseline_words import baseline_doubts
from bot.talk.condition_words import item_named
from bot.talk.gate_words import worth
from bot.talk.open_steps import steps_left
from bot.talk.packet_checks import principal
from bot.talk.packet_meeting import confirmed, in_a_meeting, own_words
from bot.talk.packet_parts import (
    Banner,
    Cell,
    Column,
    Fact,
    Facts,
    Line,
    Mood,
    Paragraph,
    Row,
    Section,
    Table,
    line,
)
from bot.talk.packet_told import Told
from bot.talk.values import threshold
from bot.talk.words import N_, sentence

_OUTCOMES: dict[Outcome, tuple[Mood, str, str]] = {
    "approved": ("good", "✔", N_("Approved: go")),
    "conditional": ("mixed", "▲", N_("Approved with conditions")),
    "sent_back": ("bad", "✖", N_("Sent back")),
    "iterated": ("bad", "✖", N_("Another iteration")),
    "withdrawn": ("still", "–", N_("Request withdrawn")),
    "held": ("still", "⏸", N_("Put on hold")),
    "stopped": ("bad", "✖", N_("Stopped")),
}
#: what a gate without groups calls its only one
APPROVERS = N_("Approvers")
_PLATFORMS = {"slack": "Slack", "teams": "Microsoft Teams"}


def banner(told: Told) -> Banner:
    """Return the decision in one glance."""
    mood, sign, text = _OUTCOMES[told.found.decision.outcome]
    by, at = in_a_meeting(told) or _decided_by(told), told.stamp(told.found.decision.at)
    return Banner(mood, sign, told.words.t(text), " · ".join((by, at, _platform(told))))


def decision(told: Told) -> Section:
    """Return what was decided, by whom, when and where."""
    t, found, project = told.words.t, told.found, told.found.before
    mood_sign_text = _OUTCOMES[found.decision.outcome]
    decided_by = tuple(Line(text) for text in (_decided_by(told), in_a_meeting(told)) if text)
    facts = [
        Fact(t("Project"), (Line(look.title(told.before), "strong"), Line(project.id, "code"))),
        Fact(t("Gate"), _gate(told)),
        Fact(t("Decision"), line(f"{mood_sign_text[1]} {t(mood_sign_text[2])}", "strong")),
        Fact(t("Decided by"), decided_by),
        Fact(t("Decided on"), _moment(told)),
        Fact(t("Platform"), line(_platform(told))),
    ]
    if project.request:
        asked = t("{who}, {when}", who=told.who(project.request.by), when=told.stamp(project.request.at))
        facts.append(Fact(t("Requested by"), line(asked)))
    if found.decision.reason:
        facts.append(Fact(t("Reason"), line(found.decision.reason)))
    if found.decision.items:
        facts.append(Fact(t("Answered with no"), _titles(told, found.decision.items)))
    if said := steps_left(told.before, told.phase):
        facts.append(Fact(t("Open steps"), line(said)))
    facts += [*_follows(told), *_playbook(told)]
    return Section(t("Decision"), (Facts(tuple(facts)),))


def _gate(told: Told) -> Cell:
    t, n = told.words.t, told.words.number(told.found.gate)
    head = t("Gate {n}, {title}; round {round}", n=n, title=t(told.gate.title), round=told.found.round)
    return (Line(head), Line(t("The gate asks: {condition}.", condition=t(told.gate.condition)), "muted"))


def _moment(told: Told) -> Cell:
    at = told.found.decision.at
    zone = f"{told.words.time_zone}, {told.words.local(at):%z}"
    return (
        Line(f"{told.stamp(at)} ({zone[:-2]}:{zone[-2:]})"),
        Line(f"{told.words.local(at).astimezone(at.tzinfo):%Y-%m-%dT%H:%M:%S} UTC", "muted"),
        Line(told.words.t("All times in this packet: {zone}", zone=told.words.time_zone), "muted"),
    )


def _decided_by(told: Told) -> str:
    found = told.found.decision
    away = principal(told, found.by, told.gate.approvers, found.at, told.found.before)
    name = told.who(found.by) or told.words.t("The clock")
    if away and away != found.by:
        return told.words.t("{who}, in place of {away}", who=name, away=told.who(away))
    return name


def _platform(told: Told) -> str:
    platform = told.found.decision.platform
    return _PLATFORMS.get(platform, platform) or "–"


def _titles(told: Told, items: tuple[str, ...]) -> Cell:
    playbook = told.before.playbook
    return tuple(Line(told.words.t(playbook.item(key).title)) for key in items)


def _follows(told: Told) -> list[Fact]:
    t, found, facts = told.words.t, told.found, list[Fact]()
    if found.decision.outcome in PASSED:
        starts = found.after.phase_starts.get(found.gate + 1)
        number = told.words.number(found.gate + 1)
        text = (
            t("Phase {n} starts {day}.", n=number, day=told.words.dated(starts))
            if starts
            else t("The project is live.")
        )
        facts.append(Fact(t("What follows"), line(text)))
    if found.after.locked and found.after.locked != found.before.locked and found.after.locked.get("minimum"):
        facts.append(Fact(t("Locked threshold"), line(threshold(told.after, found.after.locked["minimum"]))))
    if said := worth(told.before):
        doubtful = (Line(text) for text in baseline_doubts(told.before))
        facts.append(Fact(t("Business case"), (Line(said), *doubtful)))
    return facts


def _playbook(told: Told) -> list[Fact]:
    t, playbook = told.words.t, told.before.playbook
    title = t("{title}, version {n}", title=t(playbook.title), n=playbook.version)
    return [Fact(t("Playbook"), (Line(title), Line(told.found.before.playbook, "code")))]


def approvals(told: Told) -> Section:
    """Return the approvals, group by group, and who stood in for whom."""
    t = told.words.t
    columns = (
        Column(t("Group"), 24),
        Column(t("Needed"), 16),
        Column(t("Approved by"), 34),
        Column(t("When"), 26),
    )
    rows = tuple(row for group in told.gate.sides for row in _group(told, group))
    parts = [Table(t("Approvals by group"), columns, rows)]
    if told.found.decision.outcome in PASSED:
        return Section(t("Approvals"), tuple(parts))
    no = t("One approver's no is enough: {who} decided.", who=_decided_by(told))
    if told.found.decision.outcome == "iterated":
        no = t(
            "Nobody was asked: with a no among its questions, the gate begins another iteration by itself."
        )
    return Section(t("Approvals"), (Paragraph(Line(no)), *parts))


def _group(told: Told, group: Group) -> list[Row]:
    t, project = told.words.t, told.found.before
    roles = told.words.either([look.role_name(told.before, role) for role in group.roles])
    called = t(group.title)
    named = () if sentence(roles) == called else (Line(sentence(roles), "muted"),)
    title = (Line(called, "strong"), *named)
    holders = len(look.signers(told.before, group.roles))
    asked = (
        Line(told.words.plural("{n} approval", "{n} approvals", needed(project, group))),
        Line(told.words.plural("{n} person in this group", "{n} people in this group", holders), "muted"),
    )
    votes = [vote for vote in told.found.votes if vote.group in ("", group.key)]
    if not votes:
        return [Row((title, asked, line(t("nobody")), line("")))]
    return [Row((title, asked, _voter(told, vote), _voted(told, vote))) for vote in votes]


def _voter(told: Told, vote: Vote) -> Cell:
    lines = [Line(f"✔ {told.who(vote.by)}", "strong")]
    if vote.stands_for:
        until = next(
            (d.until for d in told.found.before.delegations if (d.by, d.to) == (vote.stands_for, vote.by)),
            None,
        )
        away = told.words.t("in place of {away}", away=told.who(vote.stands_for))
        if until:
            day = told.words.dated(until)
            away = told.words.t(
                "in place of {away}, who is away until {day}", away=told.who(vote.stands_for), day=day
            )
        lines.append(Line(away))
    return (*lines, *(confirmed(told) if vote.confirms else ()))


def _voted(told: Told, vote: Vote) -> Cell:
    entry = told.found.voted.get(vote.by)
    return told.when(vote.at, entry[0].seq if entry else 0)


def conditions(told: Told) -> Section | None:
    """Return what was left to be done, and the conditions of earlier gates; None where there are none."""
    t, found = told.words.t, told.found
    if not found.after.conditions:
        return None
    columns = (
        Column(t("Condition"), 40),
        Column(t("Owner"), 18),
        Column(t("Due"), 16),
        Column(t("At the decision"), 26),
    )
    earlier = {condition.id for condition in found.before.conditions}
    ours = tuple(_condition(told, c) for c in found.after.conditions if c.id not in earlier)
    theirs = tuple(_condition(told, c) for c in found.before.conditions)
    tables = [(t("Conditions of this decision"), ours), (t("Conditions of earlier gates"), theirs)]
    return Section(t("Conditions"), tuple(Table(title, columns, rows) for title, rows in tables if rows))


def _condition(told: Told, condition: Condition) -> Row:
    t = told.words.t
    who = told.who(_asker(told, condition))
    asked = own_words(told, condition) or t("Gate {n}, asked for by {who}", n=condition.gate, who=who)
    waits = t("open")
    state: Cell = line(f"○ {waits}")
    if condition.settled_by:
        by = t(
            "settled by {who}, {when}",
            who=told.who(condition.settled_by),
            when=told.stamp(condition.settled_at),
        )
        state = (Line(f"✔ {by}"), *((Line(condition.note, "muted"),) if condition.note else ()))
    named = item_named(told.after, condition.item, condition.text)
    what = (Line(condition.text), *((Line(named, "muted"),) if named else ()), Line(asked, "muted"))
    due = [Line(told.words.dated(condition.due_on))]
    if condition.agreed_on:
        due.append(Line(t("agreed: {day}", day=told.words.dated(condition.agreed_on)), "muted"))
    return Row((what, line(told.who(condition.owner)), tuple(due), state))


def _asker(told: Told, condition: Condition) -> str:
    """Return whose vote brought a condition of this decision: its id says which vote it was."""
    place = condition.id.split(".")
    votes = told.found.votes
    if condition.gate == told.found.gate and len(place) == 4 and place[2].isdecimal():
        number = int(place[2])
        if place[1] == str(told.found.round) and 1 <= number <= len(votes):
            return votes[number - 1].by
    return condition.by


def delegations(told: Told) -> Section:
    """Return who stood in for whom at the time."""
    t, found = told.words.t, told.found
    if not found.before.delegations:
        return Section(
            t("Delegations"), (Paragraph(Line(t("Nobody had handed their decision on."), "muted")),)
        )
    columns = (
        Column(t("Away"), 24),
        Column(t("In their place"), 24),
        Column(t("From"), 18),
        Column(t("Until"), 18),
        Column(t("On the day"), 16),
    )
    on = local_day(found.decision.at, found.before.time_zone)
    rows = tuple(
        Row(
            (
                line(told.who(d.by)),
                line(told.who(d.to)),
                line(told.words.dated(d.since)),
                line(told.words.dated(d.until)),
                line(_in_force(told, d, on)),
            )
        )
        for d in found.before.delegations
    )
    return Section(t("Delegations"), (Table(t("Delegations at the time of the decision"), columns, rows),))


def _in_force(told: Told, delegation: Delegation, on: date) -> str:
    now, later = told.words.t("in force"), told.words.t("not in force")
    return f"✔ {now}" if delegation.since <= on <= delegation.until else f"– {later}"
