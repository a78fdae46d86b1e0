"""What is said about roles in the whole workspace, and to those who have one, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from bot.talk import admin as said
from bot.talk import forms, joining
from bot.talk.admin import Held
from bot.talk.attempts import attempts
from bot.talk.card import Card, Form, Home, Text
from bot.talk.menu import menu_direct
from bot.talk.portfolio import not_for_all, portfolio
from bot.talk.words import Words
from tests.talk.joinings import OTHERS
from tests.talk.mornings import MONDAY
from tests.talk.scenes import at, half_way, phase_two, project, scene, waiting


class Tried(msgspec.Struct, frozen=True):
    """A refused vote."""

    person: str
    at: datetime
    command: str
    code: str


ANA = Held("ana", "Ana Ruiz", "workspace_admin", at(2))
NOOR = Held("noor", "Noor Haddad", "portfolio_admin", at(3), "Ana Ruiz")
EVA = Held("eva", "Eva Novak", "auditor", at(4), "Ana Ruiz")
GONE = replace(NOOR, person="li", who="Li Wang", ended_by="Ana Ruiz", ended_at=at(6))
NOW_HELD = (ANA, NOOR, EVA)
TRIED = (
    Tried("mia", at(12), "ApproveGate", "own_request"),
    Tried("raj", at(11), "SignItem", "in_person"),
)


def _word(say: Callable[[Words], str]) -> Callable[[Words], Card]:
    return lambda words: Card(say(words), (Text(say(words)),))


def _pages(words: Words) -> Card:
    found = (
        scene(project(items=half_way()), words=words),
        scene(waiting(name="Invoice matching"), words=words),
        scene(phase_two(name="Pump failures"), words=words),
        scene(project(name="Scrap on line 2", items=half_way()), now=at(24), words=words),
        scene(project(name="Paint defects", status="live", phase=4, went_live_on=MONDAY), words=words),
    )
    return portfolio(words, found, "p4")


def _give(words: Words) -> Form:
    return forms.with_others(words, said.give_form(words), "person", OTHERS)


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "admin": lambda w: said.admin_card(w, NOW_HELD, (GONE,), MONDAY, may_change=True),
    "admin-first": lambda w: said.admin_card(w, (ANA,), (), MONDAY, may_change=True, fresh=True),
    "admin-read": lambda w: said.admin_card(w, NOW_HELD, (GONE,), MONDAY, may_change=False),
    "admin-only": _word(lambda w: said.only_admins(w, ["Ana Ruiz", "Noor Haddad"])),
    "admin-nobody": _word(lambda w: said.only_admins(w, [])),
    "admin-nobody-on-teams": _word(lambda w: said.only_admins(replace_platform(w), [])),
    "admin-last": _word(said.last_admin),
    "admin-audits-projects": _word(lambda w: said.audits_alone(w, [], ["Line 3 downtime", "Pump failures"])),
    "admin-audits-roles": _word(lambda w: said.audits_alone(w, ["portfolio_admin"], [])),
    "admin-is-auditor": _word(said.is_auditor),
    "admin-in-private": lambda w: said.open_card(w, said.SHOW),
    "form-workspace-role": said.give_form,
    "form-workspace-role-two-platforms": _give,
    "notice-workspace-admin": lambda w: said.given_card(w, "workspace_admin", "Ana Ruiz"),
    "notice-portfolio-admin": lambda w: said.given_card(w, "portfolio_admin", "Ana Ruiz"),
    "notice-auditor": lambda w: said.given_card(w, "auditor", "Ana Ruiz"),
    "notice-role-over": lambda w: said.taken_card(w, "portfolio_admin", "Ana Ruiz"),
    "join-audits-projects": _word(lambda w: joining.audits_apart(w, ["Line 3 downtime"])),
    "join-audits-roles": _word(lambda w: joining.audits_apart(w, [])),
    "portfolio": _pages,
    "portfolio-empty": lambda w: portfolio(w, (), ""),
    "portfolio-refused": _word(lambda w: not_for_all(w, ["Ana Ruiz", "Noor Haddad"])),
    "portfolio-refused-nobody": _word(lambda w: not_for_all(w, [])),
    "attempts": lambda w: attempts(scene(waiting(), words=w), TRIED),
    "attempts-none": lambda w: attempts(scene(project(), words=w), ()),
    "menu-direct-admin": lambda w: menu_direct(w, (("p1", "Line 3 downtime"),), ("workspace_admin",)),
    "menu-direct-auditor": lambda w: menu_direct(w, (), ("auditor",)),
}


def replace_platform(words: Words) -> Words:
    """Return the same language as it is read on Teams."""
    return Words(words.language, "UTC", "teams")
