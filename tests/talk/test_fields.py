"""What a field of the playbook says of the notation that it takes, before anybody gets it wrong."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.playbooks.model import Field as Wanted
from bot.project.state import ItemRecord
from bot.talk.fields import wanted
from bot.talk.item_form import item_form
from bot.talk.scene import Scene
from bot.talk.words import Words
from tests.project.story import NINETY
from tests.talk.scenes import ZONE, project, scene

FIELDS = [field for phase in NINETY.phases for item in phase.items for field in item.fields]


@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_every_field_for_an_address_says_so_once(language: str) -> None:
    words = Words(language, ZONE)
    for field in FIELDS:
        asked = wanted(scene(project(), words=words), field, "")
        assert (words.t("link") in asked.label.casefold()) == (field.type == "link"), field.label
        assert asked.label.casefold().count(words.t("link")) <= 1
        assert (asked.placeholder == "https://…") == (field.type == "link")


@pytest.fixture
def there() -> Scene:
    return scene(project())


def test_every_moment_has_an_example_that_would_be_taken(there: Scene) -> None:
    moments: list[Wanted] = [field for field in FIELDS if field.type == "moment"]
    assert moments
    for field in moments:
        assert datetime.fromisoformat(wanted(there, field, "").placeholder).tzinfo is None


@pytest.mark.parametrize(("holders", "proposed"), [((), ""), (("sam",), "sam"), (("sam", "raj"), "")])
def test_whoever_alone_has_the_role_is_proposed_for_the_item(holders: tuple[str, ...], proposed: str) -> None:
    roles = {**project().roles, "it_devops": holders}
    asked = item_form(scene(project(roles=roles)), "DR-9").fields[0]
    assert (asked.kind, asked.value) == ("person", proposed)


def test_who_was_chosen_stays_chosen() -> None:
    roles = {**project().roles, "it_devops": ("sam",)}
    items = {"DR-9": ItemRecord(done=True, values={"person": "raj"})}
    assert item_form(scene(project(roles=roles, items=items)), "DR-9").fields[0].value == "raj"
