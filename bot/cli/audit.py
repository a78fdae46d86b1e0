"""`tollgate audit`: what is kept, checked and taken out."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from bot import ledger
from bot.packets import read_packet, write_packet
from bot.settings import read_settings
from bot.talk.languages import language_of, languages
from storage.anchor import Anchor, differs, read_anchor
from storage.exported import check


def _known(context: click.Context, option: click.Parameter, value: str) -> str:
    found = language_of(value)
    if found.partition("-")[0] != value.replace("_", "-").lower().partition("-")[0]:
        known = ", ".join(("en", *languages()))
        raise click.BadParameter(f"there is no translation into {value!r}. There are: {known}.")
    return found


@click.group(name="audit")
def audit() -> None:
    """Check what is kept."""


@audit.command(name="verify")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
@click.option(
    "--anchor",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that holds an anchor kept outside, such as a saved message.",
)
def audit_verify(file: Path | None, anchor: Path | None, *, as_json: bool) -> None:
    """Replay every project and check every hash; or check an export, FILE, without the database."""
    held_to = _read_anchor(anchor) if anchor else None
    if file:
        with file.open("rb") as lines:
            checked = check(lines, held_to)
        _tell(checked.projects, checked.events, checked.problems, as_json=as_json)
        return
    url = read_settings().database_url.get_secret_value()
    report = asyncio.run(ledger.audit(url))
    if held_to:
        report.problems += differs(held_to, asyncio.run(ledger.anchor_of(url, held_to.at, held_to.workspace)))
    _tell(report.projects, report.events, report.problems, as_json=as_json)


@audit.command(name="export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-names", is_flag=True, help="Leave people's names out: ids only.")
def audit_export(file: Path, *, no_names: bool) -> None:
    """Write the whole ledger into FILE, as JSON Lines that can be checked anywhere."""
    url = read_settings().database_url.get_secret_value()
    end = asyncio.run(ledger.export_ledger(url, file, names=not no_names))
    click.echo(f"{end.projects} projects, {end.events} events: {file}\nsha256 {end.sha256}")


@audit.command(name="anchor")
def audit_anchor() -> None:
    """Print one line to keep outside: whoever rewrites the past can no longer meet it."""
    url = read_settings().database_url.get_secret_value()
    # What is being written at this moment belongs to the next one.
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=1)
    click.echo(str(asyncio.run(ledger.anchor_of(url, at))))


@audit.command(name="packet")
@click.argument("project")
@click.argument("gate", type=click.IntRange(min=1))
@click.option(
    "--round", "number", type=click.IntRange(min=1), help="Round of the gate; none: the last decided."
)
@click.option(
    "--out",
    default=Path(),
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; the current one by default.",
)
@click.option("--language", default="en", show_default=True, callback=_known, help="Such as en or fr-CA.")
def audit_packet(project: str, gate: int, number: int | None, out: Path, language: str) -> None:
    """Write what a decision on GATE of PROJECT (id or name) rests on, as a page and as a PDF."""
    url = read_settings().database_url.get_secret_value()
    document = asyncio.run(read_packet(url, project, gate, number or 0, language=language))
    for written in write_packet(document, out):
        click.echo(f"{written.file}\nsha256 {written.sha256}")


def _read_anchor(file: Path) -> Anchor:
    try:
        return read_anchor(file.read_text("utf-8"))
    except ValueError as wrong:
        raise click.UsageError(f"{file}: {wrong}.") from None


def _tell(projects: int, events: int, problems: list[str], *, as_json: bool) -> None:
    chain = "broken" if problems else "ok"
    if as_json:
        found = {"chain": chain, "projects": projects, "events": events, "problems": problems}
        click.echo(json.dumps(found))
    else:
        for problem in problems:
            click.echo(problem, err=True)
        click.echo(f"{projects} projects, {events} events: {chain}")
    if problems:
        raise click.exceptions.Exit(1)
