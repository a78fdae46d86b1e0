"""People, an app and builders of blocks for the tests of the sandbox."""

import asyncio
import json
from typing import Any

import aiohttp
import uvicorn
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.embedded import EmbeddedServer
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.seed import seed
from tests.adapters.sandbox.page_client import PageClient

Json = dict[str, Any]


class Clock:
    """Time that a test moves."""

    def __init__(self) -> None:
        self.at = 1_773_136_800.0

    def __call__(self) -> float:
        return self.at


class Page(PageClient):
    """What the browser page does, over HTTP."""

    async def say(self, conversation: str, text: str, **more: Any) -> Json:
        return await self.post("say", conversation=conversation, text=text, **more)

    async def click(self, conversation: str, ts: str, **action: Any) -> Json:
        where = {"type": "message", "conversation": conversation, "ts": ts}
        return await self.post("act", container=where, action={"type": "button", **action})

    async def click_view(self, view_id: str, **action: Any) -> Json:
        where = {"type": "view", "view_id": view_id}
        return await self.post("act", container=where, action={"type": "button", **action})


class World:
    """Everything a test needs at hand."""

    def __init__(self, sandbox: Sandbox, url: str, http: aiohttp.ClientSession) -> None:
        self.sandbox, self.url, self.http = sandbox, url, http
        self.ids = seed(sandbox)
        self.client = AsyncWebClient(token=sandbox.identity.bot_token, base_url=f"{url}/api/", session=http)

    def page(self, handle: str) -> Page:
        return Page(self.http, f"{self.url}/page", self.ids[handle])

    def direct(self, handle: str) -> str:
        return self.sandbox.workspace.conversation_of([self.sandbox.identity.bot_user, self.ids[handle]]).id

    async def call(self, method: str, body: Any = None, **more: Any) -> tuple[int, Json, Any]:
        headers = {"Authorization": f"Bearer {self.sandbox.identity.bot_token}"}
        arguments = {"headers": headers, "json": body, **more}
        async with self.http.post(f"{self.url}/api/{method}", **arguments) as response:
            return response.status, await response.json(), response.headers


class Bot:
    """A stock Bolt app behind signed HTTP."""

    def __init__(self, world: World) -> None:
        me = world.sandbox.identity
        self.app = AsyncApp(
            signing_secret=me.signing_secret,
            token=me.bot_token,
            client=world.client,
            process_before_response=True,
        )
        self.heard: list[Json] = []
        self.headers: list[Any] = []


class serving:
    """Serve an ASGI app on a free port."""

    def __init__(self, app: Any) -> None:
        quiet = uvicorn.Config(
            app,
            port=0,
            log_level="warning",
            lifespan="off",
            log_config=None,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = EmbeddedServer(quiet)

    async def __aenter__(self) -> str:
        self._task = asyncio.create_task(self._server.serve())
        await self._server.ready.wait()
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    async def __aexit__(self, *_: object) -> None:
        self._server.leave()
        await self._task


def button(action_id: str = "go", value: str = "1", text: str = "Go") -> Json:
    return {
        "type": "button",
        "action_id": action_id,
        "value": value,
        "text": {"type": "plain_text", "text": text},
    }


def actions(*elements: Json, block_id: str = "row") -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def modal(*blocks: Json, title: str = "Form", **more: Any) -> Json:
    def plain(text: str) -> Json:
        return {"type": "plain_text", "text": text}

    view = {"type": "modal", "title": plain(title), "submit": plain("Save"), "blocks": list(blocks)}
    copied: Json = json.loads(json.dumps({**view, **more}))
    return copied


def field(
    block_id: str = "name", kind: str = "plain_text_input", optional: bool = False, **more: Any
) -> Json:
    element = {"type": kind, "action_id": "value", **more}
    label = {"type": "plain_text", "text": "Name"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": optional}
