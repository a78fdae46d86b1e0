"""A running local Teams, the people at its page, and an app that listens and answers."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.sandbox.teams.records import CARD
from adapters.sandbox.teams.seed import seed
from adapters.sandbox.teams.teams import Teams
from tests.adapters.sandbox.page_client import PageClient

Json = dict[str, Any]
LINE = "#line-3-downtime"
#: what an app does with one activity: a body, or a whole response
Reply = Callable[[Json], Any]


class World:
    """Everything a test needs at hand."""

    def __init__(self, teams: Teams, url: str, http: aiohttp.ClientSession) -> None:
        self.teams, self.url, self.http = teams, url, http
        self.ids = seed(teams)
        self.token = teams.keys.for_app(teams.identity.app_id, teams.identity.tenant)

    def page(self, handle: str) -> PageClient:
        return PageClient(self.http, f"{self.url}/page/teams", self.ids[handle])

    def chat(self, handle: str) -> str:
        return self.teams.organisation.personal(self.ids[handle]).id

    async def call(
        self, method: str, *path: str, body: Any = None, token: str | None = None, **params: Any
    ) -> tuple[int, Json, Any]:
        """Call the connector."""
        url = "/".join([f"{self.url}/teams/v3", *(quote(part, safe="") for part in path)])
        headers = {"Authorization": f"Bearer {self.token if token is None else token}"}
        more = {"json": body} if body is not None else {}
        async with self.http.request(method, url, headers=headers, params=params, **more) as response:
            text = await response.read()
            return response.status, (await response.json()) if text else {}, response.headers

    async def post(self, conversation: str, activity: Json) -> str:
        status, answer, _ = await self.call(
            "POST", "conversations", conversation, "activities", body=activity
        )
        assert status == 201
        return str(answer["id"])


class App:
    """An app with a messaging endpoint: keeps what it hears, and answers as `reply` says."""

    def __init__(self) -> None:
        self.heard: list[Json] = []
        self.tokens: list[str] = []
        self.reply: Reply = lambda activity: None

    async def _listen(self, request: Request) -> Response:
        activity = await request.json()
        self.heard.append(activity)
        self.tokens.append(request.headers["authorization"].removeprefix("Bearer "))
        said = self.reply(activity)
        if hasattr(said, "__await__"):
            said = await said
        if isinstance(said, Response):
            return said
        return JSONResponse(said) if said else Response(status_code=200)

    def routes(self) -> Starlette:
        return Starlette(routes=[Route("/api/messages", self._listen, methods=["POST"])])

    def kinds(self) -> list[str]:
        return [activity.get("name") or activity["type"] for activity in self.heard]


def execute(verb: str = "go", **data: Any) -> Json:
    return {"type": "Action.Execute", "title": verb.title(), "verb": verb, "data": {"a": {}, **data}}


def opening(verb: str = "ask") -> Json:
    data = {"msteams": {"type": "task/fetch"}, "verb": verb, "a": {}}
    return {"type": "Action.Submit", "title": verb.title(), "data": data}


def card(*actions: Json, text: str = "Hello", body: tuple[Json, ...] = (), **more: Any) -> Json:
    first = {"type": "TextBlock", "text": text, "wrap": True}
    shape = {"type": "AdaptiveCard", "version": "1.5", "body": [first, *body]}
    return {**shape, **({"actions": list(actions)} if actions else {}), **more}


def message(*cards: Json, text: str = "") -> Json:
    attachments = [{"contentType": CARD, "content": one} for one in cards]
    return {"type": "message", "text": text, "attachments": attachments}


def fresh(content: Json) -> Json:
    return {"statusCode": 200, "type": CARD, "value": content}


def words(text: str) -> Json:
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": text}


def dialog(content: Json, title: str = "Form") -> Json:
    value = {"title": title, "width": "medium", "height": "medium"}
    return {
        "task": {"type": "continue", "value": {**value, "card": {"contentType": CARD, "content": content}}}
    }


def refreshing(*users: str) -> Json:
    return {"action": execute("refresh", n="N1"), "userIds": list(users)}


async def shown(page: PageClient, place: str, **more: str) -> Json:
    messages: list[Json] = (await page.get("messages", conversation=place, **more))["messages"]
    return messages[-1]


async def posted(world: World, *actions: Json, **more: Any) -> tuple[str, str]:
    line = world.ids[LINE]
    return line, await world.post(line, message(card(*actions, **more)))
