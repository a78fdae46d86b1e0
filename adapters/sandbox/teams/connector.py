"""The connector's REST interface, as Teams answers it."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from adapters.sandbox.parsing import parse_json

from .failures import TeamsFailure, bad, blocked, denied, no_conversation, not_in_roster
from .ids import threaded
from .posting import place, post, remove, replace, theirs
from .records import Conversation, Json
from .rosters import channels_of_team, member, members, paged, team
from .teams import Teams


class Call:
    """One call of the app."""

    def __init__(self, request: Request, teams: Teams, body: Any) -> None:
        self.teams, self._request, self._body = teams, request, body

    @property
    def body(self) -> Json:
        """Give the object that was sent."""
        if not isinstance(self._body, dict):
            raise bad("The body is not a JSON object.")
        return self._body

    def path(self, name: str) -> str:
        """Give a part of the address."""
        return str(self._request.path_params[name])

    def query(self, name: str) -> str:
        """Give an argument of the address; "" when it is not there."""
        return self._request.query_params.get(name, "")

    def conversation(self) -> tuple[Conversation, str | None]:
        """Give the conversation of the address, which the app must be in, and its thread."""
        found, thread = place(self.teams, self.path("conversation"))
        if found is None:
            raise no_conversation()
        if not found.app_in:
            raise blocked() if found.kind == "personal" else not_in_roster()
        if thread and found.kind != "channel":
            raise no_conversation()
        return found, thread

    def written(self) -> tuple[Conversation, str | None]:
        """Give the conversation to write to, within the limits."""
        conversation, thread = self.conversation()
        self.teams.rates.write(conversation.id)
        return conversation, thread

    def read(self) -> Conversation:
        """Give the conversation to look at, within the limits."""
        conversation, _ = self.conversation()
        self.teams.rates.read(conversation.id)
        return conversation


def create(call: Call) -> tuple[int, Json]:
    """Begin a thread in a channel, or the chat with one person."""
    body = call.body
    if (tenant := body.get("tenantId")) and tenant != call.teams.identity.tenant:
        raise TeamsFailure(403, "ForbiddenOperationException", "The tenant is not the bot's.")
    data = body.get("channelData")
    channel = data.get("channel") if isinstance(data, dict) else None
    if isinstance(channel, dict) and body.get("isGroup"):
        return _thread(call, str(channel.get("id")), body.get("activity"))
    return _chat(call, body.get("members"))


def _thread(call: Call, channel: str, activity: Any) -> tuple[int, Json]:
    teams = call.teams
    found = teams.organisation.conversations.get(channel)
    if found is None or found.kind != "channel":
        raise no_conversation()
    if not found.app_in:
        raise not_in_roster()
    if not isinstance(activity, dict):
        raise bad("A new thread needs an activity.")
    teams.rates.write(found.id)
    message = post(teams, found, activity)
    return 201, {"id": threaded(found.id, message.id), "activityId": message.id}


def _chat(call: Call, given: Any) -> tuple[int, Json]:
    teams = call.teams
    if not isinstance(given, list) or len(given) != 1 or not isinstance(given[0], dict):
        raise bad("A chat needs exactly one member.")
    person = teams.organisation.people.get(str(given[0].get("id")))
    if person is None or person.bot:
        raise bad("Failed to decrypt pairwise id")
    teams.rates.write(person.id)
    chat = teams.organisation.personal(person.id)
    if not chat.app_in:
        why = "Bot is not installed in user's personal scope"
        raise TeamsFailure(403, "ForbiddenOperationException", why)
    return 201, {"id": chat.id}


def send(call: Call) -> tuple[int, Json]:
    """Write a message."""
    conversation, thread = call.written()
    if call.body.get("type") == "typing":
        return 201, {"id": call.teams.organisation.stamps.mint()}
    return 201, {"id": post(call.teams, conversation, call.body, thread).id}


def reply(call: Call) -> tuple[int, Json]:
    """Write a message below another."""
    conversation, thread = call.written()
    below = thread or (call.path("activity") if conversation.kind == "channel" else None)
    return 201, {"id": post(call.teams, conversation, call.body, below).id}


def update(call: Call) -> tuple[int, Json]:
    """Change a message of the app."""
    conversation, _ = call.written()
    message = theirs(call.teams, conversation, call.path("activity"))
    replace(call.teams, message, call.body)
    return 200, {"id": message.id}


def delete(call: Call) -> tuple[int, Json]:
    """Take a message of the app away."""
    conversation, _ = call.written()
    remove(call.teams, theirs(call.teams, conversation, call.path("activity")))
    return 200, {}


def list_members(call: Call) -> tuple[int, Any]:
    """Give who is in a conversation."""
    return 200, members(call.teams, call.read())


def page_members(call: Call) -> tuple[int, Json]:
    """Give who is in a conversation, page by page."""
    return 200, paged(call.teams, call.read(), call.query("pageSize"), call.query("continuationToken"))


def one_member(call: Call) -> tuple[int, Json]:
    """Give one member of a conversation."""
    return 200, member(call.teams, call.read(), call.path("member"))


def one_team(call: Call) -> tuple[int, Json]:
    """Give the team."""
    return 200, team(call.teams, call.path("team"))


def team_channels(call: Call) -> tuple[int, Json]:
    """Give the channels of the team."""
    return 200, channels_of_team(call.teams, call.path("team"))


Handler = Callable[[Call], tuple[int, Any]]


def _endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        teams: Teams = request.app.state.sandbox.teams
        try:
            _check_token(teams, request)
            body = _parsed(await request.body()) if request.method in ("POST", "PUT") else None
            status, answer = handler(Call(request, teams, body))
        except TeamsFailure as failure:
            return JSONResponse(failure.body(), failure.status, headers=failure.headers())
        return JSONResponse(answer, status) if answer else Response(status_code=status)

    return serve


def _check_token(teams: Teams, request: Request) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or teams.keys.app_of(token.strip()) != teams.identity.app_id:
        raise denied()


def _parsed(body: bytes) -> Any:
    try:
        return parse_json(body)
    except ValueError as broken:
        raise bad("The body is not JSON.") from broken


_CONVERSATION = "/v3/conversations/{conversation}"
ROUTES = [
    Route("/v3/conversations", _endpoint(create), methods=["POST"]),
    Route(f"{_CONVERSATION}/activities", _endpoint(send), methods=["POST"]),
    Route(f"{_CONVERSATION}/activities/{{activity}}", _endpoint(reply), methods=["POST"]),
    Route(f"{_CONVERSATION}/activities/{{activity}}", _endpoint(update), methods=["PUT"]),
    Route(f"{_CONVERSATION}/activities/{{activity}}", _endpoint(delete), methods=["DELETE"]),
    Route(f"{_CONVERSATION}/activities/{{activity}}/members", _endpoint(list_members), methods=["GET"]),
    Route(f"{_CONVERSATION}/members", _endpoint(list_members), methods=["GET"]),
    Route(f"{_CONVERSATION}/pagedmembers", _endpoint(page_members), methods=["GET"]),
    Route(f"{_CONVERSATION}/members/{{member}}", _endpoint(one_member), methods=["GET"]),
    Route("/v3/teams/{team}", _endpoint(one_team), methods=["GET"]),
    Route("/v3/teams/{team}/conversations", _endpoint(team_channels), methods=["GET"]),
]
