"""Builds the running bot: the only module that knows the core, the adapters and the storage."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr
from starlette.types import ASGIApp

from adapters.clock import SystemClock, SystemTimer, VirtualClock, VirtualTimer
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from adapters.sandbox.serve import Server
from adapters.scheduler import Scheduler
from adapters.slack.answers import Answers
from adapters.slack.chat import SlackChat
from adapters.slack.client import Client, open_session
from adapters.slack.dispatch import Dispatcher
from adapters.slack.http import PATH, SlackDoor
from adapters.slack.inbound import build_app
from adapters.slack.socket import Sockets
from adapters.slack.start import Installed, check
from adapters.web import WebServer, build
from bot.project.evolve import evolve
from bot.service.days import Days
from bot.service.directory import mint
from bot.service.handle import Bot
from bot.service.pacing import Timer
from bot.service.playbooks import Playbooks
from bot.service.ports import Chat, Clock, Store, Unavailable
from bot.service.relay import Relay
from bot.service.rounds import Rounds
from bot.settings import Settings
from storage.engine import open_store

Close = Callable[[], Awaitable[object]]
#: how long messages under way may take to leave when the bot is stopped
LAST_MESSAGES_SECONDS = 5.0


@dataclass
class Core:
    """The bot without any chat: chats are added as they are connected."""

    store: Store
    clock: Clock
    chats: dict[tuple[str, str], Chat]
    relay: Relay
    sweep: Rounds
    bot: Bot


@dataclass
class Running:
    """A bot that runs; `stop` ends its parts in the reverse of their order."""

    core: Core
    address: str = ""
    closing: list[Close] = field(default_factory=list)

    async def stop(self) -> None:
        """Take nothing more, let what has begun end, close the database last."""
        while self.closing:
            await self.closing.pop()()


async def open_core(url: str, clock: Clock, timer: Timer, *, region: str = "", language: str = "en") -> Core:
    """Open the database and build what answers and sends; `language`: of messages in channels."""
    store = await open_store(url, evolve=evolve)
    chats: dict[tuple[str, str], Chat] = {}
    playbooks = Playbooks()
    relay = Relay(store, chats, clock, timer, playbooks, language=language)
    sweep = Rounds(store, clock, playbooks, wake=relay.wake)
    bot = Bot(store, chats, clock, playbooks, wake=relay.wake, region=region, language=language)
    return Core(store, clock, chats, relay, sweep, bot)


async def start(
    settings: Settings, *, clock: Clock | None = None, timer: Timer | None = None, background: bool = True
) -> Running:
    """Start the bot for a Slack workspace; `background`: send and sweep without being asked.

    Raises NotReady when Slack refuses, Unavailable when the database does, OSError when the port is taken.
    """
    url = settings.database_url.get_secret_value()
    core = await open_core(
        url,
        clock or SystemClock(),
        timer or SystemTimer(),
        region=settings.region,
        language=settings.language,
    )
    running = Running(core, closing=[core.store.close])
    try:
        await _connect_slack(running, settings)
        if background:
            _run_beside(running)
    except BaseException:
        await running.stop()
        raise
    return running


async def _connect_slack(running: Running, settings: Settings) -> None:
    core = running.core
    session = open_session()
    running.closing.append(session.close)
    client = Client(_secret(settings.slack_bot_token), session, settings.slack_api_url)
    installed = await check(client)
    workspace = await _installed(core.store, installed)
    chat = SlackChat(client, tenant=installed.team, bot_user=installed.bot_user)
    core.chats[workspace, "slack"] = chat
    answers = Answers(chat)
    running.closing.append(answers.drain)
    dispatch = Dispatcher(build_app(installed, answers, core.bot.handle))
    doors: dict[str, ASGIApp] = {}
    health = [_database_answers(core)]
    if settings.slack_app_token:
        sockets = Sockets(_secret(settings.slack_app_token), dispatch, base_url=settings.slack_api_url)
        await sockets.start()
        running.closing.append(sockets.stop)
    else:
        doors[PATH] = SlackDoor(_secret(settings.slack_signing_secret), dispatch)

    async def ready() -> Mapping[str, bool]:
        checks = {"database": await health[0]()}
        return checks | ({"slack": sockets.connected} if settings.slack_app_token else {})

    server = WebServer(build(doors, ready), host=settings.host, port=settings.port)
    running.address = await server.start()
    running.closing.append(server.stop)


async def _installed(store: Store, installed: Installed) -> str:
    known = await store.read(lambda tx: tx.workspace_of("slack", installed.team))
    workspace = known or mint()
    await store.write(
        lambda tx: tx.install(workspace, "slack", installed.team, installed.team_name, installed.bot_user)
    )
    return workspace


def _database_answers(core: Core) -> Callable[[], Awaitable[bool]]:
    async def answers() -> bool:
        try:
            await core.store.read(lambda tx: tx.next_send())
        except Unavailable:
            return False
        return True

    return answers


def _run_beside(running: Running) -> None:
    relay = running.core.relay
    sending = asyncio.create_task(relay.run())

    async def stop_sending() -> None:
        relay.stop()
        # A post that is cut off may have arrived: it is looked for after the next start.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sending, LAST_MESSAGES_SECONDS)

    running.closing.append(stop_sending)
    scheduler = Scheduler(running.core.sweep.run, running.core.sweep.prune)
    scheduler.start()

    async def stop_sweeping() -> None:
        scheduler.stop()

    running.closing.append(stop_sweeping)


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


@dataclass
class Demo:
    """The bot beside its local Slack, on virtual time."""

    running: Running
    sandbox: Sandbox
    server: Server
    clock: VirtualClock
    days: Days
    page: str
    #: ids by first name and by #channel
    ids: dict[str, str]

    async def stop(self) -> None:
        """End the bot, then its Slack."""
        await self.running.stop()
        await self.server.stop()


async def start_demo(
    folder: Path | None,
    *,
    database_url: str,
    clock: VirtualClock,
    port: int = 0,
    socket_mode: bool = False,
    background: bool = True,
    language: str = "en",
) -> Demo:
    """Start a local Slack and the bot in it; `folder` keeps the Slack's state, None forgets it."""
    days: list[Days] = []
    sandbox = Sandbox(
        database=folder / "slack.sqlite" if folder else None,
        now=lambda: clock.now().timestamp(),
        next_day=lambda: days[0].next_day(),
    )
    ids = seed(sandbox)
    server = Server(sandbox, port=port)
    page = await server.start()
    settings = _demo_settings(sandbox, page, database_url, language, socket_mode=socket_mode)
    try:
        running = await start(settings, clock=clock, timer=VirtualTimer(clock), background=background)
    except BaseException:
        await server.stop()
        raise
    if not socket_mode:
        sandbox.deliver_to(f"{running.address}/slack/events")
    core = running.core
    days.append(Days(core.store, clock, core.sweep, core.relay))
    return Demo(running, sandbox, server, clock, days[0], page, ids)


def _demo_settings(
    sandbox: Sandbox, page: str, database_url: str, language: str, *, socket_mode: bool
) -> Settings:
    """Return what a real workspace's owner would set, for the local one."""
    me = sandbox.identity
    return Settings.model_construct(
        database_url=SecretStr(database_url),
        host="127.0.0.1",
        port=0,
        region="CA-ON",
        language=language,
        slack_bot_token=SecretStr(me.bot_token),
        slack_signing_secret=None if socket_mode else SecretStr(me.signing_secret),
        slack_app_token=SecretStr(me.app_token) if socket_mode else None,
        slack_api_url=f"{page}/api/",
    )
