"""The gate packet: everything that one decision rests on, for whoever has to trust it years later."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import normalize

from bot.playbooks.model import Playbook
from bot.project.decided import Decided
from bot.talk import packet_checks as checks
from bot.talk import packet_decision as decision
from bot.talk import packet_items as items
from bot.talk import packet_ledger as ledger
from bot.talk import packet_meeting as elsewhere
from bot.talk import packet_paper as paper
from bot.talk import packet_questions as asked
from bot.talk import packet_since as again
from bot.talk.erasures import worded
from bot.talk.gate_words import heading
from bot.talk.imported import mark
from bot.talk.languages import language_of
from bot.talk.packet_parts import Banner, Document, Section
from bot.talk.packet_told import Told, told
from bot.talk.words import Words

#: of a file's name
LONGEST_NAME = 60


def packet(found: Decided, playbook: Playbook, names: Mapping[str, str], words: Words) -> Document:
    """Return the packet of a decision; `names` are display names by person id."""
    all_told = told(found, playbook, names, words)
    banner = decision.banner(all_told)
    made = Document(
        # Not what somebody's client asks for: the same decision is to have the same bytes for everybody.
        language=language_of(words.language),
        kind=words.t("Gate packet"),
        title=heading(all_told.before, found.gate),
        banner=banner,
        warnings=tuple(_warnings(all_told)),
        sections=tuple(section for section in _sections(all_told, banner) if section and section.parts),
        at=found.entry.recorded.at,
        footer=ledger.reference(all_told),
        page=words.t("Page {n} of {total}"),
        name=file_name(found),
        unprintable=words.t(
            "This file has no sign for some characters of what people wrote, and shows � instead. "
            "The page that comes with it shows them all."
        ),
    )
    return worded(made, words)


def _sections(all_told: Told, banner: Banner) -> tuple[Section | None, ...]:
    """Return what a packet tells, in its order; None, or a section without parts, for what there is none of."""
    return (
        decision.decision(all_told),
        elsewhere.meeting(all_told),
        decision.approvals(all_told),
        decision.conditions(all_told),
        asked.questions(all_told),
        again.since(all_told),
        items.checklist(all_told),
        items.steps(all_told),
        items.corrections(all_told),
        ledger.roles(all_told),
        decision.delegations(all_told),
        checks.rules(all_told),
        paper.section(all_told),
        ledger.earlier(all_told),
        ledger.course(all_told, banner.mood),
        ledger.ledger(all_told),
        ledger.people(all_told),
    )


def file_name(found: Decided) -> str:
    """Return "line-3-downtime-gate-1-round-1"; the project's id where its name has no plain letters."""
    ascii_name = normalize("NFKD", found.before.name).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", ascii_name)[:LONGEST_NAME].strip("-")
    safe = name or re.sub(r"[^A-Za-z0-9]+", "-", found.before.id).strip("-")
    return f"{safe}-gate-{found.gate}-round-{found.round}"


def _warnings(all_told: Told) -> list[str]:
    t, found = all_told.words.t, all_told.found
    lines = []
    if found.taken_back:
        who, when = found.taken_back.recorded.by, found.taken_back.recorded.at
        lines.append(
            t(
                "This decision was taken back by {who} on {when}. It does not stand.",
                who=all_told.who(who),
                when=all_told.stamp(when),
            )
        )
    if found.before.practice:
        lines.append(t("This is a practice project: one person plays everybody, and no decision counts."))
    if found.before.imported:
        text = t("Their documents are named below; no decision on them was made here.")
        lines.append(f"{mark(all_told.before)}. {text}")
    return lines
