"""The governance tour takes a project through five gates, several approvers and every kind of decision."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.cli import main
from storage.exported import check
from tests.journeys.tours import Tours

# One process plays each tour once.
pytestmark = pytest.mark.xdist_group("governance tour")
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
#: how gates ended, wherever those sat who decided
DECIDED = (
    "✔ Gate 1 approved · Ana Ruiz, Thu 12 Mar 09:00",
    "✔ Gate 2 approved with conditions · Noor Haddad for Ana Ruiz",
    "✖ Gate 3 sent back · Eva Novak",
    "✔ Gate 3 approved · Tom Reyes",
    "⏸ Gate 4: put on hold · Ana Ruiz, Fri 15 May 09:00",
)


@pytest.mark.parametrize("platform", ["slack", "teams", "both"])
def test_five_gates_with_every_kind_of_decision_leave_a_ledger_that_can_be_checked(
    tours: Tours, platform: str
) -> None:
    tour = tours.played(platform, governance=True)
    end = tour.end
    assert (end["gates_passed"], end["status"], end["other_status"]) == (5, "live", "stopped")
    assert end["decisions"] == {"approved": 4, "conditional": 1, "held": 1, "sent_back": 1, "stopped": 1}
    assert (end["delegations"], end["conditions_met"], end["chain"]) == (1, 1, "ok")
    assert (end["approvals"], end["verified"]) == (15, 9)
    at = [tour.told.find(sentence) for sentence in TOLD]
    assert -1 not in at, [sentence for sentence, found in zip(TOLD, at, strict=True) if found < 0]
    assert at == sorted(at)
    with tour.ledger.open("rb") as exported:
        checked = check(exported)
    assert (checked.problems, checked.projects, checked.events) == ([], 2, end["events"])


def test_people_act_alike_in_either_chat(tours: Tours) -> None:
    acts = {platform: tours.played(platform, governance=True).acts for platform in ("slack", "teams")}
    # A command in Teams opens no form: it is answered with the button that does.
    assert [act for act in acts["teams"] if act != "Ana presses [While I am away]"] == acts["slack"]


def test_a_sponsor_on_teams_and_the_other_approvers_on_slack_pass_gates_together(tours: Tours) -> None:
    lines = tours.played("both", governance=True).lines
    told = {sentence: _places(lines, sentence) for sentence in DECIDED}
    both = {"#invoice-matching", "#invoice-matching in Teams"}
    assert {sentence: places & both for sentence, places in told.items()} == dict.fromkeys(DECIDED, both)
    assert all("to Ana in Teams" in places for places in told.values())
    # A channel is read in several time zones, and names its own.
    for hour in ("Thu 12 Mar 09:00", "Fri 15 May 09:00"):
        assert _places(lines, f"Ana Ruiz, {hour} (Toronto time), in Teams") >= both
        assert _places(lines, f"Ana Ruiz, {hour}, in Teams").isdisjoint(both)
    assert "to Ana" not in {_place(line) for line in lines}, "she is not told twice"
    assert _places(lines, "Gate 3 · Invoice matching · waits for Tom") >= both | {"to Eva", "to Ana in Teams"}


def _places(lines: Iterable[str], sentence: str) -> set[str]:
    """Return where something was told."""
    return {_place(line) for line in lines if sentence in line}


def _place(line: str) -> str:
    return line.partition(":")[0].strip(" ↻▪")


def test_an_export_is_of_the_governance_tour_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["tollgate", "tour", "--export", str(tmp_path / "ledger.jsonl")])
    assert main() != 0
    assert "--governance" in capsys.readouterr().err
