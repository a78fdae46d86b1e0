"""Gates from paper, as cards and lines show them: never like a decision that was made here."""

from __future__ import annotations

from bot.project.importing import version
from bot.project.readiness import locking, to_lock
from bot.project.state import Imported, PaperGate
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Confirm, Fact, Facts, Part, Text
from bot.talk.gate_words import items_named
from bot.talk.item_rows import row
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled
from bot.talk.values import shorten, threshold

SIGN = "⇥"
#: characters of a document in a line
LONG = 200


def mark(scene: Scene) -> str:
    """Return "⇥ imported · gates 1 and 2 from paper"; "" for a project that began here."""
    known = scene.project.imported
    if known is None:
        return ""
    words = scene.words
    return f"{SIGN} " + words.plural(
        "imported · gate {gates} from paper",
        "imported · gates {gates} from paper",
        len(known.gates),
        gates=_numbers(scene, known),
    )


def vouched(scene: Scene) -> str:
    """Return the mark with who vouches for it, or that nobody does yet; "" for a project that began here."""
    known = scene.project.imported
    if known is None:
        return ""
    words = scene.words
    if known.countersigned_by and known.countersigned_at:
        who, day = look.who(scene, known.countersigned_by), look.day_of(scene, known.countersigned_at)
        return f"{mark(scene)} · " + words.t("countersigned by {person}, {day}", person=who, day=day)
    return f"{mark(scene)} · " + words.t("not countersigned yet")


def awaited(scene: Scene) -> str:
    """Return what keeps the gates shut: who is to countersign, or to correct; "" once it is done."""
    known, words = scene.project.imported, scene.words
    if known is None or known.countersigned_by or scene.project.status == "stopped":
        return ""
    names = {
        "sponsor": look.who(scene, scene.project.sponsor),
        "lead": look.who(scene, scene.project.lead),
    }
    if known.refused_by:
        return "✖ " + words.t(
            "{person} did not countersign the gates from paper: {reason}. {lead} corrects them; "
            "until then no gate can be requested.",
            person=look.who(scene, known.refused_by),
            reason=shorten(known.reason).rstrip("."),
            lead=names["lead"],
        )
    if items := to_lock(scene.project, scene.playbook):
        return "○ " + words.t(
            "To record first: {items}. Then {sponsor} countersigns the gates from paper; "
            "until then no gate can be requested.",
            items=items_named(scene, items),
            sponsor=names["sponsor"],
        )
    if scene.reader == scene.project.sponsor:
        return "○ " + words.t(
            "The gates from paper wait for your countersignature. Until then no gate can be requested."
        )
    return "○ " + words.t(
        "The gates from paper wait for {sponsor}'s countersignature. Until then no gate can be requested.",
        sponsor=names["sponsor"],
    )


def paper_line(scene: Scene, found: PaperGate) -> str:
    """Return "⇥ Gate 1 from paper · Tue 3 Feb 2026, Ana Ruiz · minutes of …"."""
    head = scene.words.t("Gate {n} from paper", n=scene.words.number(found.gate))
    return f"{SIGN} {head} · {_paper(scene, found)}"


def paper_fact(scene: Scene, found: PaperGate) -> Fact:
    """Return a gate from paper beside the gates that are decided here."""
    label = scene.words.t("Gate {n}", n=scene.words.number(found.gate))
    return Fact(label, f"{SIGN} " + scene.words.t("from paper · {paper}", paper=_paper(scene, found)))


def paper_card(scene: Scene) -> Card:
    """Return everything that is known of the gates from paper, and what can be done about it now."""
    words, known = scene.words, scene.project.imported
    head = words.t("{project} · gates from paper", project=look.title(scene))
    if known is None:
        return titled(head, Text(words.t("This project began here: all its gates are decided here.")))
    parts: list[Part] = [Text(awaited(scene) or f"✔ {vouched(scene)}", "strong"), _facts(scene, known)]
    parts += [*_locks(scene, known), *(row(scene, scene.playbook.item(key)) for key in _missing(scene))]
    parts += [Buttons(buttons) for buttons in (_deciding(scene), _correcting(scene), _earlier(scene, known))]
    return titled(head, *(part for part in parts if not isinstance(part, Buttons) or part.buttons))


def to_countersign(notice: Notice, scene: Scene) -> Card:
    """Return, for the sponsor: what the papers say, to be countersigned or not; afterwards what became of it."""
    words, known, project = scene.words, scene.project.imported, scene.project
    head = words.t("{project} · gates from paper to countersign", project=look.title(scene))
    if known is None or project.status == "stopped":
        return titled(head, Text(words.t("Nothing is asked of you.")))
    if notice.person and notice.person != project.sponsor:
        who = look.who(scene, project.sponsor)
        return titled(head, Text(words.t("{sponsor} is asked now. Nothing is asked of you.", sponsor=who)))
    if known.countersigned_by:
        return titled(head, Text(f"✔ {vouched(scene)}", "strong"), _facts(scene, known))
    said = (
        words.t(
            "{person} says that its earlier gates were passed as these documents have it.",
            person=look.who(scene, known.by),
        )
        if known.by
        else words.t(
            "A list that was read in says that its earlier gates were passed as these documents have it."
        )
    )
    asked = words.t(
        "This project comes in at phase {n}. {said} If you vouch for that, countersign it. "
        "By this you also confirm that you sponsor the project, "
        "with the authority to approve production deployment.",
        n=words.number(known.phase),
        said=said,
    )
    state = Text(awaited(scene), "strong")
    parts: list[Part] = [Text(asked), _facts(scene, known), *_locks(scene, known), state]
    if buttons := _deciding(scene):
        parts.append(Buttons(buttons))
    return titled(head, *parts)


