"""How the bot comes by its token."""

from __future__ import annotations

import asyncio
import logging

import pytest
from starlette.responses import JSONResponse, Response

from adapters.teams.start import Installed, NotReady, check
from adapters.teams.tokens import Tokens
from bot.service.ports import DeliveryFailed
from tests.adapters.teams.connector_stub import APP, BOT, PASSWORD, TENANT, Desk, teams_desk


def tokens_at(desk: Desk, time: list[float], password: str = PASSWORD) -> Tokens:
    url = desk.connector.service_url.removesuffix("/teams/") + "/login"
    return Tokens(APP, password, TENANT, login_url=url, now=lambda: time[0])


async def test_one_fetch_serves_all_who_ask_at_once() -> None:
    async with teams_desk() as desk:
        found = await asyncio.gather(*(desk.tokens.token() for _ in range(20)))
        assert set(found) == {"token-0"}
        assert desk.teams.tokens == ["token-0"]


async def test_a_token_is_renewed_shortly_before_it_ends() -> None:
    time = [0.0]
    async with teams_desk() as desk:
        tokens = tokens_at(desk, time)
        assert await tokens.token() == "token-0"
        time[0] = 3299.0
        assert await tokens.token() == "token-0"
        time[0] = 3301.0
        assert await tokens.token() == "token-1"
        await tokens.close()


async def test_the_old_token_serves_while_sign_in_is_away() -> None:
    time = [0.0]
    async with teams_desk() as desk:
        tokens = tokens_at(desk, time)
        await tokens.token()
        desk.teams.sign_in = Response("<html>", 503)
        time[0] = 3400.0
        assert await tokens.token() == "token-0"
        time[0] = 3601.0
        with pytest.raises(DeliveryFailed) as failed:
            await tokens.token()
        assert (failed.value.code, failed.value.permanent) == ("login_unreachable", False)
        await tokens.close()


async def test_a_refusal_is_not_asked_for_again_at_once() -> None:
    time = [0.0]
    async with teams_desk() as desk:
        tokens = tokens_at(desk, time, "wrong")
        for _ in range(3):
            with pytest.raises(DeliveryFailed) as failed:
                await tokens.token()
            assert (failed.value.code, failed.value.retry_after) == ("AADSTS7000215", 60.0)
            desk.teams.sign_in = JSONResponse({"error": "another_reason"}, 400)
        time[0] = 11.0
        with pytest.raises(DeliveryFailed, match="another_reason"):
            await tokens.token()
        await tokens.close()


async def test_a_refused_token_is_replaced_by_a_new_one() -> None:
    async with teams_desk() as desk:
        await desk.tokens.token()
        desk.teams.tokens.append("of another life")
        assert await desk.chat.is_member("19:team@thread.tacv2")
        assert desk.teams.tokens[-1] == "token-2"


async def test_neither_secret_nor_token_is_ever_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with teams_desk() as desk:
        await desk.chat.is_member("19:team@thread.tacv2")
        desk.teams.sign_in = Response("<html>", 503)
        desk.tokens.forget("token-0")
        with pytest.raises(DeliveryFailed) as failed:
            await desk.tokens.token()
        shown = f"{desk.tokens!r} {desk.connector!r} {failed.value!r} {caplog.text}"
    assert PASSWORD not in shown
    assert "token-0" not in shown
    assert failed.value.__cause__ is None


async def test_an_app_that_gets_its_token_is_ready() -> None:
    async with teams_desk() as desk:
        found = await check(desk.connector, tenant=TENANT, app_id=APP)
    assert found == Installed(tenant=TENANT, app_id=APP, bot_id=BOT)


@pytest.mark.parametrize(
    ("told", "advice"),
    [
        ("AADSTS7000215: Invalid client secret", "TOLLGATE_TEAMS_APP_PASSWORD"),
        ("AADSTS7000222: The secret keys are expired", "expired"),
        ("AADSTS700016: Application was not found in the directory", "TOLLGATE_TEAMS_APP_ID"),
        ("AADSTS90002: Tenant not found", "TOLLGATE_TEAMS_TENANT_ID"),
        ("AADSTS53003: Access has been blocked", "AADSTS53003"),
    ],
)
async def test_a_refused_app_is_told_what_to_do(told: str, advice: str) -> None:
    async with teams_desk() as desk:
        desk.teams.sign_in = JSONResponse({"error": "invalid_client", "error_description": told}, 401)
        with pytest.raises(NotReady, match=advice):
            await check(desk.connector, tenant=TENANT, app_id=APP)


async def test_no_answer_is_told_apart_from_a_refusal() -> None:
    async with teams_desk() as desk:
        desk.teams.sign_in = Response("<html>", 502)
        with pytest.raises(NotReady, match="does not answer"):
            await check(desk.connector, tenant=TENANT, app_id=APP)
