"""Trigger ids and response addresses: short-lived rights that an interaction hands to the app."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from .failures import SlackFailure
from .records import ResponseUrl, Trigger

TRIGGER_LIVES = 3.0
RESPONSE_LIVES = 30 * 60.0
RESPONSE_USES = 5
_KEEP = 2000
_T = TypeVar("_T")


class Triggers:
    """Mint and redeem trigger ids and response addresses, on real time."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._triggers: dict[str, Trigger] = {}
        self._urls: dict[str, ResponseUrl] = {}
        # Slack never gives an id twice, whatever ran here before: the app takes a second one for a repeat.
        self._run = secrets.randbits(63)
        self._count = 0

    def _number(self) -> int:
        self._count += 1
        return self._count

    def mint(self, user: str, view_id: str | None = None) -> str:
        """Give a trigger id for this person, good for one modal within three seconds."""
        number = self._number()
        trigger = Trigger(
            id=f"{1000000 + number}.{self._run}.{number:032x}",
            user=user,
            minted_at=self._real(),
            view_id=view_id,
        )
        _add(self._triggers, trigger.id, trigger)
        return trigger.id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger id up; raises when it is unknown, too old or already used."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackFailure("invalid_trigger_id")
        if trigger.used:
            raise SlackFailure("exchanged_trigger_id")
        if self._real() - trigger.minted_at > TRIGGER_LIVES:
            raise SlackFailure("expired_trigger_id")
        trigger.used = True
        return trigger

    def mint_url(self, user: str, channel: str, message_ts: str | None, thread_ts: str | None) -> ResponseUrl:
        """Give a response address for an interaction."""
        number = self._number()
        url = ResponseUrl(
            id=f"R{self._run:016x}{number:08x}",
            user=user,
            channel=channel,
            minted_at=self._real(),
            message_ts=message_ts,
            thread_ts=thread_ts,
        )
        _add(self._urls, url.id, url)
        return url

    def redeem_url(self, url_id: str) -> ResponseUrl:
        """Count one use of a response address; raises when it is unknown, too old or used up."""
        url = self._urls.get(url_id)
        if url is None:
            raise SlackFailure("invalid_url", status=404)
        if self._real() - url.minted_at > RESPONSE_LIVES:
            raise SlackFailure("expired_url", status=404)
        if url.uses >= RESPONSE_USES:
            raise SlackFailure("used_url", status=404)
        url.uses += 1
        return url


def _add(kept: dict[str, _T], key: str, value: _T) -> None:
    kept[key] = value
    if len(kept) > _KEEP:
        del kept[next(iter(kept))]
