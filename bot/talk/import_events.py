"""One line for how a project came in under way: the gates from paper, corrected, countersigned or refused."""

from __future__ import annotations

from typing import assert_never

from bot.project import events as e
from bot.talk.imported import SIGN
from bot.talk.scene import Scene
from bot.talk.values import shorten

ImportEvent = e.ProjectImported | e.ImportCorrected | e.ImportCountersigned | e.ImportRefused


def import_line(scene: Scene, event: ImportEvent, by: str) -> str:
    """Return "⇥ Ana countersigned the gates from paper"."""
    words = scene.words
    match event:
        case e.ProjectImported():
            gates = words.listed([words.number(gate) for gate in sorted(event.decided_on)])
            return f"{SIGN} " + words.plural(
                "The project was imported at phase {phase}, with gate {gates} from paper",
                "The project was imported at phase {phase}, with gates {gates} from paper",
                len(event.decided_on),
                phase=words.number(event.phase),
                gates=gates,
            )
        case e.ImportCorrected():
            return f"{SIGN} " + words.t("{by} corrected what the papers say of earlier gates", by=by)
        case e.ImportCountersigned():
            return f"{SIGN} " + words.t("{by} countersigned the gates from paper", by=by)
        case e.ImportRefused():
            reason = shorten(event.reason)
            return f"{SIGN} " + words.t(
                "{by} did not countersign the gates from paper: {reason}", by=by, reason=reason
            )
        case _:
            assert_never(event)
