"""What each role is called, and what it means for the person who has it."""

from __future__ import annotations

from bot.playbooks.model import Role
from bot.talk.words import N_

NAMES: dict[Role, str] = {
    "lead": N_("lead"),
    "sponsor": N_("sponsor"),
    "delegate": N_("delegate of the sponsor"),
    "it_devops": N_("IT or DevOps"),
    "security_reviewer": N_("security reviewer"),
    "data_science": N_("data science"),
    "ml_engineering": N_("ML engineering"),
    "data_engineering": N_("data engineering"),
    "business_owner": N_("business owner"),
    "end_user": N_("end user"),
    "accountable_owner": N_("accountable owner"),
    "exception_reviewer": N_("exception reviewer"),
    "portfolio_admin": N_("portfolio admin"),
    "viewer": N_("viewer"),
}
#: what these mean where no business KPI leads through the phases
WITHOUT_KPI: dict[Role, str] = {
    "it_devops": N_("You see to the systems that the model runs on. Take the items that are yours."),
    "security_reviewer": N_(
        "You look at security and privacy, and confirm personally what only you can confirm."
    ),
    "accountable_owner": N_("You answer for the model once it is in production."),
    "exception_reviewer": N_(
        "You are outside the team. You look at what others have done, and confirm it or do not."
    ),
}
MEANINGS: dict[Role, str] = {
    "lead": N_("You keep the checklist going, give items to people and request the gates."),
    "sponsor": N_(
        "You decide at each gate whether the project goes on. "
        "The decision comes to you here, with its evidence and its buttons."
    ),
    "delegate": N_(
        "You are told when a decision has waited for days. You decide in the sponsor's place only between two "
        "dates, once the sponsor has named you for them."
    ),
    "it_devops": N_(
        "You see to the systems that the model runs on in phases 3 and 4, and can sign where the data stays."
    ),
    "security_reviewer": N_(
        "Before go-live you sign the security review: authentication, encryption and access logging."
    ),
    "data_science": N_(
        "You build and validate the model. Take the items that are yours in the project's channel."
    ),
    "ml_engineering": N_(
        "You bring the model into production. Take the items that are yours in the project's channel."
    ),
    "data_engineering": N_("You bring the data. Take the items that are yours in the project's channel."),
    "business_owner": N_("You say what the result is worth to the business, and whether it is good enough."),
    "end_user": N_(
        "You will work with the result. Say early what would help you, and what would be in the way."
    ),
    "accountable_owner": N_(
        "You answer for the model once it is in production. Before go-live you sign that it runs on real data."
    ),
    "exception_reviewer": N_(
        "You are outside the team. When an item is met by something equivalent, you read it and sign it, or do not."
    ),
    "portfolio_admin": N_(
        "You are told when something on this project has waited for long, or its sponsor gives no news. "
        "Seeing all projects is a role of the whole workspace."
    ),
    "viewer": N_("You can read along. Nothing is asked of you."),
}
