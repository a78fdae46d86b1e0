"""The `tollgate` command."""

from __future__ import annotations

import click

from adapters.slack.start import NotReady as SlackNotReady
from adapters.teams.start import NotReady as TeamsNotReady
from bot.cli.audit import audit
from bot.cli.erase import erase
from bot.cli.import_ import import_
from bot.cli.legal_hold import legal_hold
from bot.cli.manifest import manifest
from bot.cli.serve import demo, run
from bot.cli.tour import tour
from bot.connections import NotConnected, TwoWorkspaces
from bot.found import NotFound
from bot.service.ports import Unavailable
from bot.settings import SettingsError

WRONG_SETTINGS = 2


def main() -> int:
    """Run the command line and return its exit code."""
    try:
        code = _commands(standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        return 130
    except SettingsError as wrong:
        for problem in wrong.problems:
            click.echo(problem, err=True)
        return WRONG_SETTINGS
    except (
        SlackNotReady,
        TeamsNotReady,
        TwoWorkspaces,
        NotConnected,
        NotFound,
        Unavailable,
        OSError,
    ) as wrong:
        click.echo(str(wrong), err=True)
        return 1
    return code if isinstance(code, int) else 0


@click.group()
@click.version_option(package_name="tollgate")
def _commands() -> None:
    """Take AI projects from idea to production, through gates, in chat."""


for _command in (run, demo, tour, audit, import_, manifest, erase, legal_hold):
    _commands.add_command(_command)
