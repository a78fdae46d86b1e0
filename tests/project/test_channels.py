"""A second channel: on another platform, one at a time, by those who lead the project or with their code."""

from __future__ import annotations

import pytest

from bot.project.commands import Actor, LinkChannel, StopProject, UnlinkChannel
from bot.project.decide import decide
from bot.project.events import ChannelLinked, ChannelUnlinked
from bot.project.refusals import BadInput, Refusal
from bot.project.state import Channel
from tests.project.story import LEAD, MEMBER, NINETY, SPONSOR, STRANGER, Story

THERE = LinkChannel("teams", "19:line3")


@pytest.mark.parametrize("by", [LEAD, SPONSOR])
def test_lead_or_sponsor_links_a_channel_and_a_second_time_nothing_happens(by: str) -> None:
    story = Story()
    assert story.do(by, THERE) == [ChannelLinked("teams", "19:line3")]
    assert story.project.also == Channel("teams", "19:line3")
    assert story.decide(by, THERE) == []


def test_others_link_a_channel_with_a_code_of_those_alone() -> None:
    story = Story()
    assert story.refused(MEMBER, THERE) == "not_in_role"
    assert story.refused(STRANGER, LinkChannel("teams", "19:line3", allowed_by=MEMBER)) == "not_in_role"
    linked = story.do(STRANGER, LinkChannel("teams", "19:line3", allowed_by=LEAD))
    assert linked == [ChannelLinked("teams", "19:line3", allowed_by=LEAD)]


def test_the_home_channel_is_linked_already_and_another_on_its_platform_is_not_taken() -> None:
    story = Story()
    home = story.project.channel
    assert story.decide(LEAD, LinkChannel(home.platform, home.conversation)) == []
    assert story.refused(LEAD, LinkChannel(home.platform, "C-other")) == "same_platform"


def test_another_channel_takes_the_place_of_the_one_before() -> None:
    story = Story()
    story.do(LEAD, THERE)
    assert story.do(LEAD, LinkChannel("teams", "19:other")) == [
        ChannelUnlinked("teams", "19:line3"),
        ChannelLinked("teams", "19:other"),
    ]
    assert story.project.channels == (story.project.channel, Channel("teams", "19:other"))


def test_an_unlinked_project_lives_in_its_home_channel_alone() -> None:
    story = Story()
    assert story.decide(LEAD, UnlinkChannel()) == []
    story.do(LEAD, THERE)
    assert story.project.lives_in("teams", "19:line3")
    assert story.do(LEAD, UnlinkChannel()) == [ChannelUnlinked("teams", "19:line3")]
    assert story.project.channels == (story.project.channel,)
    assert not story.project.lives_in("teams", "19:line3")


def test_a_stopped_project_moves_nowhere() -> None:
    story = Story()
    story.do(LEAD, StopProject("The line is sold"))
    assert story.refused(LEAD, THERE) == "project_stopped"


@pytest.mark.parametrize("command", [LinkChannel("", "C1"), LinkChannel("teams", "")])
def test_a_channel_is_named_whole(command: LinkChannel) -> None:
    story = Story()
    with pytest.raises(BadInput):
        decide(story.project, command, by=Actor(LEAD), playbook=NINETY, now=story.now)


def test_the_clock_links_nothing() -> None:
    story = Story()
    with pytest.raises(Refusal):
        decide(story.project, THERE, by=Actor(""), playbook=NINETY, now=story.now)
