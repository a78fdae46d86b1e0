"""What a gate packet is told from: the decision, and the project before and after it, with names in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec

from bot.playbooks.model import Gate, Phase, Playbook
from bot.project.decided import Decided
from bot.project.state import Project
from bot.talk import look
from bot.talk.packet_parts import Cell, Line
from bot.talk.scene import Scene
from bot.talk.words import Words

#: the end of an id, where two people have one name
TAIL = 6


class Told(msgspec.Struct, frozen=True):
    """A decision, and the scenes around it."""

    found: Decided
    before: Scene
    after: Scene

    @property
    def words(self) -> Words:
        """The language and the zone of the packet."""
        return self.before.words

    @property
    def phase(self) -> Phase:
        """The phase whose gate it is."""
        return self.before.playbook.phase(self.found.gate)

    @property
    def gate(self) -> Gate:
        """The gate."""
        return self.phase.gate

    def who(self, person: str) -> str:
        """Return somebody's whole name; "" for nobody."""
        return look.who(self.before, person)

    def people(self, persons: tuple[str, ...]) -> str:
        """Return whole names in a sentence."""
        return look.people(self.before, persons)

    def stamp(self, at: datetime | None) -> str:
        """Return a moment to the second, in the zone of the project; "" for none."""
        return self.words.stamp(at) if at else ""

    def when(self, at: datetime | None, seq: int = 0) -> Cell:
        """Return a moment, and the event of the ledger that it was."""
        place = (Line(self.event(seq), "muted"),) if seq else ()
        return (Line(self.stamp(at) or "–"), *place)

    def event(self, seq: int) -> str:
        """Return "event 12"."""
        return self.words.t("event {n}", n=seq)


def told(found: Decided, playbook: Playbook, names: Mapping[str, str], words: Words) -> Told:
    """Return the scenes before and after a decision, as they were at its time."""
    known, now = in_full(found, playbook, names, words), found.entry.recorded.at
    before, after = (
        Scene(project, playbook, known, now, words, in_full=True) for project in (found.before, found.after)
    )
    return Told(found, before, after)


def in_full(found: Decided, playbook: Playbook, names: Mapping[str, str], words: Words) -> dict[str, str]:
    """Return names that tell everybody apart; whose name is not known is named by the end of their id."""
    known = {person: names.get(person, "").strip() for person in {*names, *persons(found, playbook)}}
    shared = Counter(known.values())

    def name(person: str) -> str:
        own, tail = known[person], person[-TAIL:]
        if not own:
            return words.t("somebody (id …{id})", id=tail)
        return words.t("{name} (id …{id})", name=own, id=tail) if shared[own] > 1 else own

    return {person: name(person) for person in known}


def persons(found: Decided, playbook: Playbook) -> tuple[str, ...]:
    """Return everybody who had a role, decided, set an item, is named by one or took part, in a fixed order."""
    people: list[str] = []
    for project in (found.before, found.after):
        people += _on(project)
    people += _named(found.before, playbook)
    people += [entry.recorded.by for entry in found.course]
    people += [person for vote in found.votes for person in (vote.by, vote.stands_for)]
    people += [entry.recorded.by for entry in found.entries]
    return tuple(dict.fromkeys(person for person in people if person))


def _on(project: Project) -> list[str]:
    people = [person for holders in project.roles.values() for person in holders]
    for record in (*project.items.values(), *project.was.values()):
        people += [
            record.owner,
            record.changed_by,
            record.signed_by,
            record.verified_by,
            *(row.owner for row in record.rows),
        ]
        if record.equivalent:
            people += [record.equivalent.by, record.equivalent.signed_by]
    people += [person for d in project.delegations for person in (d.by, d.to)]
    people += [person for c in project.conditions for person in (c.by, c.owner, c.settled_by)]
    if known := project.imported:
        people += [known.by, known.countersigned_by, known.refused_by]
    people += [person for decision in project.decisions for person in (decision.by, decision.stands_for)]
    people += [person for each in project.sponsors for person in (each.person, each.to, each.by)]
    return people


def _named(project: Project, playbook: Playbook) -> list[str]:
    """Return the people whom answers name: a reviewer, whoever runs the systems."""
    people = list[str]()
    for phase in playbook.phases:
        for item in phase.items:
            known = [project.item(item.id), *([project.was[item.id]] if item.id in project.was else [])]
            values = [each for record in known for each in (record.values, *(r.values for r in record.rows))]
            for key in (field.key for field in item.fields if field.type == "person"):
                answers = [each.get(key, "") for each in values]
                people += [person for answer in answers for person in answer.split(",")]
    return people
