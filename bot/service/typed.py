"""What is typed after /gate: a sub-command stands for a control that a button has, too."""

from __future__ import annotations

import re

from bot.service.intents import Pressed, Sender
from bot.service.reading import Reading
from bot.service.wording import words_of
from bot.talk.admin import open_card
from bot.talk.card import Card
from bot.talk.help import COMMANDS, help_card, unknown_command
from bot.talk.menu import menu_direct, menu_no_project, menu_several
from bot.talk.platforms import HEARD_BY_ALL

#: sub-command -> the control of a project that it stands for
_ON_PROJECT = {
    "": "project.menu",
    "status": "project.status",
    "items": "project.items",
    "assign": "project.assign",
    "roles": "project.roles",
    "request": "project.request",
    "away": "project.away",
}
_ALONE = {
    "new": "project.new",
    "practice": "project.practice",
    "import": "project.import",
    "home": "home",
    "anchor": "anchor.form",
}


#: what one person alone is shown: where everybody reads the answer, a button opens it
_FOR_ONE = {"admin": "admin.show", "portfolio": "portfolio.show"}


#: said to somebody whom one meets, not a command
_GREETINGS = frozenset(
    {"hi", "hello", "hey", "hiya", "bonjour", "bonsoir", "salut", "allo", "allô", "coucou"}
)


_HELP = frozenset({"help", "aide", "aider"})


def greets(text: str) -> bool:
    """Tell whether a text is a greeting and nothing else, perhaps with whom it is for: "Hello Tollgate!"."""
    said = re.findall(r"\w+", text.casefold())
    return bool(said) and said[0] in _GREETINGS and set(said[1:]) <= {*_GREETINGS, "tollgate", "there", "all"}


def meant(text: str) -> str:
    """Return the command in what somebody says as to a person: "Hello, can you help me?"; else the text itself."""
    said = [bare for one in text.split() if (bare := one.strip(",;.:!?"))]
    rest = [one for one in said if one.casefold() not in _GREETINGS]
    if rest and rest[0].casefold() in COMMANDS:
        return " ".join(rest)
    return "help" if _HELP & {one.casefold() for one in rest} else text


def about_a_project(text: str) -> bool:
    """Tell whether a sub-command is about the project of the channel that it is typed in."""
    return _word(text) in _ON_PROJECT


def _word(text: str) -> str:
    return text.strip().split()[0].casefold() if text.strip() else ""


def typed(text: str, sender: Sender, reading: Reading) -> Card | Pressed:
    """Return the card to show, or the control that the text stands for."""
    word = _word(text)
    words = words_of(reading.account)
    if word == "help":
        return help_card(words)
    if word in _FOR_ONE:
        all_hear = not sender.direct and reading.account.platform in HEARD_BY_ALL
        return open_card(words, _FOR_ONE[word]) if all_hear else Pressed(_FOR_ONE[word])
    if word in _ALONE:
        return Pressed(_ALONE[word])
    if word not in _ON_PROJECT:
        return unknown_command(words, text)
    return _on_project(_ON_PROJECT[word], sender, reading)


def _on_project(action: str, sender: Sender, reading: Reading) -> Card | Pressed:
    """Find the project that is meant: the one of this channel, else one of the person's own."""
    words = words_of(reading.account)
    rows = reading.rows_here(sender.platform, sender.conversation)
    if len(rows) == 1:
        return Pressed(action, {"p": rows[0].project})
    if rows:
        return menu_several(words, [(row.project, row.name) for row in rows], action)
    mine = reading.tx.projects_of(reading.account.workspace, reading.account.person)
    choices = [(row.project, row.name) for row in mine if row.status != "stopped"]
    if action == "project.menu" and not sender.direct:
        return menu_no_project(words, conversation=sender.conversation)
    if action == "project.menu" or not choices:
        return menu_direct(words, choices, reading.account.workspace_roles)
    return menu_several(words, choices, action)
