"""Refusals and wrong fields in the words of the person who reads them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from bot.playbooks.model import Playbook
from bot.project.charter import CHARTER
from bot.project.readiness import kpi
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.state import Project
from bot.service.admins import active_admins
from bot.service.outcome import Outcome
from bot.service.ports import Account, Tx
from bot.talk.import_form import of_a_line
from bot.talk.people import on_project
from bot.talk.problem import problem
from bot.talk.refusal import refusal
from bot.talk.words import Words


def words_of(account: Account) -> Words:
    """Return the language and time zone that a person reads in."""
    return Words(account.language or account.locale or "en", account.time_zone or "UTC", account.platform)


def refused(
    tx: Tx, account: Account, no: Refusal, project: Project | None, playbook: Playbook | None
) -> Outcome:
    """Word a refusal, with the names of the people in it, told apart from the others on the project."""
    if no.code == "admins_only":
        known = tx.people(account.workspace, active_admins(tx, account.workspace)).values()
        no = Refusal(no.code, admins=words_of(account).either([admin.name for admin in known]))
    who = no.params.get("who", ())
    persons = {str(person) for person in (*(who if isinstance(who, tuple) else ()), no.params.get("by", ""))}
    persons |= on_project(project) if project else set()
    wanted = sorted(persons - {""})
    names = {p: found.name for p, found in tx.people(account.workspace, wanted).items()} if wanted else {}
    said = refusal(no, words_of(account), names, playbook, project)
    return Outcome("refused", said, stale=no.code == "set_meanwhile")


def wrong(
    account: Account,
    no: BadInput,
    args: Mapping[str, str],
    project: Project | None,
    playbook: Playbook | None,
) -> Outcome:
    """Word every field that was not as expected; the first also stands for a control without a form."""
    words = words_of(account)
    unit = kpi(project, playbook, "unit") if project and playbook else ""
    labels = {field.key: field.label for field in CHARTER}
    if playbook and "i" in args:
        labels |= _labels(playbook, args["i"])
    errors: dict[str, str] = {}
    for p in no.problems:
        said = problem(_in_unit(p, unit), words, words.t(labels.get(p.field, "")))
        field, said = of_a_line(words, p.field, said)
        errors[field] = f"{errors[field]} {said}" if field in errors else said
    return Outcome("wrong", next(iter(errors.values()), ""), errors)


def _in_unit(found: Problem, unit: str) -> Problem:
    """Name the KPI's unit where a field is measured in it; a form that is only just naming it has none yet."""
    shown = found.params.get("unit", "").replace("{kpi}", unit)
    if "unit" not in found.params or shown:
        return replace(found, params=found.params | {"unit": shown}) if shown else found
    return replace(found, params={key: text for key, text in found.params.items() if key != "unit"})


def _labels(playbook: Playbook, item: str) -> dict[str, str]:
    try:
        return {field.key: field.label for field in playbook.item(item).fields}
    except KeyError:
        return {}


def stranger() -> str:
    """Say no to somebody whom the workspace does not know; nothing tells in which language."""
    return Words("en", "UTC").t("Only people of this workspace can use Tollgate here. Nothing was changed.")


def plainly(account: Account, no: Refusal) -> str:
    """Word a refusal that names nobody and no project."""
    return refusal(no, words_of(account), {}, None, None)
