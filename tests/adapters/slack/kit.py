"""A workspace, the bot's adapter behind signed HTTP, and a service that answers as a test tells it."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode

import aiohttp
import httpx
from starlette.types import ASGIApp

from adapters.sandbox.sandbox import Sandbox
from adapters.slack.answers import Answers
from adapters.slack.chat import SlackChat
from adapters.slack.dispatch import Dispatcher
from adapters.slack.http import PATH, SlackDoor
from adapters.slack.inbound import build_app
from adapters.slack.start import Installed
from adapters.web import build
from bot.service.intents import Answer, Done, Intent, Sender
from tests.contracts.chats import SlackScene

SECRET = "sandbox-signing-secret"
Json = dict[str, Any]


class Service:
    """Remember what arrived, and answer what the test wants."""

    def __init__(self) -> None:
        self.heard: list[tuple[Intent, Sender]] = []
        self.answer: Answer = Done()
        self.failure: Exception | None = None

    async def __call__(self, intent: Intent, sender: Sender) -> Answer:
        self.heard.append((intent, sender))
        if self.failure:
            raise self.failure
        return self.answer

    @property
    def intents(self) -> list[Intent]:
        return [intent for intent, _ in self.heard]


async def _healthy() -> dict[str, bool]:
    return {"chat": True}


class Desk:
    """The adapter as it runs, with a local Slack behind it."""

    def __init__(self, scene: SlackScene, page: aiohttp.ClientSession) -> None:
        me = scene.sandbox.identity
        self.scene, self.page = scene, page
        self.service = Service()
        self.answers = Answers(scene.chat)
        installed = Installed(team=me.team_id, team_name=me.team_name, bot_user=me.bot_user)
        self.dispatch = Dispatcher(build_app(installed, self.answers, self.service), me.team_id)
        self.web: ASGIApp = build({PATH: SlackDoor(me.signing_secret, self.dispatch)}, _healthy)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(self.web), base_url="http://bot")

    @property
    def chat(self) -> SlackChat:
        return self.scene.chat

    @property
    def sandbox(self) -> Sandbox:
        return self.scene.sandbox

    async def act(self, name: str, /, **body: Any) -> Json:
        """Do what the page does, as Mia."""
        url = f"{self.sandbox.base_url}/page/{name}"
        async with self.page.post(url, json={"as": self.scene.mia, **body}) as response:
            return dict(await response.json())

    async def see(self, name: str, **query: str) -> Json:
        """Look at what the page shows to Mia."""
        url = f"{self.sandbox.base_url}/page/{name}"
        async with self.page.get(url, params={"as": self.scene.mia, **query}) as response:
            return dict(await response.json())

    async def messages(self, conversation: str) -> list[Json]:
        return list((await self.see("messages", conversation=conversation))["messages"])

    async def modals(self) -> list[Json]:
        return list((await self.see("views"))["stack"])

    async def post(
        self, body: bytes, content_type: str = "application/json", **headers: str
    ) -> httpx.Response:
        signed = {**signature(body, self.sandbox.identity.signing_secret), "content-type": content_type}
        return await self.http.post(PATH, content=body, headers={**signed, **headers})

    async def interact(self, payload: Json) -> httpx.Response:
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.post(body, "application/x-www-form-urlencoded")

    async def event(self, event: Json, event_id: str = "Ev1") -> httpx.Response:
        team = self.sandbox.identity.team_id
        body = {"type": "event_callback", "team_id": team, "event_id": event_id, "event": event}
        return await self.post(json.dumps(body).encode())


def signature(body: bytes, secret: str, at: float | None = None) -> dict[str, str]:
    """Sign a body the way Slack's documentation describes it."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def controls(message: Json) -> list[Json]:
    """Give the controls of a message or view, each with its block_id."""
    return [
        element | {"block_id": block["block_id"]}
        for block in message["blocks"]
        for element in [block.get("accessory"), *block.get("elements", ())]
        if element and "action_id" in element
    ]
