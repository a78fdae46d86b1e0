"""Every card, form and home in a situation that shows it well, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from bot.project import events as e
from bot.project.state import Equivalent, GateDecision, ItemRecord, NewThreshold, Pause, Project
from bot.service.playbooks import Playbooks
from bot.talk import forms
from bot.talk.assign import assign
from bot.talk.card import Card, Form, Home
from bot.talk.checklist import checklist
from bot.talk.details import details
from bot.talk.draw import draw
from bot.talk.evidence import evidence
from bot.talk.help import greeting, help_card, invite_me, unknown_command
from bot.talk.history import history
from bot.talk.home import home
from bot.talk.menu import menu_direct, menu_no_project, menu_one, menu_several
from bot.talk.notices import Notice
from bot.talk.roles import roles
from bot.talk.status import status
from bot.talk.words import Words
from tests.talk import (
    absences,
    channels,
    corrections,
    decisions,
    departures,
    governance,
    imports,
    joinings,
    keeping,
    meetings,
    mornings,
    packet_messages,
    workspaces,
)
from tests.talk.scenes import (
    all_ready,
    asked,
    at,
    done,
    half_way,
    iterated,
    phase_two,
    project,
    scene,
    signed,
    waiting,
)

Drawn = Card | Form | Home
ROWS = (("p1", "Line 3 downtime"), ("p2", "Invoice matching"))
RED = half_way() | {
    "DR-2": done(months="4"),
    "DR-3": done(completeness="85", accuracy="80", consistency="90", timeliness="97"),
    "DR-6": ItemRecord(owner="li", not_ready="Nobody has labelled the stops yet"),
}
EQUIVALENT = half_way() | {
    "DR-6": ItemRecord(
        owner="li", equivalent=Equivalent("400 stops with cause, and 2 years of vibration data", "li")
    )
}
HALTED = project(items=RED, status="halted", status_since=at(16), status_by="", stop_announced=True)
HELD = project(
    items=half_way(),
    status="held",
    status_since=at(9),
    status_by="ana",
    status_reason="The line is rebuilt until April.",
    pauses=(Pause(date(2026, 3, 9)),),
)
STOPPED = replace(HELD, status="stopped", status_reason="The plant closes.", pauses=())
LIVE = phase_two(
    status="live",
    phase=4,
    went_live_on=date(2026, 5, 15),
    status_since=at(29, month=5),
    decisions=tuple(
        GateDecision(n, 1, "approved", "ana", at(12 + n, month=2 + n), platform="slack") for n in range(1, 5)
    ),
    phase_starts={1: date(2026, 3, 2), 2: date(2026, 3, 16), 3: date(2026, 4, 15), 4: date(2026, 5, 15)},
)
MOVED = phase_two(new_threshold=NewThreshold({"minimum": "15"}, "mia"))
NEW_SPONSOR = phase_two(
    items=all_ready() | {"DR-8": ItemRecord()}, roles={"lead": ("mia",), "sponsor": ("ana2",)}
)
PHASE_THREE = phase_two(
    phase=3,
    items=all_ready()
    | {
        "DEP-1": done("li", tool="github_actions", link="https://example.com/run"),
        "DEP-5": done("raj", started="2026-04-20 14:00:00", stopped="2026-04-20 14:05:00"),
        "DEP-7": done("raj", peak="200", achieved="180.5", link="https://example.com/load"),
        "DEP-9": signed("bo", day=20, region="Canada Central"),
    },
    phase_starts={1: date(2026, 3, 2), 2: date(2026, 3, 16), 3: date(2026, 4, 21)},
    roles={"lead": ("mia",), "sponsor": ("ana",), "security_reviewer": ("bo",), "ml_engineering": ("ana2",)},
)
NOTICE = Notice("checklist", "p1", gate=1, round=1)


def happenings() -> list[e.Recorded]:
    """Return one of each kind of event."""
    found: list[e.Event] = [
        e.ProjectOpened(
            "p1", "x", "mia", "ana", "slack", "C1", date(2026, 3, 2), date(2026, 3, 1), "UTC", "", False, "d"
        ),
        e.CharterFilled({"yearly_value": "310000"}, {}),
        e.RoleGiven("data_engineering", "raj"),
        e.RoleGiven("sponsor", "ana2", instead_of="ana"),
        e.RoleTaken("data_engineering", "raj"),
        e.ItemOwned("DR-3", "raj"),
        e.ItemOwned("DR-3", "mia"),
        e.ItemOwned("DR-3", ""),
        e.DueDayChanged("DR-3", date(2026, 3, 16), "Waiting for the plant's export"),
        e.ItemConfirmed("DR-4", {"method": "api"}, {}, ""),
        e.MeasureRecorded("DR-3", {"completeness": "95", "accuracy": "90", "consistency": "89"}, {}, ""),
        e.MeasureRecorded("DR-2", {"months": "14"}, {}, "", corrects=3),
        e.ItemSigned("DR-8", {}, {}, ""),
        e.ItemCleared("DR-4"),
        e.ItemDeclaredNotReady("DR-6", "No labels"),
        e.ItemNotApplicable("P1-7", "No gaps"),
        e.EquivalentDescribed("DR-6", "400 stops with cause"),
        e.EquivalentSigned("DR-6"),
        e.RowSaved("P1-5", "r1", "raj", {"form": "database"}, {"source": "PLC log"}),
        e.RowRemoved("P1-5", "r1"),
        e.ReadinessStopped(("DR-2", "DR-3", "DR-6")),
        e.ReadinessRecovered(),
        e.GateRequested(1, 1),
        e.GatePaused(1, 1, ("DR-2",)),
        e.GateResumed(1, 1),
        e.GateWithdrawn(1, 1, "Too early"),
        e.GateQuestionAsked(1, 2, "q1", "Does the history include the winter?"),
        e.GateQuestionAnswered(1, 2, "q1", "It does"),
        e.GateApproved(1, 2, date(2026, 3, 16), {}),
        e.GateSentBack(1, 1, "The reviewer of the data is missing"),
        e.GateIterated(2, 1, ("GO-3",), "", asks_sponsor=False),
        e.SponsorChose("continue", "Close enough"),
        e.SponsorChose("rescope", "Two lines instead of four"),
        e.ThresholdChanged({"minimum": "15"}),
        e.ThresholdChanged({}),
        e.ThresholdSigned({"minimum": "15"}),
        e.ProjectHeld(date(2026, 3, 9), "The line is rebuilt"),
        e.ProjectHalted(date(2026, 3, 16), ("DR-2", "DR-3", "DR-6")),
        e.ProjectResumed(date(2026, 4, 1)),
        e.ProjectStopped("The plant closes"),
        e.ChannelLinked("teams", "19:line3"),
        e.ChannelLinked("teams", "19:line3", allowed_by="ana"),
        e.ChannelUnlinked("teams", "19:line3"),
    ]
    return [
        e.Recorded(event, at(2 + n % 27), "" if n in (20, 21, 23, 37) else "mia")
        for n, event in enumerate(found)
    ]


Draw = Callable[[Words], Drawn]
CARDS: dict[str, Draw] = {
    "checklist-new": lambda w: checklist(scene(project(), now=at(2), words=w)),
    "checklist-half-way": lambda w: checklist(scene(project(items=half_way()), words=w)),
    "checklist-practice": lambda w: checklist(
        scene(
            project(
                items=half_way() | {"DR-8": ItemRecord()},
                practice=True,
                roles={"lead": ("mia",), "sponsor": ("mia",)},
            ),
            words=w,
        )
    ),
    "checklist-go": lambda w: checklist(scene(project(items=all_ready()), now=at(12), words=w)),
    "checklist-stop": lambda w: checklist(scene(project(items=RED), words=w)),
    "checklist-halted": lambda w: checklist(scene(HALTED, now=at(18), words=w)),
    "checklist-held": lambda w: checklist(scene(HELD, now=at(11), words=w)),
    "checklist-stopped": lambda w: checklist(scene(STOPPED, words=w)),
    "checklist-waiting": lambda w: checklist(scene(waiting(), now=at(12), words=w)),
    "checklist-passed": lambda w: checklist(scene(phase_two(), now=at(20), words=w), 1),
    "checklist-phase-2": lambda w: checklist(scene(phase_two(), now=at(24), words=w)),
    "checklist-phase-2-deciding": lambda w: checklist(scene(iterated(2), now=at(3, month=4), words=w)),
    "checklist-new-sponsor": lambda w: checklist(scene(NEW_SPONSOR, now=at(24), words=w)),
    "checklist-phase-3": lambda w: checklist(scene(PHASE_THREE, now=at(24, month=4), words=w)),
    "checklist-live": lambda w: checklist(scene(LIVE, now=at(30, month=5), words=w), 4),
    "review-channel": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(waiting(), now=at(12), words=w)
    ),
    "review-approver": lambda w: draw(
        Notice("review", "p1", gate=1, round=1, person="ana"),
        scene(waiting(), now=at(20), words=w, reader="ana"),
    ),
    "review-question": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(asked(), now=at(12), words=w)
    ),
    "review-answered": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(asked("It does: October to May"), now=at(12), words=w)
    ),
    "review-paused": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(_paused(), now=at(12), words=w)
    ),
    "review-approved": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(phase_two(), now=at(14), words=w)
    ),
    "review-sent-back": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(_sent_back(), now=at(14), words=w)
    ),
    "review-iterated": lambda w: draw(
        Notice("review", "p1", gate=2, round=1), scene(iterated(1), now=at(3, month=4), words=w)
    ),
    "review-live": lambda w: draw(
        Notice("review", "p1", gate=4, round=1), scene(LIVE, now=at(30, month=5), words=w)
    ),
    "notice-role-sponsor": lambda w: draw(
        Notice("role", "p1", person="ana", role="sponsor"), scene(project(), words=w, reader="ana")
    ),
    "notice-role-lead": lambda w: draw(
        Notice("role", "p1", person="mia", role="lead"), scene(project(), words=w)
    ),
    "notice-role-reviewer": lambda w: draw(
        Notice("role", "p1", person="bo", role="exception_reviewer"), scene(project(), words=w)
    ),
    "notice-item": lambda w: draw(
        Notice("item", "p1", item="DR-3", person="raj"),
        scene(project(items=half_way()), words=w, reader="raj"),
    ),
    "notice-stop-verdict": lambda w: draw(Notice("stop_verdict", "p1"), scene(project(items=RED), words=w)),
    "notice-halted": lambda w: draw(Notice("halted", "p1"), scene(HALTED, now=at(16), words=w)),
    "notice-held": lambda w: draw(Notice("held", "p1"), scene(HELD, words=w)),
    "notice-resumed": lambda w: draw(Notice("resumed", "p1"), scene(_resumed(), now=at(18), words=w)),
    "notice-stopped": lambda w: draw(Notice("stopped", "p1"), scene(STOPPED, words=w)),
    "notice-paused": lambda w: draw(Notice("paused", "p1", gate=1, round=1), scene(_paused(), words=w)),
    "notice-approved": lambda w: draw(Notice("approved", "p1", gate=1, round=1), scene(phase_two(), words=w)),
    "notice-sent-back": lambda w: draw(
        Notice("sent_back", "p1", gate=1, round=1), scene(_sent_back(), words=w)
    ),
    "notice-iterated": lambda w: draw(Notice("iterated", "p1", gate=2, round=1), scene(iterated(1), words=w)),
    "notice-question": lambda w: draw(
        Notice("question", "p1", gate=1, round=1, question="q1"), scene(asked(), words=w)
    ),
    "notice-answer": lambda w: draw(
        Notice("answer", "p1", gate=1, round=1, question="q1"),
        scene(asked("It does: October to May"), words=w),
    ),
    "notice-choose": lambda w: draw(Notice("choose", "p1"), scene(iterated(2), words=w, reader="ana")),
    "notice-chosen": lambda w: draw(
        Notice("chosen", "p1"),
        scene(
            iterated(
                2, status="running", status_by="ana", status_reason="Close enough", iterations_answered=2
            ),
            words=w,
        ),
    ),
    "notice-threshold": lambda w: draw(Notice("threshold", "p1"), scene(MOVED, words=w, reader="ana")),
    "notice-threshold-signed": lambda w: draw(Notice("threshold_signed", "p1"), scene(phase_two(), words=w)),
    "notice-equivalent": lambda w: draw(
        Notice("equivalent", "p1", item="DR-6"), scene(project(items=EQUIVALENT), words=w, reader="bo")
    ),
    "notice-live": lambda w: draw(Notice("live", "p1"), scene(LIVE, now=at(30, month=5), words=w)),
    "details-data-quality": lambda w: details(
        scene(project(items=half_way()), words=w),
        "DR-3",
        [x for x in happenings() if getattr(x.event, "item", "") == "DR-3"],
    ),
    "details-register": lambda w: details(scene(project(items=half_way()), words=w), "P1-5"),
    "details-equivalent": lambda w: details(scene(project(items=EQUIVALENT), words=w), "DR-6"),
    "evidence-gate-1": lambda w: evidence(scene(waiting(), now=at(12), words=w), 1),
    "evidence-gate-2": lambda w: evidence(scene(phase_two(), now=at(24), words=w), 2),
    "status-running": lambda w: status(scene(project(items=half_way()), words=w)),
    "status-phase-2": lambda w: status(scene(MOVED, now=at(24), words=w)),
    "status-live": lambda w: status(scene(LIVE, now=at(30, month=5), words=w)),
    "assign": lambda w: assign(scene(project(items=half_way()), words=w)),
    "home-new-sponsor": lambda w: home(w, "ana2", [scene(NEW_SPONSOR, now=at(24), words=w, reader="ana2")]),
    "roles": lambda w: roles(scene(project(), words=w)),
    "history": lambda w: history(scene(phase_two(), words=w), happenings()[20:]),
    "history-of-items": lambda w: history(scene(phase_two(), words=w), happenings()[:20]),
    "home-sponsor": lambda w: home(w, "ana", [scene(waiting(), now=at(12), words=w, reader="ana")]),
    "home-owner": lambda w: home(w, "raj", [scene(project(items=half_way()), words=w, reader="raj")]),
    "home-empty": lambda w: home(w, "li", []),
    "menu-no-project": lambda w: menu_no_project(w, conversation="C9"),
    "menu-one": lambda w: menu_one(scene(project(items=all_ready()), words=w)),
    "menu-several": lambda w: menu_several(w, ROWS, "project.status"),
    "menu-direct": lambda w: menu_direct(w, ROWS),
    "menu-direct-teams": lambda w: menu_direct(Words(w.language, w.time_zone, "teams"), ROWS),
    "help": help_card,
    "greeting": lambda w: greeting(w, "Mia Kurz"),
    "invite-me": invite_me,
    "unknown-command": lambda w: unknown_command(w, "statsu"),
    "form-kpi": lambda w: forms.item_form(scene(project(), words=w), "DR-1"),
    "form-data-quality": lambda w: forms.item_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-result": lambda w: forms.item_form(scene(phase_two(), words=w), "GO-1"),
    "form-sign": lambda w: forms.item_form(scene(PHASE_THREE, words=w), "DEP-8"),
    "form-drill": lambda w: forms.item_form(scene(PHASE_THREE, words=w), "DEP-5"),
    "form-row": lambda w: forms.row_form(scene(project(items=half_way()), words=w, reader="raj"), "P1-5"),
    "form-row-change": lambda w: forms.row_form(scene(project(items=half_way()), words=w), "P1-5", "r1"),
    "form-assign": lambda w: forms.assign_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-due": lambda w: forms.due_form(scene(project(items=half_way()), words=w), "DR-3"),
    "form-equivalent": lambda w: forms.equivalent_form(scene(project(), words=w), "DR-6"),
    "form-question": lambda w: forms.question_form(scene(waiting(), words=w), 1, 1),
    "form-answer": lambda w: forms.answer_form(scene(asked(), words=w), 1, 1, "q1"),
    "form-choose": lambda w: forms.choose_form(scene(iterated(2), words=w), "rescope"),
    "form-role": lambda w: forms.role_form(scene(project(), words=w), "security_reviewer"),
    "form-role-remove": lambda w: forms.role_remove_form(scene(project(), words=w)),
    "form-charter": lambda w: forms.charter_form(scene(project(), words=w)),
    "form-new": lambda w: forms.new_project_form(
        w,
        starts_on=date(2026, 3, 2),
        time_zone="America/Toronto",
        lead="mia",
        conversation="C9",
        playbooks=Playbooks().offered,
    ),
    "form-practice": lambda w: forms.practice_form(w, conversation="C9", playbooks=Playbooks().offered),
    "form-not-ready": lambda w: forms.reason_form(
        scene(project(), words=w), "item.not_ready", {"p": "p1", "i": "DR-3"}
    ),
    "form-answer-no": lambda w: forms.reason_form(
        scene(phase_two(), words=w), "item.not_ready", {"p": "p1", "i": "GO-3"}
    ),
    "form-send-back": lambda w: forms.reason_form(
        scene(waiting(), words=w), "gate.send_back", {"p": "p1", "g": "1", "r": "1"}
    ),
    "form-hold": lambda w: forms.reason_form(scene(project(), words=w), "project.hold", {"p": "p1"}),
    "form-stop": lambda w: forms.reason_form(scene(project(), words=w), "project.stop", {"p": "p1"}),
}

CARDS |= mornings.CARDS | joinings.CARDS | channels.CARDS
CARDS |= decisions.CARDS
CARDS |= governance.CARDS | meetings.CARDS
CARDS |= keeping.CARDS
CARDS |= absences.CARDS
CARDS |= corrections.CARDS
CARDS |= imports.CARDS
CARDS |= workspaces.CARDS
CARDS |= departures.CARDS
CARDS |= packet_messages.CARDS


def _paused() -> Project:
    found = waiting(status="paused")
    assert found.request
    return replace(found, request=replace(found.request, paused_by=("DR-2",)))


def _sent_back() -> Project:
    decision = GateDecision(1, 1, "sent_back", "ana", at(13), "Name the reviewer of the data.", "slack")
    return project(items=all_ready(), decisions=(decision,), rounds={1: 1})


def _resumed() -> Project:
    return project(items=half_way(), status_by="mia", pauses=(Pause(date(2026, 3, 9), date(2026, 3, 17)),))
