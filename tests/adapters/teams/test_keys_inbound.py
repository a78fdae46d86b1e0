"""The keys of Microsoft: fetched, kept, rotated, and nobody let in without them."""

from __future__ import annotations

import asyncio
import time

from starlette.responses import JSONResponse, PlainTextResponse, Response

from adapters.teams.keys import FRESH, PAUSE, Keys
from adapters.teams.signing import LEEWAY
from tests.adapters.teams.door import message
from tests.adapters.teams.gate_kit import Gate
from tests.adapters.teams.issuer import ENDORSED


async def test_keys_are_fetched_once_for_many_calls(gate: Gate) -> None:
    for number in range(5):
        assert await gate.status(gate.issuer.token(jti=str(number))) == 200
    assert gate.issuer.fetches == 1


async def test_calls_at_the_same_time_fetch_the_keys_once(gate: Gate) -> None:
    tokens = [gate.issuer.token(jti=str(number)) for number in range(5)]
    answers = await asyncio.gather(*(gate.door.post(message("help"), token) for token in tokens))
    assert {answer.status_code for answer in answers} == {200}
    assert gate.issuer.fetches == 1


async def test_rotated_keys_are_found_when_the_first_token_comes_that_they_signed(gate: Gate) -> None:
    assert await gate.status(gate.issuer.token()) == 200
    gate.issuer.keys = {"k2": ENDORSED}
    gate.seconds += PAUSE
    assert await gate.status(gate.issuer.token(kid="k2", signed_by="k2")) == 200
    assert await gate.status(gate.issuer.token(jti="new")) == 401
    assert gate.issuer.fetches == 2


async def test_unknown_key_ids_do_not_make_the_bot_fetch_without_end(gate: Gate) -> None:
    for number in range(20):
        assert await gate.status(gate.issuer.token(kid=f"made-up-{number}", signed_by="k2")) == 401
    assert gate.issuer.fetches == 1


async def test_old_keys_serve_while_they_are_fetched_again(gate: Gate) -> None:
    assert await gate.status(gate.issuer.token()) == 200
    gate.seconds += FRESH
    gate.issuer.answer = PlainTextResponse("busy", 503)
    assert await gate.status(gate.issuer.token(jti="later")) == 200
    gate.seconds += PAUSE
    gate.issuer.answer = None
    gate.issuer.keys = {"k2": ENDORSED}
    assert await gate.status(gate.issuer.token(jti="last")) == 200
    assert await gate.status(gate.issuer.token(kid="k2", signed_by="k2")) == 200
    assert await gate.status(gate.issuer.token(jti="over")) == 401


#: what is published instead of keys
NO_KEYS: dict[str, Response] = {
    "an error": PlainTextResponse("no", 500),
    "text": PlainTextResponse("not JSON"),
    "a list": JSONResponse([]),
    "no list": JSONResponse({"keys": "none"}),
    "no RSA": JSONResponse(
        {"keys": [None, {"kid": 1}, {"kid": "k1", "kty": "EC"}, {"kid": "k1", "kty": "RSA"}]}
    ),
    "a shared secret": JSONResponse({"keys": [{"kid": "k1", "kty": "oct", "k": "c2VjcmV0"}]}),
}


async def test_without_keys_nobody_is_let_in_and_teams_is_asked_to_come_again(gate: Gate) -> None:
    for case, answer in NO_KEYS.items():
        gate.issuer.answer = answer
        gate.seconds += PAUSE
        assert await gate.status(gate.issuer.token()) == 503, case
    assert gate.issuer.fetches == len(NO_KEYS)


async def test_keys_come_from_nowhere_else(gate: Gate) -> None:
    for address in (None, 3, "http://elsewhere.example/keys", "file:///etc/keys", "https://["):
        gate.issuer.metadata = {"jwks_uri": address}
        gate.seconds += PAUSE
        assert await gate.status(gate.issuer.token()) == 503, address
    assert not gate.issuer.fetches


async def test_an_issuer_that_is_not_there_refuses_nobody_else_and_holds_up_nothing(gate: Gate) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    keys = Keys(f"http://127.0.0.1:{port}/metadata")
    waiting = asyncio.create_task(keys.key("k1"))
    began = time.monotonic()
    assert await gate.status(gate.issuer.token()) == 200  # the loop is free meanwhile
    assert time.monotonic() - began < 2
    assert not waiting.done()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    await keys.close()
    server.close()
    await server.wait_closed()


async def test_a_token_ends_although_it_was_seen_before(gate: Gate) -> None:
    token = gate.issuer.token(exp=int(time.time()) - LEEWAY + 2)
    assert await gate.status(token) == 200
    await asyncio.sleep(2.1)
    assert await gate.status(token) == 401
