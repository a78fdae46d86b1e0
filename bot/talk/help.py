"""How to use the bot, in short; its greeting; and how to invite it."""

from __future__ import annotations

from difflib import get_close_matches

from bot.talk.card import Button, Buttons, Card, Fact, Facts, Heading, Text
from bot.talk.platforms import HEARD_BY_ALL, typed
from bot.talk.words import N_, Words

COMMAND = "/gate"
_COMMANDS = {
    "new": N_("begin a project in this channel"),
    "practice": N_("try everything alone"),
    "import": N_("bring in a project that is under way"),
    "status": N_("where the project stands"),
    "items": N_("post the checklist again"),
    "assign": N_("give an item to somebody"),
    "roles": N_("who has which role"),
    "request": N_("ask for the gate"),
    "connect": N_("let the project live in a channel on another platform, too"),
    "disconnect": N_("let it live in one channel again"),
    "away": N_("who decides for you while you are away"),
    "home": N_("what waits for you"),
    "portfolio": N_("all projects, for those who see them all"),
    "admin": N_("who has a role in the whole workspace"),
    "link": N_("join your accounts on two platforms"),
    "anchor": N_("who keeps a weekly line that shows whether the past was changed"),
    "help": N_("this text"),
}
COMMANDS = frozenset(_COMMANDS)
#: named to somebody who typed something that is near to none
_MOST_USEFUL = ("new", "status", "items", "request", "home")


def help_card(words: Words) -> Card:
    """Return the help: buttons first, commands for those who like to type."""
    head = words.t("How it works")
    text = words.t(
        "A project goes through four phases. Each has a checklist in the project's channel, and ends with a gate "
        "that the sponsor decides. Every next step is a button in the message. If you like to type:"
    )
    facts = tuple(Fact(typed(words.platform, name), words.t(said)) for name, said in _COMMANDS.items())
    alone = words.t("{command} alone opens a menu.", command=typed(words.platform, "").strip())
    return Card(
        f"{head}. {text}",
        (Heading(head), Text(text), Facts(facts), Text(alone, "muted"), Buttons(_buttons(words))),
    )


def greeting(words: Words, name: str = "") -> Card:
    """Return the answer to a mention or a "hi"."""
    head = words.t("Hello {name}", name=name.split()[0]) if name.strip() else words.t("Hello")
    home = typed(words.platform, "home") if words.platform in HEARD_BY_ALL else ""
    text = words.t(
        "I take AI projects from an idea to production, gate by gate. "
        "In a project's channel, {command} opens its menu; your own items are on my Home tab.",
        command=typed(words.platform, "").strip(),
    )
    if home:
        text = words.t(
            "I take AI projects from an idea to production through four gates. "
            "In a project's channel, {command} opens its menu; {home} brings your own items, to you alone.",
            command=typed(words.platform, "").strip(),
            home=home,
        )
    help_ = Button(words.t("Help"), "menu.help")
    return Card(f"{head}. {text}", (Heading(head), Text(text), Buttons((*_buttons(words), help_))))


def invite_me(words: Words, bot: str = "@Tollgate") -> Card:
    """Return the request to be invited to a channel."""
    head = words.t("I am not in this channel yet")
    text = words.t("Invite me first: type /invite {bot} here. Then try again.", bot=bot)
    if words.platform in HEARD_BY_ALL:
        text = words.t("Add the app {bot} to this channel's team first. Then try again.", bot=bot.lstrip("@"))
    return Card(f"{head}. {text}", (Heading(head), Text(text)))


def unknown_command(words: Words, text: str) -> Card:
    """Return the answer to a sub-command that there is not: the one that was meant, else the most useful ones."""
    head = words.t('"{typed}" is not a command', typed=text[:40])
    first = text.split()[0].casefold() if text.split() else ""
    near = get_close_matches(first[:40], COMMANDS, n=1)
    known = words.t("Did you mean {command}?", command=typed(words.platform, near[0])) if near else ""
    if not near:
        offered = ", ".join(typed(words.platform, name) for name in _MOST_USEFUL)
        known = words.t("Often used: {commands}. Help shows all of them.", commands=offered)
    return Card(
        f"{head}. {known}", (Heading(head), Text(known), Buttons((Button(words.t("Help"), "menu.help"),)))
    )


def _buttons(words: Words) -> tuple[Button, ...]:
    return (
        Button(words.t("New project…"), "project.new", style="primary"),
        Button(words.t("Practice alone…"), "project.practice"),
    )
