"""A small Teams over real HTTP: a sign-in service and a connector that keeps what it was sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from adapters.teams.chat import TeamsChat
from adapters.teams.client import Connector
from adapters.teams.tokens import SCOPE, Tokens
from adapters.web import WebServer
from bot.service.pacing import Timer

Json = dict[str, Any]
TENANT = "11111111-2222-3333-4444-555555555555"
APP = "66666666-7777-8888-9999-000000000000"
BOT = f"28:{APP}"
#: put together here, so that nothing in the file looks like a leaked secret
PASSWORD = "-".join(("a", "client", "secret"))
TEAM = "19:team@thread.tacv2"
ELSEWHERE = "19:elsewhere@thread.tacv2"
GROUP = "19:group@thread.v2"
MIA = "29:mia"
MEMBERS = [
    {
        "id": MIA,
        "name": "Mia Chen",
        "tenantId": TENANT,
        "email": "Mia@Maple-Works.example",
        "userRole": "user",
    },
    {
        "id": "29:raj",
        "name": "",
        "givenName": "Raj",
        "surname": "Patel",
        "tenantId": TENANT,
        "userPrincipalName": "raj@maple.example",
    },
    {"id": "29:guest", "name": "Gus", "email": "gus@elsewhere.example", "userRole": "guest"},
    {"id": "29:other", "name": "Otto", "email": "otto@elsewhere.example", "tenantId": "another"},
    {"id": BOT, "name": "Tollgate"},
]


class Broken(Response):
    """Break the connection in the middle of the answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})


def refusal(status: int, code: str = "", **headers: str) -> Response:
    """Give an answer as Teams gives it when it refuses."""
    return JSONResponse({"error": {"code": code, "message": "refused"}}, status, headers)


