"""The chats that the contract is checked on, each with the same people and channels."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from adapters.clock import VirtualClock, VirtualTimer
from adapters.sandbox.identity import Identity
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from adapters.sandbox.serve import Server, build
from adapters.sandbox.teams.seed import seed as seed_teams
from adapters.sandbox.teams.teams import Teams
from adapters.slack.chat import SlackChat
from adapters.slack.client import Client, open_session
from adapters.slack.needs import SCOPES
from adapters.teams.chat import TeamsChat
from adapters.teams.client import Connector
from adapters.teams.people import Seen
from adapters.teams.tokens import Tokens
from adapters.web import WebServer
from bot.service.ports import Chat
from tests.adapters.teams.connector_stub import Broken, Nobody
from tests.fakes.chat import FakeChat

SCOPE_NAMES = frozenset(scope.name for scope in SCOPES)


class Scene(Protocol):
    """A chat with a channel the bot is in (`here`), one it is not in (`elsewhere`), and Mia in both."""

    chat: Chat
    here: str
    elsewhere: str
    mia: str

    def texts(self, conversation: str) -> list[str]:
        """Give what stands in a conversation, oldest first, by the first words of each message."""

    def below(self, conversation: str, message: str) -> list[str]:
        """Give what stands below a message, oldest first, by the first words of each."""

    def files(self, conversation: str) -> list[tuple[str, bytes]]:
        """Give the files of a conversation, with their bytes, oldest first."""

    def pinned(self, conversation: str) -> set[str]:
        """Give the messages of a conversation that the bot has pinned."""

    def delete(self, conversation: str, message: str) -> None:
        """Delete a message as a person would."""

    def lose_answer(self) -> None:
        """Let the next post arrive while its answer is lost."""


class FakeScene:
    """The chat for tests of the service."""

    here, elsewhere, mia = "C1", "C2", "UMIA"

    def __init__(self) -> None:
        self.chat = self._fake = FakeChat()
        self._fake.person("UMIA", "Mia Chen", "America/Toronto")
        self._fake.channel("C1", "UMIA", "URAJ")
        self._fake.channel("C2", "UMIA", with_bot=False)

    def texts(self, conversation: str) -> list[str]:
        return [card.summary for (place, _), card in self._fake.messages.items() if place == conversation]

    def below(self, conversation: str, message: str) -> list[str]:
        found = self._fake.messages.items()
        return [card.summary for place, card in found if self._fake.below.get(place) == message]

    def files(self, conversation: str) -> list[tuple[str, bytes]]:
        found = (files for place, files in self._fake.files.items() if place[0] == conversation)
        return [(file.name, file.content) for files in found for file in files]

    def pinned(self, conversation: str) -> set[str]:
        return {message for place, message in self._fake.pins if place == conversation}

    def delete(self, conversation: str, message: str) -> None:
        self._fake.delete(conversation, message)

    def lose_answer(self) -> None:
        self._fake.lose_answer = True


class Loss:
    """Between the bot and Slack: passes calls on, and can lose the answer to a post."""

    def __init__(self, slack: str, http: aiohttp.ClientSession) -> None:
        self._slack, self._http = slack, http
        self.losing = False
        self.calls: list[str] = []
        self.app = Starlette(routes=[Route("/api/{method}", self._pass, methods=["POST"])])

    async def _pass(self, request: Request) -> Response:
        method = request.path_params["method"]
        self.calls.append(method)
        headers = {name: request.headers[name] for name in ("authorization", "content-type")}
        url = f"{self._slack}/api/{method}"
        async with self._http.post(url, data=await request.body(), headers=headers) as answer:
            content, kind = await answer.read(), answer.headers
        if method in ("chat.postMessage", "files.completeUploadExternal") and self.losing:
            self.losing = False
            return Response("<html>Bad gateway</html>", 502, media_type="text/html")
        passed = {name: kind[name] for name in ("x-oauth-scopes", "Retry-After") if name in kind}
        return Response(content, answer.status, passed, "application/json")


class SlackScene:
    """Slack's adapter against a local Slack."""

    def __init__(self, sandbox: Sandbox, loss: Loss, client: Client) -> None:
        self.sandbox, self.loss, self.client = sandbox, loss, client
        ids = seed(sandbox)
        self.here, self.elsewhere, self.mia = ids["#line-3-downtime"], ids["#general"], ids["mia"]
        self.chat = self.restarted()

    def restarted(self) -> SlackChat:
        """Give the chat as a new process would have it."""
        me = self.sandbox.identity
        return SlackChat(self.client, tenant=me.team_id, bot_user=me.bot_user)

    def texts(self, conversation: str) -> list[str]:
        found = self.sandbox.workspace.lasting(conversation)
        return [message.text.partition("\n")[0] for message in found]

    def below(self, conversation: str, message: str) -> list[str]:
        found = self.sandbox.workspace.replies(conversation, message)
        return [one.text.partition("\n")[0] for one in found]

    def files(self, conversation: str) -> list[tuple[str, bytes]]:
        ids = (one for message in self.sandbox.workspace.lasting(conversation) for one in message.files)
        files = (self.sandbox.workspace.files[one] for one in ids)
        return [(file.name, file.content) for file in files]

    def pinned(self, conversation: str) -> set[str]:
        return {one.ts for one in self.sandbox.workspace.lasting(conversation) if one.pinned_by}

    def delete(self, conversation: str, message: str) -> None:
        del self.sandbox.workspace.messages[conversation][message]

    def lose_answer(self) -> None:
        self.loss.losing = True


