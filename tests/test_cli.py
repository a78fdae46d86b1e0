"""The command line ends with a code that a script can rely on, and one line for each problem."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest
import yaml

from adapters.web import listen
from bot.cli import main


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN", "TOLLGATE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def tollgate(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["tollgate", *words])
    return main()


def test_a_bot_without_settings_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tollgate(monkeypatch, "run") == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


@pytest.mark.parametrize(
    "words", [("dance",), ("run", "--loud"), ("demo", "--port", "many"), ("demo", "--port", "99999")]
)
def test_a_command_that_there_is_not_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert tollgate(monkeypatch, *words) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--help",), ("run", "--help"), ("--version",)])
def test_help_and_version_end_with_zero(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert tollgate(monkeypatch, *words) == 0
    assert capsys.readouterr().out


def test_an_audit_without_a_database_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tollgate(monkeypatch, "audit", "verify") == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "Traceback" not in line


def test_an_audit_of_something_else_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE something (else_ TEXT)")
    other.close()
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert tollgate(monkeypatch, "audit", "verify") == 1
    assert "Traceback" not in capsys.readouterr().err


def test_the_manifest_is_yaml_for_either_way_in(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tollgate(monkeypatch, "manifest", "slack") == 0
    socket = yaml.safe_load(capsys.readouterr().out)
    assert tollgate(monkeypatch, "manifest", "slack", "--address", "https://gate.example") == 0
    signed = yaml.safe_load(capsys.readouterr().out)
    assert socket["settings"]["socket_mode_enabled"] is True
    assert "https://gate.example/slack/events" in json.dumps(signed)


@pytest.mark.parametrize("chat", ["slack", "teams"])
@pytest.mark.parametrize(
    "address",
    [
        "javascript:x",
        "http://gate.example",
        "gate.example",
        "https://",
        "https://gate.example:0",
        "https://[gate",
        "https://gate.example/?a=1",
        "",
    ],
)
def test_a_manifest_is_made_for_an_address_that_a_chat_can_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], chat: str, address: str
) -> None:
    app = ("--app-id", "00000000-0000-4000-8000-000000000000") if chat == "teams" else ()
    assert tollgate(monkeypatch, "manifest", chat, "--address", address, *app) == 2
    shown = capsys.readouterr()
    assert "such as https://tollgate.example" in shown.err
    assert not shown.out


def test_a_demo_on_a_port_that_is_taken_names_it_and_says_how_to_choose_another(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        assert tollgate(monkeypatch, "demo", "--port", str(port)) == 1
    (said,) = capsys.readouterr().err.strip().splitlines()
    assert f"127.0.0.1:{port} cannot be served" in said
    assert "--port" in said
    assert not list(tmp_path.iterdir())


def test_a_start_with_unknown_holidays_ends_with_two(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TOLLGATE_REGION", "CA-ONT")
    assert tollgate(monkeypatch, "run") == 2
    assert "CA-ON" in capsys.readouterr().err.split("expected ")[1]


@pytest.mark.parametrize(
    "words",
    [("legal-hold", "Line 3", "--on", "--reason", "A claim"), ("erase", "texts", "Line 3", "--yes")],
)
def test_a_command_on_a_database_that_is_not_there_makes_none(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    words: tuple[str, ...],
) -> None:
    assert tollgate(monkeypatch, *words) == 1
    assert "does not exist. TOLLGATE_DATABASE_URL says which" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_packet_in_a_language_without_a_translation_is_refused_with_those_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tollgate(monkeypatch, "audit", "packet", "Line 3", "1", "--language", "xx") == 2
    assert "There are: en, fr-CA" in capsys.readouterr().err


def test_the_help_cuts_no_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert tollgate(monkeypatch, "--help") == 0
    assert "..." not in capsys.readouterr().out.partition("Commands:")[2]


def test_the_help_of_run_names_what_it_reads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tollgate(monkeypatch, "run", "--help") == 0
    said = capsys.readouterr().out
    for name in ("SLACK_BOT_TOKEN", "TOLLGATE_DATABASE_URL", "TOLLGATE_PUBLIC_URL", "TOLLGATE_ADMINS"):
        assert name in said
    assert "TOLLGATE_DEMO_DIR" not in said
