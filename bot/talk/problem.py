"""How bad input reads: what was expected, with an example."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from bot.project.refusals import BadInputCode, Problem
from bot.talk.choose_sentence import most_telling
from bot.talk.problems_of_tables import OF_TABLES
from bot.talk.words import N_, Words

_DATES = ("start", "earliest", "latest", "gate")
_NUMBERS = ("least", "most", "more_than", "longest", "length", "baseline", "target", "today")

SENTENCES: dict[BadInputCode, tuple[str, ...]] = {
    "required": (
        N_("{label} is needed."),
        N_("This is needed."),
    ),
    "too_long": (
        N_("This is {length} characters long. At most {longest} fit."),
        N_("This is too long. At most {longest} characters fit."),
        N_("This is too long. Shorten it, please."),
    ),
    "not_a_number": (
        N_('"{value}" is not a number of {unit}. Give a number such as 8 or 8.5.'),
        N_('"{value}" is not a number. Give a number such as 8 or 8.5.'),
        N_("This is not a number. Give a number such as 8 or 8.5."),
    ),
    "not_whole": (
        N_('"{value}" is not a whole number. Give a number without a fraction, such as 8.'),
        N_("Give a number without a fraction, such as 8."),
    ),
    "too_small": (
        N_("{value} is too small. Give {least} or more."),
        N_("Give {least} or more."),
        N_("This is too small."),
    ),
    "too_large": (
        N_("{value} is too large. Give {most} or less."),
        N_("Give {most} or less."),
        N_("This is too large."),
    ),
    "not_positive": (
        N_("Give a number above {more_than}."),
        N_("Give a number above 0."),
    ),
    "not_a_choice": (N_("Choose one of the options."),),
    "only_one": (N_("Fill in one of the two fields, not both."),),
    "not_a_link": (
        N_('"{value}" is not an address. Give one that begins with https:// or http://.'),
        N_("Give an address that begins with https:// or http://."),
    ),
    "not_a_person": (N_("Choose a person of this workspace."),),
    "an_auditor": (
        N_("This person audits the workspace, and so has no part in a project. Choose somebody else."),
    ),
    "not_a_date": (
        N_('"{value}" is not a date. Give year, month and day, such as 2026-03-16.'),
        N_("Give a date as year, month and day, such as 2026-03-16."),
    ),
    "not_a_moment": (
        N_('"{value}" is not a date with a time. Give one such as 2026-03-16 14:05:30.'),
        N_("Give a date with a time, such as 2026-03-16 14:05:30."),
    ),
    "not_a_time": (
        N_('"{value}" is not a time of day. Give hours and minutes, such as 09:30.'),
        N_("Give a time of day as hours and minutes, such as 09:30."),
    ),
    "not_later": (
        N_("This must be later than {than}."),
        N_("This must be later than the moment above."),
    ),
    "not_a_zone": (
        N_('"{value}" is not a time zone that is known. Did you mean {nearest}?'),
        N_('"{value}" is not a time zone that is known. Give one such as America/Toronto.'),
        N_("Give a time zone such as America/Toronto."),
    ),
    "not_a_region": (
        N_('No public holidays are known for "{value}". Did you mean {nearest}? It can also be left empty.'),
        N_(
            'No public holidays are known for "{value}". Give a country, or a country and its part,'
            " such as CA-ON, or leave it empty."
        ),
        N_("Give a country, or a country and its part, such as CA-ON, or leave it empty."),
    ),
    "before_start": (
        N_("The project starts on {start}. Give that day or a later one."),
        N_("This is before the project starts. Give a later day."),
    ),
    "in_the_past": (N_("This day is over. Give today or a later day."),),
    "in_the_future": (N_("This day is still to come. Give today or an earlier day."),),
    "only_with_conditions": (
        N_(
            "Conditions go with an approval with conditions alone. Choose that decision, or empty this field."
        ),
    ),
    "too_many": (
        N_("There is room for {most} conditions. Put some of them together."),
        N_("These are too many. Put some of them together."),
    ),
    "item_uncovered": (
        N_(
            "{item} is not ready and has no condition of its own. "
            "Open the form again: it has a row for each open item."
        ),
        N_(
            "An item that is not ready has no condition of its own. "
            "Open the form again: it has a row for each open item."
        ),
    ),
    "after_next_gate": (
        N_(
            "{value} is after the next gate, which waits for this and would fall on {gate}. "
            "Give that day or an earlier one."
        ),
        N_("This is after the next gate, which waits for it. Give an earlier day."),
    ),
    "after_gate": (
        N_(
            "{value} is after the gate of this phase, which is planned for {gate}. "
            "Give that day or an earlier one."
        ),
        N_("This is after the gate of this phase, planned for {gate}. Give that day or an earlier one."),
        N_("This is after the gate of this phase. Give an earlier day."),
    ),
    "too_far": (
        N_("Give a day from {earliest} to {latest}."),
        N_("Give a day up to {latest}."),
        N_("This day is too far away."),
    ),
    "control_characters": (N_("This holds characters that cannot be shown. Type it again, please."),),
    "unknown_field": (N_("This field is not known here. Open the form again, please."),),
    "not_oneself": (N_("Choose somebody else than yourself."),),
    **OF_TABLES,
    "line_without_gate": (
        N_(
            'Line {line} begins with "{value}", which is no number of a gate. '
            "Write it as: 1; 2026-02-03; minutes of the board; Ana Ruiz"
        ),
        N_("Begin each line with the number of its gate."),
    ),
    "line_too_short": (
        N_("Line {line} needs four parts. Write it as: {value}; 2026-02-03; minutes of the board; Ana Ruiz"),
        N_("A line needs four parts: gate, day, document, who decided."),
    ),
    "gate_twice": (
        N_("Line {line} names gate {value} again. Give each gate one line."),
        N_("Give each gate one line."),
    ),
    "not_a_later_phase": (
        N_('"{value}" is no phase to come in at. Give a number from {least} to {most}.'),
        N_("Give the number of a phase after the first."),
    ),
    "gate_to_come": (
        N_(
            "Gate {number} lies ahead of a project in phase {phase}: it is decided here. "
            "Leave it out, or give a later phase."
        ),
        N_("This gate lies ahead of the project: it is decided here. Leave it out."),
    ),
    "out_of_order": (
        N_("This is before gate {number} was decided, on {start}. Gates come in their order."),
        N_("This is before the gate that comes first. Gates come in their order."),
    ),
    "to_come": (
        N_('"{value}" lies in the future. Give the day on which it was decided.'),
        N_("This day lies in the future. Give one that is over."),
    ),
    "not_live_yet": (
        N_("Only a project whose earlier gates permit going live has such a day. Leave it empty."),
    ),
    "also_lead": (
        N_("The sponsor decides what the lead asks for, so they are two people. Choose somebody else here."),
    ),
    "wrong_side": (
        N_(
            "The threshold lies between today's value, {baseline}, and the target, {target}. If it "
            "is a proxy, fill in how it converts to the KPI."
        ),
        N_("The target must be better than today's value, {baseline}. Check which direction is better."),
        N_("This is worse than today's value, {today}. Check which direction is better."),
        N_("This lies on the wrong side of today's value. Check which direction is better."),
    ),
}


def problem(found: Problem, words: Words, label: str = "") -> str:
    """Return what was expected of a field; `label` is the field's, as people read it."""
    params = {key: _shown(words, key, text) for key, text in found.params.items() if text}
    if found.code in ("after_gate", "after_next_gate") and "value" in params:
        params["value"] = _shown(words, "gate", params["value"])
    if label:
        params["label"] = label
    return most_telling(words, SENTENCES[found.code], params)


def _shown(words: Words, key: str, text: str) -> str:
    if key == "unit":
        return words.t(text)
    if key == "item":
        return words.quoted(words.t(text))
    if key in _NUMBERS:
        try:
            return words.number(Decimal(text))
        except InvalidOperation:
            return text
    if key in _DATES:
        try:
            return words.day(date.fromisoformat(text), date.min)
        except ValueError:
            return text
    return text
