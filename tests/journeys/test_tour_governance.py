"""The governance tour takes a project through five gates, several approvers and every kind of decision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from storage.exported import check

TOLD = (
    "fills in “New project”: Name: Invoice matching; Playbook: Five governance gates",
    "does not verify it",
    "Tom presses [Verify (Tom)] · ○ Ethical assessment",
    "✖ Gate 1: the project is stopped",
    "a question from Ana",
    "Noor decides in place of Ana",
    "✔ Gate 2 approved with conditions",
    "✖ Gate 3 sent back",
    "⏸ Gate 4: put on hold",
    "Invoice matching goes on",
    "Invoice matching is live",
)


def test_five_gates_with_every_kind_of_decision_leave_a_ledger_that_can_be_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ledger.jsonl"
    monkeypatch.setattr("sys.argv", ["tollgate", "tour", "--governance", "--json", "--export", str(file)])
    assert main() == 0
    *lines, last = capsys.readouterr().out.splitlines()
    end = json.loads(last)
    assert (end["gates_passed"], end["status"], end["other_status"]) == (5, "live", "stopped")
    assert end["decisions"] == {"approved": 4, "conditional": 1, "held": 1, "sent_back": 1, "stopped": 1}
    assert (end["delegations"], end["conditions_met"], end["chain"]) == (1, 1, "ok")
    assert end["approvals"] > 12
    assert end["verified"] == 9
    told = "\n".join(lines)
    at = [told.find(sentence) for sentence in TOLD]
    assert -1 not in at, [sentence for sentence, found in zip(TOLD, at, strict=True) if found < 0]
    assert at == sorted(at)
    with file.open("rb") as exported:
        checked = check(exported)
    assert (checked.problems, checked.projects, checked.events) == ([], 2, end["events"])


def test_an_export_is_of_the_governance_tour_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["tollgate", "tour", "--export", str(tmp_path / "ledger.jsonl")])
    assert main() != 0
    assert "--governance" in capsys.readouterr().err
