"""Projects to draw cards from: Line 3 downtime, with Mia, Ana, Raj and others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from msgspec.structs import replace

from bot.playbooks.load import built_in
from bot.project.state import Channel, GateDecision, GateRequest, ItemRecord, Project, Question, Row
from bot.talk.scene import Scene
from bot.talk.words import Words

NAMES = {
    "mia": "Mia Kurz",
    "ana": "Ana Ruiz",
    "raj": "Raj Patel",
    "li": "Li Wei",
    "bo": "Bo Lind",
    "joe": "Joe Park",
    "sam": "Sam Otieno",
    "ana2": "Ana Silva",
}
PLAYBOOK = built_in("ninety-day")
NOW = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
ZONE = "America/Toronto"
KPI = {
    "name": "unplanned downtime",
    "unit": "h a month",
    "direction": "lower",
    "baseline": "47",
    "target": "10",
    "minimum": "12",
    "month_one": "30",
    "month_six": "10",
}
LOCKED = {"minimum": "12", "direction": "lower", "unit": "h a month"}


def at(day: int, hour: int = 18, month: int = 3) -> datetime:
    """Return a moment of spring 2026; 18 UTC is 14 in Toronto."""
    return datetime(2026, month, day, hour, 2, tzinfo=UTC)


def done(owner: str = "raj", /, **values: str) -> ItemRecord:
    """Return an item with values recorded by its owner."""
    return ItemRecord(owner=owner, values=values, done=True, changed_at=at(5), changed_by=owner, seq=9)


def signed(by: str = "ana", day: int = 3, **values: str) -> ItemRecord:
    """Return an item that somebody confirmed personally."""
    return ItemRecord(values=values, done=True, signed_by=by, changed_at=at(day), changed_by=by, seq=8)


def half_way() -> dict[str, ItemRecord]:
    """Return the items of phase 1 on day 8: some ready, one flagged, one not ready, some open."""
    return {
        "P1-1": done("mia", outcome="Less unplanned downtime on line 3"),
        "P1-5": ItemRecord(
            owner="raj", rows=(Row("r1", "raj", {"source": "PLC log", "form": "database", "access": "db3"}),)
        ),
        "DR-1": done("mia", **KPI),
        "DR-2": done(months="8"),
        "DR-3": done(completeness="95", accuracy="90", consistency="89", timeliness="97"),
        "DR-4": ItemRecord(owner="raj"),
        "DR-6": done("li", task="classification", examples="1400"),
        "DR-7": done("mia", baseline="47"),
        "DR-8": signed(),
    }


def all_ready() -> dict[str, ItemRecord]:
    """Return the items of phase 1 with all nine ready, one of them flagged."""
    return half_way() | {
        "DR-3": done(completeness="95", accuracy="94", consistency="93", timeliness="97"),
        "DR-4": done(method="database", link="https://example.com/pipeline"),
        "DR-5": done("li", reviewer="bo", regimes="pipeda,gdpr", link="https://example.com/review"),
        "DR-9": done("mia", person="bo"),
    }


def project(**changes: Any) -> Project:
    """Return the project as of phase 1, with changes."""
    fresh = Project(
        id="p1",
        name="Line 3 downtime",
        playbook="digest",
        channel=Channel("slack", "C1"),
        starts_on=date(2026, 3, 2),
        opened_on=date(2026, 3, 1),
        time_zone=ZONE,
        seq=20,
        roles={"lead": ("mia",), "sponsor": ("ana",), "data_engineering": ("raj",), "viewer": ("li",)},
        charter={"yearly_value": "310000"},
        phase_starts={1: date(2026, 3, 2)},
        status_since=at(9),
    )
    return replace(fresh, **changes)


def waiting(**changes: Any) -> Project:
    """Return the project while gate 1 waits for Ana."""
    request = GateRequest(1, 1, "mia", at(12))
    found = project(items=all_ready(), status="waiting", status_since=at(12), request=request, rounds={1: 1})
    return replace(found, **changes)


def asked(answer: str = "") -> Project:
    """Return the project while gate 1 waits and Ana has asked something."""
    question = Question("q1", "ana", "Does the history include the winter?", answer, "raj" if answer else "")
    return waiting(request=GateRequest(1, 1, "mia", at(12), questions=(question,)))


def phase_two(**changes: Any) -> Project:
    """Return the project in phase 2, gate 1 approved on Friday 13 March."""
    found = project(
        phase=2,
        items=all_ready() | two_answered(),
        phase_starts={1: date(2026, 3, 2), 2: date(2026, 3, 16)},
        locked=LOCKED,
        rounds={1: 1},
        decisions=(GateDecision(1, 1, "approved", "ana", at(13), platform="slack"),),
    )
    return replace(found, **changes)


def two_answered() -> dict[str, ItemRecord]:
    """Return gate 2 with a result that misses the threshold, an answer and a no."""
    return {
        "GO-1": done(result="12.04", method="back_tested", how="replay", checked_by="li"),
        "GO-2": done("mia", evidence="All four shifts within 2 h"),
        "GO-3": ItemRecord(not_ready="The plant manager could not follow it", changed_by="mia"),
        "GO-5": done(
            "mia",
            improvement="310000",
            development="90000",
            infrastructure="20000",
            maintenance="30000",
            team="40000",
            attribution="80",
        ),
    }


def iterated(number: int = 1, **changes: Any) -> Project:
    """Return the project after gate 2 was asked for with a no, once or twice."""
    first = phase_two()
    rounds = tuple(
        GateDecision(
            2, n, "iterated", "mia", at(1 + n, month=4), "No plain explanation yet", "slack", ("GO-3",)
        )
        for n in range(1, number + 1)
    )
    found = replace(
        first,
        decisions=(*first.decisions, *rounds),
        iterations=number,
        rounds={1: 1, 2: number},
        status="deciding" if number == 2 else "running",
        status_since=at(1 + number, month=4),
        status_by="mia",
    )
    return replace(found, **changes)


def scene(found: Project, *, now: datetime = NOW, reader: str = "", words: Words | None = None) -> Scene:
    """Return what a card is drawn from."""
    return Scene(found, PLAYBOOK, NAMES, now, words or Words("en", ZONE), reader)
