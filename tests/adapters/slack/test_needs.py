"""What the bot asks of a workspace is what it uses, and a missing permission is named at start."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

import adapters.slack
from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.serve import Server
from adapters.sandbox.web_api import METHODS
from adapters.slack.client import Client, open_session
from adapters.slack.manifest import manifest
from adapters.slack.needs import COMMAND, EVENTS, FREE_METHODS, SCOPES, Method
from adapters.slack.start import NotReady, check
from adapters.slack.translate import READERS
from bot.talk.card import Facts
from bot.talk.help import COMMAND as HELPED
from bot.talk.help import help_card
from bot.talk.words import Words

SOURCE = "".join(path.read_text() for path in Path(adapters.slack.__file__).parent.glob("*.py"))


def test_every_method_that_is_called_is_declared_and_none_more() -> None:
    called = set(re.findall(r'\.(?:write|read)\(\s*"([\w.]+)"', SOURCE))
    assert called == set(get_args(Method))


def test_every_method_has_a_scope_and_every_scope_a_use() -> None:
    granted = FREE_METHODS.union(*(scope.methods for scope in SCOPES))
    assert granted == set(get_args(Method))
    assert all(scope.methods or scope.events or scope.name == "commands" for scope in SCOPES)
    assert all(scope.why for scope in SCOPES)


def test_the_scopes_are_those_the_methods_ask_for() -> None:
    names = {scope.name for scope in SCOPES}
    for method in get_args(Method):
        needed = METHODS[method].scopes
        assert not needed or names & set(needed), method


def test_events_are_those_that_are_listened_to() -> None:
    assert {event.partition(".")[0] for event in EVENTS} == set(READERS)


def test_the_manifest_asks_for_exactly_what_is_needed() -> None:
    asked = manifest("https://bot.example.org/")
    assert asked["oauth_config"]["scopes"]["bot"] == [scope.name for scope in SCOPES]
    assert asked["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    (command,) = asked["features"]["slash_commands"]
    assert (command["command"], command["url"]) == (COMMAND, "https://bot.example.org/slack/events")
    assert not asked["settings"]["socket_mode_enabled"]


def test_the_command_and_what_its_hint_suggests_are_those_of_the_help() -> None:
    (command,) = manifest()["features"]["slash_commands"]
    (facts,) = (part.facts for part in help_card(Words("en", "UTC")).parts if isinstance(part, Facts))
    known = {fact.label for fact in facts}
    assert command["command"] == HELPED == COMMAND
    assert {f"{COMMAND} {word}" for word in command["usage_hint"].split(" | ")} <= known


def test_a_socket_and_an_address_ask_for_the_same_permissions_and_events() -> None:
    by_socket, by_address = manifest(), manifest("https://bot.example.org")
    assert by_socket["oauth_config"] == by_address["oauth_config"]
    events = [one["settings"]["event_subscriptions"]["bot_events"] for one in (by_socket, by_address)]
    assert events[0] == events[1]


def test_the_manifest_for_socket_mode_has_no_address() -> None:
    asked = manifest()
    assert asked["settings"]["socket_mode_enabled"]
    assert "url" not in str(asked)


async def start_with(scopes: frozenset[str], token: str = "") -> str:
    sandbox = Sandbox()
    sandbox.identity = msgspec.structs.replace(sandbox.identity, scopes=scopes)
    server = Server(sandbox)
    base_url = f"{await server.start()}/api/"
    try:
        async with open_session() as session:
            return (await check(Client(token or sandbox.identity.bot_token, session, base_url))).bot_user
    finally:
        await server.stop()


async def test_the_start_says_who_the_bot_is() -> None:
    assert await start_with(frozenset(scope.name for scope in SCOPES)) == "U0TOLLGATE"


async def test_the_start_names_each_missing_scope_and_its_reason() -> None:
    names = frozenset(scope.name for scope in SCOPES) - {"pins:write", "users:read"}
    with pytest.raises(NotReady) as refused:
        await start_with(names)
    assert "pins:write: to pin the checklist" in str(refused.value)
    assert "users:read: to know names" in str(refused.value)
    assert "chat:write" not in str(refused.value)


async def test_the_start_says_that_a_token_is_refused_without_repeating_it() -> None:
    with pytest.raises(NotReady) as refused:
        await start_with(frozenset(), "xoxb-wrong-one")
    assert "invalid_auth" in str(refused.value)
    assert "xoxb" not in str(refused.value)
