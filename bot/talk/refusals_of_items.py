"""The sentences of refusals about items: whose they are, how they are set and verified, and what can be undone."""

from __future__ import annotations

from bot.project.refusals import RefusalCode
from bot.talk.words import N_

ITEMS: dict[RefusalCode, tuple[str, ...]] = {
    "not_yours": (
        N_("Only {who} can change {item}. Ask them, or ask {lead} to give the item to you."),
        N_("Only {who} can change this. Ask them, or ask {lead} to give it to you."),
        N_("Only {who} can change {item}. Ask them to give it to you."),
        N_("Only its owner or the lead can change this item. Ask the lead to give it to you."),
    ),
    "take_first": (
        N_("Nobody has {item} yet. Take it first, then you can change it."),
        N_("Nobody has this item yet. Take it first, then you can change it."),
    ),
    "already_taken": (
        N_("Gate {gate} is passed, so nobody needs to take this item any more. {who} had it last."),
        N_("{who} has this item already. If you want it, ask them or {lead} to give it to you."),
        N_("{who} has this item already. If you want it, ask them to give it to you."),
        N_("Somebody has this item already. If you want it, ask them to give it to you."),
    ),
    "ready_already": (
        N_(
            "{item} is ready, so there is nothing to take. If it should be yours, ask {who} to give it to you."
        ),
        N_(
            "This item is ready, so there is nothing to take. If it should be yours, ask the lead to give it to you."
        ),
    ),
    "not_in_channel": (
        N_("Items are taken from the project's channel. Join it, and press the button there."),
    ),
    "in_person": (
        N_(
            "This is confirmed in person: nobody signs for another. Only {who} can do this, as {roles}. "
            "Nothing was changed."
        ),
        N_(
            "This is confirmed in person: nobody signs for another. Only somebody in the role {roles} can do "
            "this, and nobody has it yet. {lead} can give it to somebody."
        ),
        N_("This is confirmed in person: nobody signs for another. The project's roles show who can."),
    ),
    "unknown_item": (
        N_("This item does not exist in this project. The checklist in the channel shows those that do."),
    ),
    "wrong_kind": (
        N_("{item} is not set that way. Its own button in the checklist asks for what it needs."),
        N_("This item is not set that way. Its own button in the checklist asks for what it needs."),
    ),
    "no_equivalent": (
        N_("{item} has to be met as it is: it accepts no equivalent."),
        N_("This item has to be met as it is: it accepts no equivalent."),
    ),
    "signer_on_team": (
        N_(
            "{signer} signed the equivalent for {item} and has another part in the project, so the signature counts "
            "no more. {who} can sign it instead; then the gate can go on."
        ),
        N_(
            "{signer} signed the equivalent for {item} and has another part in the project, so the signature counts "
            "no more. {lead} can name a reviewer from outside; then the gate can go on."
        ),
        N_(
            "An equivalent is signed by a reviewer from outside the team. Somebody else has to sign this one."
        ),
    ),
    "own_equivalent": (
        N_(
            "Whoever described what stands for {item} does not sign it: nobody judges their own work. {outside} can."
        ),
        N_(
            "Whoever described what stands for {item} does not sign it: nobody judges their own work. {lead} can "
            "name another reviewer from outside the team."
        ),
        N_(
            "Whoever described an equivalent does not sign it. Another reviewer from outside the team has to."
        ),
    ),
    "equivalent_unseen": (
        N_(
            "This button is from an older message. The message that asks for your signature now shows what stands "
            "for {item}: please read it and press Sign there. Nothing was signed."
        ),
        N_(
            "This button is from an older message. The message that asks for your signature now shows the "
            "equivalent: please read it and press Sign there. Nothing was signed."
        ),
    ),
    "described_anew": (
        N_(
            "{who} has described what stands for {item} anew since this was shown, {at}. Please read it as it is "
            "now before you sign: the newest message that asks for your signature shows it. Nothing was signed."
        ),
        N_(
            "This equivalent was described anew since it was shown. Please read it as it is now before you sign: the "
            "newest message that asks for your signature shows it. Nothing was signed."
        ),
    ),
    "no_equivalent_yet": (N_("No equivalent is described for this item, so there is nothing to sign."),),
    "always_applies": (
        N_("{item} applies to every project. If something is missing, declare it not ready and say what."),
        N_("This item applies to every project. If something is missing, declare it not ready and say what."),
    ),
    "kpi_first": (
        N_("This number is in the unit of the KPI. Record {first} first, then this."),
        N_("This number is in the unit of the KPI. Record the KPI first, then this."),
    ),
    "item_finished": (
        N_("{item} is finished, so there is nothing more to plan. To work on it again, open it again first."),
        N_(
            "This item is finished, so there is nothing more to plan. To work on it again, open it again first."
        ),
    ),
    "unknown_row": (N_("This row was removed meanwhile. The item's details show the rows that are there."),),
    "set_meanwhile": (
        N_(
            "{who} has set {item} since you opened this form, {at}. Nothing of yours was saved: open the form again."
        ),
        N_(
            "This item was set by somebody else since you opened this form. Nothing of yours was saved: open it "
            "again."
        ),
    ),
    "no_second_needed": (
        N_("{item} needs no second person: what is recorded counts as it is."),
        N_("This item needs no second person: what is recorded counts as it is."),
    ),
    "own_work": (
        N_("Whoever set {item}, or owns it, does not verify it. {who} can. Nothing was changed."),
        N_("Whoever set {item}, or owns it, does not verify it. {lead} can give a role to somebody who can."),
        N_("Whoever set this item, or owns it, does not verify it. Somebody else on the project can."),
    ),
    "set_anew": (
        N_(
            "{who} has set {item} again since this was shown, {at}. Please look at it as it is now before you "
            "verify it."
        ),
        N_(
            "This item was set again after this was shown. Please look at it as it is now before you verify it."
        ),
    ),
    "nothing_to_verify": (
        N_("There is nothing to verify for {item} yet: first somebody records that it is so."),
        N_("There is nothing to verify for this item yet: first somebody records that it is so."),
    ),
    "not_your_change": (
        N_(
            "Only {who} can undo this: a change is its author's for ten minutes. To correct {item}, set it anew; "
            "that is recorded as a correction."
        ),
        N_(
            "Only whoever changed this item can undo it. To correct it, set it anew; that is recorded as a "
            "correction."
        ),
    ),
    "too_late_to_undo": (
        N_(
            "A change can be undone for ten minutes, and this one was made {at}. Set {item} anew instead: "
            "that is recorded as a correction."
        ),
        N_(
            "A change can be undone for ten minutes, while nothing rests on it. Set {item} anew instead: that "
            "is recorded as a correction."
        ),
        N_(
            "A change can be undone for ten minutes only. Set the item anew: that is recorded as a correction."
        ),
    ),
    "change_rested_on": (
        N_(
            "Something has happened since that rests on this change of {item}, so it stays. Set it anew "
            "instead: that is recorded as a correction."
        ),
        N_("Something has happened since that rests on this change, so it stays. Set the item anew instead."),
    ),
    "changed_since": (
        N_(
            "{who} has changed {item} since then, {at}; the checklist now shows how it stands. Nothing was "
            "undone."
        ),
        N_("This item has changed since then; the checklist now shows how it stands. Nothing was undone."),
    ),
}
