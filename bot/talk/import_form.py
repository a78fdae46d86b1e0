"""The forms for a project under way: entering one, and correcting what the papers say of its earlier gates."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.state import Imported
from bot.talk import look
from bot.talk.card import Choice, Field, Form, Text
from bot.talk.project_form import Proposed, new_project_form
from bot.talk.scene import Scene
from bot.talk.words import N_, Words

_PARTS = {"date": N_("date"), "document": N_("document"), "who": N_("who decided")}


def import_form(words: Words, proposed: Proposed) -> Form:
    """Return the form that brings in one project under way: what a new one asks, its phase, and its earlier gates."""
    form = new_project_form(words, proposed)
    fields = [replace(field, value="") if field.key == "starts_on" else field for field in form.fields]
    said = words.t(
        "For a project whose first gates were passed before it was here. Its sponsor countersigns them; "
        "until then the team can work, and no gate can be requested."
    )
    return replace(
        form,
        title=words.t("Project under way"),
        submit=words.t("Bring it in"),
        action="project.import",
        intro=(Text(said, "muted"),),
        fields=(
            *fields,
            _reached(words, proposed.playbooks),
            _gates(words),
            _went_live(words),
            _practice(words),
        ),
    )


def _reached(words: Words, playbooks: Sequence[Playbook]) -> Field:
    last = max((len(playbook.phases) for playbook in playbooks), default=4)
    choices = tuple(Choice(str(number), _phase(words, number, playbooks)) for number in range(2, last + 1))
    hint = words.t("The gates before it were passed on paper.")
    return Field("phase", words.t("Phase it is in now"), "choice", hint=hint, choices=choices)


def _practice(words: Words) -> Field:
    marked = Choice("practice", words.t("For practice only: the lead may play every role"))
    return Field("practice", words.t("Practice"), "choices", optional=True, choices=(marked,))


def _phase(words: Words, number: int, playbooks: Sequence[Playbook]) -> str:
    """Return "Phase 2"; of one that not every playbook has, also which have it: "Phase 5, only in …"."""
    phase = words.t("Phase {n}", n=words.number(number))
    having = [playbook for playbook in playbooks if number <= len(playbook.phases)]
    if len(having) == len(playbooks):
        return phase
    titles = words.listed([words.t(playbook.title) for playbook in having])
    return words.t("{phase}, only in: {playbooks}", phase=phase, playbooks=titles)


def correct_form(scene: Scene) -> Form:
    """Return the form that says anew what the papers say."""
    words, known = scene.words, scene.project.imported
    live = scene.project.went_live_on
    lines = "\n".join(_line(each) for each in _papers(known))
    return Form(
        words.t("Gates from paper"),
        words.t("Save"),
        words.t("Cancel"),
        "import.correct",
        look.args(scene),
        (
            Text(look.title(scene), "strong"),
            Text(words.t("The sponsor is asked to countersign what you say here."), "muted"),
        ),
        (_gates(words, lines), _went_live(words, live.isoformat() if live else "")),
    )


def of_a_line(words: Words, field: str, said: str) -> tuple[str, str]:
    """Return the field for what is wrong with one part of a gate from paper, and the words with their place."""
    head, _, rest = field.partition("_")
    number, _, part = rest.partition("_")
    if head != "gate" or part not in _PARTS or not number.isdecimal():
        return field, said
    at = words.t("Gate {n}, {part}: {problem}", n=number, part=words.t(_PARTS[part]), problem=said)
    return "gates", at


def _gates(words: Words, value: str = "") -> Field:
    hint = words.t(
        "One line for each: gate; day; where it is written; who decided. "
        "Such as: 1; 2026-02-03; minutes of the board, https://example.com/minutes; Ana Ruiz"
    )
    return Field("gates", words.t("Earlier gates"), "long", value, hint)


def _went_live(words: Words, value: str = "") -> Field:
    hint = words.t("Only where an earlier gate was the permission to go live.")
    return Field("went_live_on", words.t("Live since"), "date", value, hint, optional=True)


def _papers(known: Imported | None) -> tuple[tuple[str, ...], ...]:
    if known is None:
        return ()
    return tuple((str(g.gate), g.decided_on.isoformat(), g.document, g.who) for g in known.gates)


def _line(parts: tuple[str, ...]) -> str:
    return "; ".join(parts)
