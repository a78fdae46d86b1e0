"""What a role is said to mean is what it does: alone, a delegate and one project's portfolio admin only hear."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.project.digest import lines
from bot.project.events import GateResumed, Recorded
from bot.talk.draw import draw
from bot.talk.event_words import event_line
from bot.talk.forms import role_form
from bot.talk.notices import Notice
from bot.talk.plain import plain
from bot.talk.words import Words
from tests.talk.mornings import MONDAY
from tests.talk.scenes import PLAYBOOK, ZONE, at, project, scene, waiting


def test_a_delegate_is_told_that_the_role_alone_decides_nothing_and_hears_of_what_waits() -> None:
    found = replace(waiting(), roles=waiting().roles | {"delegate": ("tom",)})
    told = plain(draw(Notice("role", "p1", role="delegate", person="tom"), scene(found, reader="tom")))
    assert "You are told when a decision has waited for days." in told
    assert "only between two dates, once the sponsor has named you for them" in told
    assert [(line.kind, line.escalated) for line in lines(found, PLAYBOOK, "tom", MONDAY)] == [
        ("approval", True)
    ]


def test_the_portfolio_admin_of_one_project_is_not_told_to_see_them_all() -> None:
    shown = scene(project(roles=project().roles | {"portfolio_admin": ("noor",)}), reader="noor")
    told = plain(draw(Notice("role", "p1", role="portfolio_admin", person="noor"), shown))
    assert "Seeing all projects is a role of the whole workspace." in told


@pytest.mark.parametrize(
    ("event", "by", "said"),
    [
        (GateResumed(1, 1, asked=True), "raj", "Raj asked again for gate 1"),
        # of older ledgers
        (GateResumed(1, 1), "mia", "Mia asked again for gate 1"),
        (GateResumed(1, 1), "ana", "The request for gate 1 went on"),
    ],
)
def test_only_a_lead_is_said_to_have_asked_again(event: GateResumed, by: str, said: str) -> None:
    assert event_line(scene(waiting()), Recorded(event, at(3), by)) == said


@pytest.mark.parametrize(("platform", "away"), [("slack", "/gate away"), ("teams", "@Tollgate away")])
@pytest.mark.parametrize("language", ["en", "fr-CA"])
def test_the_form_of_roles_says_where_dates_and_the_whole_workspace_are(
    platform: str, away: str, language: str
) -> None:
    told = plain(role_form(scene(project(), words=Words(language, ZONE, platform))))
    assert away in told
    assert away.replace("away", "admin") in told
