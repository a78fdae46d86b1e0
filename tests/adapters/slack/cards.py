"""Cards as the bot sends them, for the tests of how they look on Slack."""

from __future__ import annotations

from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Choice,
    Confirm,
    Divider,
    Fact,
    Facts,
    Field,
    Form,
    Heading,
    ItemRow,
    Link,
    Progress,
    Text,
    Vote,
    Votes,
)

PROJECT = "01900000-0000-7000-8000-000000000001"
TRICKY = "*x* _y_ ~z~ `code` :tada: <!channel> <@U1> http://example.org & &lt; > end"


def button(label: str = "Update", action: str = "item.form", item: str = "data_quality") -> Button:
    return Button(label, action, {"p": PROJECT, "i": item})


MORE = (
    button("Details", "item.details"),
    button("Not ready", "item.not_ready"),
    button("Give to…", "item.assign"),
    button("New date…", "item.due"),
)


def row(sign: str, word: str, title: str, detail: str, label: str = "") -> ItemRow:
    return ItemRow(sign, word, title, detail, button=button(label) if label else None, more=MORE)


CHECKLIST = Card(
    summary="Phase 1, problem definition and data audit: 5 of 9 ready",
    parts=(
        Heading("Phase 1, problem definition and data audit · day 8 of 15"),
        Text("Line 3 downtime · lead Mia · sponsor Ana · gate planned for Mon 16 Mar", "muted"),
        Progress(
            5, 9, "5 of 9 ready, 1 of them flagged · 1 not ready · 3 open · verdict so far: fix and recheck"
        ),
        Divider(),
        row("✔", "ready", "Business problem with a measurable KPI", "downtime 47 → under 10 h a month · Mia"),
        row("✔", "ready", "Executive sponsor", "Ana Ruiz signed on Mon 9 Mar"),
        row("▲", "flagged", "At least 6 months of history", "8 months, 12 preferred · Raj"),
        row(
            "✖", "not ready", "Data quality above 80 %", "76 % = 95 % × 90 % × 89 % · Raj · due Thu", "Update"
        ),
        row("✔", "ready", "Success metric and threshold", "at most 12 h a month, signed by Ana"),
        row("✔", "ready", "Labelled examples", "1,240 of at least 1,000 · Li"),
        row("○", "open", "Data access pipeline", "nobody yet · due Fri", "Take it"),
        row("○", "open", "Security review", "Eva · due Fri 13 Mar", "Sign"),
        row("○", "open", "Constraints: latency, cost, privacy", "nobody yet · due Mon", "Take it"),
        Divider(),
        Text("Next: data quality, Raj, Thursday. The gate can be requested when all nine are ready."),
        Buttons(
            (
                Button("Request the gate", "gate.request", {"p": PROJECT, "g": "1", "r": "1"}, "primary"),
                Button("Evidence", "gate.evidence", {"p": PROJECT, "g": "1"}),
                Button("History", "project.history", {"p": PROJECT}),
            )
        ),
    ),
)

REVIEW = Card(
    summary="Gate 1 · Line 3 downtime · your decision, Ana",
    parts=(
        Heading("Gate 1 · Line 3 downtime"),
        Text("Mia asks to go from problem definition to model development.", "strong"),
        Text("All nine items are ready.\nOne is flagged: 8 months of history, 12 preferred."),
        Facts((Fact("Worth", "from 47 to under 10 h a month"), Fact("Planned", "gate 2 on Wed 15 Apr"))),
        Text("We tried it on two lines.\nIt holds.", "quote"),
        Votes((Vote("✔", "approved", "Ana Ruiz"), Vote("○", "awaited", "Noor Haddad"))),
        Link("Segment report", "https://example.org/report?a=1&b=2"),
        Buttons(
            (
                Button(
                    "Approve",
                    "gate.approve",
                    {"p": PROJECT, "g": "1", "r": "1"},
                    "primary",
                    Confirm("Approve gate 1?", "Phase 2 starts tomorrow.", "Approve", "Not yet"),
                ),
                Button("Send back…", "gate.send_back", {"p": PROJECT, "g": "1", "r": "1"}, "danger"),
            )
        ),
    ),
)

FORM = Form(
    title="Data quality above 80 %, measured",
    submit="Save",
    cancel="Cancel",
    action="item.form",
    args={"p": PROJECT, "i": "data_quality"},
    intro=(Text("Three numbers; the product counts."),),
    fields=(
        Field(
            "completeness", "Completeness", "number", value="95", hint="in per cent", placeholder="such as 95"
        ),
        Field("report", "Report", "link", placeholder="https://…", optional=True),
        Field("name", "Name", "text", longest=80),
        Field("reason", "Why", "long", value="Because & <so>"),
        Field("region", "Region", "choice", "eu", choices=(Choice("eu", "Europe"), Choice("na", "America"))),
        Field("risks", "Risks", "choices", "a,c", choices=tuple(Choice(k, k.upper()) for k in "abc")),
        Field("owner", "Owner", "person", value="U0MIA"),
        Field("due", "Due on", "date", value="2026-03-16"),
        Field("where", "Channel", "channel", value="C0LINE3"),
        Field("when", "Went live", "moment", placeholder="such as 13 Mar 14:02"),
    ),
)
