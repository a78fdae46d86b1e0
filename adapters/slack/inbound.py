"""The Bolt app: a step that answers presses, and a listener for each other kind of delivery; both only translate."""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.service.intents import Answer, Intent, Sender, Unheard

from .answers import Answers, Unanswered
from .needs import COMMAND
from .start import Installed
from .text import Json
from .translate import happened, pressed, submitted, typed

#: with a level of its own: Bolt words its debug lines whenever a logger has none
log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)
Handle = Callable[[Intent, Sender], Awaitable[Answer]]
_ANY = re.compile("")


class OneWorkspace(AsyncAuthorize):
    """Say who the bot is, without asking Slack each time; the dispatcher knows whose a delivery is.

    The listeners call Slack through the chat port, so Bolt is not given the token.
    """

    def __init__(self, installed: Installed) -> None:
        self._result = AuthorizeResult(
            enterprise_id=None,
            team_id=installed.team,
            bot_user_id=installed.bot_user,
            bot_id=installed.bot_id,
        )

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult:
        """Give who the bot is."""
        return self._result


class Presses(AsyncMiddleware):
    """Answer a press before Bolt looks for its listener: nothing else comes as often, or is waited for as eagerly.

    A listener is handed what this bot has no use for: who the bot is, ways to speak, the words of a debug log.
    Preparing it takes as long as all else between the first byte and the command.
    """

    def __init__(self, answers: Answers, handle: Handle) -> None:
        self._answers, self._handle = answers, handle

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],
    ) -> BoltResponse | None:
        """Answer a press; pass anything else on."""
        if req.body.get("type") != "block_actions":
            return await next()
        if found := pressed(req.body):
            try:
                await self._answers.to_press(req.body, found[1], await self._handle(*found))
            except Unanswered as why:
                log.warning("a press was left unanswered: %s", why)
                return BoltResponse(status=500)
        return BoltResponse(status=200)


def build_app(installed: Installed, answers: Answers, handle: Handle) -> AsyncApp:
    """Give the Bolt app whose every delivery ends in `handle`.

    Switched off are the built-in steps that something else does here: the signature, ssl_check and
    url_verification belong to the HTTP door (a socket needs none of them); events of the bot itself are
    dropped where events are read, which also sees edits; custom workflow steps are not used.
    `process_before_response`: acknowledged when the listener ends, after the commit, with no polling for it.
    """
    errors = _bolt_log()
    app = AsyncApp(
        # Bolt sets the level of the logger of this name: never one that the bot's own warnings go through
        name=errors.name,
        logger=errors,
        # Bolt makes another like this one for each delivery, and nothing uses it: where a proxy is named, none is
        # looked for in the environment every time.
        client=AsyncWebClient(proxy="http://unused.invalid"),
        before_authorize=Presses(answers, handle),
        authorize=OneWorkspace(installed),
        process_before_response=True,
        request_verification_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    _listen(app, answers, handle, installed.bot_user)
    return app


def _bolt_log() -> logging.Logger:
    """Give a log of errors alone: Bolt warns that it was not given the token that it found in the environment."""
    errors = log.getChild("bolt")
    errors.setLevel(logging.ERROR)
    return errors


def _listen(app: AsyncApp, answers: Answers, handle: Handle, bot_user: str) -> None:
    async def on_submission(ack: AsyncAck, request: AsyncBoltRequest) -> None:
        found = submitted(request.body)
        reply = await answers.to_submission(request.body, await handle(*found)) if found else {}
        await _acknowledge(ack, reply)

    async def on_command(ack: AsyncAck, request: AsyncBoltRequest) -> None:
        intent, sender = typed(request.body)
        await _acknowledge(ack, await answers.to_command(sender, await handle(intent, sender)))

    async def on_event(ack: AsyncAck, request: AsyncBoltRequest) -> BoltResponse | None:
        found = happened(request.body, bot_user)
        if found:
            try:
                answer = await handle(*found)
            except Unheard:
                return BoltResponse(status=503)  # Slack tells it again, up to three times
            await answers.to_event(found[1], answer)
        await ack()
        return None

    # in the order of how often they come: Bolt asks each one until one matches
    app.view(_ANY)(on_submission)
    app.event(_ANY)(on_event)
    app.command(COMMAND)(on_command)


async def _acknowledge(ack: AsyncAck, reply: Json) -> None:
    if reply:
        await ack(reply)
    else:
        await ack()
