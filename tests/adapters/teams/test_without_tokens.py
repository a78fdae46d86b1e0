"""Without tokens only the machine itself is answered; what the door itself refuses."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.serve import Server
from adapters.sandbox.teams.teams import Teams
from adapters.teams.keys import PAUSE, Keys
from adapters.teams.signing import BodyCheck, Refused, TokenCheck
from tests.adapters.teams.connector_stub import APP, TENANT
from tests.adapters.teams.door import message, serving
from tests.adapters.teams.gate_kit import HOSTS, Gate


@pytest.mark.parametrize(("app_id", "tenant"), [("", TENANT), (APP, "")])
async def test_without_an_app_or_a_tenant_no_check_begins(app_id: str, tenant: str) -> None:
    keys = Keys("http://127.0.0.1:9/metadata")
    with pytest.raises(ValueError, match="cannot be checked"):
        TokenCheck(keys, app_id=app_id, tenant=tenant)
    await keys.close()


async def test_a_local_client_needs_no_token_but_a_sound_activity() -> None:
    async with serving(BodyCheck(hosts={"127.0.0.1"})) as door:
        local = message("help", serviceUrl="http://127.0.0.1:56150/_connector")
        assert (await door.post(local)).status_code == 200
        assert (await door.post(local | {"serviceUrl": "https://evil.example"})).status_code == 403
        assert (await door.post(local, **{"content-type": "text/plain"})).status_code == 415


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost", "localhost:3000", "[::1]:3000", "127.0.0.2"])
async def test_without_tokens_the_machine_itself_is_answered(host: str) -> None:
    async with serving() as door:
        assert (await door.post(message("help"), host=host)).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        {"host": "bot.example"},
        {"host": "127.0.0.1.nip.io"},
        {"host": "localhost.evil.example:3000"},
        {"host": "192.168.1.5:3000"},
        {"host": "0.0.0.0"},
        {"host": ""},
        {"host": "[::1"},
        {"x-forwarded-for": "203.0.113.5"},
        {"X-Forwarded-Proto": "https"},
        {"x-forwarded-host": "localhost"},
        {"forwarded": "for=203.0.113.5"},
    ],
)
async def test_without_tokens_nothing_is_taken_from_a_proxy_or_for_another_host(
    header: dict[str, str],
) -> None:
    async with serving() as door:
        assert (await door.post(message("help"), **header)).status_code == 403
        assert door.service.heard == []


async def test_with_tokens_a_proxy_may_pass_calls_on(gate: Gate) -> None:
    sent = {"host": "bot.example", "x-forwarded-for": "203.0.113.5"}
    answer = await gate.door.post(message("help"), gate.issuer.token(), **sent)
    assert answer.status_code == 200


async def test_a_body_is_not_waited_for_without_a_token_nor_for_ever(gate: Gate) -> None:
    async with serving(gate.check, longest_read=0.2) as door:
        url = urlsplit(door.address)
        for token, status in (("", b"401"), (gate.issuer.token(), b"408")):
            reader, writer = await asyncio.open_connection(url.hostname, url.port)
            lines = (f"POST {url.path} HTTP/1.1", f"host: {url.netloc}", "content-type: application/json")
            head = "\r\n".join((*lines, f"authorization: Bearer {token}", "content-length: 1000", "", "{"))
            writer.write(head.encode())
            async with asyncio.timeout(5):
                assert status in await reader.readline()
            writer.close()
        assert door.service.heard == []


async def test_no_header_makes_the_check_fail_in_another_way(gate: Gate) -> None:
    @given(st.binary(max_size=200))
    def attempt(header: bytes) -> None:
        for sent in (header, b"Bearer " + header):
            with pytest.raises(Refused):
                gate.check.token(sent).send(None)

    await asyncio.to_thread(attempt)


async def test_the_local_teams_is_checked_like_the_real_one() -> None:
    teams = Teams()
    server = Server(Sandbox(teams=teams))
    await server.start()
    me, seconds = teams.identity, 0.0
    keys = Keys(teams.metadata_url, now=lambda: seconds)
    check = TokenCheck(keys, app_id=me.app_id, tenant=me.tenant, hosts=HOSTS)
    where = {"id": "a:mia", "conversationType": "personal", "tenantId": me.tenant}
    said = message("help", serviceUrl=teams.service_url, conversation=where, channelData=None)
    async with serving(check) as door:
        teams.deliver_to(door.address)
        assert (await teams.delivery.deliver(said)).status == 200
        teams.keys.rotate()
        seconds += PAUSE
        assert (await teams.delivery.deliver(said)).status == 200
        assert (await teams.delivery.deliver(said | {"serviceUrl": "https://evil.example"})).status == 403
    await keys.close()
    await server.stop()
