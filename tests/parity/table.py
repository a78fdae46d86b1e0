"""The rows of the parity table: every control, form, field, message, command and intent that there is."""

from __future__ import annotations

from typing import get_args

from bot.playbooks.load import built_in
from bot.service import absence, connecting, granting, joining, opening, portfolio, preferring
from bot.service.controls import DIRECT, FORMS
from bot.service.intents import (
    BotJoined,
    BotRemoved,
    HomeOpened,
    Intent,
    Look,
    Pressed,
    ProfileChanged,
    Spoken,
    Submitted,
    Typed,
)
from bot.service.reading import SHOWN
from bot.talk import admin
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Choice,
    Divider,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Heading,
    Home,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from bot.talk.help import help_card
from bot.talk.notices import Kind
from bot.talk.reason_form import ACTIONS, reason_form
from bot.talk.words import Words
from tests.talk.gallery import CARDS
from tests.talk.scenes import ZONE, scene, waiting
from tests.talk.test_controls import NEEDS

ENGLISH = Words("en", ZONE)
#: forms that the service keeps by themselves, beside those of a project
LOOSE_FORMS = (*preferring.FORMS, *opening.PERSONS, admin.GIVE)
#: controls that the service answers outside of its tables
SPOKEN_FOR = ("menu.help", "project.items", "project.request", "gate.packet")
OWN = (*connecting.CONTROLS, *joining.CONTROLS, *absence.CONTROLS, *granting.CONTROLS, *portfolio.CONTROLS)
#: everything that a control can stand for
CONTROLS = sorted({*DIRECT, *FORMS, *SHOWN, *LOOSE_FORMS, *OWN, *SPOKEN_FOR, *NEEDS})
#: controls that open a form to be filled in
OPENERS = sorted({*FORMS, *LOOSE_FORMS})
KINDS: tuple[Kind, ...] = get_args(Kind)
FIELD_KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
INTENTS: tuple[type[Intent], ...] = get_args(Intent)
#: what people see, by kind of message
SHOWN_AS: dict[Kind, tuple[str, ...]] = {
    "checklist": ("checklist-half-way", "checklist-go", "checklist-live"),
    "review": ("review-channel", "review-approver", "review-approved"),
    "choose": ("notice-choose",),
    "threshold": ("notice-threshold",),
    "equivalent": ("notice-equivalent",),
    "import": ("import-notice", "import-notice-signed"),
    "import_refused": ("import-notice-refused",),
    "import_countersigned": ("import-notice-countersigned",),
    "verify": ("notice-verify", "notice-verified"),
    "recorded": ("notice-recorded", "notice-recorded-stop", "notice-recorded-decided"),
    "not_so": ("notice-not-so",),
    "condition": ("notice-condition", "notice-condition-again"),
    "rows": ("notice-rows", "notice-rows-none"),
    "role": (
        "notice-role-sponsor",
        "notice-role-lead",
        "notice-role-reviewer",
        "notice-role-sponsor-before",
    ),
    "handed_on": ("notice-handed-on",),
    "role_over": ("notice-role-lost", "notice-role-lost-to-nobody"),
    "item": ("notice-item",),
    "stop_verdict": ("notice-stop-verdict",),
    "halted": ("notice-halted",),
    "held": ("notice-held",),
    "resumed": ("notice-resumed",),
    "stopped": ("notice-stopped",),
    "paused": ("notice-paused", "notice-paused-by-sponsor", "notice-paused-decided"),
    "approved": ("notice-approved", "notice-approved-undone"),
    "sent_back": ("notice-sent-back", "notice-sent-back-undone"),
    "gate_ended": ("notice-gate-held", "notice-gate-stopped"),
    "taken_back": ("notice-taken-back",),
    "vote_fell": ("notice-vote-fell", "notice-vote-fell-role", "notice-vote-fell-record"),
    "packet": ("packet-files", "packet-links", "packet-taken-back", "packet-none"),
    "iterated": ("notice-iterated",),
    "question": ("notice-question", "notice-question-decided"),
    "answer": ("notice-answer", "notice-answer-decided"),
    "chosen": ("notice-chosen",),
    "threshold_signed": ("notice-threshold-signed",),
    "live": ("notice-live",),
    "digest": ("morning-two", "morning-lead", "morning-decisions", "morning-many"),
    "digest_over": ("morning-over",),
    "checklist_over": ("checklist-over",),
    "standup": ("standup", "standup-several"),
    "weekly": ("weekly",),
    "sponsor_digest": ("sponsor-digest",),
    "questions": ("questions",),
    "new_date": ("notice-new-date",),
    "declined": ("notice-declined",),
    "unsigned": ("notice-unsigned", "notice-unsigned-nobody", "notice-unsigned-signed"),
    "waits_for_you": ("notice-waits-for-you",),
    "first_value": ("notice-first-value",),
    "channel_linked": ("notice-channel-linked",),
    "channel_unlinked": ("notice-channel-unlinked",),
    "bot_removed": ("notice-bot-removed", "notice-bot-removed-alone"),
    "undelivered": ("notice-undelivered",),
    "accounts_joined": ("notice-accounts-joined",),
    "left": ("left", "left-sponsor", "left-in-part"),
    "delegate": ("delegate", "delegate-over"),
    "absence": ("absence", "absence-given", "absence-over-given"),
    "workspace_role": ("notice-workspace-admin", "notice-auditor"),
    "workspace_role_over": ("notice-role-over",),
    "acts_as": ("notice-acts-as", "notice-acts-as-several"),
    "anchor": ("notice-anchor",),
    "erased": ("notice-erased",),
}
#: an example of each intent that does not come from a card
HAPPENINGS: dict[type[Intent], Intent] = {
    Typed: Typed("status"),
    Spoken: Spoken("hello?"),
    HomeOpened: HomeOpened(),
    BotJoined: BotJoined(),
    BotRemoved: BotRemoved(),
    Look: Look('{"kind":"review","project":"p1","gate":1,"round":1}'),
    ProfileChanged: ProfileChanged("Mia Chen-Roy", "Europe/Prague", "fr-CA"),
}
#: these come from cards and forms
FROM_CARDS = (Pressed, Submitted)


