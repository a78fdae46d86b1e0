"""What is said about joining one's accounts on two platforms."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.card import Button, Buttons, Card, Heading, Part, Text
from bot.talk.platforms import platform_name, typed
from bot.talk.words import Words


def code_card(words: Words, code: str, others: Sequence[str], minutes: int) -> Card:
    """Return a code, and where it is typed; `others` are the other platforms."""
    head = words.t("Your code: {code}", code=code)
    where = [words.t("{command} on {platform}", command=typed(other, f"link {code}"), platform=platform_name(other))
             for other in others]  # fmt: skip
    text = words.t(
        "Type {where} within {n} minutes. Then Tollgate knows that both accounts are yours: your items, your roles "
        "and your approvals are one. Show the code to nobody.",
        where=words.either(where),
        n=words.number(minutes),
    )
    return Card(head, (Heading(head), Text(text)))


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