@asynccontextmanager
async def slack_scene() -> AsyncIterator[SlackScene]:
    """Run a local Slack and the adapter against it."""
    sandbox = Sandbox(identity=Identity(scopes=SCOPE_NAMES), rates=0)
    slack = Server(sandbox)
    async with open_session() as session:
        loss = Loss(await slack.start(), session)
        between = WebServer(loss.app, host="127.0.0.1", port=0, grace=1)
        address = await between.start()
        client = Client(sandbox.identity.bot_token, session, f"{address}/api/")
        yield SlackScene(sandbox, loss, client)
        await between.stop()
    await slack.stop()


class Between:
    """Before a server: passes everything on, and can break off the answer to a post."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.losing = False
        #: how the connector's calls were answered
        self.statuses: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        called = scope["type"] == "http" and "/v3/" in scope["path"]
        if self.losing and called and scope["method"] == "POST":
            self.losing = False
            await self._app(scope, receive, _unheard)
            await Broken()(scope, receive, send)
            return

        async def noting(message: Message) -> None:
            if called and message["type"] == "http.response.start":
                self.statuses.append(message["status"])
            await send(message)

        await self._app(scope, receive, noting)


async def _unheard(_: Message) -> None:
    """Take an answer that nobody hears."""


class TeamsScene:
    """Teams' adapter against a local Teams."""

    def __init__(self, teams: Teams, between: Between, connector: Connector) -> None:
        self.teams, self.between = teams, between
        ids = seed_teams(teams)
        self.here, self.elsewhere, self.mia = ids["#line-3-downtime"], ids["#general"], ids["mia"]
        me = teams.identity
        self.chat = TeamsChat(connector, tenant=me.tenant, app_id=me.app_id, bot_id=me.bot_id, known=Nobody())
        # Rosters know no time zone: it comes with what a person sends.
        self.chat.saw(self.mia, Seen(time_zone="America/Toronto", place=self.here))

    def texts(self, conversation: str) -> list[str]:
        found = self.teams.organisation.in_order(conversation)
        return [message.summary or message.text for message in found]

    def below(self, conversation: str, message: str) -> list[str]:
        found = self.teams.organisation.in_order(conversation)
        return [one.summary or one.text for one in found if one.thread == message]

    def files(self, conversation: str) -> list[tuple[str, bytes]]:
        return []

    def pinned(self, conversation: str) -> set[str]:
        return set()

    def delete(self, conversation: str, message: str) -> None:
        organisation = self.teams.organisation
        organisation.drop_message(organisation.messages[conversation][message])

    def lose_answer(self) -> None:
        self.between.losing = True


@asynccontextmanager
async def teams_scene(*, clock: VirtualClock | None = None) -> AsyncIterator[TeamsScene]:
    """Run a local Teams and the adapter against it; `clock`: the one on which both count what is too fast."""
    teams = Teams(rates=1, now=lambda: clock.now().timestamp()) if clock else Teams(rates=0)
    timer = VirtualTimer(clock) if clock else None
    sandbox = Sandbox(teams=teams)
    between = Between(build(sandbox))
    server = WebServer(between, host="127.0.0.1", port=0, grace=1)
    teams.base_url = await server.start()
    me = teams.identity
    tokens = Tokens(me.app_id, me.password, me.tenant, login_url=teams.login_url)
    connector = Connector(tokens, service_url=teams.service_url, also={"127.0.0.1"}, timer=timer)
    try:
        yield TeamsScene(teams, between, connector)
    finally:
        await connector.close()
        await sandbox.close()
        await server.stop()


@asynccontextmanager
async def fake_scene() -> AsyncIterator[FakeScene]:
    """Give the fake."""
    yield FakeScene()
