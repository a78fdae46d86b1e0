"""Every setting, typed and read once; all that are missing are named together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict


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


def _has_sound_port(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


_DATABASES: Final = "expected sqlite:///path or postgresql://user:password@host/database"


class SlackSettings(BaseSettings):
    """What connects the bot to a workspace: any text is taken, so that what is missing can always be told."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", populate_by_name=True)

    #: xoxb-…
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    #: for signed HTTP
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    #: xapp-…, for Socket Mode
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")


class Settings(SlackSettings):
    """What the environment, or a file `.env` in the working directory, says."""

    #: sqlite:///path or postgresql://user:password@host/database
    database_url: Annotated[SecretStr, AfterValidator(_an_address)] = Field(
        SecretStr("sqlite:///var/tollgate.sqlite"), alias="TOLLGATE_DATABASE_URL"
    )
    #: where signed requests are served
    host: str = Field("127.0.0.1", alias="TOLLGATE_HOST")
    port: int = Field(3000, ge=0, le=65535, alias="TOLLGATE_PORT")
    #: debug, info, warning or error
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", alias="TOLLGATE_LOG_LEVEL")
    #: public holidays proposed for new projects, such as CA-ON; empty for none
    region: str = Field("", alias="TOLLGATE_REGION")
    #: of messages in channels; what is sent to one person is in that person's language
    language: str = Field("en", alias="TOLLGATE_LANGUAGE")
    #: where `tollgate demo` keeps its state
    demo_dir: Path = Field(Path("var/demo"), alias="TOLLGATE_DEMO_DIR")


def read_settings() -> Settings:
    """Read the settings; raise SettingsError naming every one that is wrong."""
    try:
        return Settings()
    except ValidationError as wrong:
        raise SettingsError([_line(error) for error in wrong.errors(include_input=False)]) from None


def read_slack_settings() -> Settings:
    """Read the settings of a bot in Slack; raise SettingsError naming every one that is wrong or missing."""
    missing = _missing(SlackSettings())
    try:
        settings = read_settings()
    except SettingsError as wrong:
        raise SettingsError([*wrong.problems, *missing]) from None
    if missing:
        raise SettingsError(missing)
    return settings


def _missing(slack: SlackSettings) -> list[str]:
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
