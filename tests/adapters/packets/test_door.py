"""The door to packets, by real requests: who has an address gets the file, anybody else is told what to do."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from adapters.packets.door import PATH, PacketDoor
from adapters.packets.links import SignedLinks
from adapters.web import WebServer, build
from bot.project.decided import Undecided
from bot.project.refusals import Refusal
from bot.service.ports import Unavailable
from bot.service.printing import File, Format, Ref

NOW = datetime(2026, 3, 13, 14, 2, tzinfo=UTC)
REF = Ref("w1", "p1", 1, 1, 41, "en")
FRENCH = Ref("w1", "p1", 1, 1, 41, "fr-CA")


class Door:
    """A server, and what it gives."""

    def __init__(self) -> None:
        self.later = timedelta()
        self.failure: Exception | None = None
        self.asked: list[tuple[Ref, Format]] = []
        self.links = SignedLinks("secret", "", lambda: NOW + self.later)

    async def fetch(self, ref: Ref, form: Format) -> File:
        self.asked.append((ref, form))
        if self.failure:
            raise self.failure
        kinds = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
        return File(f"line-3-gate-1-round-1.{form}", form, kinds[form], f"whole {form}".encode())


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    found = Door()

    async def healthy() -> dict[str, bool]:
        return {}

    app = build({}, healthy, {PATH: PacketDoor(found.links, found.fetch, "en")})
    server = WebServer(app, host="127.0.0.1", port=0, grace=1)
    found.links.address = await server.start()
    yield found
    await server.stop()


async def get(url: str, method: str = "GET") -> httpx.Response:
    async with httpx.AsyncClient() as http:
        return await http.request(method, url)


@pytest.mark.parametrize(("form", "how"), [("html", "inline"), ("pdf", "attachment")], ids=["page", "pdf"])
async def test_an_address_gives_its_file_and_leaks_nothing(door: Door, form: Format, how: str) -> None:
    answer = await get(door.links.link(REF, form))
    assert (answer.status_code, answer.text) == (200, f"whole {form}")
    assert door.asked == [(REF, form)]
    shown = answer.headers
    assert shown["content-disposition"] == f'{how}; filename="line-3-gate-1-round-1.{form}"'
    assert shown["x-content-type-options"] == "nosniff"
    assert shown["referrer-policy"] == "no-referrer"
    assert shown["cache-control"].startswith("private")
    policy = shown["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy


async def test_a_changed_address_asks_for_nothing(door: Door) -> None:
    url = door.links.link(REF, "html")
    for changed in (url[:-1] + ("A" if url[-1] != "A" else "Q"), url[:-9], f"{url}x", f"{url}/x"):
        answer = await get(changed)
        assert answer.status_code == 404
        assert "There is no packet here" in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert door.asked == []


async def test_an_expired_address_says_what_to_do_in_the_language_of_its_packet(door: Door) -> None:
    urls = [door.links.link(ref, "pdf") for ref in (REF, FRENCH)]
    door.later = timedelta(days=31)
    english, french = [await get(url) for url in urls]
    assert (english.status_code, french.status_code) == (410, 410)
    assert "This link has expired" in english.text
    assert "Ce lien a expiré" in french.text
    assert "button Packet" in english.text
    assert door.asked == []


@pytest.mark.parametrize(
    ("failure", "status"),
    [(Refusal("unknown_project"), 404), (Undecided(()), 404), (Unavailable("gone"), 503)],
    ids=["another workspace", "another round", "no database"],
)
async def test_what_cannot_be_shown_is_told_plainly(door: Door, failure: Exception, status: int) -> None:
    door.failure = failure
    answer = await get(door.links.link(REF, "html"))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")


async def test_only_looking_is_possible(door: Door) -> None:
    url = door.links.link(REF, "pdf")
    assert (await get(url, "POST")).status_code == 405
    head = await get(url, "HEAD")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "9")


async def test_nothing_else_is_served_there(door: Door) -> None:
    assert (await get(f"{door.links.address}/packets/")).status_code == 404
    assert (await get(f"{door.links.address}/packets")).status_code == 404
    assert (await get(f"{door.links.address}/healthz")).status_code == 200
