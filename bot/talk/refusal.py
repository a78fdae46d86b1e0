"""How a refusal reads: why, and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import cast

import msgspec

from bot.playbooks.model import Playbook, Role
from bot.project.refusals import Refusal
from bot.project.state import Project
from bot.talk.choose_sentence import most_telling
from bot.talk.people import called, on_project
from bot.talk.platforms import platform_name, typed
from bot.talk.refusal_words import SENTENCES
from bot.talk.role_words import NAMES
from bot.talk.words import N_, Words

_OUTCOMES = {
    "approved": N_("approved"),
    "conditional": N_("approved with conditions"),
    "held": N_("put on hold"),
    "stopped": N_("stopped"),
    "sent_back": N_("sent back"),
    "iterated": N_("answered with no"),
    "withdrawn": N_("withdrawn"),
}

#: what asking for a gate, or asking again, can lack
_MISSING = ("sponsor_first", "not_all_ready", "unanswered", "threshold_unsigned")


#: they send to whoever has something, or to the lead
_ASK_EITHER = ("already_taken", "not_yours")


class _Told(msgspec.Struct, frozen=True):
    """What the parameters of a refusal are worded with."""

    words: Words
    names: Mapping[str, str]
    playbook: Playbook | None
    project: Project | None


def refusal(
    said: Refusal,
    words: Words,
    names: Mapping[str, str],
    playbook: Playbook | None = None,
    project: Project | None = None,
) -> str:
    """Return a refusal as sentences; parameters that are missing are worded around."""
    told = _Told(words, names, playbook, project)
    params = {key: value for key, value in said.params.items() if value not in (None, "", ())}
    shown = _shown(told, params)
    if said.code in _ASK_EITHER and project and _several(params.get("who", "")) == (project.lead,):
        del shown["lead"]  # who has it leads the project, too: there is nobody else to ask
    sentence = most_telling(words, SENTENCES[said.code], shown)
    if said.code in _MISSING and project and project.status == "paused":
        way_out = words.t(
            "{lead} can also withdraw the request: the button is on its review.", lead=shown["lead"]
        )
        return f"{sentence} {way_out}"
    return sentence


def _shown(told: _Told, params: Mapping[str, object]) -> dict[str, str]:
    """Return every parameter as text; who leads is always known."""
    lead = told.project.lead if told.project else ""
    shown = {key: _text(told, key, value) for key, value in params.items()}
    shown["command"] = typed(told.words.platform, "").strip()
    shown["admin"] = typed(told.words.platform, "admin")
    shown["lead"] = _person(told, lead) if lead else told.words.t("the lead")
    return shown


def _text(told: _Told, key: str, value: object) -> str:
    words = told.words
    if key in ("who", "by", "signer", "outside"):
        return words.either([_person(told, person) for person in _several(value)])
    if key in ("role", "roles"):
        roles = (cast(Role, role) for role in _several(value))
        return words.either([words.t(NAMES.get(role, str(role))) for role in roles])
    if key in ("item", "items", "first", "open", "red"):
        return words.listed([words.quoted(_item(told, item)) for item in _several(value)])
    if key == "others":
        return words.plural("{n} open item is ready", "{n} open items are ready", cast(int, value))
    if key == "outcome":
        return words.t(_OUTCOMES.get(str(value), str(value)))
    if key == "platform":
        return platform_name(str(value))
    return _plain(words, value)


def _plain(words: Words, value: object) -> str:
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    return words.number(value) if isinstance(value, int) else str(value)


def _several(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple | list | frozenset) else (str(value),)


def _person(told: _Told, person: str) -> str:
    among = on_project(told.project) if told.project else frozenset(told.names)
    return called(person, told.names, among, told.words)


def _item(told: _Told, key: str) -> str:
    try:
        return told.words.t(told.playbook.item(key).title) if told.playbook else key
    except KeyError:
        return key
