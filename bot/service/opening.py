"""Beginning a project from a form: the one command that has no project yet."""

from __future__ import annotations

from collections.abc import Mapping

from bot.project.calendar import spelled
from bot.project.commands import Command, ImportProject, OpenProject
from bot.project.refusals import Refusal
from bot.service.paper_lines import paper_of
from bot.service.ports import Account

#: the forms that begin a project, and their fields that name a person
PERSONS: dict[str, tuple[str, ...]] = {
    "project.new": ("lead", "sponsor"),
    "project.practice": (),
    "project.import": ("lead", "sponsor"),
}
#: of each form, the field beside which people of other platforms can be chosen
OTHERS: dict[str, str] = {"project.new": "sponsor", "project.import": "sponsor", "project.role": "person"}


def open_project(
    action: str,
    args: Mapping[str, str],
    values: Mapping[str, str],
    account: Account,
    *,
    playbook: str,
    today: str,
    region: str,
) -> Command:
    """Build the command; `args` carry the id that was minted when the form was opened."""
    if "new" not in args:
        raise Refusal("unknown_control")
    practice = action == "project.practice"
    me = account.person
    opening = OpenProject(
        project=args["new"],
        name=values.get("name", ""),
        lead=me if practice else values.get("lead", ""),
        sponsor=me if practice else values.get("sponsor", ""),
        platform=account.platform,
        conversation=values.get("channel", "") or args.get("conversation", ""),
        starts_on=today if practice else values.get("starts_on", ""),
        time_zone=account.time_zone if practice else values.get("time_zone", ""),
        playbook=playbook,
        region=spelled(region if practice else values.get("region", "")),
        practice=practice or (action == "project.import" and values.get("practice", "") == "practice"),
    )
    if action != "project.import":
        return opening
    gates = paper_of(values.get("gates", ""))
    return ImportProject(opening, values.get("phase", ""), gates, values.get("went_live_on", ""))
