"""Settings are read once; everything that is wrong or missing is named at once, and no secret is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import SettingsError, read_settings, read_slack_settings

NAMES = (
    "TOLLGATE_DATABASE_URL",
    "TOLLGATE_HOST",
    "TOLLGATE_PORT",
    "TOLLGATE_LOG_LEVEL",
    "TOLLGATE_REGION",
    "TOLLGATE_LANGUAGE",
    "TOLLGATE_DEMO_DIR",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def problems() -> list[str]:
    with pytest.raises(SettingsError) as wrong:
        read_slack_settings()
    return wrong.value.problems


def test_all_that_is_missing_is_named_at_once() -> None:
    token, secret = problems()
    assert "SLACK_BOT_TOKEN" in token
    assert "SLACK_SIGNING_SECRET" in secret
    assert "SLACK_APP_TOKEN" in secret


def test_what_is_wrong_is_named_beside_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLGATE_PORT", "70000")
    monkeypatch.setenv("TOLLGATE_LOG_LEVEL", "loud")
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", "mysql://tollgate:hush@db/tollgate")
    found = problems()
    assert len(found) == 5
    for name in ("TOLLGATE_PORT", "TOLLGATE_LOG_LEVEL", "TOLLGATE_DATABASE_URL", "SLACK_BOT_TOKEN"):
        assert any(name in line for line in found), name
    assert "hush" not in " ".join(found)


def test_a_blank_secret_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "  ")
    assert len(problems()) == 2


@pytest.mark.parametrize("way", ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"])
def test_one_way_in_is_enough(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv(way, "something")
    settings = read_slack_settings()
    assert settings.host == "127.0.0.1"
    assert "xoxb" not in repr(settings)


def test_a_file_beside_the_bot_is_read_and_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("TOLLGATE_PORT=4000\nTOLLGATE_REGION=CA-ON\n", "utf-8")
    monkeypatch.setenv("TOLLGATE_PORT", "5000")
    settings = read_settings()
    assert (settings.port, settings.region) == (5000, "CA-ON")
