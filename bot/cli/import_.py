"""`tollgate import`: projects under way, many at once from a table."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from adapters.slack.start import NotReady as SlackNotReady
from adapters.teams.start import NotReady as TeamsNotReady
from bot.connections import NotConnected
from bot.importing import Brought, import_table
from bot.service.importing import look_offline, unasked
from bot.service.ports import DeliveryFailed, Unavailable
from bot.service.table import FREE, NEEDED, TEMPLATE
from bot.settings import SettingsError, read_chat_settings, read_settings
from bot.talk.import_report import Report, brought_in, report_lines
from bot.talk.words import Words

_ABOUT = {
    "name": "what people call it",
    "phase": "the phase it is in now, from 2 on; the gates before it were passed on paper",
    "lead": "address or user id of who leads it",
    "sponsor": "address or user id of who decides its gates, and countersigns those from paper",
    "channel": "id of the channel for its checklist; the bot must be there",
    "starts_on": "day 1, as 2026-01-12; at most three years ago",
    "time_zone": "such as America/Toronto",
    "key": "tells it from others when the table is read again; without it, name and channel do",
    "playbook": "ninety-day (the default) or governance",
    "region": "public holidays, such as CA-ON; without it, TOLLGATE_REGION",
    "went_live_on": "needed, and allowed, only past the gate that permits going live",
    "practice": "yes or no",
}


def _template(context: click.Context, _: click.Parameter, value: object) -> None:
    if value and not context.resilient_parsing:
        click.echo(TEMPLATE, nl=False)
        context.exit()


def _epilog() -> str:
    rows = [f"  {name}: {_ABOUT[name]}" for name in NEEDED]
    papers = [
        "  gate_1_date, gate_1_document, gate_1_who: when it was decided, where that is written, and by whom;",
        "  the same for gate_2, gate_3 and gate_4, one set for each gate before the phase",
    ]
    free = [f"  {name}: {_ABOUT[name]}" for name in FREE]
    lines = [
        "Columns, in any order, separated by commas, semicolons or tabs:",
        *rows,
        *papers,
        "Optional:",
        *free,
    ]
    return "\b\n" + "\n".join(lines)


class _Command(click.Command):
    """A command whose help keeps the lines of its columns."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the columns as they are, without wrapping them."""
        formatter.write("\n" + (self.epilog or "").removeprefix("\b\n") + "\n")


_options: dict[str, Any] = {"is_flag": True, "expose_value": False, "is_eager": True, "callback": _template}


@click.command(
    name="import", cls=_Command, epilog=_epilog(), short_help="Bring in projects that are under way."
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would come in: no project is opened.")
@click.option(
    "--platform",
    type=click.Choice(("slack", "teams")),
    help="Where the channels and user ids are; needed where both are set up.",
)
@click.option("--template", help="Print an example of a table, and end.", **_options)
def import_(file: Path, platform: str | None, *, dry_run: bool) -> None:
    """Bring in projects that are under way, one for each line of FILE (CSV, UTF-8).

    All lines come in, or none. A table can be read again: what is there already stays as it is. On SQLite the bot
    must not be running meanwhile; it posts the checklists when it runs.
    """
    text = _text(file)
    try:
        plain = read_settings()
        language, region = plain.language, plain.region
    except SettingsError:
        language, region = "en", ""
    words = Words(language)
    _stop_at(words, Report((), (), tuple(look_offline(text, datetime.now(UTC), region))))
    try:
        brought = _brought(text, platform, dry_run=dry_run)
    except (SettingsError, SlackNotReady, TeamsNotReady, NotConnected, Unavailable) as why:
        if not dry_run:
            raise
        click.echo("The table itself is right. No chat and no database was asked:")
        click.echo(f"  {why}".replace("\n", "\n  "))
        click.echo(f"Not checked, nor which projects are there already: {', '.join(unasked(text))}.")
        return
    _stop_at(words, brought.report)
    lines = report_lines(words, brought.report)
    for line in lines if dry_run else lines[:-1]:
        click.echo(line)
    if not dry_run:
        click.echo(brought_in(words, brought.opened))


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise click.UsageError(f"{file} is not UTF-8 (byte {wrong.start}). Save it as CSV UTF-8.") from None


def _stop_at(words: Words, report: Report) -> None:
    """Tell everything that is wrong, and end there."""
    if report.wrong:
        for line in report_lines(words, report):
            click.echo(line, err=True)
        raise click.exceptions.Exit(1)


def _brought(text: str, platform: str | None, *, dry_run: bool) -> Brought:
    settings = read_chat_settings()
    if platform is None and settings.wants_slack and settings.wants_teams:
        raise click.UsageError("Slack and Microsoft Teams are both set up: say which one with --platform.")
    platform = platform or ("slack" if settings.wants_slack else "teams")
    try:
        return asyncio.run(import_table(settings, text, platform=platform, dry_run=dry_run))
    except DeliveryFailed as failed:
        if dry_run:
            raise NotConnected(f"{platform} does not answer ({failed.code}).") from None
        raise click.ClickException(
            f"{platform} does not answer ({failed.code}). Nothing was brought in."
        ) from None
