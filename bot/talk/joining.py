"""What is said about joining one's accounts on two platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.talk.card import Button, Buttons, Card, Fact, Facts, Heading, Part, Text
from bot.talk.platforms import platform_name, typed
from bot.talk.titled import titled
from bot.talk.words import Words


class Known(Protocol):
    """Somebody's account."""

    @property
    def name(self) -> str: ...
    @property
    def platform(self) -> str: ...


def code_card(words: Words, code: str, others: Sequence[str], minutes: int) -> Card:
    """Return a code, and where it is typed; `others` are the other platforms."""
    head = words.t("Your code: {code}", code=code)
    where = [words.t("{command} on {platform}", command=typed(other, f"link {code}"), platform=platform_name(other))
             for other in others]  # fmt: skip
    text = words.t(
        "Type {where} within {n} minutes, and confirm it there. Then Tollgate knows that both accounts are yours: "
        "your items, your roles and your approvals are one. Show the code to nobody.",
        where=words.either(where),
        n=words.number(minutes),
    )
    return Card(head, (Heading(head), Text(text)))


def confirm_card(words: Words, name: str, platform: str, email: str, args: Mapping[str, str]) -> Card:
    """Return whose code was typed, before anything is joined; `email` is "" where it is not known."""
    head = words.t(
        "{name} on {platform} will be one person with you", name=name, platform=platform_name(platform)
    )
    parts: list[Part] = []
    if email:
        parts.append(Facts((Fact(words.t("E-mail"), email),)))
    text = words.t(
        "What is done with that account counts as yours: items, signatures, approvals. Join only if the account is "
        "your own. Did somebody else ask you to type this code? Then it is not you."
    )
    join = Button(words.t("Join"), "link.join", dict(args), "primary")
    not_me = Button(words.t("Not me"), "link.not_me", dict(args))
    return titled(head, *parts, Text(text), Buttons((join, not_me)))


def told_card(words: Words, there: Known, other: Known, at: datetime) -> Card:
    """Return the word to both accounts that they are one person's; `there` is the one where Join was pressed."""
    one, two = platform_name(other.platform), platform_name(there.platform)
    head = words.t("Your accounts on {one} and {other} are joined", one=one, other=two)
    text = words.t(
        "{name} on {platform} pressed Join, {at}. From now on {other} on {elsewhere} is the same person: what is "
        "done with either account counts for both.",
        name=there.name,
        platform=two,
        at=words.moment(at),
        other=other.name,
        elsewhere=one,
    )
    warning = words.t(
        "Was this not you, or is one of the accounts not yours? Tell the leads of your projects and an administrator "
        "at once."
    )
    return titled(head, Text(text), Text(warning, "strong"))


def acts_as_card(words: Words, known: Known, also: Known, projects: Sequence[str]) -> Card:
    """Return the word to a lead that somebody on their projects acts with another account, too."""
    head = words.t(
        "{name} now also acts as {other} on {platform}",
        name=known.name,
        other=also.name,
        platform=platform_name(also.platform),
    )
    text = words.t(
        "The two accounts were joined as one person's. What is done with either counts in {projects}: items, "
        "signatures, approvals. Does this surprise you? Ask {name} in person.",
        projects=words.listed(list(projects)),
        name=known.name,
    )
    return titled(head, Text(text))


def joined_card(words: Words, main: str, other: str, projects: int) -> Card:
    """Return the word that two accounts are one person's now; `main` is where messages come."""
    head = words.t(
        "Your accounts on {one} and {other} are joined", one=platform_name(main), other=platform_name(other)
    )
    parts: list[Part] = [Heading(head)]
    if projects:
        parts.append(
            Text(
                words.plural(
                    "{n} project now knows you as one person.",
                    "{n} projects now know you as one person.",
                    projects,
                )
            )
        )
    parts.append(Text(words.t("Messages to you come on {platform}.", platform=platform_name(main)), "muted"))
    parts.append(Buttons((Button(words.t("Change…"), "prefs.form"),)))
    return Card(head, tuple(parts))


def already_joined(words: Words, platforms: Sequence[str]) -> str:
    """Return that there is nothing left to join."""
    names = words.listed([platform_name(platform) for platform in platforms])
    return words.t(
        "Your accounts on {platforms} are joined already. There is nothing to do.", platforms=names
    )


def in_private(words: Words) -> str:
    """Return where a code is asked for, so that nobody else reads it."""
    return words.t("A code is for you alone. Write {command} to me in our personal chat.", command='"link"')


def nowhere_else(words: Words) -> str:
    """Return that there is no other platform here."""
    return words.t("Tollgate is not connected to another platform here, so there is no account to join.")


def own_platform(words: Words, platform: str) -> str:
    """Return that the code is typed where it was made."""
    return words.t(
        "This code was made here, on {platform}. Type it on the other platform, where your other account is.",
        platform=platform_name(platform),
    )


def has_account(words: Words, platform: str) -> str:
    """Return that the one whose code it is has another account here."""
    return words.t(
        "The person who made this code already has another account on {platform}. Nothing was changed.",
        platform=platform_name(platform),
    )


def other_address(words: Words) -> str:
    """Return that the directories tell two people apart."""
    return words.t(
        "The two accounts have different e-mail addresses, so a code does not join them. Nothing was changed. "
        "If both are yours, ask an administrator to give them the same address.",
    )


def audits_apart(words: Words, projects: Sequence[str]) -> str:
    """Return that one of the two audits what the other has a part in."""
    if projects:
        return words.t(
            "One of the two accounts audits this workspace, and the other has a part in {projects}. Who audits has "
            "none. Nothing was changed. A workspace admin can take the role of auditor away first.",
            projects=words.listed([words.quoted(project) for project in projects]),
        )
    return words.t(
        "One of the two accounts audits this workspace, and the other has another role in it. Who audits has no "
        "other role. Nothing was changed. A workspace admin can take one of them away first."
    )


def not_joined(words: Words) -> str:
    """Return that nothing was joined, as was wished."""
    return words.t(
        "Nothing was joined, and the code is void. If somebody else asked you to type it, tell an administrator.",
    )


def used_code(words: Words) -> str:
    """Return that a code was used, replaced or made void before Join was pressed."""
    return words.t(
        "This code is not waiting any more. Nothing was changed. Make a new one on the other platform.",
    )


def wrong_code(words: Words) -> str:
    """Return that nobody has this code."""
    return words.t(
        "This is not a code that is waiting. Check its 8 characters, or make a new one on the other platform.",
    )


def expired_code(words: Words, minutes: int) -> str:
    """Return that the code came too late."""
    return words.t(
        "This code is over: it was valid for {n} minutes. Make a new one on the other platform.",
        n=words.number(minutes),
    )


def too_many(words: Words, minutes: int) -> str:
    """Return how long to wait after wrong codes."""
    return words.plural(
        "Too many wrong codes. Try again in {n} minute.",
        "Too many wrong codes. Try again in {n} minutes.",
        minutes,
    )
