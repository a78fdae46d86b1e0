"""Rewrites the golden texts (`python -m tests.talk.golden`); read the difference as a customer would."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.gallery import CARDS
from tests.talk.scenes import ZONE

FOLDER = Path(__file__).parent / "golden"
#: read in French, too
FRENCH = (
    "absence",
    "absence-in-part",
    "absence-over-given",
    "admin",
    "checklist-conditions",
    "checklist-half-way",
    "delegate",
    "delegate-saved",
    "details-data-quality",
    "form-away",
    "form-conditions",
    "form-kpi",
    "form-meeting-conditions",
    "form-prefs",
    "governance-checklist",
    "history",
    "history-corrected",
    "history-meetings",
    "home-sponsor",
    "import-checklist",
    "import-history",
    "import-notice",
    "join-confirm",
    "left",
    "left-in-part",
    "morning-lead",
    "morning-two",
    "notice-accounts-joined",
    "notice-acts-as",
    "notice-condition-again",
    "notice-halted",
    "notice-recorded-stop",
    "notice-stop-verdict",
    "notice-undelivered",
    "notice-waits-for-you",
    "notice-workspace-admin",
    "portfolio",
    "review-approver",
    "review-groups-terms",
    "review-groups-voter",
    "review-meeting-conditional",
    "review-meeting-groups",
    "sponsor-digest",
    "standup-several",
    "status-running",
    "weekly",
)


@cache
def texts() -> dict[str, str]:
    """Return every card as plain text, by name; those in French by "fr/" and their name."""
    english = {name: plain(draw(Words("en", ZONE))) + "\n" for name, draw in CARDS.items()}
    return english | {f"fr/{name}": plain(CARDS[name](Words("fr-CA", ZONE))) + "\n" for name in FRENCH}


if __name__ == "__main__":
    for file in FOLDER.rglob("*.txt"):
        file.unlink()
    for name, text in texts().items():
        (FOLDER / f"{name}.txt").write_text(text, "utf-8")
