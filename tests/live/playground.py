"""Microsoft's own local Teams, the Agents Playground, as a process: its people, and clicks by any of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx

from adapters.sandbox.teams.entering import entry, standing
from adapters.sandbox.teams.visible import Control, controls, fields
from tests.adapters.teams.official import MODULES, need, node

Json = dict[str, Any]
CLI = MODULES / "@microsoft" / "m365agentsplayground" / "cli.js"
CONFIG = ".m365agentsplayground.yml"
TENANT = "5f0c1d1e-0000-4000-8000-00000000000a"
APP = "5f0c1d1e-0000-4000-8000-00000000000b"
BOT = "Tollgate"
#: the team's own channel, and the one that it has beside it: the client takes one of each
GENERAL, CHANNEL = "19:plant@thread.tacv2", "19:line-3@thread.tacv2"
CHANNELS = {"General": GENERAL, "Line 3": CHANNEL}
#: the client takes exactly six people; who sits in front of it is the one that a test names
PEOPLE = ("Mia Chen", "Ana Ruiz", "Raj Patel", "Li Wei", "Sam Okafor", "Eva Novak")
#: seconds: Node.js reads five megabytes before it listens
PATIENCE = 30
CARD = "application/vnd.microsoft.card.adaptive"


def handle(name: str) -> str:
    """Return a person's first name as ids hold it."""
    return name.partition(" ")[0].lower()


IDS = {handle(name): f"29:{handle(name)}" for name in PEOPLE}


class Post:
    """A message as the client was told of it."""

    def __init__(self, place: str, message: str, card: Json) -> None:
        """`place` is the conversation that holds it: in a channel, its thread."""
        self.place, self.message, self.card = place, message, card

    def as_seen(self, card: str | Json) -> Post:
        """Give the message as one person sees it, to whom a card was given for it."""
        assert isinstance(card, dict), card
        return Post(self.place, self.message, card)

    def has(self, label: str, beside: str = "") -> bool:
        """Say whether it has a control."""
        return any(one.label == label and beside in one.beside for one in controls(self.card))

    def control(self, label: str, beside: str = "") -> Control:
        """Give one of its controls."""
        for one in controls(self.card):
            if one.label == label and beside in one.beside:
                return one
        there = [(one.label, one.beside) for one in controls(self.card)]
        raise AssertionError(f"no {label!r} beside {beside!r}: {there}")


class Playground:
    """The client's server: it answers a browser, calls the bot, and is called by it."""

    def __init__(self, port: int, http: httpx.AsyncClient) -> None:
        """Made by `running`."""
        self.port, self._http = port, http
        self.url = f"http://127.0.0.1:{port}"

    async def press(self, who: str, post: Post, label: str, *, beside: str = "") -> str | Json:
        """Press a control as anybody: gives the card that takes the place of the message, or what is said."""
        return await self._invoke(who, post, post.control(label, beside).sent, {})

    async def fill(self, who: str, post: Post, form: str | Json, **values: str) -> str | Json:
        """Fill in a form that `press` gave, and send it."""
        assert isinstance(form, dict), form
        asked = fields(form)
        assert values.keys() <= asked.keys(), f"{sorted(values)} are not all among {sorted(asked)}"
        entered = {key: entry(asked[key], value, IDS) for key, value in values.items()}
        inputs = {key: standing(field) for key, field in asked.items()} | entered
        send = next(one for one in controls(form) if one.sent.get("associatedInputs") != "none")
        return await self._invoke(who, post, send.sent, inputs)

    async def _invoke(self, who: str, post: Post, sent: Json, inputs: Mapping[str, str]) -> str | Json:
        # The client knows no dialogs, so what opens one is pressed as a universal action, and answered inline.
        data = {key: value for key, value in sent["data"].items() if key != "msteams"}
        action = {
            "type": "Action.Execute",
            "title": sent["title"],
            "verb": sent.get("verb", data.get("verb")),
            "data": data | dict(inputs),
        }
        body = {
            "name": "adaptiveCard/action",
            "value": {"action": action, "trigger": "manual"},
            "from": {"id": IDS[who]},
            "conversation": {"id": post.place},
            "replyToId": post.message,
        }
        answer = await self._http.post(f"{self.url}/_conversation/v1/invoke", json=body)
        assert answer.status_code == 200, answer.text
        given: str | Json = answer.json()["value"]
        return given


def need_installed() -> None:
    """Fail, never skip, where the client or the Node.js that runs it is missing."""
    need(CLI)
    node()


@contextlib.asynccontextmanager
async def running(folder: Path, port: int, endpoint: str, *, me: str) -> AsyncIterator[Playground]:
    """Run the client in a folder, with somebody in front of it; it and all it started end afterwards."""
    (folder / CONFIG).write_text(json.dumps(_config(me)))  # JSON is YAML, too
    process = await asyncio.create_subprocess_exec(
        node(),
        str(CLI),
        *("start", "--app-endpoint", endpoint, "--channel-id", "msteams", "--port", str(port)),
        *("--disable-telemetry", "--service-url", service_url(port)),
        cwd=folder,
        # Neither proxies nor anything of the user's home.
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "TEAMSAPPTESTER_BROWSER": "none"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=PIPE,
        stderr=STDOUT,
        start_new_session=True,
    )
    assert process.stdout
    try:
        await asyncio.wait_for(_listening(process.stdout, port), PATIENCE)
        reading = asyncio.create_task(process.stdout.read())
        async with httpx.AsyncClient(trust_env=False, timeout=15) as http:
            yield Playground(port, http)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
    await reading


async def _listening(output: asyncio.StreamReader, port: int) -> None:
    said = ""
    async for line in output:
        said += line.decode()
        if found := re.search(r"Listening on (\d+)", said):
            assert int(found[1]) == port, f"port {port} was taken by somebody else"
            return
    raise AssertionError(f"the playground ended:\n{said}")


def service_url(port: int) -> str:
    """Return where the bot calls the client."""
    return f"http://127.0.0.1:{port}/_connector"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number: int = found.getsockname()[1]
        return number


def _config(me: str) -> Json:
    people = [_person(number, name) for number, name in enumerate(PEOPLE)]
    return {
        "version": "0.1.1",
        "tenantId": TENANT,
        "bot": {"id": f"28:{APP}", "name": BOT},
        "currentUser": next(one for one in people if one["id"] == IDS[me]),
        "users": [one for one in people if one["id"] != IDS[me]],
        "personalChat": {"id": f"a:{me}"},
        "groupChat": {"id": "19:group@thread.v2", "name": "Group"},
        "team": {
            "id": GENERAL,
            "name": "Plant",
            "aadGroupId": "5f0c1d1e-0000-4000-8000-0000000000ff",
            "channels": [{"id": place, "name": name} for name, place in CHANNELS.items() if place != GENERAL],
        },
    }


def _person(number: int, name: str) -> Json:
    first, _, last = name.partition(" ")
    address = f"{handle(name)}@maple-works.example"
    return {
        "id": IDS[handle(name)],
        "name": name,
        "userPrincipleName": address,  # as the client spells it
        "aadObjectId": f"5f0c1d1e-0000-4000-8000-{number + 1:012x}",
        "givenName": first,
        "surname": last,
        "email": address,
    }
