"""`tollgate legal-hold`: nothing of a project may be erased, for as long as the law asks."""

from __future__ import annotations

import asyncio

import click

from bot import erasing
from bot.project.commands import LiftLegalHold, PlaceLegalHold
from bot.project.refusals import BadInput
from bot.settings import read_settings


@click.command(name="legal-hold")
@click.argument("project")
@click.option("--on/--off", "place", required=True, default=None, help="Place the hold, or lift it.")
@click.option("--reason", required=True, help="Why; it stands in the ledger.")
def legal_hold(project: str, reason: str, *, place: bool) -> None:
    """Let nothing of PROJECT (id or name) be erased, or lift that. The project's work goes on meanwhile."""
    url = read_settings().database_url.get_secret_value()
    command = PlaceLegalHold(reason) if place else LiftLegalHold(reason)
    try:
        name, changed = asyncio.run(erasing.legal_hold(url, project, command))
    except BadInput as bad:
        raise click.UsageError(f"the reason is not usable: {bad}.") from None
    now = "A legal hold is on" if place else "No legal hold is on"
    click.echo(f"{now} {name}{'' if changed else ' already; nothing was changed'}.")
