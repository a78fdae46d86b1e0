"""The `tollgate` command."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import click
import yaml

from adapters.clock import VirtualClock
from adapters.loop import run as run_loop
from adapters.loop import stay
from adapters.slack.manifest import manifest
from adapters.slack.start import NotReady as SlackNotReady
from adapters.teams import manifest as teams_manifest
from adapters.teams.start import NotReady as TeamsNotReady
from bot import staging, touring
from bot.bootstrap import start, start_demo
from bot.connections import TwoWorkspaces
from bot.packets import NoPacket, read_packet, write_packet
from bot.service.ports import Unavailable
from bot.settings import Settings, SettingsError, read_chat_settings, read_settings
from storage.anchor import Anchor, differs, read_anchor
from storage.exported import check

WRONG_SETTINGS = 2


def main() -> int:
    """Run the command line and return its exit code."""
    try:
        code = _commands(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        return 130
    except SettingsError as wrong:
        for problem in wrong.problems:
            click.echo(problem, err=True)
        return WRONG_SETTINGS
    except (SlackNotReady, TeamsNotReady, TwoWorkspaces, NoPacket, Unavailable, OSError) as wrong:
        click.echo(str(wrong), err=True)
        return 1
    return code if isinstance(code, int) else 0


@click.group()
@click.version_option(package_name="tollgate")
def _commands() -> None:
    """Take AI projects from idea to production, through gates, in chat."""


@_commands.command()
def run() -> None:
    """Serve Slack, Microsoft Teams, or both."""
    settings = read_chat_settings()
    _log(settings)
    run_loop(_run(settings))


@_commands.command()
@click.option("--port", default=8700, show_default=True, help="Port of the page; 0 takes a free one.")
@click.option("--empty", is_flag=True, help="Begin without the example projects.")
@click.option("--socket-mode", is_flag=True, help="Connect the bot by Socket Mode.")
def demo(port: int, empty: bool, socket_mode: bool) -> None:
    """Try the bot in a local Slack and a local Teams, in the browser."""
    settings = read_settings()
    _log(settings)
    asyncio.run(_demo(settings, port, empty=empty, socket_mode=socket_mode))


@_commands.command()
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object on the last line.")
@click.option(
    "--platform",
    type=click.Choice(staging.PLATFORMS),
    default="slack",
    show_default=True,
    help="Where the people are; both: the team in Slack, its sponsor in Teams.",
)
@click.option("--socket-mode", is_flag=True, help="Connect the bot to Slack by Socket Mode.")
@click.option(
    "--dump",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep every message and view that was sent, as JSON, in this folder.",
)
@click.option("--governance", is_flag=True, help="Five governance gates instead, with several approvers.")
@click.option(
    "--export",
    "exported",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --governance: write the ledger into this file at the end, as JSON Lines.",
)
def tour(
    as_json: bool,
    platform: str,
    socket_mode: bool,
    dump: Path | None,
    *,
    governance: bool,
    exported: Path | None,
) -> None:
    """Watch a project go from the first command to live, in virtual days."""
    logging.basicConfig(level="ERROR")
    if governance:
        _tour_governance(as_json, socket_mode, dump, exported)
        return
    if exported:
        raise click.UsageError("--export goes with --governance.")
    end = asyncio.run(staging.tour(click.echo, platform=platform, socket_mode=socket_mode, dump=dump))
    if as_json:
        click.echo(json.dumps(asdict(end)))
    else:
        click.echo(
            f"\n{end.gates_passed} gates passed in {end.days} days, with {end.clicks} clicks and {end.events} "
            f"events, {end.reminders} reminders and {end.standups} stand-ups; "
            f"the project is {end.status}, its chain {end.chain}."
        )


def _tour_governance(as_json: bool, socket_mode: bool, dump: Path | None, exported: Path | None) -> None:
    end = asyncio.run(
        touring.governance_tour(click.echo, socket_mode=socket_mode, dump=dump, exported=exported)
    )
    if as_json:
        click.echo(json.dumps(asdict(end)))
        return
    rounds = ", ".join(f"{number} {outcome}" for outcome, number in end.decisions.items())
    click.echo(
        f"\n{end.gates_passed} gates passed in {end.days} days with {end.approvals} approvals; decisions: {rounds}. "
        f"{end.verified} verifications, {end.conditions_met} condition met, {end.delegations} delegation. "
        f"The project is {end.status}, its chain {end.chain}."
    )


@_commands.group(name="audit")
def _audit() -> None:
    """Check what is kept."""


@_audit.command(name="verify")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds an anchor kept outside, such as a saved message.",
)
def audit_verify(file: Path | None, anchor: Path | None, *, as_json: bool) -> None:
    """Replay every project and check every hash; or check an export, FILE, without the database."""
    held_to = _read_anchor(anchor) if anchor else None
    if file:
        with file.open("rb") as lines:
            checked = check(lines, held_to)
        _tell(checked.projects, checked.events, checked.problems, as_json=as_json)
        return
    url = read_settings().database_url.get_secret_value()
    report = asyncio.run(staging.audit(url))
    if held_to:
        report.problems += differs(held_to, asyncio.run(staging.anchor_of(url, held_to.at)))
    _tell(report.projects, report.events, report.problems, as_json=as_json)


@_audit.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-names", is_flag=True, help="Leave people's names out: ids only.")
def audit_export(file: Path, *, no_names: bool) -> None:
    """Write the whole ledger into FILE, as JSON Lines that can be checked anywhere."""
    url = read_settings().database_url.get_secret_value()
    end = asyncio.run(staging.export_ledger(url, file, names=not no_names))
    click.echo(f"{end.projects} projects, {end.events} events: {file}\nsha256 {end.sha256}")


@_audit.command(name="anchor")
def audit_anchor() -> None:
    """Print one line to keep outside: whoever rewrites the past can no longer meet it."""
    url = read_settings().database_url.get_secret_value()
    # What is being written at this moment belongs to the next one.
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    click.echo(str(asyncio.run(staging.anchor_of(url, at))))


@_audit.command(name="packet")
@click.argument("project")
@click.argument("gate", type=click.IntRange(min=1))
@click.option(
    "--round", "number", type=click.IntRange(min=1), help="Round of the gate; none: the last decided."
)
@click.option(
    "--out",
    default=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; the current one by default.",
)
@click.option("--language", default="en", show_default=True, help="Such as en or fr-CA.")
def audit_packet(project: str, gate: int, number: int | None, out: Path, language: str) -> None:
    """Write what a decision on GATE of PROJECT (id or name) rests on, as a page and as a PDF."""
    url = read_settings().database_url.get_secret_value()
    document = asyncio.run(read_packet(url, project, gate, number or 0, language=language))
    for written in write_packet(document, out):
        click.echo(f"{written.file}\nsha256 {written.sha256}")


def _read_anchor(file: Path) -> Anchor:
    try:
        return read_anchor(file.read_text("utf-8"))
    except ValueError as wrong:
        raise click.UsageError(f"{file}: {wrong}.") from None


def _tell(projects: int, events: int, problems: list[str], *, as_json: bool) -> None:
    chain = "broken" if problems else "ok"
    if as_json:
        found = {"chain": chain, "projects": projects, "events": events, "problems": problems}
        click.echo(json.dumps(found))
    else:
        for problem in problems:
            click.echo(problem, err=True)
        click.echo(f"{projects} projects, {events} events: {chain}")
    if problems:
        raise click.exceptions.Exit(1)


@_commands.group(name="manifest")
def _manifest() -> None:
    """Print what a chat platform needs to know of the app."""


@_manifest.command(name="slack")
@click.option(
    "--address", help="Public address of the bot, such as https://tollgate.example; none: Socket Mode."
)
def manifest_slack(address: str | None) -> None:
    """Print the app manifest for Slack."""
    click.echo(yaml.safe_dump(manifest(address), sort_keys=False, allow_unicode=True), nl=False)


@_manifest.command(name="teams")
@click.option("--address", required=True, help="Public address of the bot, such as https://tollgate.example.")
@click.option("--app-id", required=True, help="Application (client) id of the bot in Microsoft Entra.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the app package, a zip to upload to Teams, instead of printing the manifest.",
)
def manifest_teams(address: str, app_id: str, out: Path | None) -> None:
    """Print the app manifest for Microsoft Teams, or write the app package."""
    where = urlsplit(address)
    if where.scheme != "https" or not where.hostname:
        raise click.UsageError(
            f"--address: expected a public address such as https://tollgate.example, got {address}"
        )
    try:
        UUID(app_id)
    except ValueError:
        raise click.UsageError(f"--app-id: expected an id like 00000000-0000-…, got {app_id}") from None
    if out:
        out.write_bytes(teams_manifest.package(address, app_id))
        click.echo(f"{out}: upload it in Teams under Apps, Manage your apps.")
        return
    click.echo(json.dumps(teams_manifest.manifest(address, app_id), indent=2, ensure_ascii=False))


async def _run(settings: Settings) -> None:
    told = _told()
    running = await start(settings)
    stay()
    click.echo(f"Tollgate runs on {running.address}.")
    try:
        await told.wait()
    finally:
        await running.stop()


async def _demo(settings: Settings, port: int, *, empty: bool, socket_mode: bool) -> None:
    told = _told()
    folder = settings.demo_dir
    folder.mkdir(parents=True, exist_ok=True)
    if not empty:
        await staging.prepare_demo(folder, click.echo)
    clock = VirtualClock(runs=True, kept_in=folder / "clock")
    running = await start_demo(
        folder,
        database_url=f"sqlite:///{folder / 'tollgate.sqlite'}",
        clock=clock,
        port=port,
        socket_mode=socket_mode,
        platforms=("slack", "teams"),
    )
    try:
        click.echo(f"Open {running.page} in a browser. Everything stays in {folder}; Ctrl+C ends it.")
        sys.stdout.flush()
        await told.wait()
    finally:
        await running.stop()


def _told() -> asyncio.Event:
    """Return what is set by Ctrl+C, or by a service manager's request to end; asked before anybody can know."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    return told


def _log(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    for chatty in ("alembic", "apscheduler", "httpx", "uvicorn", "slack_sdk", "slack_bolt"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
