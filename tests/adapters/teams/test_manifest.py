"""The app package is what Microsoft's own validator takes, and asks for what the code uses."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from pathlib import Path

import orjson

import adapters.teams
from adapters.teams import icons
from adapters.teams.manifest import manifest, package
from adapters.teams.needs import COMMANDS, SCOPES
from bot.talk.card import Facts
from bot.talk.help import COMMAND, help_card
from bot.talk.words import Words
from tests.adapters.teams.official import run_node

ADDRESS = "https://bot.example.org/"
APP = "01234567-89ab-4def-8123-456789abcdef"
SOURCE = "".join(path.read_text() for path in Path(adapters.teams.__file__).parent.glob("*.py"))

#: reads a manifest, with Microsoft's types and against Microsoft's schema, which is a file of the package
VALIDATE = """
const { TeamsManifestConverter } = require("@microsoft/app-manifest");
const given = require("fs").readFileSync(0, "utf8");
const read = TeamsManifestConverter.jsonToManifest(given);
const path = `@microsoft/app-manifest/build/json-schemas/teams/v${read.manifestVersion}/MicrosoftTeams.schema.json`;
const Ajv = require("ajv-draft-04");
const ajv = new Ajv({ strict: false, allErrors: true });
require("ajv-formats")(ajv);
const check = ajv.compile(require(path));
check(JSON.parse(given));
process.stdout.write(JSON.stringify({ name: read.name.short, errors: check.errors || [] }));
"""


async def validated(given: bytes) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(await run_node(VALIDATE, given.decode()))
    return found


def unpacked() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package(ADDRESS, APP))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


async def test_microsofts_validator_takes_the_manifest() -> None:
    assert await validated(unpacked()["manifest.json"]) == {"name": "Tollgate", "errors": []}


async def test_microsofts_validator_would_find_a_mistake() -> None:
    wrong = manifest(ADDRESS, APP) | {"accentColor": "blue"}
    assert (await validated(orjson.dumps(wrong)))["errors"]


def test_the_package_holds_the_manifest_and_two_icons_of_the_sizes_that_teams_asks_for() -> None:
    files = unpacked()
    assert set(files) == {"manifest.json", "color.png", "outline.png"}
    sizes = {name: struct.unpack(">II", files[name][16:24]) for name in ("color.png", "outline.png")}
    assert sizes == {"color.png": (192, 192), "outline.png": (32, 32)}
    assert all(files[name].startswith(b"\x89PNG") for name in sizes)
    assert files["color.png"] == icons.colour()


def test_the_same_app_gives_the_same_package() -> None:
    assert package(ADDRESS, APP) == package(ADDRESS, APP)


def test_the_bot_lives_where_the_code_answers_and_is_found_at_its_address() -> None:
    asked = manifest(ADDRESS, APP)
    (bot,) = asked["bots"]
    assert (asked["id"], bot["botId"]) == (APP, APP)
    assert bot["scopes"] == list(SCOPES) == ["personal", "team", "groupChat"]
    assert asked["validDomains"] == ["bot.example.org"]


def test_the_commands_are_those_that_the_help_names() -> None:
    (facts,) = (part.facts for part in help_card(Words("en", "UTC")).parts if isinstance(part, Facts))
    named = [fact.label.removeprefix(COMMAND).split()[0] for fact in facts]
    # Teams offers ten at most; whatever is not among them is in a menu, and can be typed.
    assert list(COMMANDS) == [name for name in named if name in COMMANDS]
    (suggested,) = manifest(ADDRESS, APP)["bots"][0]["commandLists"]
    assert [one["title"] for one in suggested["commands"]] == list(COMMANDS)
    assert len(COMMANDS) <= 10


def test_no_permission_is_asked_for_while_the_code_calls_the_connector_alone() -> None:
    assert not re.search(r"graph\.microsoft", SOURCE)
    assert not {"authorization", "webApplicationInfo", "permissions"} & manifest(ADDRESS, APP).keys()
