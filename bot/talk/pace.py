"""Where the gate stands: on pace or not, forecast against plan; or what the project waits for instead."""

from __future__ import annotations

from datetime import date

from bot.project import readiness
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
    if found.ready == found.total:
        total = words.number(found.total)
        return words.t(
            "All {total} are ready: gate {n} can be requested. It is planned for {planned}.",
            total=total,
            **known,
        )
    if forecast is None and gate_on < look.today(scene):
        return words.t("Gate {n} was planned for {planned}.", **known)
    if forecast is None:
        return words.t("Gate {n} is planned for {planned}. It is too early for a forecast.", **known)
    known["forecast"] = look.day(scene, forecast)
    if forecast <= gate_on:
        return words.t("On pace: gate {n} forecast for {forecast}, planned for {planned}.", **known)
    return words.t("Later than planned: gate {n} forecast for {forecast}, planned for {planned}.", **known)
