"""Every setting, typed and read once; all that are missing are named together."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.project.calendar import is_region, near_regions, spelled
from bot.talk.languages import PSEUDO, language_of, languages

#: beside the environment, in the working directory
_FILE: Final = ".env"


class SettingsError(Exception):
    """Settings are missing or wrong; every one of them is named, with what to do."""

    def __init__(self, problems: list[str]) -> None:
        """Take one line for each setting."""
        super().__init__("\n".join(problems))
        self.problems = problems


def _an_address(url: SecretStr) -> SecretStr:
    text = url.get_secret_value()
    if not re.fullmatch(r"sqlite:///.+|postgres(ql)?(\+asyncpg)?://.+", text) or not _has_sound_port(text):
        # What was given stays unsaid: it may hold a password.
        raise PydanticCustomError("database", _DATABASES)
    return url


def _a_public_address(url: str) -> str:
    where = urlsplit(url.strip()) if _has_sound_port(url) else urlsplit("")
    if not url.strip():
        return ""
    plain = where.scheme == "http" and is_loopback(where.hostname or "")
    if not (where.scheme == "https" or plain) or not where.hostname or where.query or where.fragment:
        raise PydanticCustomError("address", _ADDRESSES)
    return url.strip().rstrip("/")


def _a_web_api(url: str) -> str:
    where = urlsplit(url.strip()) if _has_sound_port(url) else urlsplit("")
    if not url.strip():
        return _SLACK
    if where.scheme not in ("http", "https") or not where.hostname or where.query or where.fragment:
        raise PydanticCustomError("address", _WEB_APIS)
    return url.strip().rstrip("/") + "/"


def _a_region(text: str) -> str:
    region = spelled(text)
    if region and not is_region(region):
        near = near_regions(text) or "a country, or a country and its part, such as CA-ON"
        known = {"given": text.strip()[:40], "near": near}
        raise PydanticCustomError(
            "region", "no public holidays are known for {given}; expected {near}", known
        )
    return region


def _a_language(text: str) -> str:
    wished, known = text.strip() or "en", ("en", *languages())
    if wished == PSEUDO:
        return wished
    if not any(wished[:2].lower() == name[:2] and wished[2:3] in ("", "-", "_") for name in known):
        spoken = {"given": wished[:40], "known": ", ".join(known)}
        raise PydanticCustomError("language", "{given} is not spoken; expected one of {known}", spoken)
    return language_of(wished)


_SLACK: Final = "https://slack.com/api/"
_WEB_APIS: Final = "expected the address of a Slack Web API, such as https://slack.com/api/"
_ADDRESSES: Final = "expected an address that people can open, such as https://tollgate.example"


def _has_sound_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


_DATABASES: Final = "expected sqlite:///path or postgresql://user:password@host/database"


class SlackSettings(BaseSettings):
    """What connects the bot to a workspace: any text is taken, so that what is missing can always be told."""

    model_config = SettingsConfigDict(env_file=_FILE, extra="ignore", populate_by_name=True)

    #: xoxb-…
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    #: for signed HTTP
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    #: xapp-…, for Socket Mode
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_api_url: str = Field(_SLACK, alias="SLACK_API_URL")


class TeamsSettings(BaseSettings):
    """What connects the bot to Microsoft Teams."""

    model_config = SettingsConfigDict(env_file=_FILE, extra="ignore", populate_by_name=True)

    #: the Microsoft Entra application (client) id of the bot
    teams_app_id: str = Field("", alias="TOLLGATE_TEAMS_APP_ID")
    #: its client secret
    teams_app_password: SecretStr | None = Field(None, alias="TOLLGATE_TEAMS_APP_PASSWORD")
    #: the directory (tenant) id of the organisation: others are refused
    teams_tenant_id: str = Field("", alias="TOLLGATE_TEAMS_TENANT_ID")
    #: off: nobody's token is checked, for a local client; only on a loopback address
    teams_auth: Literal["on", "off"] = Field("on", alias="TOLLGATE_TEAMS_AUTH")
    #: who may become the first workspace admin: addresses or directory (object) ids, separated by commas
    admins: str = Field("", alias="TOLLGATE_ADMINS")
    teams_login_url: str = Field("https://login.microsoftonline.com", alias="TOLLGATE_TEAMS_LOGIN_URL")
    teams_metadata_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        alias="TOLLGATE_TEAMS_METADATA_URL",
    )
    #: where messages go until Teams calls: at every start if it is set, else at the first
    teams_service_url: str = Field(
        "https://smba.trafficmanager.net/teams/", alias="TOLLGATE_TEAMS_SERVICE_URL"
    )


class Settings(SlackSettings, TeamsSettings):
    """What the environment, or a file `.env` in the working directory, says."""

    slack_api_url: Annotated[str, AfterValidator(_a_web_api)] = Field(_SLACK, alias="SLACK_API_URL")

    #: sqlite:///path or postgresql://user:password@host/database
    database_url: Annotated[SecretStr, AfterValidator(_an_address)] = Field(
        SecretStr("sqlite:///var/tollgate.sqlite"), alias="TOLLGATE_DATABASE_URL"
    )
    #: where signed requests are served
    host: str = Field("127.0.0.1", alias="TOLLGATE_HOST")
    port: int = Field(3000, ge=0, le=65535, alias="TOLLGATE_PORT")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="TOLLGATE_LOG_LEVEL")
    #: public holidays proposed for new projects, such as CA-ON; empty for none
    region: Annotated[str, AfterValidator(_a_region)] = Field("", alias="TOLLGATE_REGION")
    #: of messages in channels; what is sent to one person is in that person's language
    language: Annotated[str, AfterValidator(_a_language)] = Field("en", alias="TOLLGATE_LANGUAGE")
    #: years for which the names of those who signed, and the reasons of decisions on gates, are kept
    retention_years: int = Field(7, ge=0, le=100, alias="TOLLGATE_RETENTION_YEARS")
    #: where people reach this bot, such as https://tollgate.example; "" when they cannot
    public_url: Annotated[str, AfterValidator(_a_public_address)] = Field("", alias="TOLLGATE_PUBLIC_URL")
    #: signs links to packets; "" takes one from the secret of the Teams app
    link_secret: SecretStr | None = Field(None, alias="TOLLGATE_LINK_SECRET")
    #: where `tollgate demo` keeps its state
    demo_dir: Path = Field(Path("var/demo"), alias="TOLLGATE_DEMO_DIR")

    @property
    def named_admins(self) -> frozenset[str]:
        """Who may become the first workspace admin from Teams, in lower case."""
        return frozenset(name.strip().lower() for name in self.admins.split(",") if name.strip())

    @property
    def wants_slack(self) -> bool:
        """Whether anything is set that only Slack needs."""
        return any(map(_given, (self.slack_bot_token, self.slack_signing_secret, self.slack_app_token)))

    @property
    def wants_teams(self) -> bool:
        """Whether anything is set that only Teams needs."""
        given = self.teams_app_id.strip() or self.teams_tenant_id.strip() or self.teams_auth == "off"
        return bool(given) or _given(self.teams_app_password)


def read_settings() -> Settings:
    """Read the settings; raise SettingsError naming every one that is wrong."""
    _need_text()
    try:
        return Settings()
    except ValidationError as wrong:
        raise SettingsError([_line(error) for error in wrong.errors(include_input=False)]) from None


def read_chat_settings() -> Settings:
    """Read the settings of a bot in a chat; raise SettingsError naming every one that is wrong or missing."""
    _need_text()
    missing = _missing(SlackSettings(), _teams())
    try:
        settings = read_settings()
    except SettingsError as wrong:
        raise SettingsError([*wrong.problems, *missing]) from None
    if settings.wants_teams and settings.teams_auth == "off" and not is_loopback(settings.host):
        missing.append(
            "TOLLGATE_TEAMS_AUTH=off lets anybody act as anybody, so it works on a loopback address only: "
            f"set TOLLGATE_HOST to 127.0.0.1 instead of {settings.host}, or remove TOLLGATE_TEAMS_AUTH."
        )
    if settings.wants_slack and settings.teams_auth == "off" and _is_slacks(settings.slack_api_url):
        missing.append(
            "TOLLGATE_TEAMS_AUTH=off lets anybody act as anybody, so it does not work beside the real Slack: "
            "remove it, or remove what is set for Slack."
        )
    if settings.public_url and not (_given(settings.link_secret) or _given(settings.teams_app_password)):
        missing.append(
            "TOLLGATE_LINK_SECRET is missing: any long random text that all replicas share, since "
            "TOLLGATE_PUBLIC_URL lets people open packets by links, which it signs."
        )
    if missing:
        raise SettingsError(missing)
    return settings


def _need_text() -> None:
    """See that a file of settings can be read: nobody can say what else is missing before."""
    file = Path(_FILE)
    try:
        if file.is_file():
            file.read_text("utf-8")
    except UnicodeDecodeError as wrong:
        line = wrong.object.count(b"\n", 0, wrong.start) + 1
        where = f"{_FILE} is not text in UTF-8, from line {line} on"
        raise SettingsError([f"{where}: save it in that encoding, or remove it."]) from None
    except OSError as why:
        raise SettingsError([f"{_FILE} cannot be read: {why.strerror}."]) from None


def _is_slacks(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host.endswith((".slack.com", ".slack-gov.com")) or host in ("slack.com", "slack-gov.com")


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _teams() -> TeamsSettings:
    try:
        return TeamsSettings()
    except ValidationError:
        return TeamsSettings.model_construct(teams_auth="on")  # said with the other wrong settings


def _missing(slack: SlackSettings, teams: TeamsSettings) -> list[str]:
    both = Settings.model_construct(**slack.__dict__, **teams.__dict__)
    missing = _missing_of_teams(teams) if both.wants_teams else []
    if both.wants_slack or not both.wants_teams:
        missing = [*_missing_of_slack(slack), *missing]
    if not (both.wants_slack or both.wants_teams):
        missing.append("For Microsoft Teams, give TOLLGATE_TEAMS_APP_ID and its companions instead.")
    return missing


def _missing_of_teams(teams: TeamsSettings) -> list[str]:
    if teams.teams_auth == "off":
        return []
    needed = {
        "TOLLGATE_TEAMS_APP_ID": (teams.teams_app_id.strip(), "the application (client) id of the bot"),
        "TOLLGATE_TEAMS_APP_PASSWORD": (_given(teams.teams_app_password), "its client secret"),
        "TOLLGATE_TEAMS_TENANT_ID": (teams.teams_tenant_id.strip(), "the directory (tenant) id"),
    }
    return [
        f"{name} is missing: {what}, from Microsoft Entra."
        for name, (given, what) in needed.items()
        if not given
    ]


def _missing_of_slack(slack: SlackSettings) -> list[str]:
    missing: list[str] = []
    if not _given(slack.slack_bot_token):
        missing.append(
            "SLACK_BOT_TOKEN is missing: the bot token of your Slack app, which begins with xoxb-."
        )
    if not (_given(slack.slack_signing_secret) or _given(slack.slack_app_token)):
        missing.append(
            "SLACK_SIGNING_SECRET (to be called by HTTP) or SLACK_APP_TOKEN (Socket Mode, begins with xapp-) "
            "is missing: give one of them."
        )
    return missing


def _given(secret: SecretStr | None) -> bool:
    return secret is not None and bool(secret.get_secret_value().strip())


def _line(error: object) -> str:
    found = error if isinstance(error, dict) else {}
    name = ".".join(str(part) for part in found.get("loc", ()))
    return f"{name} is not usable: {found.get('msg', 'unknown problem')}."
