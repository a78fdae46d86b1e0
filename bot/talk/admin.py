"""Who has a role in the whole workspace: the card of its admins, the form that gives one, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from bot.project.commands import WorkspaceRole
from bot.talk.card import (
    Button,
    Buttons,
    Card,
    Choice,
    Confirm,
    Fact,
    Facts,
    Field,
    Form,
    ItemRow,
    Part,
    Text,
)
from bot.talk.platforms import NAMED_BY_SETTING, typed
from bot.talk.titled import titled
from bot.talk.words import Words, sentence
from bot.talk.workspace_words import MEANINGS, meaning, name

SHOW, GIVE, TAKE = "admin.show", "admin.give", "admin.take"
#: of the grants that are over, so many are shown
MOST_OVER = 10


class Held(msgspec.Struct, frozen=True):
    """A role that somebody has or had; people by id and by name."""

    person: str
    who: str
    role: WorkspaceRole
    at: datetime
    #: "" where the platform itself said so
    by: str = ""
    ended_by: str = ""
    ended_at: datetime | None = None


def admin_card(
    words: Words,
    held: Sequence[Held],
    over: Sequence[Held],
    today: date,
    *,
    may_change: bool,
    fresh: bool = False,
) -> Card:
    """Return who has which role; `fresh`: the reader has become a workspace admin by opening it."""
    head = words.t("Roles in this workspace")
    parts: list[Part] = []
    if fresh:
        became = words.t(
            "You are now a workspace admin: nobody was one yet, and you may become it. This is on record."
        )
        parts.append(Text(became, "strong"))
    parts += [_row(words, one, today, may_change=may_change) for one in held]
    if not held:
        parts.append(Text(words.t("Nobody has a role in the whole workspace yet.")))
    parts.append(Facts(tuple(Fact(sentence(name(words, role)), meaning(words, role)) for role in MEANINGS)))
    if over:
        parts.append(Text("\n".join(_ended(words, one, today) for one in over[:MOST_OVER]), "muted"))
    if may_change:
        parts.append(Buttons((Button(words.t("Give a role…"), GIVE, style="primary"),)))
    return titled(head, *parts)


def _row(words: Words, held: Held, today: date, *, may_change: bool) -> ItemRow:
    role = name(words, held.role)
    since = words.day(words.local(held.at).date(), today)
    detail = words.t("since {day}", day=since)
    if held.by:
        detail = words.t("since {day}, given by {person}", day=since, person=held.by)
    if not may_change:
        return ItemRow("✔", role, held.who, detail)
    sure = Confirm(
        words.t("Take the role away?"),
        words.t("{person} will no longer be {role}. They are told.", person=held.who, role=role),
        words.t("Take away"),
        words.t("Keep it"),
    )
    take = Button(words.t("Take away"), TAKE, {"who": held.person, "role": held.role}, "plain", sure)
    return ItemRow("✔", role, held.who, detail, take)


def _ended(words: Words, held: Held, today: date) -> str:
    return words.t(
        "{person} was {role} from {day} until {until}; taken away by {by}",
        person=held.who,
        role=name(words, held.role),
        day=words.day(words.local(held.at).date(), today),
        until=words.day(words.local(held.ended_at or held.at).date(), today),
        by=held.ended_by,
    )


def give_form(words: Words) -> Form:
    """Return the form that gives a person a role in the whole workspace."""
    choices = tuple(Choice(role, sentence(name(words, role))) for role in MEANINGS)
    facts = tuple(Fact(sentence(name(words, role)), meaning(words, role)) for role in MEANINGS)
    fields = (
        Field("role", words.t("Role"), "choice", choices=choices),
        Field("person", words.t("Person"), "person", hint=words.t("They are told what the role means.")),
    )
    return Form(
        words.t("Give a role"), words.t("Save"), words.t("Cancel"), GIVE, intro=(Facts(facts),), fields=fields
    )


def open_card(words: Words, action: str) -> Card:
    """Return a button for its presser alone, where everybody reads what is answered."""
    head = words.t("This is for you alone")
    text = words.t("What you asked for opens with the button.")
    return titled(head, Text(text), Buttons((Button(words.t("Open"), action),)))


def given_card(words: Words, role: WorkspaceRole, by: str) -> Card:
    """Return the word to somebody who was given a role, with what it means."""
    head = words.t("You have a new role in this workspace: {role}", role=name(words, role))
    parts: list[Part] = [Text(meaning(words, role))]
    if by:
        parts.append(Text(words.t("{person} gave you this role.", person=by), "muted"))
    buttons = [Button(words.t("All projects"), "portfolio.show")]
    if role != "portfolio_admin":
        buttons.append(Button(words.t("Roles in this workspace"), SHOW))
    return titled(head, *parts, Buttons(tuple(buttons)))


def taken_card(words: Words, role: WorkspaceRole, by: str) -> Card:
    """Return the word to somebody whose role is over."""
    head = words.t("A role of yours in this workspace is over: {role}", role=name(words, role))
    text = words.t("{person} has taken the role away. Your parts in projects stay as they are.", person=by)
    return titled(head, Text(text))


def only_admins(words: Words, admins: Sequence[str]) -> str:
    """Return who gives roles, or how there comes to be somebody who does."""
    if admins:
        return words.t(
            "Only workspace admins give and take these roles: {people}. Ask one of them. Nothing was changed.",
            people=words.listed(list(admins)),
        )
    command = typed(words.platform, "admin")
    if words.platform in NAMED_BY_SETTING:
        return words.t(
            "Nobody is a workspace admin of Tollgate yet. Whoever runs Tollgate names who may become the first one, "
            "in the setting TOLLGATE_ADMINS; then that person types {command}.",
            command=command,
        )
    return words.t(
        "Nobody is a workspace admin of Tollgate yet. An owner or an admin of this Slack workspace becomes the first "
        "one by typing {command}.",
        command=command,
    )


def last_admin(words: Words) -> str:
    """Return why the last admin stays."""
    return words.t(
        "This is the last workspace admin, and without one nobody could give or take a role. Give the role to "
        "somebody else first. Nothing was changed."
    )


def missing(words: Words, role: bool, person: bool) -> dict[str, str]:
    """Return by field what is not filled in."""
    found = {} if role else {"role": words.t("This is needed.")}
    return found if person else found | {"person": words.t("This is needed.")}


def audits_alone(words: Words, roles: Sequence[WorkspaceRole], projects: Sequence[str]) -> str:
    """Return why somebody cannot become an auditor: what they are a part of already."""
    if roles:
        return words.t(
            "Who audits has no other role in the workspace, and this person is {roles}. Take that away first.",
            roles=words.listed([name(words, role) for role in roles]),
        )
    return words.t(
        "Who audits has no part in what is audited, and this person has a role or an item in {projects}. "
        "Give it to somebody else there first.",
        projects=words.listed([words.quoted(project) for project in projects]),
    )


def is_auditor(words: Words) -> str:
    """Return why an auditor gets no other role."""
    return words.t("This person is an auditor, and who audits has no other role. Take that away first.")
