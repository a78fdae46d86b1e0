"""The sponsor's signature under a changed threshold."""

from __future__ import annotations

from bot.playbooks.model import Playbook
from bot.project.authority import need_role, need_running
from bot.project.commands import Actor, SignThreshold
from bot.project.events import Event, ThresholdSigned
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.project.threshold import parted
from bot.project.units import in_another_unit


def sign_threshold(project: Project, command: SignThreshold, by: Actor, playbook: Playbook) -> list[Event]:
    """Sign the changed values, as the sponsor who was shown exactly these.

    Numbers that were recorded in a unit which counts no more are to be recorded anew.
    """
    need_running(project)
    need_role(project, by, "sponsor")
    new = project.new_threshold
    if new is None:
        raise Refusal("nothing_to_sign")
    shown = command.seq == new.seq if command.seq else command.values == new.values
    if not shown:
        raise Refusal("threshold_moved")
    was, now = project.locked, project.locked | new.values
    return [ThresholdSigned(*parted(playbook, new.values)), *in_another_unit(project, playbook, was, now)]
