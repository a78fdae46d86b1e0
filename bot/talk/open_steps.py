"""Which steps of a phase are still open when its gate is asked for: it does not rest on them, but they are told."""

from __future__ import annotations

from bot.playbooks.model import Item, Phase
from bot.talk import look
from bot.talk.scene import Scene

#: so many are named, the others are counted
NAMED = 3


def open_steps(scene: Scene, phase: Phase) -> tuple[Item, ...]:
    """Return the steps of a phase that are not done, what was declared not ready first."""
    found = [(look.status(scene, item), item) for stage in phase.stages for item in stage.items]
    left = [(status, item) for status, item in found if status in ("open", "not_ready")]
    return tuple(item for _, item in sorted(left, key=lambda pair: pair[0] == "open"))


def steps_left(scene: Scene, phase: Phase) -> str:
    """Return "2 of the 14 steps of this phase are still open: …. The gate does not rest on them."; "" for none."""
    left, words = open_steps(scene, phase), scene.words
    if not left:
        return ""
    return words.plural(
        "{n} of the {total} steps of this phase is still open: {items}. The gate does not rest on it.",
        "{n} of the {total} steps of this phase are still open: {items}. The gate does not rest on them.",
        len(left),
        total=words.number(_all(phase)),
        items=_named(scene, left),
    )


def steps_left_now(scene: Scene, phase: Phase) -> str:
    """Return what the lead is told before asking: how many are open, and that the request says so; "" for none."""
    left, words = open_steps(scene, phase), scene.words
    if not left:
        return ""
    return words.plural(
        "{n} of the {total} steps of this phase is still open; the request says so.",
        "{n} of the {total} steps of this phase are still open; the request says so.",
        len(left),
        total=words.number(_all(phase)),
    )


def steps_done(scene: Scene, phase: Phase) -> str:
    """Return "12 of 14 steps done · 2 still open"."""
    words, total, left = scene.words, _all(phase), len(open_steps(scene, phase))
    done = words.plural(
        "{n} of {total} step done", "{n} of {total} steps done", total - left, total=words.number(total)
    )
    still = words.plural("{n} still open", "{n} still open", left)
    return f"{done} · {still}" if left else done


def _all(phase: Phase) -> int:
    return sum(len(stage.items) for stage in phase.stages)


def _named(scene: Scene, left: tuple[Item, ...]) -> str:
    words = scene.words
    named = [_name(scene, item) for item in left[:NAMED]]
    if (rest := len(left) - NAMED) > 0:
        named.append(words.t("{n} more", n=words.number(rest)))
    return words.listed(named)


def _name(scene: Scene, item: Item) -> str:
    title = scene.words.quoted(scene.words.t(item.title))
    if look.status(scene, item) == "not_ready":
        return scene.words.t("{item} (not ready)", item=title)
    return title
