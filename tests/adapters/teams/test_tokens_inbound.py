"""Who is let in: every way in which a token or an activity can be wrong is a 401 or a 403, and never acts."""

from __future__ import annotations

import asyncio
import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import JSONResponse, PlainTextResponse, Response

from adapters.sandbox.sandbox import Sandbox
from adapters.sandbox.serve import Server
from adapters.sandbox.teams.teams import Teams
from adapters.teams import http
from adapters.teams.keys import FRESH, PAUSE, Keys
from adapters.teams.signing import LEEWAY, BodyCheck, Refused, TokenCheck
from bot.service.intents import Typed
from tests.adapters.teams.connector_stub import APP, TENANT
from tests.adapters.teams.door import Door, Json, message, serving
from tests.adapters.teams.issuer import ENDORSED, Issuer, issuer, private_key

HOSTS = {"127.0.0.1"}
FOREIGN = "99999999-2222-3333-4444-555555555555"


class Gate:
    """The door with a check of tokens, and their issuer; time passes when a test says so."""

    def __init__(self, issuing: Issuer) -> None:
        self.issuer = issuing
        self.seconds = 1000.0
        self.keys = Keys(f"{issuing.address}/metadata", now=lambda: self.seconds)
        self.check = TokenCheck(self.keys, app_id=APP, tenant=TENANT, hosts=HOSTS)
        self.door: Door

    async def status(self, token: str, body: Json | None = None) -> int:
        """Post a message, and give the status that it gets; a refusal says why and reaches nobody."""
        before = len(self.door.service.heard)
        answer = await self.door.post(body or message("help"), token)
        assert answer.text if answer.status_code != 200 else not answer.text
        assert len(self.door.service.heard) == before + (answer.status_code == 200)
        return answer.status_code


@pytest.fixture
async def gate() -> AsyncIterator[Gate]:
    async with issuer() as issuing:
        gate = Gate(issuing)
        async with serving(gate.check) as door:
            gate.door = door
            issuing.service_url = door.desk.connector.service_url
            yield gate
        await gate.keys.close()


async def test_a_token_of_microsofts_lets_an_activity_in(gate: Gate) -> None:
    assert await gate.status(gate.issuer.token()) == 200
    assert gate.door.service.intents == [Typed("help")]


def _with_shared_secret(issuing: Issuer) -> str:
    """Sign with the published key as if it were a shared secret; PyJWT itself refuses to."""
    public = private_key("k1").public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = _encoded(b'{"alg":"HS256","typ":"JWT","kid":"k1"}')
    signed = ".".join((header, issuing.token().split(".")[1]))
    return f"{signed}.{_encoded(hmac.digest(secret, signed.encode(), 'sha256'))}"


def _encoded(part: bytes) -> str:
    return urlsafe_b64encode(part).decode().rstrip("=")


def _unsigned(issuing: Issuer) -> str:
    header = _encoded(b'{"alg":"none","typ":"JWT","kid":"k1"}')
    return ".".join((header, issuing.token().split(".")[1], ""))


def _tampered(issuing: Issuer) -> str:
    """Put the signature of one token under another one."""
    head, claims, _ = issuing.token(aud="somebody").split(".")
    return ".".join((head, claims, issuing.token().split(".")[2]))


Make = Callable[[Issuer], str]
#: by the case: a token, and how it is answered
TOKENS: dict[str, tuple[Make, int]] = {
    "no header": (lambda _: "", 401),
    "garbage": (lambda _: "garbage", 401),
    "three parts of garbage": (lambda _: "a.b.c", 401),
    "expired": (lambda by: by.token(exp=int(time.time()) - LEEWAY - 1), 401),
    "not yet valid": (lambda by: by.token(nbf=int(time.time()) + LEEWAY + 60), 401),
    "bad signature": (lambda by: by.token(signed_by="k2"), 401),
    "signature of another token": (_tampered, 401),
    "HS256": (_with_shared_secret, 401),
    "no algorithm": (_unsigned, 401),
    "unknown key id": (lambda by: by.token(kid="k2", signed_by="k2"), 401),
    "no key id": (lambda by: by.token(kid=None), 401),
    "empty key id": (lambda by: by.token(kid=""), 401),
    "wrong issuer": (lambda by: by.token(iss="https://sts.windows.net/x/"), 401),
    "no issuer": (lambda by: by.token(without="iss"), 401),
    "wrong audience": (lambda by: by.token(aud="00000000-0000-0000-0000-000000000000"), 401),
    "no audience": (lambda by: by.token(without="aud"), 401),
    "no exp": (lambda by: by.token(without="exp"), 401),
    "exp is no number": (lambda by: by.token(exp="tomorrow"), 401),
    "service URL of another": (lambda by: by.token(serviceurl="https://smba.trafficmanager.net/de/"), 403),
    "no service URL": (lambda by: by.token(without="serviceurl"), 403),
    "service URL is no text": (lambda by: by.token(serviceurl=1), 403),
}


