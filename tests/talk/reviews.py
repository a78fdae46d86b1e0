"""The review of a gate as it changes, by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.talk.card import Card, Form, Home
from bot.talk.draw import draw
from bot.talk.notices import Notice
from bot.talk.words import Words
from tests.talk.scenes import asked, at, iterated, phase_two, scene, waiting
from tests.talk.situations import CHANGED, LIVE, MANY, again, paused, paused_by_a_no, sent_back

CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "review-channel": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(waiting(), now=at(12), words=w)
    ),
    "review-approver": lambda w: draw(
        Notice("review", "p1", gate=1, round=1, person="ana"),
        scene(waiting(), now=at(20), words=w, reader="ana"),
    ),
    "review-question": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(asked(), now=at(12), words=w)
    ),
    "review-answered": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(asked("It does: October to May"), now=at(12), words=w)
    ),
    "review-paused-by-a-no": lambda w: draw(
        Notice("review", "p1", gate=2, round=1), scene(paused_by_a_no(), now=at(10, month=4), words=w)
    ),
    "review-paused": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(paused(), now=at(12), words=w)
    ),
    "review-approved": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(phase_two(), now=at(14), words=w)
    ),
    "review-sent-back": lambda w: draw(
        Notice("review", "p1", gate=1, round=1), scene(sent_back(), now=at(14), words=w)
    ),
    "review-again": lambda w: draw(
        Notice("review", "p1", gate=1, round=2, person="ana"),
        scene(again(**CHANGED), now=at(16), words=w, reader="ana"),
    ),
    "review-again-unchanged": lambda w: draw(
        Notice("review", "p1", gate=1, round=2), scene(again(), now=at(16), words=w)
    ),
    "review-again-many": lambda w: draw(
        Notice("review", "p1", gate=1, round=2), scene(again(**MANY), now=at(16), words=w)
    ),
    "review-iterated": lambda w: draw(
        Notice("review", "p1", gate=2, round=1), scene(iterated(1), now=at(3, month=4), words=w)
    ),
    "review-live": lambda w: draw(
        Notice("review", "p1", gate=4, round=1), scene(LIVE, now=at(30, month=5), words=w)
    ),
}
