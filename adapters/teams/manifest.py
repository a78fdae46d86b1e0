"""The app package: what an administrator uploads to Teams."""

from __future__ import annotations

import io
import zipfile
from importlib.metadata import version
from urllib.parse import urlsplit

import orjson

from . import icons
from .needs import COMMANDS, SCOPES
from .text import Json

VERSION = "1.17"
NAME = "Tollgate"
ACCENT = "#4B53BC"
_SHORT = "Takes AI projects from idea to production through hard gates."
_FULL = (
    "Tollgate keeps an AI project's checklist in its channel, reminds people of what is theirs, and asks the "
    "sponsor for a decision at each of four gates. Every next step is a button in a message. "
    "Mention it in a channel, or write to it, to begin."
)
#: every entry of the package says the same time, so that the same app gives the same bytes
_STAMP = (2026, 1, 1, 0, 0, 0)


def manifest(address: str, app_id: str) -> Json:
    """Give the manifest; `address` is the bot's public https address."""
    page = f"{address.rstrip('/')}/"
    commands = [{"title": name, "description": said} for name, said in COMMANDS.items()]
    bot = {
        "botId": app_id,
        "scopes": list(SCOPES),
        "commandLists": [{"scopes": list(SCOPES), "commands": commands}],
        "supportsFiles": False,
        "isNotificationOnly": False,
    }
    return {
        "manifestVersion": VERSION,
        "version": version("tollgate"),
        "id": app_id,
        "developer": {"name": NAME, "websiteUrl": page, "privacyUrl": page, "termsOfUseUrl": page},
        "name": {"short": NAME, "full": f"{NAME}: gates for AI projects"},
        "description": {"short": _SHORT, "full": _FULL},
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": ACCENT,
        "bots": [bot],
        "validDomains": [urlsplit(page).hostname or ""],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def package(address: str, app_id: str) -> bytes:
    """Give the zip of the manifest and both icons."""
    files = {
        "manifest.json": orjson.dumps(manifest(address, app_id), option=orjson.OPT_INDENT_2),
        "color.png": icons.colour(),
        "outline.png": icons.outline(),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content)
    return packed.getvalue()