async def test_every_wrong_token_is_refused(gate: Gate) -> None:
    got = {case: await gate.status(make(gate.issuer)) for case, (make, _) in TOKENS.items()}
    assert got == {case: status for case, (_, status) in TOKENS.items()}


@pytest.mark.parametrize("endorsed", [(), ("webchat", "directline")], ids=["none", "others"])
async def test_a_key_that_may_not_speak_for_teams_is_refused(gate: Gate, endorsed: tuple[str, ...]) -> None:
    gate.issuer.keys["k1"] = endorsed
    assert await gate.status(gate.issuer.token()) == 403


#: by the case: what the activity says instead
ACTIVITIES: dict[str, Json] = {
    "no service URL": {"serviceUrl": None},
    "empty service URL": {"serviceUrl": ""},
    "another service URL than the token's": {"serviceUrl": "https://smba.trafficmanager.net/de/"},
    "no channel id": {"channelId": None},
    "another channel": {"channelId": "webchat"},
    "foreign tenant": {"channelData": {"tenant": {"id": FOREIGN}}},
    "foreign tenant of the conversation": {"conversation": {"id": "a:29:mia", "tenantId": FOREIGN}},
    "no tenant": {"channelData": None, "conversation": {"id": "a:29:mia"}},
}


async def test_an_activity_that_its_token_does_not_vouch_for_is_refused(gate: Gate) -> None:
    token = gate.issuer.token()
    got = {case: await gate.status(token, message("help") | said) for case, said in ACTIVITIES.items()}
    assert got == dict.fromkeys(ACTIVITIES, 403)


async def test_a_service_url_that_is_not_microsofts_is_refused(gate: Gate) -> None:
    for address in (
        "https://evil.example/",
        "http://smba.trafficmanager.net/ca/",
        "https://smba.trafficmanager.net.evil.example/",
        "http://127.0.0.2:9/",
    ):
        token = gate.issuer.token(serviceurl=address)
        assert await gate.status(token, message("help", serviceUrl=address)) == 403, address


async def test_a_token_in_another_scheme_is_refused(gate: Gate) -> None:
    sent = await gate.door.post(message("help"), authorization=f"Basic {gate.issuer.token()}")
    assert sent.status_code == 401


async def test_whom_nobody_vouches_for_is_told_nothing_of_the_body(gate: Gate) -> None:
    assert (await gate.door.post(b"{")).status_code == 401
    assert (await gate.door.post(b"{", gate.issuer.token())).status_code == 400


async def test_a_refusal_repeats_nothing_of_the_token(gate: Gate) -> None:
    for make, _ in TOKENS.values():
        token = make(gate.issuer)
        answer = await gate.door.post(message("help"), token)
        assert not token or token not in answer.text


async def test_clocks_may_differ_by_minutes(gate: Gate) -> None:
    assert await gate.status(gate.issuer.token(exp=int(time.time()) - LEEWAY + 30)) == 200
    assert await gate.status(gate.issuer.token(nbf=int(time.time()) + LEEWAY - 30)) == 200


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


async def test_a_body_is_not_waited_for_without_a_token_nor_for_ever(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "LONGEST_READ", 0.2)
    url = urlsplit(gate.door.address)
    for token, status in (("", b"401"), (gate.issuer.token(), b"408")):
        reader, writer = await asyncio.open_connection(url.hostname, url.port)
        lines = (f"POST {url.path} HTTP/1.1", f"host: {url.netloc}", "content-type: application/json")
        head = "\r\n".join((*lines, f"authorization: Bearer {token}", "content-length: 1000", "", "{"))
        writer.write(head.encode())
        async with asyncio.timeout(5):
            assert status in await reader.readline()
        writer.close()
    assert gate.door.service.heard == []


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
