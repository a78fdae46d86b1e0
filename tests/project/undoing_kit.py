"""An item that was just set, and how it is undone."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.commands import (
    AssignItem,
    SaveRow,
    SetItem,
)
from bot.project.state import ItemRecord
from tests.project.good import GOOD
from tests.project.story import (
    LEAD,
    OWNER,
    Story,
)
from tests.project.test_verifying import PLAYBOOK as SECOND

ITEM = "DR-4"
SET = SetItem(ITEM, True, GOOD[ITEM])
OTHER = SetItem(ITEM, True, GOOD[ITEM] | {"link": "https://example.com/other"})
ROW = SaveRow("P1-5", "row-1", OWNER, GOOD["P1-5"])


def owned() -> Story:
    """Return a project in which somebody has an item that nobody has set."""
    story = Story(playbook=SECOND)
    story.do(LEAD, AssignItem(ITEM, OWNER))
    return story


def last(story: Story, item: str = ITEM) -> int:
    """Return the event that the button of an item would undo."""
    found = story.project.item(item).before
    return found.seq if found else story.project.item(item).seq


def known(record: ItemRecord) -> ItemRecord:
    """Return what is known of an item, without the way back."""
    return replace(record, before=None, undone=0)
