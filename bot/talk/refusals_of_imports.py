"""The sentences of refusals about gates from paper: who is awaited, and what comes first."""

from __future__ import annotations

from bot.project.refusals import RefusalCode
from bot.talk.words import N_

IMPORTING: dict[RefusalCode, tuple[str, ...]] = {
    "not_imported": (N_("This project began here: it has no gates from paper. Nothing was changed."),),
    "import_unsigned": (
        N_("The gates from paper wait for {who}'s countersignature. After that the gate can be requested."),
        N_(
            "The gates from paper wait for the sponsor's countersignature. After that the gate can be requested."
        ),
    ),
    "import_refused": (
        N_(
            "{who} did not countersign the gates from paper. {lead} corrects them, and they are countersigned; "
            "then the gate can be requested."
        ),
        N_(
            "The gates from paper were not countersigned. The lead corrects them, and they are countersigned; "
            "then the gate can be requested."
        ),
    ),
    "import_incomplete": (
        N_("To record first: {items}. The countersignature locks what it says; the row is in the checklist."),
        N_("Not yet: what the countersignature locks is not recorded. The checklist shows what is missing."),
    ),
    "import_moved": (
        N_(
            "What you would countersign was changed since this was shown. The newest message about it shows how "
            "it is now; please look at it before you countersign."
        ),
    ),
    "import_countersigned": (
        N_("{who} countersigned the gates from paper, {at}. They stay as they are. Nothing was changed."),
        N_("The gates from paper are countersigned, and stay as they are. Nothing was changed."),
    ),
}
