"""Who is told of what happened, as the tables of it are written by hand: `kind -> whom`.

A live message is marked "~" (edited in place), an edit that is never posted "~~". "#" is the channel.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from bot.project.commands import AskQuestion, Command, RecordDecision
from bot.service.follow import follow
from bot.service.ports import Outgoing
from bot.talk.notices import Notice
from tests.project.story import SPONSOR, Story, story_at


def line(message: Outgoing) -> str:
    """Return a message as the table writes it."""
    notice = msgspec.json.decode(message.notice, type=Notice)
    mark = "~~" if message.edit_only else "~" if message.refresh else ""
    return f"{mark}{notice.kind} -> {message.place.person or '#'}"


def told(story: Story, by: str, *commands: Command) -> list[str]:
    """Let somebody do something; return what leaves, the checklist's refresh left out."""
    before = story.project
    events = story.do(by, *commands)
    leaving = follow(before, story.project, events, story.playbook, by)
    lines = [line(message) for message in leaving]
    assert "~checklist -> #" in lines
    return [entry for entry in dict.fromkeys(lines) if entry != "~checklist -> #"]


def meeting(record: str = "m1") -> RecordDecision:
    return RecordDecision(1, 1, record, "go", "2026-03-02", "Binder 12, page 4")


Case = tuple[Callable[[], Story], str, tuple[Command, ...], list[str]]


def asked(story: Story) -> Story:
    story.do(SPONSOR, AskQuestion(1, 1, "q1", "Does it hold in winter?"))
    return story


def with_a_no() -> Story:
    story = story_at("waiting", 2)
    story.red("GO-3")
    return story
