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

from adapters.sandbox.identity import Identity
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from adapters.sandbox.serve import Server
from adapters.slack.chat import SlackChat
from adapters.slack.client import Client, open_session
from adapters.slack.needs import SCOPES
from adapters.web import WebServer
from bot.service.ports import Chat
from tests.adapters.teams import connector_stub as teams
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
        if method == "chat.postMessage" and self.losing:
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


class TeamsScene:
    """Teams' adapter against a small connector."""

    here, elsewhere, mia = teams.TEAM, teams.ELSEWHERE, teams.MIA

    def __init__(self, desk: teams.Desk) -> None:
        self.chat, self._teams = desk.chat, desk.teams
        # Rosters know no time zone: it comes with what a person sends.
        self.chat.saw(self.mia, time_zone="America/Toronto", conversation=self.here)

    def texts(self, conversation: str) -> list[str]:
        return self._teams.texts(conversation)

    def delete(self, conversation: str, message: str) -> None:
        self._teams.delete(conversation, message)

    def lose_answer(self) -> None:
        self._teams.lose_answer = True


@asynccontextmanager
async def teams_scene() -> AsyncIterator[TeamsScene]:
    """Run a small connector and the adapter against it."""
    async with teams.teams_desk() as desk:
        yield TeamsScene(desk)


@asynccontextmanager
async def fake_scene() -> AsyncIterator[FakeScene]:
    """Give the fake."""
    yield FakeScene()
