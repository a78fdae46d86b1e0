"""`tollgate erase`: what need not be kept is shown first, and erased with --yes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime

import click

from bot import erasing
from bot.project.refusals import Refusal
from bot.project.retention import Signed
from bot.service.erasing import Chosen, MustStay, PersonPlan, TextsPlan
from bot.settings import Settings, read_settings
from bot.talk.refusal import refusal
from bot.talk.words import Words

YES = click.option("--yes", "really", is_flag=True, help="Do it; without this, only what would go is shown.")
#: what no command reaches
BEYOND = (
    "Not reached, and to be dealt with where it is: exports and gate packets that were downloaded; packets that were "
    "posted as files, which the messages with them say; backups and copies of the database; notifications and "
    "e-mails that the chats have sent; earlier stand-ups and morning messages; messages in channels that the bot "
    "has left; messages to somebody who was erased; what people wrote themselves."
)
_SIGNED = {
    "VoteCast": "approved",
    "GateApproved": "approved",
    "GateHeld": "put on hold",
    "GateStopped": "stopped",
    "GateSentBack": "sent back",
    "GateIterated": "answered with no",
    "SponsorChose": "chose what follows",
    "ThresholdSigned": "signed the threshold",
    "DecisionRecorded": "recorded what a meeting decided on",
    "DecisionDisputed": "disputed what was recorded of",
    "DecisionTakenBack": "took a decision back",
    "ItemSigned": "signed",
    "EquivalentSigned": "signed",
    "ItemVerified": "verified",
    "ProjectImported": "vouched for gates from paper",
    "ImportCorrected": "vouched for gates from paper",
    "ImportCountersigned": "countersigned gates from paper",
    "ImportRefused": "refused gates from paper",
    "LegalHoldPlaced": "placed a legal hold",
    "LegalHoldLifted": "lifted a legal hold",
}


@click.group(name="erase", short_help="Erase names and free texts that need not be kept.")
def erase() -> None:
    """Erase names and free texts that need not be kept; the ledger still verifies."""


@erase.command(name="person")
@click.argument("who")
@click.option("--workspace", default="", help="Id of the workspace, where somebody is known in several.")
@YES
def erase_person(who: str, workspace: str, *, really: bool) -> None:
    """Erase WHO (id, address, or user id on a platform) from the directory, unless a signature is kept."""
    settings = read_settings()
    at = erasing.terms(settings.retention_years)
    try:
        plan, done = asyncio.run(
            erasing.erase_person(_url(settings), who, at, workspace=workspace, really=really)
        )
    except MustStay as meanwhile:
        raise click.ClickException(f"{meanwhile} has to be kept, as of a moment ago. Try again.") from None
    _echo(_person(plan))
    if plan.blocked:
        raise click.exceptions.Exit(1)
    _tell(settings, done.messages, really=really)


@erase.command(name="texts")
@click.argument("project")
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help="Only those from before a day.")
@click.option("--item", default="", help="Only those of one item, by its id.")
@YES
def erase_texts(project: str, before: datetime | None, item: str, *, really: bool) -> None:
    """Erase free texts of PROJECT (id or name): reasons, notes, answers, questions."""
    settings = read_settings()
    at = erasing.terms(settings.retention_years)
    meant = Chosen(before.date() if before else None, item)
    try:
        plan, done = asyncio.run(erasing.erase_texts(_url(settings), project, meant, at, really=really))
    except Refusal as no:
        raise click.ClickException(refusal(no, Words("en"), {})) from None
    _echo(_texts(plan, settings.retention_years))
    if plan.held:
        raise click.exceptions.Exit(1)
    _tell(settings, done.messages, really=really)


@erase.command(name="due")
@click.option("--dry-run", is_flag=True, help="Show what would go; so does leaving --yes away.")
@YES
def erase_due(*, dry_run: bool, really: bool) -> None:
    """Erase everybody, and every free text, whose time has passed."""
    settings = read_settings()
    really = really and not dry_run
    years = settings.retention_years
    due = asyncio.run(erasing.erase_due(_url(settings), erasing.terms(years), really=really))
    for plan in due.texts:
        _echo(_texts(plan, years))
    for person in due.people:
        _echo(_person(person))
    click.echo(
        f"{len(due.people)} people and the texts of {len(due.texts)} projects are past their {years} years."
    )
    _tell(settings, due.edits, really=really)


def _url(settings: Settings) -> str:
    return settings.database_url.get_secret_value()


def _echo(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


def _texts(plan: TextsPlan, years: int) -> Iterator[str]:
    yield f"{plan.name} ({plan.project}): free texts of {len(plan.seqs)} entries of the ledger."
    if plan.kept:
        yield f"  {plan.kept} more are reasons of decisions, kept for {years} years."
    if plan.held:
        yield f"  A legal hold is on it since {plan.held:%Y-%m-%d}: nothing is erased until it is lifted."


def _person(plan: PersonPlan) -> Iterator[str]:
    yield f"{plan.name or 'Somebody without a name'} ({plan.person}), workspace {plan.workspace}"
    if plan.blocked:
        yield "  has to be kept:"
        yield from (f"    {line}" for line in _reasons(plan))
        return
    yield "  Accounts with name, address and profile, preferences, codes, answers before stand-ups."
    names = ", ".join(name for _, name in plan.projects)
    if names:
        yield f"  The id stays in the ledgers of {names}; it says nothing any more."
        yield "  Free texts that mention the name are erased by `tollgate erase texts`."


def _reasons(plan: PersonPlan) -> Iterator[str]:
    yield from (f"a legal hold is on {name}" for name in plan.held)
    for name, signed in plan.signed:
        yield f"{_said(signed)} in {name} on {signed.at:%Y-%m-%d}: kept until {signed.kept_until:%Y-%m-%d}"
    yield from (f"is {' and '.join(roles)} of {name}, which is under way" for name, roles in plan.needed)
    yield from (f"owes a condition of {name}" for name in plan.owes)
    yield from (f"is {role.replace('_', ' ')} of the workspace" for role in plan.granted)


def _said(signed: Signed) -> str:
    said = _SIGNED.get(signed.kind, "signed")
    what = f"gate {signed.gate}" if signed.gate else signed.item
    return f"{said} {what}".strip()


def _tell(settings: Settings, messages: int, *, really: bool) -> None:
    if not really:
        click.echo("Nothing was erased. Add --yes to do it; on SQLite, stop the bot first.")
        return
    sqlite = _url(settings).startswith("sqlite")
    click.echo(f"Erased. {messages} edits of posted messages leave as soon as the bot runs.")
    if sqlite:
        click.echo("The database file was written anew: what was erased is in no page of it.")
    else:
        click.echo(
            "VACUUM was run. Row versions from before may stay readable in data files until VACUUM FULL, and in "
            "replicas, archived logs and backups until those are over."
        )
    click.echo(BEYOND)
