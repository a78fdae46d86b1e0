"""`tollgate tour`: a project from the first command to live, in virtual days."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import asdict
from pathlib import Path

import click

from bot import staging, touring


@click.command(short_help="Watch a project go from the first command to live.")
@click.option("--json", "as_json", is_flag=True, help="End with one JSON object on the last line.")
@click.option(
    "--platform",
    type=click.Choice(staging.PLATFORMS),
    default="slack",
    show_default=True,
    help="Where the people are; both: the team in Slack, its sponsor in Teams.",
)
@click.option("--socket-mode", is_flag=True, help="Connect the bot to Slack by Socket Mode.")
@click.option(
    "--dump",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep every message and view that was sent, as JSON, in this folder.",
)
@click.option("--governance", is_flag=True, help="Five governance gates instead, with several approvers.")
@click.option(
    "--export",
    "exported",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --governance: write the ledger into this file at the end, as JSON Lines.",
)
def tour(
    as_json: bool,
    platform: str,
    socket_mode: bool,
    dump: Path | None,
    *,
    governance: bool,
    exported: Path | None,
) -> None:
    """Watch a project go from the first command to live, in virtual days."""
    logging.basicConfig(level="ERROR")
    if governance:
        _tour_governance(staging.Stage(platform, socket_mode, dump), exported, as_json=as_json)
        return
    if exported:
        raise click.UsageError("--export goes with --governance.")
    end = asyncio.run(staging.tour(click.echo, platform=platform, socket_mode=socket_mode, dump=dump))
    if as_json:
        click.echo(json.dumps(asdict(end)))
    else:
        click.echo(
            f"\n{end.gates_passed} gates passed in {end.days} days, with {end.clicks} clicks and {end.events} "
            f"events, {end.reminders} reminders and {end.standups} stand-ups; "
            f"the project is {end.status}, its chain {end.chain}."
        )


def _tour_governance(stage: staging.Stage, exported: Path | None, *, as_json: bool) -> None:
    end = asyncio.run(touring.governance_tour(click.echo, stage, exported=exported))
    if as_json:
        click.echo(json.dumps(asdict(end)))
        return
    rounds = ", ".join(f"{number} {outcome}" for outcome, number in end.decisions.items())
    click.echo(
        f"\n{end.gates_passed} gates passed in {end.days} days with {end.approvals} approvals; decisions: {rounds}. "
        f"{end.verified} verifications, {end.conditions_met} condition met, {end.delegations} delegation. "
        f"The project is {end.status}, its chain {end.chain}."
    )
