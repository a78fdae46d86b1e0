"""What is said to somebody with accounts on two platforms, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.project.events import PeopleLinked, Recorded
from bot.talk import forms
from bot.talk import joining as said
from bot.talk.card import Card, Form, Home, Text
from bot.talk.history import history
from bot.talk.home import home
from bot.talk.words import Words
from tests.talk.mornings import MONDAY, Chosen
from tests.talk.scenes import at, half_way, project, scene

BOTH = ("slack", "teams")


class Somebody:
    """Somebody with an account, on the other platform where none is named."""

    def __init__(self, person: str, name: str, platform: str = "teams") -> None:
        """Name them."""
        self.person, self.platform, self.name = person, platform, name


OTHERS = (Somebody("tom", "Tom Berg"), Somebody("zoe", "Zoé Roy"))
TOM, ANA = OTHERS[0], Somebody("ana", "Ana Ruiz", "slack")
#: as a control carries it
CODE = {"code": "0f" * 32}


def _word(say: Callable[[Words], str]) -> Callable[[Words], Card]:
    return lambda words: Card(say(words), (Text(say(words)),))


def _new(words: Words) -> Form:
    proposed = forms.Proposed(today=date(2026, 3, 2), time_zone="America/Toronto", lead="mia")
    form = forms.new_project_form(words, proposed)
    return forms.with_others(words, form, "sponsor", OTHERS)


def _role(words: Words) -> Form:
    form = forms.role_form(scene(project(), words=words), "security_reviewer")
    return forms.with_others(words, form, "person", OTHERS)


CARDS: dict[str, Callable[[Words], Card | Form | Home]] = {
    "join-code": lambda w: said.code_card(w, "K7QX2MPA", ["teams"], 15),
    "joined": lambda w: said.joined_card(w, "slack", "teams", 2),
    "joined-elsewhere": lambda w: said.joined_card(w, "teams", "slack", 0),
    "join-already": _word(lambda w: said.already_joined(w, BOTH)),
    "join-nowhere": _word(said.nowhere_else),
    "join-in-private": _word(said.in_private),
    "join-own-platform": _word(lambda w: said.own_platform(w, "slack")),
    "join-has-account": _word(lambda w: said.has_account(w, "teams")),
    "join-wrong-code": _word(said.wrong_code),
    "join-expired": _word(lambda w: said.expired_code(w, 15)),
    "join-confirm": lambda w: said.confirm_card(w, "Tom Berg", "teams", "", CODE),
    "join-confirm-address": lambda w: said.confirm_card(w, "Tom Berg", "slack", "tom@plant.example", CODE),
    "join-not-me": _word(said.not_joined),
    "join-used-code": _word(said.used_code),
    "join-other-address": _word(said.other_address),
    "notice-accounts-joined": lambda w: said.told_card(w, ANA, TOM, at(3)),
    "notice-acts-as": lambda w: said.acts_as_card(w, ANA, TOM, ["Line 3 downtime"]),
    "notice-acts-as-several": lambda w: said.acts_as_card(w, TOM, ANA, ["Line 3 downtime", "Line 4"]),
    "join-too-many": _word(lambda w: said.too_many(w, 15)),
    "history-joined": lambda w: history(
        scene(project(), words=w), [Recorded(PeopleLinked("raj2", "raj"), at(3), "raj", "teams")]
    ),
    "home-two-platforms": lambda w: home(
        w,
        "raj",
        [scene(project(items=half_way()), words=w, reader="raj")],
        Chosen(),
        today=MONDAY,
        reads_on="teams",
    ),
    "form-prefs-two-platforms": lambda w: forms.prefs_form(
        w, Chosen(language=""), today=MONDAY, platforms=BOTH, main="slack"
    ),
    "form-new-two-platforms": _new,
    "form-role-two-platforms": _role,
}