#: signs of every platform's notation, and what they could be taken for
TRICKY = "*x* _y_ ~z~ `c` :tada: <!channel> <at>Mia</at> [a](http://b.example) - 1. &amp; {{DATE(1)}} # end"
#: one of each part, in each of its styles
PARTS: dict[str, Part] = {
    "heading": Heading(f"Heading {TRICKY}"),
    "text": Text(f"First\n{TRICKY}"),
    "strong": Text(f"Strong {TRICKY}", "strong"),
    "muted": Text(f"Muted {TRICKY}", "muted"),
    "quote": Text(f"Quoted\n{TRICKY}\n- last", "quote"),
    "facts": Facts((Fact("Label", TRICKY), Fact(TRICKY, "-"))),
    "row": ItemRow(
        "▲", "flagged", f"Row {TRICKY}", f"detail {TRICKY}", Button("Go", "item.take", {"p": "1"})
    ),
    "progress": Progress(2, 9, f"2 of 9 {TRICKY}"),
    "votes": Votes((Vote("✔", "approved", f"Ana {TRICKY}"), Vote("○", "awaited", "Noor Haddad"))),
    "link": Link("Report", "https://wiki.example/a?b=1&c=%7C"),
    "link tricky": Link(TRICKY, "https://wiki.example/report"),
    "divider": Divider(),
    "buttons": Buttons((Button("Press", "menu.help"),)),
}


def args_of(action: str) -> dict[str, str]:
    """Return arguments as a control carries them: everything that it needs, signs of every platform's notation."""
    kept = {"p": "p1", "i": "DR-3", "g": "1", "r": "2", "row": "≥ 12 & <b>*h*</b>", "on": "2026-03-16"}
    return {key: kept.get(key, f"{key}-1") for key in sorted(NEEDS.get(action, frozenset({"p"})))}


def commands() -> list[str]:
    """Return everything that can be typed: what the help names, and what goes with a code or a name."""
    facts = [fact for part in help_card(ENGLISH).parts if isinstance(part, Facts) for fact in part.facts]
    return [
        "",
        *(fact.label.partition(" ")[2] for fact in facts),
        "disconnect",
        "link K7QX2MPA",
        "connect Line 4",
    ]


def forms() -> dict[str, Form]:
    """Return every form of the gallery, and what asks for reasons, by name."""
    drawn = {name: draw(ENGLISH) for name, draw in CARDS.items()}
    reasons = {action: reason_form(scene(waiting()), action, args_of(action)) for action in ACTIONS}
    return {name: form for name, form in drawn.items() if isinstance(form, Form)} | reasons


def sample(field: Field, person: str, channel: str) -> str:
    """Return what somebody fills in, as the service reads it."""
    match field.kind:
        case "text":
            return "Line <3> & *four*"
        case "long":
            return "One.\n- Two_three_\n[four](http://five.example)"
        case "number":
            return "8,5"
        case "choice":
            return field.choices[-1].key if field.choices else "typed"
        case "choices":
            return ",".join(choice.key for choice in field.choices[-2:]) if field.choices else "typed"
        case "person":
            return person
        case "link":
            return "https://wiki.example/a?b=1&c=2"
        case "date":
            return "2026-03-19"
        case "time":
            return "09:30"
        case "channel":
            return channel
        case "moment":
            return "13 Mar 14:02"


def field_of(kind: FieldKind) -> Field:
    """Return a field of a kind, empty."""
    choices = tuple(Choice(key, f"Choice {key}") for key in "abc") if kind in ("choice", "choices") else ()
    return Field("answer", f"A {kind}", kind, choices=choices, hint="A hint", optional=True)


def texts_of(drawn: Card | Form | Home) -> list[str]:
    """Return everything that must be read on it, its controls aside."""
    parts = drawn.intro if isinstance(drawn, Form) else drawn.parts
    return [
        line.strip() for part in parts for text in _texts(part) for line in text.splitlines() if line.strip()
    ]


def _texts(part: Part) -> tuple[str, ...]:
    match part:
        case Heading(text=text) | Text(text=text):
            return (text,)
        case Facts(facts=facts):
            return tuple(text for fact in facts for text in (fact.label, fact.value))
        case ItemRow():
            return (part.sign, part.word, part.title, part.detail)
        case Progress(label=label):
            return (label,)
        case Votes(votes=votes):
            return tuple(text for vote in votes for text in (vote.sign, vote.who, vote.word))
        case Link(label=label, url=url):
            return (label, url)
        case Divider() | Buttons():
            return ()


def items() -> list[str]:
    """Return the items of the playbook: each has a form of its own."""
    return [item.id for phase in built_in("ninety-day").phases for item in phase.items]
