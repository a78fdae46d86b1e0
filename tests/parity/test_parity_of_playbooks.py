"""The largest form that a playbook of one's own may ask for can be sent on every platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.sandbox.limits import check_view
from adapters.slack import render as slack
from adapters.teams import render as teams
from adapters.teams.fitting import MOST_BYTES, weight
from bot.playbooks.load import load
from bot.playbooks.text_checks import MOST_FIELDS, MOST_OPTIONS
from bot.talk.item_form import item_form
from bot.talk.scene import Scene
from bot.talk.words import Words
from tests.project.story import LEAD, Story

SMALL = (Path(__file__).parents[1] / "playbooks" / "small.yaml").read_text("utf-8")
ITEM = "kind: confirm, due: 20"


def _fields(number: int, hint: int, options: int) -> str:
    offered = ", ".join(f"{{key: o{n}, label: Option {n}}}" for n in range(options))
    kind = f"type: choice, options: [{offered}]" if options else "type: text"
    return ", ".join(f"{{key: f{n}, label: Field {n}, hint: {'h' * hint}, {kind}}}" for n in range(number))


@pytest.mark.parametrize(
    ("number", "hint", "options"),
    [(MOST_FIELDS, 80, 0), (16, 500, 0), (2, 300, MOST_OPTIONS), (MOST_FIELDS, 1, 2)],
)
def test_a_form_as_large_as_a_playbook_may_make_it_is_sent(number: int, hint: int, options: int) -> None:
    text = SMALL.replace(ITEM, f"{ITEM}, fields: [{_fields(number, hint, options)}]")
    playbook = load(text, name="small.yaml")
    story = Story(playbook=playbook)
    scene = Scene(story.project, playbook, {}, story.now, Words("en", "UTC"), LEAD)
    form = item_form(
        scene, next(item.id for item in playbook.phases[1].items if item.fields and item.due == 20)
    )
    assert len(form.fields) == number + 1
    check_view(slack.modal(form))
    assert weight(teams.task(form)) <= MOST_BYTES
