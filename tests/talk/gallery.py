"""Every card, form and home in a situation that shows it well, by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.talk.card import Card, Form, Home
from bot.talk.words import Words
from tests.talk import (
    absences,
    announcements,
    channels,
    checklists,
    corrections,
    decisions,
    departures,
    dialogs,
    governance,
    handings,
    imports,
    joinings,
    keeping,
    meetings,
    menus,
    mornings,
    packet_messages,
    reviews,
    stand_ups,
    workspaces,
)

Drawn = Card | Form | Home
Draw = Callable[[Words], Drawn]
CARDS: dict[str, Draw] = {
    **checklists.CARDS,
    **reviews.CARDS,
    **announcements.CARDS,
    **menus.CARDS,
    **dialogs.CARDS,
    **mornings.CARDS,
    **stand_ups.CARDS,
    **joinings.CARDS,
    **channels.CARDS,
    **decisions.CARDS,
    **governance.CARDS,
    **meetings.CARDS,
    **keeping.CARDS,
    **absences.CARDS,
    **corrections.CARDS,
    **imports.CARDS,
    **workspaces.CARDS,
    **departures.CARDS,
    **handings.CARDS,
    **packet_messages.CARDS,
}
