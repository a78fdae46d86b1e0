"""Roles in the whole workspace as people meet them, at the Slack page and at the Teams page, over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.clock import VirtualClock
from adapters.sandbox.both import Both
from adapters.sandbox.people import DIRECT, NotTaken, Person
from adapters.sandbox.tour.crew import Crew
from bot import staging
from bot.bootstrap import start_demo
from tests.journeys.world import MONDAY

EVERYBODY = ("mia", "ana", "raj", "li", "sam", "eva", "noor", "tom", "ivy")


@asynccontextmanager
async def people(folder: Path, platform: str, *, examples: bool = False) -> AsyncIterator[Both]:
    """Give everybody at one of the two chats; with the example projects, everybody of `tollgate demo` of today."""
    url = f"sqlite:///{folder / 'tollgate.sqlite'}"
    if examples:
        await staging.prepare_demo(folder, lambda _: None)
    clock = VirtualClock(datetime.now(UTC) if examples else MONDAY)
    demo = await start_demo(
        folder if examples else None,
        database_url=url,
        clock=clock,
        background=False,
        platforms=("slack", "teams"),
    )
    try:
        async with staging.driving(demo) as slack, staging.driving_on_teams(demo) as teams:
            yield Both(slack, teams, EVERYBODY if platform == "teams" else ())
    finally:
        await demo.stop()


async def _no_day(_: datetime) -> None:
    """Let no time pass."""


async def heard(who: Person, text: str) -> str:
    """Say something to the bot alone, and return what it answers."""
    answer = await who.say(DIRECT, text)
    return str(answer) if answer else (await who.reads(DIRECT))[-1]


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_the_first_admin_gives_roles_and_an_auditor_reads(tmp_path: Path, platform: str) -> None:
    async with people(tmp_path, platform) as company:
        ana, eva, raj = (company.person(name) for name in ("ana", "eva", "raj"))
        assert "Nobody is a workspace admin" in await heard(raj, "/gate admin")
        assert "You are now a workspace admin" in await heard(ana, "/gate admin")
        assert "Only workspace admins give and take these roles: Ana Ruiz" in await heard(raj, "/gate admin")
        await ana.press("Give a role…", on=DIRECT)
        # In place of the form stands who has which role now.
        with pytest.raises(NotTaken, match=r"auditor · since Mon 2 Mar, given by Ana Ruiz"):
            await ana.fill(role="auditor", person="eva")
        await company.settle()
        told = (await eva.reads(DIRECT))[-1]
        assert "You have a new role in this workspace: auditor" in told
        await eva.press("All projects", on=DIRECT)
        assert "No project is under way" in await heard(eva, "/gate portfolio")


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_an_auditor_reads_every_project_and_is_refused_every_change(
    tmp_path: Path, platform: str
) -> None:
    async with people(tmp_path, platform) as company:
        ana, tom, li = (company.person(name) for name in ("ana", "tom", "li"))
        crew = Crew(company, _no_day, "#line-3-downtime")
        await crew.begin(crew.mia, "Line 3 downtime", sponsor="ana")
        await heard(ana, "/gate admin")
        await ana.press("Give a role…", on=DIRECT)
        with pytest.raises(NotTaken, match=r"[Ww]ho audits"):
            await ana.fill(role="auditor", person="mia")
        await ana.dismiss()
        await ana.press("Give a role…", on=DIRECT)
        with pytest.raises(NotTaken, match="given by Ana Ruiz"):
            await ana.fill(role="auditor", person="tom")
        await company.settle()
        assert "Line 3 downtime" in await heard(tom, "/gate portfolio")
        await tom.press("Menu", on=DIRECT, beside="Line 3 downtime")
        # Somebody without a part in it is shown neither.
        assert "All projects are shown to" in await heard(li, "/gate portfolio")


@pytest.mark.parametrize("platform", ["slack", "teams"])
async def test_with_the_example_projects_somebody_is_free_to_become_auditor(
    tmp_path: Path, platform: str
) -> None:
    async with people(tmp_path, platform, examples=True) as company:
        ana, ivy, raj = (company.person(name) for name in ("ana", "ivy", "raj"))
        await heard(ana, "/gate admin")
        await ana.press("Give a role…", on=DIRECT)
        with pytest.raises(NotTaken, match=r"[Ww]ho audits"):
            await ana.fill(role="auditor", person="raj")
        await ana.dismiss()
        await ana.press("Give a role…", on=DIRECT)
        with pytest.raises(NotTaken, match=r"auditor · since .*, given by Ana Ruiz"):
            await ana.fill(role="auditor", person="ivy")
        await company.settle()
        assert "Line 3 downtime" in await heard(ivy, "/gate portfolio")
        assert "All projects are shown to" in await heard(raj, "/gate portfolio")
