"""The `tollgate` command."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from dataclasses import asdict
from pathlib import Path

import click
import yaml

from adapters.clock import VirtualClock
from adapters.loop import run as run_loop
from adapters.loop import stay
from adapters.slack.manifest import manifest
from adapters.slack.start import NotReady
from bot import staging
from bot.bootstrap import start, start_demo
from bot.service.ports import Unavailable
from bot.settings import Settings, SettingsError, read_settings, read_chat_settings

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
    except (NotReady, Unavailable, OSError) as wrong:
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
    """Try the bot in a local Slack, in the browser."""
    settings = read_settings()
    _log(settings)
    asyncio.run(_demo(settings, port, empty=empty, socket_mode=socket_mode))


@_commands.command()
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object on the last line.")
@click.option("--socket-mode", is_flag=True, help="Connect the bot by Socket Mode.")
@click.option(
    "--dump",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep every message and view that was sent, as JSON, in this folder.",
)
def tour(as_json: bool, socket_mode: bool, dump: Path | None) -> None:
    """Watch a project go from the first command to live, in 90 virtual days."""
    logging.basicConfig(level="ERROR")
    end = asyncio.run(staging.tour(click.echo, socket_mode=socket_mode, dump=dump))
    if as_json:
        click.echo(json.dumps(asdict(end)))
    else:
        click.echo(
            f"\n{end.gates_passed} gates passed in {end.days} days, with {end.clicks} clicks and {end.events} "
            f"events, {end.reminders} reminders and {end.standups} stand-ups; "
            f"the project is {end.status}, its chain {end.chain}."
        )


@_commands.group(name="audit")
def _audit() -> None:
    """Check what is kept."""


@_audit.command(name="verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
def audit_verify(as_json: bool) -> None:
    """Replay every project and check every hash."""
    settings = read_settings()
    report = asyncio.run(staging.audit(settings.database_url.get_secret_value()))
    if as_json:
        click.echo(json.dumps({"chain": "broken" if report.problems else "ok", **asdict(report)}))
    else:
        for problem in report.problems:
            click.echo(problem, err=True)
        click.echo(
            f"{report.projects} projects, {report.events} events: {'broken' if report.problems else 'ok'}"
        )
    if report.problems:
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
