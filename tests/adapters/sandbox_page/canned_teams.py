"""A stand-in for the sandbox server's Teams side: canned answers to the page, and a record of what it sends."""

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from adapters.sandbox.pages import ROUTES
from tests.adapters.sandbox_page.canned_content import CLOCK
from tests.adapters.sandbox_page.canned_server import CannedServer

Json = dict[str, Any]
MIA, ANA, RAJ, BOT = "29:1mia", "29:1ana", "29:1raj", "28:app"
LINE, GENERAL, CHAT = "19:line@thread.tacv2", "19:general@thread.tacv2", "a:1chat"


def team() -> list[Json]:
    """Three people and the app."""
    rows = [
        (MIA, "Mia Chen", "mia", "Project lead", "America/Toronto", "#2c6fbb", "MC"),
        (ANA, "Ana Ruiz", "ana", "Sponsor, operations", "America/Toronto", "#8a4fa3", "AR"),
        (RAJ, "Raj Patel", "raj", "Data engineer", "Europe/Berlin", "#b0632a", "RP"),
        (BOT, "Tollgate", "tollgate", "App", "UTC", "#0d6a5f", "TG"),
    ]
    keys = ("id", "name", "handle", "title", "tz", "color", "initials")
    return [{**dict(zip(keys, row, strict=True)), "bot": row[0] == BOT} for row in rows]


def places() -> list[Json]:
    """Two channels and the chat with the app."""
    channel = {"kind": "channel", "members": [MIA, ANA, RAJ], "unread": 0, "app_in": True}
    return [
        channel | {"id": LINE, "name": "line-3-downtime", "topic": "Predict stops on line 3"},
        channel | {"id": GENERAL, "name": "general", "topic": "", "app_in": False, "unread": 2},
        {"id": CHAT, "kind": "personal", "name": "Tollgate", "with": BOT, "topic": "", "members": [MIA]}
        | {"unread": 1, "app_in": True},
    ]


def said(number: int, who: str, text: str = "", *cards: Json, **more: Any) -> Json:
    """A message as /page/teams/messages gives it; `number`: of seconds after nine."""
    name = next(one["name"] for one in team() if one["id"] == who)
    time = f"2026-03-12T13:{number // 60:02}:{number % 60:02}Z"
    known: Json = {"thread": None, "reply_count": 0, "edited": False, "own_view": False}
    spoken = {"id": str(1773320400000 + number * 1000), "from": who, "name": name, "bot": who == BOT}
    return spoken | {"time": time, "text": text, "cards": list(cards)} | known | more


def card(*body: Json, actions: tuple[Json, ...] = (), **more: Any) -> Json:
    """An Adaptive Card."""
    made: Json = {"type": "AdaptiveCard", "version": "1.5", "body": list(body), **more}
    return made | {"actions": list(actions)} if actions else made


def words(text: str, **look: Any) -> Json:
    """A TextBlock."""
    return {"type": "TextBlock", "text": text, "wrap": True, **look}


def execute(title: str, verb: str, **more: Any) -> Json:
    """An Action.Execute."""
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": {"a": {}}, **more}


def submit(title: str, **data: Any) -> Json:
    """An Action.Submit."""
    return {"type": "Action.Submit", "title": title, "data": data}


class CannedTeams(CannedServer):
    """Hold what the Teams page is told, beside what the Slack page is."""

    def __init__(self) -> None:
        super().__init__()
        self.team, self.places = team(), places()
        self.posts: dict[str, list[Json]] = {LINE: [], GENERAL: [], CHAT: []}
        self.dialog: Json | None = None
        self.looked: list[str] = []

    async def teams_state(self, request: Request) -> Response:
        """Answer /page/teams/state."""
        bot = {"id": BOT, "name": "Tollgate", "commands": [{"title": "status", "description": "Where it is"}]}
        return JSONResponse(
            {
                "team": {"id": GENERAL, "name": "Northwind Works"},
                "me": request.query_params.get("as") or MIA,
                "people": self.team,
                "conversations": self.places,
                "clock": {"now": CLOCK, "virtual": True},
                "bot": bot,
                "readiness": {"connected": True},
            }
        )

    async def teams_messages(self, request: Request) -> Response:
        """Answer /page/teams/messages."""
        self.looked.append(request.query_params.get("opened", "1"))
        return JSONResponse({"messages": self.posts[request.query_params["conversation"]]})

    async def teams_views(self, _: Request) -> Response:
        """Answer /page/teams/views."""
        return JSONResponse({"dialog": self.dialog})

    async def teams_posted(self, request: Request) -> Response:
        """Record a post; answer as the test prepared it."""
        path = f"teams/{request.path_params['path']}"
        self.received.append((path, await request.json()))
        if path == "teams/close":
            self.dialog = None
        status, body = self.answers.get(path, (200, {"ok": True}))
        return JSONResponse(body, status_code=status)

    def application(self) -> Starlette:
        """Build the web application: both sides' interfaces, and the real pages."""
        slack = super().application()
        page = [
            Route("/state", self.teams_state),
            Route("/messages", self.teams_messages),
            Route("/views", self.teams_views),
            Route("/stream", self.stream),
            Route("/{path}", self.teams_posted, methods=["POST"]),
        ]
        kept = [route for route in slack.routes if getattr(route, "path", "") == "/page"]
        return Starlette(routes=[Mount("/page/teams", routes=page), *kept, *ROUTES])
