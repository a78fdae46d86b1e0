"""The sentences of every refusal, the most telling first; a later one needs fewer parameters."""

from __future__ import annotations

from bot.project.refusals import RefusalCode
from bot.talk.refusals_of_gates import DECIDING
from bot.talk.refusals_of_imports import IMPORTING
from bot.talk.refusals_of_items import ITEMS
from bot.talk.words import N_

SENTENCES: dict[RefusalCode, tuple[str, ...]] = {
    "not_in_role": (
        N_("Only {who} can do this, as {roles}. Nothing was changed."),
        N_("Only {who} can do this, as {role}. Nothing was changed."),
        N_("Only {who} can do this. Nothing was changed."),
        N_(
            "Only somebody in the role {roles} can do this, and nobody has it yet. {lead} can give "
            "it to somebody."
        ),
        N_(
            "Only somebody in the role {role} can do this, and nobody has it yet. {lead} can give "
            "it to somebody."
        ),
        N_("Only people in another role can do this. The project's roles show who has it."),
    ),
    "auditor": (
        N_(
            "You audit this workspace: auditors read everything and change nothing. Nothing was changed. "
            "If your part is to be another one, ask a workspace admin."
        ),
    ),
    "not_to_oneself": (
        N_(
            "With a role in the whole workspace, nobody puts themself on a project. {who} can give you "
            "the role {role}. Nothing was changed."
        ),
        N_(
            "With a role in the whole workspace, nobody puts themself on a project. Its lead or its sponsor can "
            "give you a role. Nothing was changed."
        ),
    ),
    "not_to_be_seen": (
        N_(
            "This project is shown to its people and in its channel, and you are in neither. Ask {lead} to invite "
            "you to the channel, or to give you a role."
        ),
    ),
    "not_on_project": (
        N_("You are not on this project. {who} can give you a role or an item."),
        N_("You are not on this project. Its lead can give you a role or an item."),
    ),
    "outside_reviewer": (
        N_(
            "An equivalent is signed by a reviewer with no other part in the project: not on its team, with no item, "
            "row or condition, and deciding for nobody. {outside} can sign this one."
        ),
        N_(
            "An equivalent is signed by a reviewer with no other part in the project: not on its team, with no item, "
            "row or condition, and deciding for nobody. Name somebody from outside."
        ),
    ),
    "project_stopped": (
        N_("{by} stopped this project, {at}. Nothing can be changed any more; its history can be read."),
        N_("This project is stopped. Nothing can be changed any more; its history can be read."),
    ),
    "project_live": (
        N_(
            "This project has passed all its gates, and has been in production since {on}. There is"
            " no gate left to decide."
        ),
        N_("This project has passed all its gates and is live. There is no gate left to decide."),
    ),
    "project_held": (
        N_(
            "{by} put this project on hold, {at}. The lead or the sponsor can resume it; then this "
            "is possible again."
        ),
        N_("This project is on hold. The lead or the sponsor can resume it; then this is possible again."),
    ),
    "project_halted": (
        N_(
            "This project is halted since {at}: too many items are not ready. Fix them; then {lead}"
            " can resume it."
        ),
        N_("This project is halted: too many items are not ready. Fix them; then the lead can resume it."),
    ),
    "project_deciding": (
        N_(
            "{who} is asked first whether the project continues, is re-scoped or stops. Then the "
            "gate can be requested again."
        ),
        N_("The sponsor is asked first whether the project continues, is re-scoped or stops."),
    ),
    "not_held": (
        N_("This project is neither on hold nor halted: its clock is running. Nothing was changed."),
    ),
    "still_red": (
        N_("Not yet: {items} are not ready, and at most {allowed} may be. Fix them first, then resume."),
        N_("Not yet: {items} are not ready. Fix them first, then resume."),
        N_("Not yet: too many items are not ready. Fix them first, then resume."),
    ),
    "sponsor_first": (
        N_(
            "The gate can be requested when {others}, and {who} has confirmed personally: {item}. "
            "The buttons are in the checklist."
        ),
        N_("First {who} has to confirm personally: {item}. The button is in the checklist."),
        N_("First {who} has to confirm personally, with the button in the checklist."),
        N_("First the sponsor has to confirm personally, with the button in the checklist."),
    ),
    "not_all_ready": (
        N_("The gate can be requested when everything is ready. Still open: {open}. Not ready: {red}."),
        N_("The gate can be requested when everything is ready. Still open: {open}."),
        N_("The gate can be requested when everything is ready. Not ready: {red}."),
        N_("The gate can be requested when everything is ready. Missing: {items}."),
        N_("The gate can be requested when everything on the checklist is ready."),
    ),
    "unanswered": (
        N_("Answer these first: {items}. Then the gate can be requested."),
        N_("Some questions of this gate have no answer yet. Answer them first; then it can be requested."),
    ),
    "threshold_unsigned": (
        N_("A changed threshold waits for {who}'s signature. After that the gate can be requested."),
        N_("A changed threshold waits for the sponsor's signature. After that the gate can be requested."),
    ),
    "wrong_gate": (
        N_("The project is in phase {phase}, so gate {gate} cannot be decided now. Nothing was changed."),
        N_("This is not the gate of the current phase. The checklist in the channel shows the one that is."),
    ),
    "round_over": (
        N_(
            "Gate {gate} was {outcome} by {who}, {at}; the gate review in the channel shows it. Nothing was changed."
        ),
        N_(
            "This gate was {outcome} by {who}, {at}; the gate review in the channel shows it. Nothing was changed."
        ),
        N_(
            "This request was {outcome} meanwhile; the gate review in the channel shows it. Nothing was changed."
        ),
        N_("This request was replaced by a newer one. The checklist in the channel shows the current one."),
    ),
    "already_waiting": (
        N_("The gate has been requested already and waits for {who}. Nothing more is needed."),
        N_("The gate has been requested already and waits for its approvers. Nothing more is needed."),
    ),
    "asked_and_paused": (
        N_(
            "Gate {gate} has been requested already, and the request is paused: {items} changed. "
            "{lead} can ask again or withdraw it; both buttons are on its review."
        ),
        N_(
            "The gate has been requested already, and the request is paused. "
            "{lead} can ask again or withdraw it; both buttons are on its review."
        ),
    ),
    "nothing_waiting": (
        N_("No gate request waits now. {lead} can request the gate when everything is ready."),
    ),
    "request_paused": (
        N_(
            "The request is paused: {items} changed after it was made. {who} looks at it and asks "
            "again; then you can decide."
        ),
        N_(
            "The request is paused: {items} changed after it was made. The lead looks at it and "
            "asks again; then you can decide."
        ),
        N_(
            "The request is paused, since an item it rests on has changed. The lead asks again; "
            "then you can decide."
        ),
    ),
    "not_paused": (N_("The request is not paused: it waits for its approvers already."),),
    "unknown_question": (N_("This question belongs to a request that is closed. Nothing was changed."),),
    "question_answered": (
        N_("{who} has answered this question already; the gate review shows the answer."),
        N_("This question is answered already; the gate review shows the answer."),
    ),
    "nobody_to_choose": (
        N_("There is nothing to decide here now: the project goes on. Nothing was changed."),
    ),
    "nothing_to_sign": (N_("No changed threshold waits for a signature. Nothing was changed."),),
    "threshold_moved": (
        N_(
            "The threshold was changed again after this was shown. The newest message that asks for your "
            "signature shows the new one; please look at it before you sign."
        ),
    ),
    "role_empty": (
        N_(
            "The role {role} cannot stay empty. Give it to somebody else instead, and they replace "
            "the one before."
        ),
        N_("Lead and sponsor cannot stay empty. Give the role to somebody else instead."),
    ),
    "same_person": (
        N_(
            "Lead and sponsor must be two people, so that nobody approves their own work. Choose "
            "somebody else. To try it alone, begin a practice project."
        ),
    ),
    "not_oneself": (N_("Only the person whose two accounts these are can join them. Nothing was changed."),),
    "same_platform": (
        N_(
            "The project has its channel on {platform} already. Connect one on another platform: "
            "what is said in one is then said in both."
        ),
        N_("The second channel must be on another platform than the first."),
    ),
    **DECIDING,
    **IMPORTING,
    **ITEMS,
    "legal_hold": (
        N_("A legal hold was placed on this project {at}: nothing of it may be erased until it is lifted."),
        N_("A legal hold is on this project: nothing of it may be erased until it is lifted."),
    ),
    "still_needed": (
        N_("This person is {roles} of a project under way. Let somebody else take the role first."),
        N_("This person still has a role that cannot stay empty. Let somebody else take it first."),
    ),
    "admins_only": (
        N_("Only a workspace admin can do this: ask {admins}. Nothing was changed."),
        N_(
            "Only a workspace admin can do this. {admin} says how there comes to be one. Nothing was changed."
        ),
    ),
    "playbook_changed": (
        N_(
            "The playbook that this project goes by was altered after it was stored, so nothing is decided by it. "
            "Nothing was changed. Whoever runs Tollgate sees with “tollgate audit verify” what is altered."
        ),
    ),
    "unknown_project": (N_("This project does not exist here. {command} opens a menu of your projects."),),
    "unknown_control": (
        N_(
            "This button is from an older message, and does nothing any more. The checklist in the "
            "channel has the current ones."
        ),
    ),
}