def refused(notice: Notice, scene: Scene) -> Card:
    """Return, for the lead: the sponsor did not countersign, and how it goes on."""
    words, known = scene.words, scene.project.imported
    head = words.t("{project} · gates from paper not countersigned", project=look.title(scene))
    if known is None or not known.refused_by:
        return titled(head, Text(words.t("This is settled. Nothing is asked of you.")))
    text = words.t(
        "{person} did not countersign them. Correct what the papers say; then they are asked again.",
        person=look.who(scene, known.refused_by),
    )
    reason = Text(words.t("Reason: {reason}", reason=known.reason), "quote")
    return titled(head, Text(text), reason, Buttons(_correcting(scene)))


def countersigned(notice: Notice, scene: Scene) -> Card:
    """Return, in the channel: the sponsor vouches for the gates from paper, and what follows."""
    words, project = scene.words, scene.project
    known = project.imported
    head = words.t("{project} · gates from paper countersigned", project=look.title(scene))
    if known is None:
        return titled(head, Text(words.t("Nothing is asked of you.")))
    text = words.t(
        "{person} vouches for them. Gate {n} can be requested as soon as its checklist is ready.",
        person=look.who(scene, known.countersigned_by),
        n=words.number(project.phase),
    )
    return titled(head, Text(text), *_locks(scene, known))


def morning(scene: Scene) -> tuple[str, str, tuple[Button, ...]]:
    """Return the line of a morning message, for the sponsor who is to countersign or the lead who is to correct."""
    known = scene.project.imported
    refused_ = known is not None and known.refused_by
    head = (
        scene.words.t("{project} · gates from paper to correct", project=look.title(scene))
        if refused_
        else scene.words.t("{project} · gates from paper to countersign", project=look.title(scene))
    )
    buttons = _correcting(scene) if refused_ else _deciding(scene)
    return head, awaited(scene), (*buttons, *paper_button(scene))


def countersign_row(scene: Scene) -> tuple[Buttons, ...]:
    """Return the sponsor's buttons for the channel; none unless it is the sponsor's turn."""
    buttons = () if _missing(scene) else _deciding(scene)
    return (Buttons(buttons, (scene.project.sponsor,)),) if buttons else ()


def paper_button(scene: Scene) -> tuple[Button, ...]:
    """Return the button that shows the gates from paper; none where there are none."""
    if scene.project.imported is None:
        return ()
    return (Button(scene.words.t("Gates from paper"), "project.imported", look.args(scene)),)


def _missing(scene: Scene) -> tuple[str, ...]:
    return to_lock(scene.project, scene.playbook)


def _facts(scene: Scene, known: Imported) -> Facts:
    facts = [paper_fact(scene, found) for found in known.gates]
    if on := scene.project.went_live_on:
        facts.append(Fact(scene.words.t("Live since"), scene.words.dated(on)))
    return Facts(tuple(facts))


def _paper(scene: Scene, found: PaperGate) -> str:
    day, document = scene.words.dated(found.decided_on), shorten(found.document, LONG)
    return f"{day}, {found.who} · {document}"


def _numbers(scene: Scene, known: Imported) -> str:
    return scene.words.listed([scene.words.number(found.gate) for found in known.gates])


def _locks(scene: Scene, known: Imported) -> tuple[Text, ...]:
    """Return the threshold that is locked, or will be with the countersignature."""
    words, project = scene.words, scene.project
    if minimum := project.locked.get("minimum"):
        text = words.t('The threshold "{threshold}" is locked.', threshold=threshold(scene, minimum))
        return (Text(text),)
    if known.countersigned_by or _missing(scene) or not locking(scene.playbook, known.phase):
        return ()
    item, _, field = scene.playbook.kpi.get("minimum", ".").partition(".")
    minimum = project.item(item).values.get(field, "")
    if not minimum:
        return ()
    text = words.t(
        'The countersignature locks the threshold "{threshold}", as its gate would have.',
        threshold=threshold(scene, minimum),
    )
    return (Text(text),)


def _deciding(scene: Scene) -> tuple[Button, ...]:
    words, known, project = scene.words, scene.project.imported, scene.project
    may = scene.reader in ("", project.sponsor) or (project.practice and scene.reader == project.lead)
    if known is None or not known.awaits_sponsor or project.status == "stopped" or not may:
        return ()
    sure = Confirm(
        words.t("Countersign?"),
        words.t(
            "You vouch that these gates were passed as their documents have it. This cannot be taken back."
        ),
        words.t("Countersign"),
        words.t("Not now"),
    )
    args = look.args(scene, v=str(version(project, scene.playbook)))
    sign = Button(words.t("Countersign"), "import.countersign", args, "primary", sure)
    no = Button(words.t("Do not countersign…"), "import.refuse", look.args(scene))
    return (no,) if _missing(scene) else (sign, no)


def _correcting(scene: Scene) -> tuple[Button, ...]:
    known, project = scene.project.imported, scene.project
    if known is None or known.countersigned_by or project.status == "stopped":
        return ()
    if scene.reader not in ("", project.lead):
        return ()
    return (Button(scene.words.t("Correct…"), "import.correct", look.args(scene)),)


def _earlier(scene: Scene, known: Imported) -> tuple[Button, ...]:
    words = scene.words
    return tuple(
        Button(
            words.t("Items of phase {n}", n=words.number(found.gate)),
            "gate.evidence",
            look.args(scene, g=str(found.gate)),
        )
        for found in known.gates
    )
