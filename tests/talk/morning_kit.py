"""What the tests of morning messages share."""

from __future__ import annotations

from bot.talk.words import Words
from tests.talk.scenes import ZONE

WORDS = Words("en", ZONE)
