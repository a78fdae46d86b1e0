"""What makes each item of the ninety-day playbook ready: the one place where tests keep good values."""

from __future__ import annotations

from bot.playbooks.model import Item
from bot.project.commands import Command, RecordMeasure, SaveRow, SetItem, SignItem

LINK = "https://example.com/evidence"

KPI = {
    "name": "Unplanned downtime",
    "unit": "h a month",
    "direction": "lower",
    "baseline": "47",
    "target": "10",
    "minimum": "20",
    "month_one": "30",
    "month_six": "12",
}
COSTS = {"development": "60000", "infrastructure": "20000", "maintenance": "15000", "team": "5000"}
EVIDENCE = {"evidence": "Twelve segments, none worse than the threshold.", "link": LINK}
DRIFT = {"how": "Weekly comparison", "alert": "Above 10 %", "link": LINK}

#: item -> the values of its form, or of every row of its register
GOOD: dict[str, dict[str, str]] = {
    "P1-1": {"outcome": "Fewer stops of line 3"},
    "P1-2": {"decision": "When to service a pump", "part": "informs"},
    "P1-3": {"amount": "250000", "measured_in": "money", "period": "year", "source": "Controlling"},
    "P1-4": {"reason": "Below 20 hours the plant keeps its delivery dates."},
    "P1-5": {"source": "Sensor history", "form": "database", "access": "Granted by the plant"},
    "P1-6": {"dimension": "accuracy", "how": "Sample of 200 records", "link": LINK},
    "P1-7": {"gap": "Night shifts of May", "plan": "Entered from paper"},
    "P1-8": {"records": "120000", "labelled": "4200"},
    "P1-9": {"data_set": "Sensors", "owned_by": "Plant", "reached_by": "SQL", "limits": "pipeda,other"},
    "P1-10": {"link": LINK},
    "P1-11": {"finding": "Data, method and place are there."},
    "P1-12": {"improvement": "300000", "cost": "100000"},
    "P1-13": {"adoption": "Planners", "maintenance": "IT"},
    "P1-14": {"link": LINK},
    "DR-1": KPI,
    "DR-2": {"months": "18"},
    "DR-3": {"completeness": "96", "accuracy": "95", "consistency": "94", "timeliness": "90"},
    "DR-4": {"method": "database", "link": LINK},
    "DR-5": {"reviewer": "rae", "regimes": "pipeda,quebec_law_25", "link": LINK},
    "DR-6": {"task": "classification", "examples": "4200"},
    "DR-7": {"baseline": "47", "how": "Maintenance log"},
    "DR-8": {},
    "DR-9": {"person": "ian"},
    "P2-1": {"model": "Logistic regression"},
    "P2-2": {"result": "26", "method": "back_tested"},
    "P2-3": {"architecture": "Gradient boosting"},
    "P2-4": {"metric": "False alarms", "sort": "accuracy", "bound": "at most 5 % of alarms"},
    "P2-5": {"folds": "5", "result": "18", "spread": "1.5"},
    "P2-6": {"trained": "9", "validated": "3", "result": "19"},
    "P2-7": {"case": "Sensor falls silent", "sort": "edge_case", "outcome": "Hands over to a person"},
    "P2-8": {"segment": "Night shift", "sort": "shift", "result": "19"},
    "P2-9": {"how": "Three strongest signals", "told": "The plant manager"},
    "P2-10": {"version": "0.3", "link": LINK},
    "GO-1": {"result": "18", "method": "back_tested", "how": "Replay of three months", "checked_by": "mia"},
    "GO-2": EVIDENCE,
    "GO-3": EVIDENCE,
    "GO-4": EVIDENCE,
    "GO-5": COSTS | {"improvement": "310000", "attribution": "70"},
    "P3-1": {"where": "cloud", "inference": "batch", "reason": "Several sites"},
    "P3-2": {"system": "Planning board", "sort": "decision_system"},
    "P3-3": {"who": "Planner", "where": "Planning board", "in_time": "A day"},
    "P3-4": {"group": "Planners", "training": "Half a day"},
    "P3-5": {"limits": "Never stops a line by itself"},
    "P3-6": {"trigger": "Accuracy below 90 %", "response": "Data science looks within a day"},
    "DEP-1": {"tool": "github_actions", "link": LINK},
    "DEP-2": {"serving": "fastapi", "link": LINK},
    "DEP-3": {"tool": "dagster", "link": LINK},
    "DEP-4": {"link": LINK},
    "DEP-5": {"started": "2026-03-02 10:00:00", "stopped": "2026-03-02 10:03:20"},
    "DEP-6": {"link": LINK},
    "DEP-7": {"peak": "50", "achieved": "80", "link": LINK},
    "DEP-8": {"link": LINK},
    "DEP-9": {"region": "Canada Central"},
    "DEP-10": {"run": "shadow", "link": LINK},
    "P4-1": {"metric": "Accuracy", "threshold": "Below 90 %"},
    "P4-2": {"review": "30 days after go-live", "latest": "2026-06-15"},
    "MON-1": {"link": LINK},
    "MON-2": {"run": "2026-03-02 03:00:00", "outcome": "better", "link": LINK},
    "MON-3": {"tests": "ks,psi", "alert": "PSI above 0.2", "link": LINK},
    "MON-4": DRIFT,
    "MON-5": DRIFT,
    "MON-6": {"situation": "Drift", "path": "The accountable owner decides"},
}


def good(item: Item, owner: str) -> list[Command]:
    """Return the commands that make an item ready; `owner` is the owner of every row of a register."""
    values = GOOD[item.id]
    match item.kind:
        case "confirm":
            return [SetItem(item.id, True, values)]
        case "measure" | "formula":
            return [RecordMeasure(item.id, values)]
        case "sign":
            return [SignItem(item.id, values)]
        case "register":
            return [SaveRow(item.id, f"row-{n}", owner, values) for n in range(1, item.rows + 1)]