class Teams:
    """One organisation with a team, a group chat and five members."""

    def __init__(self) -> None:
        #: activities by conversation (a thread is one of its own) and id
        self.conversations: dict[str, dict[str, Json]] = {GROUP: {}}
        self.calls: list[str] = []
        self.bodies: list[Json] = []
        #: what the next calls are answered instead, without being carried out
        self.answers: list[Response] = []
        #: so many calls are carried out before those
        self.pass_first = 0
        #: carry the next call out, and break the connection
        self.lose_answer = False
        #: whose app an administrator has not installed
        self.without_app: set[str] = set()
        #: what sign-in answers instead of a token
        self.sign_in: Response | None = None
        self.lifetime = 3600
        self.tokens: list[str] = []
        self.peers: set[object] = set()
        self.app = Starlette(
            routes=[
                Route("/login/{tenant}/oauth2/v2.0/token", self._sign_in, methods=["POST"]),
                Mount("/teams/v3", self._connector),
            ]
        )
        self._ids = count(1600000000001)

    def texts(self, conversation: str) -> list[str]:
        """What stands in a conversation, threads in the order in which they were opened."""
        threads = [name for name in self.conversations if name.partition(";")[0] == conversation]
        return [str(one["summary"]) for name in threads for one in self.conversations[name].values()]

    def delete(self, conversation: str, message: str) -> None:
        """Delete a message, as a person may."""
        thread = f"{conversation};messageid={message}"
        del self.conversations[thread if thread in self.conversations else conversation][message]

    async def _sign_in(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        asked = (form.get("client_id"), form.get("client_secret"), form.get("scope"), form.get("grant_type"))
        if self.sign_in:
            return self.sign_in
        if (*asked, request.path_params["tenant"]) != (APP, PASSWORD, SCOPE, "client_credentials", TENANT):
            told = "AADSTS7000215: Invalid client secret provided. Trace ID: 1"
            return JSONResponse({"error": "invalid_client", "error_description": told}, 401)
        self.tokens.append(f"token-{len(self.tokens)}")
        return JSONResponse(
            {"token_type": "Bearer", "expires_in": self.lifetime, "access_token": self.tokens[-1]}
        )

    async def _connector(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        path = scope["path"].partition("/v3/")[2]
        self.peers.add(request.client)
        self.calls.append(f"{request.method} {path}")
        body = await request.json() if await request.body() else {}
        self.bodies.append(body)
        answer = self._answer(request, path.split("/"), body)
        await answer(scope, receive, send)

    def _answer(self, request: Request, path: list[str], body: Json) -> Response:
        if not self.tokens or request.headers.get("authorization") != f"Bearer {self.tokens[-1]}":
            return refusal(401, "")
        self.pass_first -= 1
        if self.answers and self.pass_first < 0:
            return self.answers.pop(0)
        answer = self._carried_out(request.method, path, body, request.query_params)
        if self.lose_answer:
            self.lose_answer = False
            return Broken()
        return answer

    def _carried_out(self, method: str, path: list[str], body: Json, query: Mapping[str, str]) -> Response:
        match method, path:
            case "POST", ["conversations"]:
                return self._create(body)
            case "POST", ["conversations", place, "activities"]:
                return self._add(place, body)
            case "PUT" | "DELETE", ["conversations", place, "activities", message]:
                return self._change(method, place, message, body)
            case "GET", ["conversations", place, "pagedmembers"]:
                return self._roster(place, query)
            case "GET", ["conversations", place, "members", user]:
                return self._member(place, user)
        return refusal(405, "MethodNotAllowed")

    def _create(self, body: Json) -> Response:
        if not body["isGroup"]:
            user = body["members"][0]["id"]
            if user in self.without_app:
                return refusal(403, "BotNotInConversationRoster")
            if user not in {member["id"] for member in MEMBERS}:
                return refusal(400, "BadSyntax")
            return JSONResponse({"id": self._personal(user)}, 201)
        channel = body["channelData"]["channel"]["id"]
        if channel != TEAM or body["tenantId"] != TENANT:
            return refusal(403, "BotNotInConversationRoster")
        message = str(next(self._ids))
        thread = f"{channel};messageid={message}"
        self.conversations[thread] = {message: body["activity"]}
        return JSONResponse({"id": thread, "activityId": message}, 201)

    def _personal(self, user: str) -> str:
        self.conversations.setdefault(f"a:{user}", {})
        return f"a:{user}"

    def _add(self, place: str, body: Json) -> Response:
        if place not in self.conversations:
            return refusal(404, "ConversationNotFound")
        message = str(next(self._ids))
        self.conversations[place][message] = body
        return JSONResponse({"id": message}, 201)

    def _change(self, method: str, place: str, message: str, body: Json) -> Response:
        if message not in self.conversations.get(place, {}):
            return refusal(404, "ActivityNotFoundInConversation")
        if method == "DELETE":
            del self.conversations[place][message]
            return Response(status_code=200)
        self.conversations[place][message] = body
        return JSONResponse({"id": message})

    def _roster(self, place: str, query: Mapping[str, str]) -> Response:
        if place in self.conversations and place.startswith("a:"):
            return JSONResponse({"members": [one for one in MEMBERS if place == f"a:{one['id']}"]})
        if place not in (TEAM, GROUP):
            return refusal(404 if "@" not in place else 403, "BotNotInConversationRoster")
        size, begin = min(2, int(query["pageSize"])), int(query.get("continuationToken", 0))
        page: Json = {"members": MEMBERS[begin : begin + size]}
        if begin + size < len(MEMBERS):
            page["continuationToken"] = str(begin + size)
        return JSONResponse(page)

    def _member(self, place: str, user: str) -> Response:
        there = place in (TEAM, GROUP) or place == f"a:{user}"
        found = next((one for one in MEMBERS if there and user in (one["id"], one.get("email"))), None)
        return JSONResponse(found) if found else refusal(404, "MemberNotFoundInConversation")


class Nobody:
    """Somebody who has met nobody, and knows the team's channel."""

    async def people(self) -> list[tuple[str, str]]:
        return []

    async def channels(self) -> list[tuple[str, str]]:
        return [(TEAM, "General")]


class Hurry:
    """Time that passes as soon as somebody waits for it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def seconds(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


class Desk:
    """The adapter beside its Teams."""

    def __init__(self, teams: Teams, address: str, timer: Timer) -> None:
        self.teams = teams
        self.tokens = Tokens(APP, PASSWORD, TENANT, login_url=f"{address}/login")
        self.connector = Connector(
            self.tokens, service_url=f"{address}/teams/", also={"127.0.0.1"}, timer=timer
        )
        self.chat = self.restarted()

    def restarted(self) -> TeamsChat:
        """Give the chat as a new process would have it."""
        return TeamsChat(self.connector, tenant=TENANT, app_id=APP, bot_id=BOT, known=Nobody())


@asynccontextmanager
async def teams_desk(timer: Timer | None = None) -> AsyncIterator[Desk]:
    """Run a small Teams and the adapter against it."""
    teams = Teams()
    server = WebServer(teams.app, host="127.0.0.1", port=0, grace=1)
    desk = Desk(teams, await server.start(), timer or Hurry())
    try:
        yield desk
    finally:
        await desk.connector.close()
        await server.stop()
