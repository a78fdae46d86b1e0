"""How Teams' refusals and silences are told to the bot."""

from __future__ import annotations

import pytest
from starlette.responses import Response

from adapters.teams.client import TRIES, Connector
from bot.service.ports import DeliveryFailed
from tests.adapters.teams.connector_stub import TEAM, Desk, Hurry, refusal, teams_desk


async def read(desk: Desk) -> None:
    await desk.connector.call("GET", "conversations", TEAM, "pagedmembers", params={"pageSize": 1})


async def failure(*answers: Response) -> tuple[DeliveryFailed, list[str], list[float]]:
    timer = Hurry()
    async with teams_desk(timer) as desk:
        desk.teams.answers = list(answers)
        with pytest.raises(DeliveryFailed) as failed:
            await read(desk)
        return failed.value, desk.teams.calls, timer.waits


@pytest.mark.parametrize("status", [412, 429, 502, 504])
async def test_what_passes_soon_is_tried_again(status: int) -> None:
    timer = Hurry()
    async with teams_desk(timer) as desk:
        desk.teams.answers = [refusal(status), refusal(status, **{"Retry-After": "3"})]
        await read(desk)
        assert len(desk.teams.calls) == 3
    assert timer.waits == [0.5, 3.0]


async def test_trying_again_comes_to_an_end() -> None:
    failed, calls, waits = await failure(*(refusal(502) for _ in range(TRIES)))
    assert (failed.code, failed.permanent, len(calls)) == ("uncertain", False, TRIES)
    assert waits == [0.5, 1.0, 2.0]


async def test_a_long_wait_is_left_to_the_queue() -> None:
    failed, calls, waits = await failure(refusal(429, **{"Retry-After": "40"}))
    assert (failed.code, failed.retry_after, failed.permanent) == ("ratelimited", 40.0, False)
    assert (len(calls), waits) == (1, [])


async def test_a_wait_can_be_told_as_a_date() -> None:
    failed, _, _ = await failure(refusal(429, **{"Retry-After": "Fri, 31 Dec 2099 23:59:59 GMT"}))
    assert failed.retry_after
    assert failed.retry_after > 3600


async def test_a_wait_that_is_no_number_is_not_waited_for() -> None:
    timer = Hurry()
    async with teams_desk(timer) as desk:
        desk.teams.answers = [refusal(429, **{"Retry-After": "soon"})]
        await read(desk)
    assert timer.waits == [0.5]


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (403, "MessageWritesBlocked", "blocked"),
        (403, "BotNotInConversationRoster", "not_in_channel"),
        (403, "", "http_403"),
        (413, "MessageSizeTooBig", "too_large"),
        (400, "BadSyntax", "BadSyntax"),
        (404, "ConversationNotFound", "not_found"),
    ],
)
async def test_a_refusal_that_stays_is_permanent_and_asked_once(status: int, code: str, told: str) -> None:
    failed, calls, _ = await failure(refusal(status, code))
    assert (failed.code, failed.permanent, len(calls)) == (told, True, 1)


async def test_what_an_administrator_can_mend_waits() -> None:
    failed, _, _ = await failure(refusal(403, "BotDisabledByAdmin"))
    assert (failed.code, failed.permanent, failed.retry_after) == ("BotDisabledByAdmin", False, 60.0)


async def test_a_token_that_is_refused_twice_waits_for_an_administrator() -> None:
    failed, calls, _ = await failure(refusal(401), refusal(401))
    assert (failed.code, failed.retry_after, len(calls)) == ("unauthorized", 60.0, 2)


@pytest.mark.parametrize("answer", [refusal(500), refusal(503), Response("<html>"), Response("no", 408)])
async def test_an_unclear_answer_is_uncertain(answer: Response) -> None:
    failed, _, _ = await failure(answer)
    assert (failed.code, failed.permanent) == ("uncertain", False)


async def test_a_broken_connection_is_uncertain() -> None:
    async with teams_desk() as desk:
        desk.teams.lose_answer = True
        with pytest.raises(DeliveryFailed) as failed:
            await read(desk)
    assert (failed.value.code, failed.value.permanent) == ("uncertain", False)


async def test_nobody_there_means_that_nothing_was_sent() -> None:
    connector = Connector(None, service_url="http://127.0.0.1:9/", also={"127.0.0.1"})
    with pytest.raises(DeliveryFailed) as failed:
        await connector.call("GET", "conversations")
    await connector.close()
    assert (failed.value.code, failed.value.permanent) == ("unreachable", False)


async def test_strangers_are_never_called() -> None:
    with pytest.raises(ValueError, match="not an address"):
        Connector(None, service_url="https://evil.example/")
    connector = Connector(None)
    assert not connector.move("https://evil.example/")
    assert connector.service_url == "https://smba.trafficmanager.net/teams/"
    assert connector.move("https://smba.trafficmanager.net/emea/")
    assert connector.service_url == "https://smba.trafficmanager.net/emea/"


async def test_a_moved_service_is_called_at_its_new_address() -> None:
    async with teams_desk() as desk, teams_desk() as moved:
        moved.teams.tokens = desk.teams.tokens
        await read(desk)
        assert desk.connector.move(moved.connector.service_url)
        await read(desk)
        assert (len(desk.teams.calls), len(moved.teams.calls)) == (1, 1)


async def test_a_redirect_is_not_followed() -> None:
    failed, calls, _ = await failure(Response(status_code=307, headers={"location": "/teams/v3/elsewhere"}))
    assert (failed.code, failed.permanent, len(calls)) == ("http_307", True, 1)
