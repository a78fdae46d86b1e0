"""Trigger ids, response addresses and rate limits, on clocks that a test moves."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from adapters.sandbox.failures import SlackFailure
from adapters.sandbox.rates import RateLimits
from adapters.sandbox.triggers import Triggers
from tests.adapters.sandbox.kit import Clock, Json, World, modal, section


def test_a_trigger_is_good_once() -> None:
    triggers = Triggers(Clock())
    trigger = triggers.mint("U1")
    assert triggers.redeem(trigger).user == "U1"
    with pytest.raises(SlackFailure, match="exchanged_trigger_id"):
        triggers.redeem(trigger)


@pytest.mark.parametrize(("seconds", "good"), [(3.0, True), (3.01, False)])
def test_a_trigger_lives_three_seconds(seconds: float, good: bool) -> None:
    clock = Clock()
    triggers = Triggers(clock)
    trigger = triggers.mint("U1")
    clock.at += seconds
    if good:
        triggers.redeem(trigger)
    else:
        with pytest.raises(SlackFailure, match="expired_trigger_id"):
            triggers.redeem(trigger)


def test_a_response_address_lives_thirty_minutes() -> None:
    clock = Clock()
    triggers = Triggers(clock)
    url = triggers.mint_url("U1", "C1", None, None)
    clock.at += 1800
    triggers.redeem_url(url.id)
    clock.at += 1
    with pytest.raises(SlackFailure, match="expired_url"):
        triggers.redeem_url(url.id)


def test_five_messages_may_come_at_once_and_then_one_each_second() -> None:
    clock = Clock()
    rates = RateLimits(clock)
    for _ in range(5):
        rates.post("C1")
    with pytest.raises(SlackFailure) as refused:
        rates.post("C1")
    assert (refused.value.status, refused.value.retry_after) == (429, 1)
    rates.post("C2")
    clock.at += 1
    rates.post("C1")


def test_a_refused_post_does_not_use_up_the_workspace() -> None:
    clock = Clock()
    rates = RateLimits(clock)
    for _ in range(1000):
        try:
            rates.post("C1")
        except SlackFailure:
            continue
    rates.post("C2")


def test_each_tier_has_its_pace() -> None:
    clock = Clock()
    rates = RateLimits(clock)
    for _ in range(50):
        rates.call("chat.update", 3)
    with pytest.raises(SlackFailure) as refused:
        rates.call("chat.update", 3)
    assert refused.value.retry_after == 2
    clock.at += 2
    rates.call("chat.update", 3)


def test_limits_can_be_scaled_and_switched_off() -> None:
    clock = Clock()
    for rates, allowed in ((RateLimits(clock, 0), 1000), (RateLimits(clock, 10), 50)):
        for _ in range(allowed):
            rates.post("C1")
    with pytest.raises(SlackFailure):
        rates.post("C1")


class TestOverHttp:
    """The same, as a client sees it."""

    @pytest.fixture
    def clock(self) -> Clock:
        return Clock()

    @pytest.fixture
    def options(self, clock: Clock, real: Clock) -> Json:
        return {"now": clock, "real": real}

    async def test_too_many_posts_get_429_with_retry_after_until_the_virtual_clock_moves(
        self, world: World, clock: Clock
    ) -> None:
        body = {"channel": world.ids["#line-3-downtime"], "text": "x"}
        answers = [await world.call("chat.postMessage", body) for _ in range(6)]
        assert [status for status, _, _ in answers] == [200] * 5 + [429]
        _, refused, headers = answers[-1]
        assert (refused["error"], headers["Retry-After"]) == ("ratelimited", "1")
        clock.at += float(headers["Retry-After"])
        assert (await world.call("chat.postMessage", body))[0] == 200

    async def test_a_form_opened_too_late_is_refused(self, world: World, real: Clock) -> None:
        trigger = world.sandbox.triggers.mint(world.ids["mia"])
        real.at += 4

        async def error(**more: Any) -> str:
            with pytest.raises(SlackApiError) as refused:
                await world.client.views_open(view=modal(section("x")), **more)
            return str(refused.value.response["error"])

        assert await error(trigger_id=trigger) == "expired_trigger_id"
        second = world.sandbox.triggers.mint(world.ids["mia"])
        await world.client.views_open(view=modal(section("x")), trigger_id=second)
        assert await error(trigger_id=second) == "exchanged_trigger_id"

    async def test_messages_carry_the_virtual_time_and_never_the_same(
        self, world: World, clock: Clock
    ) -> None:
        channel = world.ids["#line-3-downtime"]
        first = (await world.client.chat_postMessage(channel=channel, text="x"))["ts"]
        second = (await world.client.chat_postMessage(channel=channel, text="x"))["ts"]
        assert first.partition(".")[0] == second.partition(".")[0] == str(int(clock.at))
        assert first < second
