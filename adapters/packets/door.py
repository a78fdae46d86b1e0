"""Serves packets to whoever has an address of one that is still good."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from typing import Final

from starlette.types import Receive, Scope, Send

from adapters.packets.html import POLICY
from adapters.packets.links import PATH as PATH
from adapters.packets.links import Expired, NoSuchLink, SignedLinks
from bot.project.decided import Undecided
from bot.project.refusals import Refusal
from bot.service.ports import Unavailable
from bot.service.printing import File, Format, Ref
from bot.talk.packet_page import Why, not_there
from bot.talk.words import Words

Fetch = Callable[[Ref, Format], Awaitable[File]]

_SAFE: Final = {
    "x-content-type-options": "nosniff",
    "content-security-policy": f"{POLICY}; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-store",
    "x-robots-tag": "noindex",
}
_PAGE: Final = "text/html; charset=utf-8"


class PacketDoor:
    """An ASGI endpoint below "/packets/"."""

    def __init__(self, links: SignedLinks, fetch: Fetch, language: str) -> None:
        """Take what reads addresses, what prints, and the language for whom none is known of."""
        self._links, self._fetch, self._language = links, fetch, language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["method"] not in ("GET", "HEAD"):
            await _send(
                send, 405, {"allow": "GET, HEAD", "content-type": "text/plain"}, b"only GET is answered here"
            )
            return
        status, headers, body = await self._answer(scope["path"].removeprefix(PATH))
        await _send(send, status, headers, body, bare=scope["method"] == "HEAD")

    async def _answer(self, token: str) -> tuple[int, dict[str, str], bytes]:
        try:
            ref, form = self._links.read(token)
            return 200, *_served(await self._fetch(ref, form))
        except Expired as over:
            return 410, *_told(over.language, "expired")
        except (NoSuchLink, Refusal, Undecided):
            return 404, *_told(self._language, "nothing")
        except Unavailable:
            return 503, *_told(self._language, "later")


def _served(file: File) -> tuple[dict[str, str], bytes]:
    how = "inline" if file.format == "html" else "attachment"
    # The name is made of plain letters, digits and hyphens.
    shown = {"content-type": file.media_type, "content-disposition": f'{how}; filename="{file.name}"'}
    return shown, file.content


def _told(language: str, why: Why) -> tuple[dict[str, str], bytes]:
    title, text = not_there(Words(language, "UTC"), why)
    page = (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;"
        "margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style></head>"
        f"<body><h1>{escape(title)}</h1><p>{escape(text)}</p></body></html>"
    )
    return {"content-type": _PAGE}, page.encode()


async def _send(send: Send, status: int, headers: dict[str, str], body: bytes, *, bare: bool = False) -> None:
    given = _SAFE | headers | {"content-length": str(len(body))}
    encoded = [(name.encode(), value.encode()) for name, value in given.items()]
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": b"" if bare else body})
