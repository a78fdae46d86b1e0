"""One of each kind of event."""

from __future__ import annotations

from datetime import date

from bot.project import events as e
from tests.talk.scenes import at


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
        e.ProjectResumed(date(2026, 4, 1), date(2026, 4, 3)),
        e.ProjectStopped("The plant closes"),
        e.ChannelLinked("teams", "19:line3"),
        e.ChannelLinked("teams", "19:line3", allowed_by="ana"),
        e.ChannelUnlinked("teams", "19:line3"),
        e.EquivalentUnsigned("DR-6", "raj"),
        e.ItemCleared("DR-8", new_sponsor=True),
        e.GateResumed(1, 1, ("DR-8",)),
        e.GateResumed(1, 1, ("DR-3",)),
    ]
    return [
        e.Recorded(event, at(2 + n % 27), "" if n in (20, 21, 23, 37) else "mia")
        for n, event in enumerate(found)
    ]
