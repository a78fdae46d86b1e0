"""The sentences of refusals about deciding gates: each names the rule that says no."""

from __future__ import annotations

from bot.project.refusals import RefusalCode
from bot.talk.words import N_

DECIDING: dict[RefusalCode, tuple[str, ...]] = {
    "delegation_over": (
        N_(
            "You can decide in place of {who} from {since} to {until} only, and today is not among these "
            "days. Nothing was changed."
        ),
        N_("You can decide in somebody's place on the agreed days only. Nothing was changed."),
    ),
    "own_request": (
        N_(
            "Whoever requested a gate does not approve it, and nobody approves it in their place. "
            "{who} leads the project now and can withdraw the request and request the gate again; "
            "then it can be decided."
        ),
        N_(
            "Whoever requested a gate does not approve it, and nobody approves it in their place. "
            "Somebody else has to decide gate {gate}."
        ),
        N_("Whoever requested a gate does not approve it. Somebody else has to decide."),
    ),
    "own_project": (
        N_(
            "Whoever leads the project does not approve its gates, and approves none in somebody's place. "
            "Gate {gate} waits for {who}, who can also let somebody else decide. Nothing was changed."
        ),
        N_(
            "Whoever leads the project does not approve its gates, and approves none in somebody's place. "
            "Somebody else has to decide. Nothing was changed."
        ),
    ),
    "own_item": (
        N_(
            "Whoever owns {item}, or set it, does not approve this gate: nobody judges their own work. "
            "Somebody else has to decide."
        ),
        N_(
            "Whoever owns one of these items, or set it, does not approve this gate. Somebody else has to decide."
        ),
    ),
    "voted_already": (
        N_("There is an approval for {who} already, and it counts once. Nothing was changed."),
        N_("You have approved gate {gate} already, and one person counts once. Nothing was changed."),
        N_("You have approved already, and one person counts once. Nothing was changed."),
    ),
    "group_complete": (
        N_("Your group has all the approvals that gate {gate} needs of it. Nothing was changed."),
        N_("Your group has all the approvals that it needs. Nothing was changed."),
    ),
    "group_too_small": (
        N_(
            "The gate needs {needed} approvals of {roles}, and only {who} could give one. "
            "{lead} can give the role to more people; then the gate can be requested."
        ),
        N_(
            "The gate needs {needed} approvals of {roles}, and nobody has that role yet. "
            "{lead} can give it to somebody; then the gate can be requested."
        ),
        N_("The gate needs more approvals than there are people who can give one. {lead} can give roles."),
    ),
    "no_vote": (
        N_("There is no approval of yours for gate {gate} to take back. Nothing was changed."),
        N_("There is no approval of yours to take back. Nothing was changed."),
    ),
    "no_conditional": (
        N_("Gate {gate} has no approval with conditions: everything must hold before it is passed."),
        N_("This gate has no approval with conditions: everything must hold before it is passed."),
    ),
    "go_needs_all": (
        N_("Not everything holds: {items}. The gate can only be approved with conditions, or sent back."),
        N_("Not everything holds yet. The gate can only be approved with conditions, or sent back."),
    ),
    "items_uncovered": (
        N_(
            "{items}: not ready, and what was recorded ties no condition to it. {lead} can record the decision anew, "
            "with a condition for each open item. Nothing was changed."
        ),
        N_(
            "An item that is not ready has no condition in what was recorded. {lead} can record the decision anew. "
            "Nothing was changed."
        ),
    ),
    "condition_item_open": (
        N_(
            "This condition is met once {item} is ready, and it is not yet. Record the item first: "
            "its button stands beside the condition."
        ),
        N_("This condition is met once its item is ready, and it is not yet. Record the item first."),
    ),
    "not_offered": (
        N_("Gate {gate} does not offer this decision. The buttons on its review are the ones it offers."),
        N_("This gate does not offer this decision. The buttons on its review are the ones it offers."),
    ),
    "conditions_open": (
        N_(
            "Conditions of an earlier gate are open ({n}): {who} can say that they are met. "
            "Then this gate can go on."
        ),
        N_("Conditions of an earlier gate are open. Once they are met, this gate can go on."),
    ),
    "unknown_condition": (
        N_("This condition does not count any more. The checklist shows the ones that do."),
    ),
    "not_your_condition": (
        N_("Only {who} can say that this condition is met. Nothing was changed."),
        N_("Only its owner or the lead can say that this condition is met. Nothing was changed."),
    ),
    "lead_records": (
        N_(
            "What a meeting decided is recorded by the lead, {who}, and confirmed by whoever approves the gate. "
            "Nothing was changed."
        ),
        N_("What a meeting decided is recorded by the lead. Nothing was changed."),
    ),
    "own_record": (
        N_(
            "Whoever recorded what a meeting decided does not confirm it, and nobody confirms it in their place. "
            "{who} can confirm it."
        ),
        N_("Whoever recorded what a meeting decided does not confirm it. Somebody else has to."),
    ),
    "record_gone": (
        N_(
            "This record of a meeting counts no more: it was replaced or removed. "
            "The review of gate {gate} shows what is recorded now. Nothing was changed."
        ),
        N_("This record of a meeting counts no more. Nothing was changed."),
    ),
    "nothing_to_take_back": (
        N_("This is not the last decision on gate {gate}, so it stays. Nothing was changed."),
        N_("This is not the last decision, so it stays. Nothing was changed."),
    ),
    "not_your_decision": (
        N_("Only {who} can take this decision back: a decision is its author's. Nothing was changed."),
        N_("Only whoever decided can take the decision back. Nothing was changed."),
    ),
    "too_late_to_take_back": (
        N_(
            "A decision can be taken back for ten minutes, and this one was made {at}. It stays. "
            "What is to change now is a new decision."
        ),
        N_("A decision can be taken back for ten minutes only. This one stays."),
    ),
    "rested_on": (
        N_("Something has happened since that rests on this decision, so it stays. Nothing was changed."),
    ),
    "nothing_to_delegate": (
        N_(
            "You approve no gate of this project, so there is nothing that somebody could decide for you. "
            "Its gates are decided by {who}."
        ),
        N_("You approve no gate of this project, so there is nothing that somebody could decide for you."),
    ),
    "lead_stands_in": (
        N_(
            "{who} leads this project and approves none of its gates, in nobody's place either. "
            "Choose somebody else to decide in your place."
        ),
        N_(
            "Whoever leads the project approves none of its gates, in nobody's place either. "
            "Choose somebody else to decide in your place."
        ),
    ),
    "no_chains": (
        N_(
            "Who decides in somebody's place does not hand it on, and {who} is part of such an agreement "
            "already. Choose somebody else, or end that one first."
        ),
        N_("Who decides in somebody's place does not hand it on. Choose somebody else."),
    ),
}
