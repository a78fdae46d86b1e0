"""What teams fill in where every example project passes alike: title of the item, and its values."""

from __future__ import annotations

WIKI = "https://wiki.maple-works.example"
Answers = dict[str, dict[str, str]]

READY: Answers = {
    "At least 6 months of history": {"months": "14"},
    "Data quality above 80 %": {
        "completeness": "97",
        "accuracy": "96",
        "consistency": "94",
        "timeliness": "98",
    },
    "Data access pipeline in place": {"method": "api", "link": f"{WIKI}/access"},
    "Data governance reviewed, nothing in the way": {
        "reviewer": "eva",
        "regimes": "pipeda,quebec_law_25",
        "link": f"{WIKI}/governance",
    },
    "At least 1,000 labelled examples": {"task": "classification", "examples": "4200"},
    "IT or DevOps person for phases 3 and 4": {"person": "sam"},
}
WORKSHOP: Answers = {
    "Business outcome in measurable terms": {"outcome": "Fewer hours lost, seen by the whole shift."},
    "Decision that the AI informs or makes": {
        "decision": "Whether somebody looks at it before the next shift.",
        "part": "informs",
    },
    "Current cost of the problem": {"amount": "310000", "measured_in": "money", "period": "year"},
    "Minimum viable performance agreed": {"reason": "From there on it pays for itself within a year."},
}
#: where Line 3 differs: its cost is time, not money
LINE_3: Answers = WORKSHOP | {
    "Current cost of the problem": {
        "amount": "564",
        "measured_in": "downtime",
        "period": "year",
        "source": "Shift book, last year",
    },
}
INVOICES: Answers = {
    "Business outcome in measurable terms": {
        "outcome": "Suppliers paid on time, without anybody typing off orders.",
    },
    "Decision that the AI informs or makes": {
        "decision": "Whether an invoice goes to payment without somebody looking at it.",
        "part": "automates",
    },
    "Current cost of the problem": {
        "amount": "3600",
        "measured_in": "hours",
        "period": "year",
        "source": "Time sheets of Accounts payable",
    },
    "Minimum viable performance agreed": {
        "reason": "At one invoice in four by hand, two people are free for other work.",
    },
}
#: of the invoices
AUDIT: Answers = {
    "Inventory of data sources": {
        "owner": "raj",
        "source": "Invoices and orders in the ERP",
        "form": "database",
        "access": "Read replica, granted by Sam",
    },
    "Volume of data and labelled examples": {"records": "96000", "labelled": "4200"},
    "Data governance": {
        "owner": "raj",
        "data_set": "Invoices and orders in the ERP",
        "owned_by": "Finance",
        "reached_by": "Read replica",
        "limits": "pipeda",
    },
    "Data audit report": {"link": f"{WIKI}/audit"},
}
#: the lead's answers at gate 2
QUESTIONS: Answers = {
    "Performance consistent across segments and time": {
        "answer": "yes",
        "evidence": "Within 10 % on every line and season.",
    },
    "Predictions explained to non-technical stakeholders": {
        "answer": "yes",
        "evidence": "Shown to two shifts, who agreed.",
    },
    "Tested with real-world data quality": {
        "answer": "yes",
        "evidence": "Two weeks of raw data, gaps included.",
    },
}
RETURN = {
    "improvement": "240000",
    "development": "80000",
    "infrastructure": "18000",
    "maintenance": "22000",
    "team": "30000",
    "attribution": "75",
}
DEPLOYED: Answers = {
    "CI/CD pipeline for model updates": {"tool": "gitlab_ci", "link": f"{WIKI}/runs/41"},
    "Model serving infrastructure": {"serving": "fastapi", "link": f"{WIKI}/serving"},
    "Data pipeline automation": {"tool": "airflow", "link": f"{WIKI}/flows/9"},
    "Monitoring dashboards": {"link": f"{WIKI}/dashboards"},
    "API documentation for those who build on it": {"link": f"{WIKI}/api"},
    "Load test at peak volume": {"peak": "25", "achieved": "60", "link": f"{WIKI}/load"},
}
WATCHED: Answers = {
    "Dashboards live": {"link": f"{WIKI}/dashboards"},
    "Data drift detection active": {"tests": "psi", "alert": "PSI above 0.2", "link": f"{WIKI}/drift"},
    "Concept drift detection active": {
        "how": "Outcomes against forecasts",
        "alert": "Error up by a fifth",
        "link": f"{WIKI}/drift",
    },
    "Performance drift detection active": {
        "how": "The KPI each week",
        "alert": "Two weeks below target",
        "link": f"{WIKI}/drift",
    },
}


def kpi(name: str, unit: str, direction: str, *numbers: str) -> dict[str, str]:
    """Return a KPI record; `numbers`: today, target, minimum, month one, month six."""
    keys = ("baseline", "target", "minimum", "month_one", "month_six")
    return {"name": name, "unit": unit, "direction": direction, **dict(zip(keys, numbers, strict=True))}
