"""Every card, form and home is drawn in French, within what platforms take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.playbooks.load import BUILT_IN, built_in
from bot.playbooks.model import Field, Item, Playbook
from bot.talk.card import Button, Card, Form, Heading, Home
from bot.talk.item_form import item_form, row_form
from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.controls import buttons
from tests.talk.gallery import CARDS
from tests.talk.scenes import PLAYBOOK, ZONE, at, phase_two, scene

FRENCH = Words("fr-CA", ZONE)
TITLE, OPTION, HEADING, CONFIRM, YES = 24, 75, 150, 300, 30


@pytest.mark.parametrize("name", sorted(CARDS))
def test_a_card_in_french_keeps_within_what_platforms_take(name: str) -> None:
    drawn = CARDS[name](FRENCH)
    assert "{" not in plain(drawn)
    for button in buttons(drawn):
        check_button(button)
    if isinstance(drawn, Form):
        check_form(drawn)
    else:
        check_parts(drawn)


def check_button(button: Button) -> None:
    assert 0 < len(button.label) <= OPTION
    if button.confirm:
        assert len(button.confirm.title) <= 100
        assert len(button.confirm.text) <= CONFIRM
        assert max(len(button.confirm.yes), len(button.confirm.no)) <= YES


def check_form(form: Form) -> None:
    assert max(len(form.title), len(form.submit), len(form.cancel)) <= TITLE
    for field in form.fields:
        assert len(field.label) <= OPTION
        assert all(len(choice.label) <= OPTION for choice in field.choices)


def check_parts(drawn: Card | Home) -> None:
    for part in drawn.parts:
        if isinstance(part, Heading):
            assert len(part.text) <= HEADING


def test_every_form_of_an_item_fits_in_french() -> None:
    shown = scene(phase_two(), now=at(24), words=FRENCH)
    for phase in PLAYBOOK.phases:
        for item in phase.items:
            check_form(item_form(shown, item.id))
            check_form(row_form(shown, item.id))


def test_every_text_of_a_playbook_is_translated_within_its_limits() -> None:
    for key in BUILT_IN:
        for field in (field for item in items(built_in(key)) for field in item.fields):
            assert all(len(FRENCH.t(text)) <= OPTION for text in labels(field))


def items(playbook: Playbook) -> Iterator[Item]:
    """Yield every item of a playbook."""
    for phase in playbook.phases:
        yield from phase.items


def labels(field: Field) -> Iterator[str]:
    """Yield what stands beside a field and in its list."""
    yield field.label
    yield from (option.label for option in field.options)
