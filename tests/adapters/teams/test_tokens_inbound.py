"""Who is let in: every way in which a token or an activity can be wrong is a 401 or a 403, and never acts."""

from __future__ import annotations

import hmac
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from adapters.teams.signing import LEEWAY
from bot.service.intents import Typed
from tests.adapters.teams.door import Json, message
from tests.adapters.teams.gate_kit import Gate
from tests.adapters.teams.issuer import Issuer, private_key

FOREIGN = "99999999-2222-3333-4444-555555555555"


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
