"""Settings are read once; everything that is wrong or missing is named at once, and no secret is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import SettingsError, read_chat_settings, read_settings

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
    "TOLLGATE_TEAMS_APP_ID",
    "TOLLGATE_TEAMS_APP_PASSWORD",
    "TOLLGATE_TEAMS_TENANT_ID",
    "TOLLGATE_TEAMS_AUTH",
    "TOLLGATE_ADMINS",
    "TOLLGATE_PUBLIC_URL",
    "TOLLGATE_LINK_SECRET",
)


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def problems() -> list[str]:
    with pytest.raises(SettingsError) as wrong:
        read_chat_settings()
    return wrong.value.problems


def test_all_that_is_missing_is_named_at_once() -> None:
    token, secret, teams = problems()
    assert "SLACK_BOT_TOKEN" in token
    assert "SLACK_SIGNING_SECRET" in secret
    assert "SLACK_APP_TOKEN" in secret
    assert "TOLLGATE_TEAMS_APP_ID" in teams


def test_what_is_wrong_is_named_beside_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLGATE_PORT", "70000")
    monkeypatch.setenv("TOLLGATE_LOG_LEVEL", "loud")
    monkeypatch.setenv("TOLLGATE_DATABASE_URL", "mysql://tollgate:hush@db/tollgate")
    found = problems()
    assert len(found) == 6
    for name in ("TOLLGATE_PORT", "TOLLGATE_LOG_LEVEL", "TOLLGATE_DATABASE_URL", "SLACK_BOT_TOKEN"):
        assert any(name in line for line in found), name
    assert "hush" not in " ".join(found)


@pytest.mark.parametrize(
    ("given", "near"),
    [("QQ", "such as CA-ON"), ("ca-onn", "CA-ON"), ("Ontario", "such as CA-ON"), ("CA ON", "CA-ON")],
)
def test_a_region_without_known_holidays_is_named_with_those_that_look_like_it(
    monkeypatch: pytest.MonkeyPatch, given: str, near: str
) -> None:
    monkeypatch.setenv("TOLLGATE_REGION", given)
    monkeypatch.setenv("TOLLGATE_PORT", "70000")
    region, port = sorted(line for line in problems() if "not usable" in line)[::-1]
    assert "TOLLGATE_REGION" in region
    assert given in region
    assert near in region
    assert "TOLLGATE_PORT" in port


@pytest.mark.parametrize(
    ("given", "known"), [("ca-on", "CA-ON"), (" CA ", "CA"), ("de-augsburg", "DE-Augsburg"), ("", "")]
)
def test_a_region_is_known_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, given: str, known: str
) -> None:
    monkeypatch.setenv("TOLLGATE_REGION", given)
    assert read_settings().region == known


def test_a_language_without_a_translation_is_named_with_those_that_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TOLLGATE_LANGUAGE", "klingon")
    (said,) = (line for line in problems() if "TOLLGATE_LANGUAGE" in line)
    assert "klingon is not spoken; expected one of en, fr-CA" in said


@pytest.mark.parametrize(
    ("given", "known"), [("", "en"), ("EN", "en"), ("en-GB", "en"), ("fr", "fr-CA"), ("FR_ca", "fr-CA")]
)
def test_a_language_is_known_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, given: str, known: str
) -> None:
    monkeypatch.setenv("TOLLGATE_LANGUAGE", given)
    assert read_settings().language == known


def test_a_blank_secret_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "  ")
    assert len(problems()) == 3


@pytest.mark.parametrize("way", ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"])
def test_one_way_in_is_enough(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv(way, "something")
    settings = read_chat_settings()
    assert settings.host == "127.0.0.1"
    assert "xoxb" not in repr(settings)


def test_a_file_beside_the_bot_is_read_and_the_environment_goes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("TOLLGATE_PORT=4000\nTOLLGATE_REGION=CA-ON\n", "utf-8")
    monkeypatch.setenv("TOLLGATE_PORT", "5000")
    settings = read_settings()
    assert (settings.port, settings.region) == (5000, "CA-ON")


def test_teams_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("APP_ID", "APP_PASSWORD", "TENANT_ID"):
        monkeypatch.setenv(f"TOLLGATE_TEAMS_{name}", f"the-{name}")
    settings = read_chat_settings()
    assert (settings.wants_slack, settings.wants_teams) == (False, True)
    assert "the-APP_PASSWORD" not in repr(settings)


def test_teams_without_an_app_id_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLGATE_TEAMS_APP_PASSWORD", "hush")
    app, tenant = problems()
    assert "TOLLGATE_TEAMS_APP_ID" in app
    assert "TOLLGATE_TEAMS_TENANT_ID" in tenant


@pytest.mark.parametrize(("host", "starts"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False)])
def test_unchecked_tokens_are_for_a_loopback_address_only(
    monkeypatch: pytest.MonkeyPatch, host: str, *, starts: bool
) -> None:
    monkeypatch.setenv("TOLLGATE_TEAMS_AUTH", "off")
    monkeypatch.setenv("TOLLGATE_HOST", host)
    if starts:
        assert read_chat_settings().wants_teams
    else:
        assert "loopback" in problems()[0]


@pytest.mark.parametrize(
    ("url", "starts"),
    [("", False), ("https://Slack.com/api/", False), ("http://127.0.0.1:4000/api/", True)],
)
def test_unchecked_tokens_do_not_go_with_the_real_slack(
    monkeypatch: pytest.MonkeyPatch, url: str, *, starts: bool
) -> None:
    monkeypatch.setenv("TOLLGATE_TEAMS_AUTH", "off")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    if url:
        monkeypatch.setenv("SLACK_API_URL", url)
    if starts:
        assert read_chat_settings().wants_slack
    else:
        assert "real Slack" in problems()[0]


def test_a_word_that_teams_auth_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLGATE_TEAMS_AUTH", "perhaps")
    assert any("TOLLGATE_TEAMS_AUTH" in line for line in problems())


def test_admins_are_named_by_addresses_or_ids_however_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert read_settings().named_admins == frozenset()
    monkeypatch.setenv("TOLLGATE_ADMINS", " Ana@Plant.example, ,AAAA-1 ,")
    assert read_settings().named_admins == {"ana@plant.example", "aaaa-1"}
    assert not read_settings().wants_teams, "they are nothing without Teams"


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ("https://bot.example/", "https://bot.example"),
        (" https://bot.example/tollgate ", "https://bot.example/tollgate"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("", ""),
    ],
)
def test_where_people_reach_the_bot(monkeypatch: pytest.MonkeyPatch, given: str, known: str) -> None:
    monkeypatch.setenv("TOLLGATE_PUBLIC_URL", given)
    assert read_settings().public_url == known


@pytest.mark.parametrize(
    "given", ["http://bot.example", "bot.example", "https://", "https://bot.example/?a=b", "javascript:x"]
)
def test_an_address_that_people_cannot_trust_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("TOLLGATE_PUBLIC_URL", given)
    with pytest.raises(SettingsError) as wrong:
        read_settings()
    (line,) = wrong.value.problems
    assert "TOLLGATE_PUBLIC_URL" in line
    assert "https://tollgate.example" in line


def test_links_need_a_secret_that_all_replicas_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("TOLLGATE_PUBLIC_URL", "https://bot.example")
    (line,) = problems()
    assert "TOLLGATE_LINK_SECRET" in line
    monkeypatch.setenv("TOLLGATE_LINK_SECRET", "hush-hush")
    assert read_chat_settings().public_url == "https://bot.example"
    assert "hush-hush" not in repr(read_chat_settings())


def test_a_file_that_is_no_utf_8_is_named_with_its_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content, line in (
        ("TOLLGATE_PORT=4000\nTOLLGATE_REGION=Québec\n".encode("latin-1"), 2),
        ("TOLLGATE_PORT=4000\n".encode("utf-16"), 1),
    ):
        (tmp_path / ".env").write_bytes(content)
        assert problems() == [
            f".env is not text in UTF-8, from line {line} on: save it in that encoding, or remove it."
        ]
        with pytest.raises(SettingsError):
            read_settings()
        for arguments in (["run"], ["audit", "verify"], ["demo"]):
            monkeypatch.setattr("sys.argv", ["tollgate", *arguments])
            assert main() == 2
            assert ".env is not text in UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url",
    ["not a url", "slack.com/api", "ftp://slack.com/api/", "https://", "https://x:99999/", "https://x/?a=1"],
)
def test_an_address_of_slack_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    wrong, *missing = problems()
    assert wrong.startswith("SLACK_API_URL is not usable: expected the address of a Slack Web API")
    assert len(missing) == 3


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/api/", "http://127.0.0.1:8000/api", " http://127.0.0.1:8000/api "]
)
def test_an_address_of_slack_is_taken_with_or_without_its_last_stroke(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("SLACK_API_URL", url)
    assert read_settings().slack_api_url == "http://127.0.0.1:8000/api/"
    monkeypatch.setenv("SLACK_API_URL", "")
    assert read_settings().slack_api_url == "https://slack.com/api/"
