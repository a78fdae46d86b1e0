"""Connects the bot to Slack and to Microsoft Teams, as far as each is set up."""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from pydantic import SecretStr
from starlette.types import ASGIApp

from adapters.packets.links import SignedLinks
from adapters.slack import start as slack
from adapters.slack.answers import Answers as SlackAnswers
from adapters.slack.chat import SlackChat
from adapters.slack.client import Client, open_session
from adapters.slack.dispatch import Dispatcher as SlackDispatcher
from adapters.slack.http import PATH as SLACK_PATH
from adapters.slack.http import SlackDoor
from adapters.slack.inbound import build_app
from adapters.slack.socket import Sockets
from adapters.teams import start as teams
from adapters.teams.answers import Answers as TeamsAnswers
from adapters.teams.channels import Around, Channels
from adapters.teams.chat import TeamsChat
from adapters.teams.client import TEAMS, Connector
from adapters.teams.colleagues import Colleagues
from adapters.teams.dispatch import Dispatcher as TeamsDispatcher
from adapters.teams.http import PATH as TEAMS_PATH
from adapters.teams.http import TeamsDoor
from adapters.teams.keys import Keys
from adapters.teams.places import is_channel
from adapters.teams.signing import BodyCheck, Check, TokenCheck
from adapters.teams.tokens import Tokens
from bot.service.belonging import Belonging
from bot.service.directory import mint
from bot.service.intents import Answer, Intent, Sender
from bot.service.pacing import Timer
from bot.service.ports import Chat, Store
from bot.service.whereabouts import Whereabouts
from bot.settings import Settings, is_loopback

Close = Callable[[], Awaitable[object]]
Handle = Callable[[Intent, Sender], Awaitable[Answer]]


@dataclass
class Connected:
    """What the web server serves, what says whether it works, and what is let go of at the end."""

    #: by path
    doors: dict[str, ASGIApp] = field(default_factory=dict)
    #: names what must work, and tells whether it does
    works: dict[str, Callable[[], bool]] = field(default_factory=dict)
    #: in the order in which they were opened
    closing: list[Close] = field(default_factory=list)


def packet_links(settings: Settings, now: Callable[[], datetime]) -> SignedLinks:
    """Return the addresses of packets: of all replicas the same, since they share the secret that signs them."""
    secret = _secret(settings.link_secret) or _secret(settings.teams_app_password)
    return SignedLinks(secret or secrets.token_urlsafe(32), settings.public_url if secret else "", now)


class TwoWorkspaces(Exception):
    """Slack and Teams are set up for workspaces that were begun apart."""


