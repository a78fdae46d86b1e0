"""Where the gate stands: on pace or not, forecast against plan; or what the project waits for instead."""

from __future__ import annotations

from datetime import date

from bot.project import readiness
from bot.project.forecast import days_of_work, first_due, why_none
from bot.project.since import sent_back
from bot.talk import look
from bot.talk.banner import banner
from bot.talk.scene import Scene


def pace(scene: Scene, forecast: date | None, gate_on: date) -> str:
    """Return "On pace: gate 2 forecast for Fri 10 Apr, planned for Wed 15 Apr.", or what is waited for."""
    said = " ".join(text.text for text in banner(scene))
    if scene.project.status != "running":
        return said
    return f"{_expected(scene, forecast, gate_on)} {said}".strip()


def _expected(scene: Scene, forecast: date | None, gate_on: date) -> str:
    words, phase = scene.words, look.phase(scene)
    found = readiness.counts(scene.project, scene.playbook, phase)
    known = {"n": words.number(phase.number), "planned": look.day(scene, gate_on)}
    over = gate_on < look.today(scene)
    if found.ready == found.total and sent_back(scene.project):
        ready = words.t("All {total} are ready.", total=words.number(found.total))
        return f"{ready} {_planned(scene, gate_on, known)}"
    if found.ready == found.total:
        total = words.number(found.total)
        if over:
            return words.t(
                "All {total} are ready: gate {n} can be requested. It was planned for {planned}.",
                total=total,
                **known,
            )
        return words.t(
            "All {total} are ready: gate {n} can be requested. It is planned for {planned}.",
            total=total,
            **known,
        )
    if forecast is None:
        return f"{_planned(scene, gate_on, known)} {_why_none(scene)}"
    known["forecast"] = look.day(scene, forecast)
    if forecast <= gate_on:
        return words.t("On pace: gate {n} forecast for {forecast}, planned for {planned}.", **known)
    return words.t("Later than planned: gate {n} forecast for {forecast}, planned for {planned}.", **known)


def _planned(scene: Scene, gate_on: date, known: dict[str, str]) -> str:
    if gate_on < look.today(scene):
        return scene.words.t("Gate {n} was planned for {planned}.", **known)
    return scene.words.t("Gate {n} is planned for {planned}.", **known)


def _why_none(scene: Scene) -> str:
    """Return why there is no forecast: late in a phase it is not the time that is missing."""
    words, today = scene.words, look.today(scene)
    found = readiness.counts(scene.project, scene.playbook, look.phase(scene))
    days = days_of_work(scene.project, scene.playbook, today)
    known = {"ready": words.number(found.ready), "total": words.number(found.total)}
    match why_none(scene.project, scene.playbook, today):
        case "young":
            return words.t("It is too early for a forecast.")
        case "none_due":
            first = look.day(scene, first_due(scene.project, scene.playbook))
            return words.t(
                "No forecast is possible before one of the {total} is ready; the first is due {day}.",
                total=known["total"],
                day=first,
            )
        case "none_ready":
            return words.plural(
                "No forecast is possible: none of the {total} became ready in {n} day.",
                "No forecast is possible: none of the {total} became ready in {n} days.",
                days,
                **known,
            )
        case "too_slow":
            return words.plural(
                "No forecast is possible: {ready} of {total} ready after {n} day, too few to tell the pace.",
                "No forecast is possible: {ready} of {total} ready after {n} days, too few to tell the pace.",
                days,
                **known,
            )
