"""Menus, homes, and what greets and helps people, by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.talk.card import Card, Form, Home
from bot.talk.help import greeting, help_card, invite_me, unknown_command
from bot.talk.home import home
from bot.talk.menu import menu_direct, menu_no_project, menu_one, menu_several
from bot.talk.words import Words
from tests.talk.scenes import all_ready, at, half_way, project, scene, waiting
from tests.talk.situations import NEW_SPONSOR, ROWS, STOPPED

CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "home-new-sponsor": lambda w: home(w, "ana2", [scene(NEW_SPONSOR, now=at(24), words=w, reader="ana2")]),
    "home-sponsor": lambda w: home(w, "ana", [scene(waiting(), now=at(12), words=w, reader="ana")]),
    "home-owner": lambda w: home(w, "raj", [scene(project(items=half_way()), words=w, reader="raj")]),
    "home-empty": lambda w: home(w, "li", []),
    "menu-no-project": lambda w: menu_no_project(w, conversation="C9"),
    "menu-one": lambda w: menu_one(scene(project(items=all_ready()), words=w)),
    "menu-stopped": lambda w: menu_one(scene(STOPPED, words=w)),
    "menu-several": lambda w: menu_several(w, ROWS, "project.status"),
    "menu-direct": lambda w: menu_direct(w, ROWS),
    "menu-direct-teams": lambda w: menu_direct(Words(w.language, w.time_zone, "teams"), ROWS),
    "help": help_card,
    "greeting": lambda w: greeting(w, "Mia Kurz"),
    "invite-me": invite_me,
    "unknown-command": lambda w: unknown_command(w, "statsu"),
    "unknown-command-near-none": lambda w: unknown_command(w, "dance with me"),
}
