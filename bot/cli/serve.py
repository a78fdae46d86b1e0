"""`tollgate run` and `tollgate demo`: the bot at work, on real chats or local ones."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from adapters.clock import KEPT_AS, VirtualClock
from adapters.loop import run as run_loop
from adapters.loop import stay
from adapters.web import NotServed, listen
from bot import staging
from bot.bootstrap import start, start_demo
from bot.settings import Settings, read_chat_settings, read_settings


def _variables() -> str:
    """Return what `run` reads from the environment, as its help names it."""
    fields = (field.alias for name, field in Settings.model_fields.items() if name != "demo_dir")
    return "Settings, from the environment or from .env: " + ", ".join(filter(None, fields)) + "."


@click.command(epilog=_variables())
def run() -> None:
    """Serve Slack, Microsoft Teams, or both."""
    settings = read_chat_settings()
    _log(settings)
    with _served("TOLLGATE_PORT"):
        run_loop(_run(settings))


@click.command(short_help="Try the bot in a local Slack and Teams, in the browser.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8700,
    show_default=True,
    help="Port of the page; 0 takes a free one.",
)
@click.option("--empty", is_flag=True, help="Begin without the example projects.")
@click.option("--socket-mode", is_flag=True, help="Connect the bot by Socket Mode.")
def demo(port: int, empty: bool, socket_mode: bool) -> None:
    """Try the bot in a local Slack and a local Teams, in the browser."""
    settings = read_settings()
    _log(settings)
    with _served("--port"):
        listen("127.0.0.1", port).close()  # asked before the example projects are made, which takes a while
        asyncio.run(_demo(settings, port, empty=empty, socket_mode=socket_mode))


@contextmanager
def _served(choice: str) -> Iterator[None]:
    """Say how another port is chosen when this one cannot be served."""
    try:
        yield
    except NotServed as failed:
        raise click.ClickException(
            f"{failed}. Choose another port with {choice}; 0 takes a free one."
        ) from None


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
    clock = VirtualClock(runs=True, kept_in=folder / KEPT_AS)
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
        click.echo(
            "Ana Ruiz owns the workspace and may use /gate admin; Ivy Tremblay is free to become auditor."
        )
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
