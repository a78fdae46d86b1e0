"""The bot's door for Teams over real HTTP, and a service that answers as a test tells it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import httpx

from adapters.teams.answers import Answers
from adapters.teams.dispatch import Dispatcher
from adapters.teams.http import PATH, TeamsDoor
from adapters.teams.signing import BodyCheck, Check
from adapters.web import WebServer, build
from bot.service.intents import Answer, Done, Intent, Sender
from tests.adapters.teams.connector_stub import APP, BOT, MIA, TEAM, TENANT, Desk, teams_desk

Json = dict[str, Any]
THREAD = f"{TEAM};messageid=1600000000001"
PERSONAL = f"a:{MIA}"
_numbers = count(1)


class Service:
    """Remember what arrived, and answer what the test wants: always the same, or by the kind of intent."""

    def __init__(self) -> None:
        self.heard: list[tuple[Intent, Sender]] = []
        self.answer: Answer = Done()
        self.answers: Mapping[type[Intent], Answer] = {}
        self.failure: Exception | None = None
        #: what happens while an answer is thought of
        self.meanwhile: Callable[[], None] = lambda: None

    async def __call__(self, intent: Intent, sender: Sender) -> Answer:
        self.heard.append((intent, sender))
        self.meanwhile()
        if self.failure:
            raise self.failure
        return self.answers.get(type(intent), self.answer)

    @property
    def intents(self) -> list[Intent]:
        return [intent for intent, _ in self.heard]

    @property
    def deliveries(self) -> list[str]:
        return [sender.delivery for _, sender in self.heard]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_773_136_800.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += seconds


async def _healthy() -> dict[str, bool]:
    return {"chat": True}


class Door:
    """The adapter as it runs."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.service = Service()
        self.clock = Clock()
        self.seen_at: list[str] = []
        self.answers = Answers(desk.chat, desk.chat.known, self.service)
        self.dispatch = Dispatcher(
            self.service,
            desk.chat,
            self.answers,
            tenant=TENANT,
            bot_id=BOT,
            seen_at=self._moved,
            now=self.clock,
        )
        self.http = httpx.AsyncClient()
        self.address = ""

    async def _moved(self, service_url: str) -> None:
        self.seen_at.append(service_url)

    async def post(self, body: Json | bytes, token: str = "", **headers: str) -> httpx.Response:
        """Post an activity, as Teams does: it says where to call back, unless a test says something else."""
        sent = {"content-type": "application/json; charset=utf-8"} | headers
        if token:
            sent["authorization"] = f"Bearer {token}"
        if isinstance(body, bytes):
            return await self.http.post(self.address, content=body, headers=sent)
        home = {"serviceUrl": self.desk.connector.service_url}
        return await self.http.post(self.address, json=home | body, headers=sent)

    async def invoke(self, name: str, value: Any, **changed: Any) -> httpx.Response:
        return await self.post(activity("invoke", name=name, value=value, **changed))

    async def execute(self, verb: str, data: Json, **changed: Any) -> httpx.Response:
        """Use a universal action of a card."""
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        return await self.invoke("adaptiveCard/action", {"action": action, "trigger": "manual"}, **changed)


@asynccontextmanager
async def serving(check: Check | None = None, *, longest_read: float = 10.0) -> AsyncIterator[Door]:
    """Serve the door; without a check of tokens everybody is let in whose activity is sound.

    A body is waited for `longest_read` seconds.
    """
    async with teams_desk() as desk:
        door = Door(desk)
        hosts = {"127.0.0.1"}
        checked = check or BodyCheck(tenant=TENANT, hosts=hosts)
        served = TeamsDoor(checked, door.dispatch, longest_read=longest_read)
        app = build({PATH: served}, _healthy)
        server = WebServer(app, host="127.0.0.1", port=0, grace=1)
        door.address = f"{await server.start()}{PATH}"
        try:
            yield door
        finally:
            await asyncio.wait_for(door.answers.drain(), 5)
            await door.http.aclose()
            await server.stop()


def activity(kind: str, *, where: str = THREAD, **changed: Any) -> Json:
    """Give an activity of Mia's as Teams writes it, in a channel or in her own chat."""
    personal = where.startswith("a:")
    usual: Json = {
        "type": kind,
        "id": f"1:{next(_numbers)}",
        "timestamp": "2026-03-10T15:00:00.000Z",
        "localTimezone": "America/Toronto",
        "locale": "en-CA",
        "channelId": "msteams",
        "from": {"id": MIA, "name": "Mia Chen", "aadObjectId": "aaaaaaaa-0000-0000-0000-000000000001"},
        "recipient": {"id": BOT, "name": "Tollgate"},
        "conversation": {
            "id": where,
            "conversationType": "personal" if personal else "channel",
            "tenantId": TENANT,
        },
        "channelData": {"tenant": {"id": TENANT}},
    }
    return usual | changed


def message(text: str, *, where: str = PERSONAL, **changed: Any) -> Json:
    """Give a message; a text that begins with the bot's tag mentions it."""
    mention = {"type": "mention", "text": "<at>Tollgate</at>", "mentioned": {"id": BOT, "name": "Tollgate"}}
    client = {"type": "clientInfo", "locale": "en-CA", "timezone": "America/Toronto", "country": "CA"}
    entities = [client, mention] if "<at>Tollgate</at>" in text else [client]
    return activity("message", where=where, text=text, textFormat="plain", entities=entities, **changed)


__all__ = [
    "APP",
    "BOT",
    "MIA",
    "PERSONAL",
    "TEAM",
    "TENANT",
    "THREAD",
    "Door",
    "activity",
    "message",
    "serving",
]
