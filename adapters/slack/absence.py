"""What a Slack status says about being away: a holiday or a leave is an absence, a meeting is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

#: names of emoji, as Slack gives them between colons, that people choose for days off
EMOJI: Final = frozenset(
    {
        "beach_with_umbrella",
        "camping",
        "desert_island",
        "face_with_thermometer",
        "palm_tree",
        "umbrella_on_ground",
    }
)
#: these say it beside any text, such as "Until Monday"
_SURE: Final = frozenset({"palm_tree", "beach_with_umbrella", "desert_island"})
#: the beginnings of words and phrases, in English and French; compared in lower case, at the start of a word
WORDS: Final = (
    "vacation",
    "holiday",
    "pto",
    "ooo",
    "out of office",
    "out of the office",
    "out-of-office",
    "on leave",
    "parental leave",
    "maternity",
    "paternity",
    "sabbatical",
    "day off",
    "days off",
    "time off",
    "away",
    "sick",
    "vacances",
    "congé",
    "conge",
    "en congé",
    "absent",
    "absence",
    "hors du bureau",
    "malade",
    "maladie",
    "férié",
)
#: what is this short stands alone: "ooo", not "oooh"
_SHORT: Final = 4
_ENDS: Final = r"(?!\w)"
_SAYS = re.compile(
    "|".join(rf"(?<!\w){re.escape(word)}" + (_ENDS if len(word) <= _SHORT else "") for word in WORDS),
    re.IGNORECASE,
)
#: of the same beginning, and no absence
_OTHERWISE = re.compile(
    r"(?<!\w)(?:not|no longer|back from|before|after|pas)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
#: the latest moment that Slack's page can mean; what is beyond it is no time
_LATEST: Final = datetime(2100, 1, 1, tzinfo=UTC).timestamp()


def away_until(profile: Mapping[str, Any]) -> datetime | None:
    """Return when an absence ends that a status tells of; None where it tells of none, or not until when."""
    ends = profile.get("status_expiration")
    if not isinstance(ends, int) or isinstance(ends, bool) or not 0 < ends < _LATEST:
        return None
    if not is_absence(str(profile.get("status_text") or ""), str(profile.get("status_emoji") or "")):
        return None
    return datetime.fromtimestamp(ends, UTC)


def is_absence(text: str, emoji: str) -> bool:
    """Tell whether a status is one of somebody who is away: its words say so, else its emoji alone."""
    if text.strip():
        return any(not _OTHERWISE.search(text[: found.start()]) for found in _SAYS.finditer(text)) or (
            _name(emoji) in _SURE
        )
    return _name(emoji) in EMOJI


def _name(emoji: str) -> str:
    return {"🌴": "palm_tree", "🏖️": "beach_with_umbrella", "🏝️": "desert_island"}.get(
        emoji, emoji.strip(":").partition("::")[0]
    )
