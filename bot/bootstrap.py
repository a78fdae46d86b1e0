"""Builds the running bot: the only module that knows the core, the adapters and the storage."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.clock import SystemClock, SystemTimer, VirtualClock, VirtualTimer
from adapters.packets.door import PATH, PacketDoor
from adapters.packets.links import SignedLinks
from adapters.packets.printer import print_packet
from adapters.sandbox.local_chat import NextDay, Seconds
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import address, seed
from adapters.sandbox.serve import Server
from adapters.sandbox.teams.seed import seed as seed_teams
from adapters.sandbox.teams.teams import Teams
from adapters.scheduler import Scheduler
from adapters.web import WebServer, build
from bot.connections import Close, connect, packet_links
from bot.project.evolve import evolve
from bot.service.context import Context
from bot.service.days import Days
from bot.service.handle import Bot
from bot.service.pacing import Timer
from bot.service.parcels import Parcels
from bot.service.playbooks import Playbooks
from bot.service.ports import Chat, Clock, Unavailable
from bot.service.printing import Links, NoLinks
from bot.service.relay import Relay
from bot.service.rosters import Rosters
from bot.service.rounds import Rounds
from bot.settings import Settings
from storage.engine import open_store
from storage.tx import SqlStore

#: how long messages under way may take to leave when the bot is stopped
LAST_MESSAGES_SECONDS = 5.0


@dataclass
class Core:
    """The bot without any chat: chats are added as they are connected."""

    store: SqlStore
    clock: Clock
    chats: dict[tuple[str, str], Chat]
    relay: Relay
    sweep: Rounds
    bot: Bot
    rosters: Rosters
    parcels: Parcels


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


async def open_core(
    url: str,
    clock: Clock,
    timer: Timer,
    *,
    region: str = "",
    language: str = "en",
    links: Links | None = None,
) -> Core:
    """Open the database and build what answers and sends; `language`: of messages in channels.

    `links`: where packets are served; None where nobody can reach the bot by an address.
    """
    links = links or NoLinks()
    store = await open_store(url, evolve=evolve)
    chats: dict[tuple[str, str], Chat] = {}
    playbooks = Playbooks()
    parcels = Parcels(store, playbooks, print_packet, links, language=language)
    relay = Relay(store, chats, clock, timer, playbooks, parcels, language=language)
    sweep = Rounds(store, clock, playbooks, wake=relay.wake)
    context = Context(store, chats, clock, playbooks, wake=relay.wake, region=region, language=language)
    return Core(store, clock, chats, relay, sweep, Bot(context, links), Rosters(context), parcels)


async def start(
    settings: Settings,
    *,
    clock: Clock | None = None,
    timer: Timer | None = None,
    background: bool = True,
    local: bool = False,
) -> Running:
    """Start the bot for Slack, Teams, or both; `background`: send and sweep without being asked.

    `local`: people are on this machine, so that the address at which the bot listens is the one they open.
    Raises NotReady when a chat refuses, Unavailable when the database does, OSError when the port is taken.
    """
    url = settings.database_url.get_secret_value()
    timer, clock = timer or SystemTimer(), clock or SystemClock()
    links = packet_links(settings, clock.now)
    core = await open_core(url, clock, timer, region=settings.region, language=settings.language, links=links)
    running = Running(core, closing=[core.store.close])
    try:
        await _connect(running, settings, timer, links)
        if local:
            links.address = links.address or running.address
        if background:
            _run_beside(running)
    except BaseException:
        await running.stop()
        raise
    return running


async def _connect(running: Running, settings: Settings, timer: Timer, links: SignedLinks) -> None:
    core = running.core

    def now() -> float:
        return core.clock.now().timestamp()  # local chats stamp their messages with the days of a story

    connected = await connect(settings, core.store, core.chats, core.bot.handle, timer, now=now)
    running.closing += connected.closing
    database = _database_works(core)

    async def ready() -> Mapping[str, bool]:
        return {"database": await database(), **{name: works() for name, works in connected.works.items()}}

    below = {PATH: PacketDoor(links, core.parcels.file, settings.language)}
    server = WebServer(build(connected.doors, ready, below), host=settings.host, port=settings.port)
    running.address = await server.start()
    running.closing.append(server.stop)


def _database_works(core: Core) -> Callable[[], Awaitable[bool]]:
    async def works() -> bool:
        try:
            await core.store.read(lambda tx: tx.next_send())
            return await core.store.writable()
        except Unavailable:
            return False

    return works


def _run_beside(running: Running) -> None:
    relay = running.core.relay
    sending = asyncio.create_task(relay.run())

    async def stop_sending() -> None:
        relay.stop()
        # A post that is cut off may have arrived: it is looked for after the next start.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(sending, LAST_MESSAGES_SECONDS)

    running.closing.append(stop_sending)
    core = running.core
    scheduler = Scheduler(core.sweep.run, core.sweep.prune, rosters=core.rosters.run)
    scheduler.start()
    running.closing.append(scheduler.stop)


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
        """Leave a day that is being stepped through, end the bot, then its Slack."""
        await self.days.leave()
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
    platforms: Sequence[str] = ("slack",),
) -> Demo:
    """Start local chats and the bot in them; `folder` keeps the chats' state, None forgets it."""
    days: list[Days] = []

    def now() -> float:
        return clock.now().timestamp()

    def next_day() -> Awaitable[datetime]:
        return days[0].next_day()

    sandbox, ids = _local_chats(folder, now, next_day, platforms)
    server = Server(sandbox, port=port)
    page = await server.start()
    settings = _demo_settings(sandbox, page, database_url, language, platforms, socket_mode=socket_mode)
    try:
        running = await start(
            settings, clock=clock, timer=VirtualTimer(clock), background=background, local=True
        )
    except BaseException:
        await server.stop()
        raise
    if not socket_mode:
        sandbox.deliver_to(f"{running.address}/slack/events")
    core = running.core
    if sandbox.teams:
        sandbox.teams.deliver_to(f"{running.address}/api/messages")
        await _note_places(core, sandbox.teams)
    days.append(Days(core.store, clock, core.sweep, core.relay))
    return Demo(running, sandbox, server, clock, days[0], page, ids)


