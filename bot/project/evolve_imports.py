"""How events change what is known of the gates from paper."""

from __future__ import annotations

from msgspec.structs import replace

from bot.project.events import (
    ImportCorrected,
    ImportCountersigned,
    ImportRefused,
    ProjectImported,
    Recorded,
)
from bot.project.state import Imported, PaperGate, Project


def stated(project: Project, entry: Recorded, event: ProjectImported | ImportCorrected) -> Project:
    """Take over what the papers say: a refusal of what they said before is answered with it."""
    phase = event.phase if isinstance(event, ProjectImported) else project.phase
    if isinstance(event, ImportCorrected) and project.imported:
        phase = project.imported.phase
    gates = tuple(
        PaperGate(gate, on, event.words.get(f"document_{gate}", ""), event.words.get(f"who_{gate}", ""))
        for gate, on in sorted(event.decided_on.items())
    )
    known = Imported(phase, gates, project.seq + 1, entry.at, entry.by)
    return replace(
        project,
        imported=known,
        phase=phase if isinstance(event, ProjectImported) else project.phase,
        phase_starts=project.phase_starts | event.began,
        went_live_on=event.went_live_on,
    )


def answered(project: Project, entry: Recorded, event: ImportCountersigned | ImportRefused) -> Project:
    """Take over the sponsor's word for it, or that they do not give it."""
    known = project.imported
    if known is None:
        return project
    if isinstance(event, ImportRefused):
        return replace(project, imported=replace(known, refused_by=entry.by, reason=event.reason))
    signed = replace(known, refused_by="", reason="", countersigned_by=entry.by, countersigned_at=entry.at)
    return replace(project, imported=signed, locked=project.locked | event.locked | event.locked_words)