async def workspace_of(store: Store, installed: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """Return the workspace that all installations stand for; they are remembered.

    `installed`: by platform and tenant, the tenant's name and the bot's user. Raises TwoWorkspaces.
    """
    known = {w for key in installed if (w := await store.read(lambda tx, k=key: tx.workspace_of(*k)))}  # type: ignore[misc]
    if len(known) > 1:
        raise TwoWorkspaces(
            "This database holds a workspace for Slack and another one for Microsoft Teams: what was begun apart "
            "cannot be joined. Run one bot for each, with a database of its own."
        )
    workspace = known.pop() if known else mint()
    for (platform, tenant), (name, bot_user) in installed.items():
        at = (workspace, platform, tenant, name, bot_user)
        await store.write(lambda tx, at=at: tx.install(*at))  # type: ignore[misc]
    return workspace


async def connect(
    settings: Settings,
    store: Store,
    chats: dict[tuple[str, str], Chat],
    handle: Handle,
    timer: Timer,
    *,
    now: Callable[[], float] = time.time,
) -> Connected:
    """Connect what is set up; `now` gives epoch seconds as the chats count them.

    Raises NotReady of the platform that refuses, and TwoWorkspaces.
    """
    connected = Connected()
    try:
        on_slack = await _Slack.open(settings, connected) if settings.wants_slack else None
        on_teams = await _Teams.open(settings, store, connected, timer) if settings.wants_teams else None
        installed = {}
        if on_slack:
            found = on_slack.installed
            installed["slack", found.team] = (found.team_name, found.bot_user)
        if on_teams:
            installed["teams", on_teams.installed.tenant] = ("", on_teams.installed.bot_id)
        workspace = await workspace_of(store, installed)
        if on_slack:
            await on_slack.serve(settings, connected, workspace, chats, handle, now)
        if on_teams:
            await on_teams.serve(settings, store, connected, workspace, chats, handle)
    except BaseException:
        for close in reversed(connected.closing):
            await close()
        raise
    return connected


class NotConnected(Exception):
    """A platform is not set up, or the bot has never run on it; the text says what to do."""


async def reach(
    settings: Settings, platform: str, store: Store, timer: Timer, closing: list[Close]
) -> tuple[str, Chat]:
    """Return a workspace and the chat on a platform, to look and ask there without being called.

    What is opened goes to `closing`. Raises NotConnected, and NotReady of the platform that refuses.
    """
    wanted = settings.wants_slack if platform == "slack" else settings.wants_teams
    if not wanted:
        raise NotConnected(f"Nothing is set up for {platform}: set what `tollgate run` needs for it.")
    connected = Connected(closing=closing)
    if platform == "slack":
        on_slack = await _Slack.open(settings, connected)
        found = on_slack.installed
        workspace = await _known_as(store, platform, found.team)
        return workspace, SlackChat(on_slack.client, tenant=found.team, bot_user=found.bot_user)
    on_teams = await _Teams.open(settings, store, connected, timer)
    workspace = await _known_as(store, platform, on_teams.installed.tenant)
    return workspace, on_teams.chat(settings, _Known(store, workspace, on_teams.connector))


async def _known_as(store: Store, platform: str, tenant: str) -> str:
    workspace = await store.read(lambda tx: tx.workspace_of(platform, tenant))
    if workspace is None:
        raise NotConnected("The bot has not run here yet. Start it once with `tollgate run`, then try again.")
    return workspace


@dataclass
class _Slack:
    """A workspace of Slack whose token is good."""

    client: Client
    installed: slack.Installed

    @classmethod
    async def open(cls, settings: Settings, connected: Connected) -> _Slack:
        session = open_session()
        connected.closing.append(session.close)
        client = Client(_secret(settings.slack_bot_token), session, settings.slack_api_url)
        return cls(client, await slack.check(client))

    async def serve(
        self,
        settings: Settings,
        connected: Connected,
        workspace: str,
        chats: dict[tuple[str, str], Chat],
        handle: Handle,
        now: Callable[[], float],
    ) -> None:
        """Hear what comes."""
        found = self.installed
        chat = SlackChat(self.client, tenant=found.team, bot_user=found.bot_user, now=now)
        chats[workspace, "slack"] = chat
        answers = SlackAnswers(chat)
        connected.closing.append(answers.drain)
        dispatch = SlackDispatcher(build_app(found, answers, handle), found.team)
        if not settings.slack_app_token:
            connected.doors[SLACK_PATH] = SlackDoor(_secret(settings.slack_signing_secret), dispatch)
            return
        sockets = Sockets(_secret(settings.slack_app_token), dispatch, base_url=settings.slack_api_url)
        await sockets.start()
        connected.closing.append(sockets.stop)
        connected.works["slack"] = lambda: sockets.connected


@dataclass
class _Teams:
    """A directory in which the app is registered."""

    connector: Connector
    check: Check
    installed: teams.Installed

    @classmethod
    async def open(cls, settings: Settings, store: Store, connected: Connected, timer: Timer) -> _Teams:
        # Ids are the same in capitals, and Teams writes them without.
        tenant = settings.teams_tenant_id.strip().lower()
        app_id = settings.teams_app_id.strip().lower()
        # Where Teams last called from is no help towards another server, such as a local one on its next port.
        learned = settings.teams_service_url == TEAMS
        address = await store.read(lambda tx: tx.address("teams", tenant)) if learned else None
        host = urlsplit(settings.teams_service_url).hostname or ""
        local = [host] if is_loopback(host) else []
        tokens = None
        check: Check = BodyCheck(tenant=tenant, hosts=local or ("127.0.0.1", "localhost"))
        if settings.teams_auth == "on":
            keys = Keys(settings.teams_metadata_url)
            connected.closing.append(keys.close)
            check = TokenCheck(keys, app_id=app_id, tenant=tenant, hosts=local)
            password = _secret(settings.teams_app_password)
            tokens = Tokens(app_id, password, tenant, login_url=settings.teams_login_url)
        connector = Connector(
            tokens,
            service_url=settings.teams_service_url,
            also=local if tokens else (*local, "127.0.0.1", "localhost"),
            timer=timer,
        )
        connected.closing.append(connector.close)
        if address:
            connector.move(address)
        installed = await teams.check(connector, tenant=tenant, app_id=app_id)
        return cls(connector, check, installed)

    def chat(self, settings: Settings, known: _Known) -> TeamsChat:
        """Return what writes and asks there."""
        found = self.installed
        return TeamsChat(
            self.connector,
            tenant=found.tenant,
            app_id=found.app_id,
            bot_id=found.bot_id,
            known=known,
            admins=settings.named_admins,
        )

    async def serve(
        self,
        settings: Settings,
        store: Store,
        connected: Connected,
        workspace: str,
        chats: dict[tuple[str, str], Chat],
        handle: Handle,
    ) -> None:
        """Hear what comes."""
        found = self.installed
        known = _Known(store, workspace, self.connector)
        chat = self.chat(settings, known)
        chats[workspace, "teams"] = chat
        handle = Belonging(store, workspace, handle)
        heard = Whereabouts(store, workspace, handle, is_channel)
        answers = TeamsAnswers(chat, known, heard, Around(chat, known.places))
        connected.closing.append(answers.drain)

        async def seen_at(service_url: str) -> None:
            await store.write(lambda tx: tx.move("teams", found.tenant, service_url))

        dispatch = TeamsDispatcher(
            heard,
            chat,
            answers,
            tenant=found.tenant,
            bot_id=found.bot_id,
            seen_at=seen_at,
            profile=chat.profile,
        )
        connected.closing.append(dispatch.drain)
        connected.doors[TEAMS_PATH] = TeamsDoor(self.check, dispatch)


class _Known:
    """Whom and what forms in Teams can offer, as the store and the rosters know it."""

    def __init__(self, store: Store, workspace: str, connector: Connector) -> None:
        self._store, self._workspace = store, workspace
        self.channels = Channels(connector, self.places)
        self.people = Colleagues(connector, self._introduced, self.channels)

    async def _introduced(self) -> Sequence[tuple[str, str]]:
        return await self._store.read(lambda tx: tx.users_on(self._workspace, "teams"))

    async def places(self) -> Sequence[str]:
        """Return the conversations that the bot was added to."""
        return await self._store.read(lambda tx: tx.places(self._workspace, "teams"))


def _secret(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""
