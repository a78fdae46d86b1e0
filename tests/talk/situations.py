"""Projects in the situations that show a card well."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from bot.project.state import (
    Equivalent,
    GateDecision,
    GateRequest,
    ItemRecord,
    NewThreshold,
    Pause,
    Project,
    Row,
)
from tests.talk.scenes import all_ready, at, done, half_way, phase_two, project, signed, two_answered, waiting

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
#: enough examples, of a task for which the number says nothing
OTHER_TASK = half_way() | {"DR-6": done("li", task="regression", examples="5000")}
HALTED = project(items=RED, status="halted", status_since=at(16), status_by="", stop_announced=True)
#: two days later than agreed, and a weekend
RESUMED = project(
    items=half_way()
    | {"DR-4": ItemRecord(owner="raj", due_on=date(2026, 3, 16), agreed_on=date(2026, 3, 12))},
    pauses=(Pause(date(2026, 3, 9), date(2026, 3, 11)),),
)
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
MOVED = phase_two(new_threshold=NewThreshold({"minimum": "15"}, "mia", seq=42))
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
#: what some items were when the gate was sent back
CHANGED: dict[str, ItemRecord] = {
    "DR-2": done(months="5"),
    "DR-3": done(completeness="95", accuracy="94", consistency="80", timeliness="97"),
    "DR-9": ItemRecord(owner="mia"),
}
MANY = CHANGED | {
    "DR-4": done(method="api"),
    "DR-5": done("li", reviewer="bo", regimes="pipeda,gdpr", link="https://example.com/draft"),
    "DR-6": ItemRecord(owner="li", not_ready="Nobody has labelled the stops yet"),
    "P1-5": ItemRecord(owner="raj"),
}


def paused() -> Project:
    found = waiting(status="paused")
    assert found.request
    return replace(found, request=replace(found.request, paused_by=("DR-2",)))


def paused_by_a_no() -> Project:
    """Return the project with gate 2 asked for, and a question answered with no since."""
    request = GateRequest(2, 1, "mia", at(9, month=4), paused_by=("GO-3",), paused_at=at(10, month=4))
    return phase_two(status="paused", status_since=at(10, month=4), rounds={1: 1, 2: 1}, request=request)


def in_minutes() -> Project:
    """Return the project in phase 2, its KPI in minutes since the sponsor signed."""
    kpi = replace(
        all_ready()["DR-1"],
        values=all_ready()["DR-1"].values
        | {"unit": "min a month", "baseline": "2820", "target": "600", "minimum": "720"},
    )
    result = done(result="11", method="back_tested", how="replay", checked_by="li")
    rows = (
        Row("r1", "raj", {"segment": "Night shift", "sort": "shift", "result": "11"}, unit="h a month"),
        Row("r2", "raj", {"segment": "Day shift", "sort": "shift", "result": "640"}),
    )
    items = {
        "DR-1": kpi,
        "GO-1": replace(result, done=False, unit="h a month"),
        "P2-8": ItemRecord(rows=rows),
    }
    locked = {"minimum": "720", "direction": "lower", "unit": "min a month"}
    return phase_two(items=all_ready() | two_answered() | items, locked=locked)


def sent_back() -> Project:
    decision = GateDecision(1, 1, "sent_back", "ana", at(13), "Name the reviewer of the data.", "slack")
    return project(items=all_ready(), decisions=(decision,), rounds={1: 1})


def again(**was: ItemRecord) -> Project:
    """Return the project while gate 1 waits in its second round."""
    asked = GateRequest(1, 2, "mia", at(16))
    return replace(sent_back(), status="waiting", request=asked, rounds={1: 2}, was=was)


def resumed(begins: date = date(2026, 3, 2)) -> Project:
    pauses = (Pause(date(2026, 3, 9), date(2026, 3, 17)),)
    return project(items=half_way(), status_by="mia", pauses=pauses, phase_starts={1: begins})
