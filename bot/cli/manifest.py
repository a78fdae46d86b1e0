"""`tollgate manifest`: what a chat platform needs to know of the app."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import click
import yaml

from adapters.slack import manifest as slack_manifest
from adapters.teams import manifest as teams_manifest


@click.group(name="manifest")
def manifest() -> None:
    """Print what a chat platform needs to know of the app."""


def _public(_: click.Context, __: click.Parameter, address: str | None) -> str | None:
    """Take an address that a chat platform can call, or none."""
    if address is None or _is_public(address):
        return address
    raise click.UsageError(
        f"--address: expected a public address such as https://tollgate.example, got {address}"
    )


def _is_public(address: str) -> bool:
    try:
        where = urlsplit(address)
        sound = where.port != 0
    except ValueError:
        return False
    return sound and where.scheme == "https" and bool(where.hostname) and not (where.query or where.fragment)


@manifest.command(name="slack")
@click.option(
    "--address",
    callback=_public,
    help="Public address of the bot, such as https://tollgate.example; none: Socket Mode.",
)
def manifest_slack(address: str | None) -> None:
    """Print the app manifest for Slack."""
    click.echo(
        yaml.safe_dump(slack_manifest.manifest(address), sort_keys=False, allow_unicode=True), nl=False
    )


@manifest.command(name="teams")
@click.option(
    "--address",
    required=True,
    callback=_public,
    help="Public address of the bot, such as https://tollgate.example.",
)
@click.option("--app-id", required=True, help="Application (client) id of the bot in Microsoft Entra.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the app package, a zip to upload to Teams, instead of printing the manifest.",
)
def manifest_teams(address: str, app_id: str, out: Path | None) -> None:
    """Print the app manifest for Microsoft Teams, or write the app package."""
    try:
        UUID(app_id)
    except ValueError:
        raise click.UsageError(f"--app-id: expected an id like 00000000-0000-…, got {app_id}") from None
    if out:
        out.write_bytes(teams_manifest.package(address, app_id))
        click.echo(f"{out}: upload it in Teams under Apps, Manage your apps.")
        return
    click.echo(json.dumps(teams_manifest.manifest(address, app_id), indent=2, ensure_ascii=False))