def _local_chats(
    folder: Path | None, now: Seconds, next_day: NextDay, platforms: Sequence[str]
) -> tuple[Sandbox, dict[str, str]]:
    """Set up the local chats with people in them; return them, and the ids by first name and by #channel."""
    teams = None
    if "teams" in platforms:
        teams = Teams(database=folder / "teams.sqlite" if folder else None, now=now, next_day=next_day)
        seed_teams(teams)
    database = folder / "slack.sqlite" if folder else None
    sandbox = Sandbox(database=database, now=now, next_day=next_day, teams=teams)
    return sandbox, seed(sandbox)


async def _note_places(core: Core, teams: Teams) -> None:
    """Remember the team to which the app was added before the bot ran."""
    at = next(((workspace, platform) for workspace, platform in core.chats if platform == "teams"), None)
    if at:
        await core.store.write(lambda tx: tx.put_place(*at, teams.team_id))


def _demo_settings(
    sandbox: Sandbox,
    page: str,
    database_url: str,
    language: str,
    platforms: Sequence[str],
    *,
    socket_mode: bool,
) -> Settings:
    """Return what real workspaces' owners would set, for the local ones."""
    given: dict[str, Any] = {
        "database_url": SecretStr(database_url),
        "host": "127.0.0.1",
        "port": 0,
        "region": "CA-ON",
        "language": language,
    }
    if "slack" in platforms:
        me = sandbox.identity
        given |= {
            "slack_bot_token": SecretStr(me.bot_token),
            "slack_signing_secret": None if socket_mode else SecretStr(me.signing_secret),
            "slack_app_token": SecretStr(me.app_token) if socket_mode else None,
            "slack_api_url": f"{page}/api/",
        }
    if sandbox.teams:
        app = sandbox.teams.identity
        given |= {
            "admins": address("ana"),
            "teams_app_id": app.app_id,
            "teams_app_password": SecretStr(app.password),
            "teams_tenant_id": app.tenant,
            "teams_login_url": sandbox.teams.login_url,
            "teams_metadata_url": sandbox.teams.metadata_url,
            "teams_service_url": sandbox.teams.service_url,
        }
    return Settings.model_construct(**given)
