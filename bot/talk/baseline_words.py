"""A baseline that speaks against its KPI, said plainly: in a sentence, and in few words beside the item."""

from __future__ import annotations

from bot.project.baselines import Doubt, baseline_key, doubts
from bot.project.readiness import kpi
from bot.talk import look
from bot.talk.card import Card, Text
from bot.talk.scene import Scene
from bot.talk.values import with_unit


def baseline_doubts(scene: Scene) -> list[str]:
    """Return what is to be said of the baselines, each sentence once."""
    found = doubts(scene.project, scene.playbook)
    return list(dict.fromkeys(_sentence(scene, one) for one in found))


def doubts_of(scene: Scene, item: str) -> list[str]:
    """Return the same on an item that asks for a baseline: what is wrong is mended in one of them."""
    key = baseline_key(scene.playbook)
    asks = bool(key) and look.field_of(scene.playbook.item(item), key) is not None
    return baseline_doubts(scene) if asks else []


def beside(scene: Scene, item: str) -> str:
    """Return the same in a few words, for the item's line; "" for nothing."""
    words = scene.words
    said = {
        "meets_target": words.t("already meets the target"),
        "meets_minimum": words.t("already meets the minimum viable performance"),
        "differs": words.t("not the baseline of the KPI record"),
    }
    found = [one for one in doubts(scene.project, scene.playbook) if one.item == item]
    return " · ".join(said[one.kind] for one in found)


def recorded(scene: Scene, item: str) -> Card | None:
    """Return the word to whoever has just recorded a baseline; None where nothing speaks against it."""
    said = doubts_of(scene, item)
    if not said:
        return None
    text = " ".join((scene.words.t("Saved."), *said))
    return Card(text, (Text(text),))


def _sentence(scene: Scene, doubt: Doubt) -> str:
    words = scene.words
    today = with_unit(scene, words.number(doubt.baseline), "{kpi}")
    if doubt.kind == "differs":
        return words.t(
            "▲ {item} says {baseline}, and the KPI record says {other} for today.",
            item=words.quoted(words.t(scene.playbook.item(doubt.item).title)),
            baseline=today,
            other=with_unit(scene, words.number(doubt.other), "{kpi}"),
        )
    wanted = _wanted(scene, doubt.other)
    if doubt.kind == "meets_target":
        return words.t(
            "▲ The baseline already meets the target: {baseline} today, {wanted} wanted.",
            baseline=today,
            wanted=wanted,
        )
    return words.t(
        "▲ The baseline already meets the minimum viable performance: {baseline} today, {wanted} needed.",
        baseline=today,
        wanted=wanted,
    )


def _wanted(scene: Scene, number: str) -> str:
    shown = f"{scene.words.number(number)} {look.kpi_unit(scene)}".strip()
    if kpi(scene.project, scene.playbook, "direction") == "lower":
        return scene.words.t("at most {number}", number=shown)
    return scene.words.t("at least {number}", number=shown)
