"""The packet of a decision, built from the ledger and with the names of the directory."""

from __future__ import annotations

from bot.playbooks.model import Playbook
from bot.project.decided import Decided, decided
from bot.project.refusals import Refusal
from bot.service.draw import names_of
from bot.service.named import ID_LENGTH, people_in
from bot.service.playbooks import Playbooks
from bot.service.ports import Tx
from bot.talk.packet import packet
from bot.talk.packet_parts import Document
from bot.talk.packet_told import persons
from bot.talk.words import Words


def build(
    tx: Tx,
    workspace: str,
    project: str,
    gate: int,
    number: int = 0,
    *,
    seq: int = 0,
    playbooks: Playbooks,
    language: str = "en",
) -> Document:
    """Return the packet of a round of a gate, or of its last decided one, in the project's own time zone.

    `seq`: of the decision at this place of the ledger, where a round was decided several times. Raises
    Refusal("unknown_project") for what is not in the workspace, and Undecided where the round has no decision.
    """
    found = found_in(tx, workspace, project, gate, number, seq)
    return told(tx, workspace, found, playbooks=playbooks, language=language)


def found_in(tx: Tx, workspace: str, project: str, gate: int, number: int = 0, seq: int = 0) -> Decided:
    """Return a decision. Raises as `build` does."""
    entries = tx.entries(workspace, project)
    if not entries:
        raise Refusal("unknown_project")
    return decided(entries, gate, number, seq)


def told(tx: Tx, workspace: str, found: Decided, *, playbooks: Playbooks, language: str) -> Document:
    """Return the packet of a decision."""
    playbook = playbooks.get(tx, workspace, found.before.playbook)
    names = names_of(tx, workspace, _people(found, playbook))
    return packet(found, playbook, names, Words(language, found.before.time_zone))


def _people(found: Decided, playbook: Playbook) -> set[str]:
    named = people_in(found.before) | people_in(found.after) | set(persons(found, playbook))
    return {person for person in named if len(person) == ID_LENGTH}
