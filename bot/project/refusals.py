"""The two ways in which the rules say no: a refusal, and bad input. `bot.talk.refusal` words them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeVar

import msgspec

T = TypeVar("T")

RefusalCode = Literal[
    "not_yours",  # only the owner or the lead sets this item; who: the ones who may
    "take_first",  # nobody owns it: take it first
    "already_taken",  # somebody else owns it; who, and the gate of its phase where that is passed
    "ready_already",  # nobody takes what is ready: the lead gives it; item, who
    "not_in_channel",  # only people in the project's channel may take an item
    "not_in_role",  # role, who: the ones who may
    "in_person",  # a personal confirmation: nobody signs for another; roles, who: the ones who may
    "auditor",  # who audits the workspace changes nothing in it
    "not_to_oneself",  # by a role in the whole workspace nobody puts themself into a role of a project; who
    "not_to_be_seen",  # the project is of others
    "not_on_project",
    "outside_reviewer",  # a reviewer of an equivalent has no other part in the project; outside: who may
    "own_equivalent",  # who described it does not sign it; item, outside: who may
    "equivalent_unseen",  # the button does not say which description it stood under; item
    "described_anew",  # the equivalent was described again since it was shown; item, who, at
    "signer_on_team",  # an equivalent was signed by somebody who has a part in the work; item, signer, who: who may
    "project_stopped",
    "project_live",
    "project_held",
    "project_halted",
    "project_deciding",
    "not_held",  # nothing to resume
    "still_red",  # too many items are red to resume; items
    "sponsor_first",  # the sponsor has not confirmed yet; item, who, others: how many other items are missing
    "not_all_ready",  # open, red: items
    "unanswered",  # items: gate questions without an answer
    "threshold_unsigned",  # a changed threshold waits for the sponsor's signature
    "wrong_gate",  # this is not the gate of the current phase
    "round_over",  # this request is decided or was replaced; outcome, who, at
    "already_waiting",  # the gate waits for its approvers already
    "asked_and_paused",  # the gate is asked for, and an item it rests on has changed; gate, items
    "nothing_waiting",  # no request waits
    "request_paused",  # an item it rests on has changed; items
    "not_paused",
    "set_meanwhile",  # somebody else has set the item since its form was opened; item, who, at
    "unknown_item",
    "wrong_kind",  # this item is not set that way
    "no_equivalent",  # this item accepts no equivalent
    "no_equivalent_yet",  # nothing is described to be signed
    "always_applies",  # this item cannot be marked as not applicable
    "kpi_first",  # the KPI record must be there first
    "item_finished",  # nothing to plan any more; item
    "unknown_row",
    "unknown_question",
    "question_answered",
    "nobody_to_choose",  # the sponsor was not asked
    "nothing_to_sign",  # no changed threshold waits
    "threshold_moved",  # the values changed since they were shown
    "role_empty",  # nobody can be removed from lead or sponsor, only replaced
    "same_person",  # lead and sponsor must be two people
    "not_oneself",  # only the person themself joins their two accounts
    "same_platform",  # a second channel is one on another platform; platform
    "delegation_over",  # a delegate whose dates have passed, or have not begun; who, since, until
    "own_request",  # whoever asked for a gate does not approve it; who: the lead, where that is another by now
    "own_project",  # whoever leads the project does not approve its gates; gate, who: who is awaited
    "own_item",  # whoever owns this item does not approve the gate; item
    "voted_already",  # this seat is taken; who
    "group_complete",  # the person's groups have their quorum
    "group_too_small",  # fewer people than the quorum; roles, needed, who
    "no_vote",  # there is no approval of theirs to take back
    "no_conditional",  # this gate has no conditional go
    "go_needs_all",  # items are open: only a conditional go is possible; items
    "items_uncovered",  # a recorded go with conditions would leave these open without one; items
    "condition_item_open",  # the item that a condition stands for is not ready; item
    "not_offered",  # the playbook does not offer this decision
    "conditions_open",  # conditions of an earlier gate are open; n, who
    "unknown_condition",
    "not_your_condition",  # who
    "lead_records",  # only the lead records what a meeting decided; who
    "own_record",  # whoever recorded it does not confirm it; who: some who may
    "record_gone",  # what was recorded was replaced or removed
    "nothing_to_take_back",
    "not_your_decision",  # who
    "too_late_to_take_back",  # at
    "rested_on",  # something has happened since
    "not_your_change",  # only its author undoes it; item, who
    "too_late_to_undo",  # item, at
    "change_rested_on",  # something rests on this change of an item; item
    "changed_since",  # another change came after the one that was shown; item, who, at
    "nothing_to_delegate",  # who
    "lead_stands_in",  # whoever leads the project approves none of its gates in somebody's place; who: the lead
    "no_chains",  # a delegate does not delegate; who
    "no_second_needed",  # item: nobody has to verify it
    "own_work",  # who set or owns an item does not verify it; item, who: some who may
    "set_anew",  # it was set again after it was shown to a second person; item, who, at
    "nothing_to_verify",  # nothing that could be verified is recorded; item
    "legal_hold",  # nothing of the project may be erased; at
    "still_needed",  # somebody else must take their roles first; roles
    "admins_only",  # only a workspace admin; admins: their names
    "not_imported",  # the project began here
    "import_unsigned",  # the sponsor has not countersigned the gates from paper; who
    "import_refused",  # the sponsor refused to, and the lead corrects them first; who
    "import_incomplete",  # what an earlier gate would have locked is not recorded; items, who
    "import_moved",  # what the papers say, or what will be locked, changed since it was shown
    "import_countersigned",  # nothing is corrected or refused any more; who, at
    "playbook_changed",  # what is stored of its playbook is not what it was opened with
    "unknown_project",
    "unknown_control",
]
BadInputCode = Literal[
    "required",
    "too_long",  # longest
    "not_a_number",  # value, unit
    "too_small",  # value, least
    "too_large",  # value, most
    "not_positive",  # value, more_than
    "not_a_choice",
    "only_one",  # of two fields
    "not_a_link",
    "not_a_person",
    "an_auditor",  # who audits the workspace has no part in a project
    "not_a_date",
    "not_a_moment",
    "not_a_time",  # value
    "not_later",  # than
    "not_whole",  # value
    "not_a_zone",  # value, nearest
    "not_a_region",  # value, nearest
    "before_start",  # value, start
    "in_the_past",
    "in_the_future",
    "too_many",  # most
    "item_uncovered",  # a go with conditions would leave this open without one; item: its title
    "after_next_gate",  # value, gate
    "only_with_conditions",  # filled in for another decision than a go with conditions
    "after_gate",  # value, gate
    "too_far",  # value, earliest, latest
    "control_characters",
    "unknown_field",
    "not_oneself",
    "empty_table",  # of a table of projects, as the ones after it
    "too_many_lines",  # value, most
    "open_quotation",  # a cell whose quotation mark has no other one
    "too_many_cells",  # value, most
    "column_missing",  # value
    "column_unknown",  # value, nearest
    "column_twice",  # value
    "line_twice",  # line
    "unknown_address",  # value
    "address_of_several",  # value
    "unknown_user",  # value
    "bot_not_there",  # value
    "not_a_playbook",  # value, nearest
    "not_yes_or_no",  # value
    "same_as_lead",
    "line_without_gate",  # of several lines: line, value
    "line_too_short",  # line, value
    "gate_twice",  # line, value
    "not_a_later_phase",  # value, least, most
    "gate_to_come",  # a gate from paper that the project has yet to pass; number, phase
    "out_of_order",  # a gate decided before the one before it; value, start, number
    "to_come",  # a day in the future; value
    "not_live_yet",  # a day of going live before the gate that permits it
    "also_lead",  # the sponsor of a form whose lead is the same person
    "wrong_side",  # a target or a threshold on the wrong side of the baseline
]


class Refusal(Exception):
    """The rules say no; shown to the person, never logged as an error."""

    def __init__(self, code: RefusalCode, **params: object) -> None:
        """`params` hold ids of people and items, numbers and dates: data, not words."""
        super().__init__(code)
        self.code: RefusalCode = code
        self.params = params


class Problem(msgspec.Struct, frozen=True):
    """One field that was not as expected."""

    field: str
    code: BadInputCode
    params: dict[str, str] = {}


class BadInput(Exception):
    """Some fields were not as expected; all of them are named together."""

    def __init__(self, *problems: Problem) -> None:
        """Take at least one problem."""
        super().__init__(", ".join(f"{p.field}: {p.code}" for p in problems))
        self.problems = problems


def gathered(problems: list[Problem], check: Callable[[], T], instead: T) -> T:
    """Return what a check returns; note its bad input with the rest of a form's, and go on with something else."""
    try:
        return check()
    except BadInput as bad:
        problems += bad.problems
        return instead
