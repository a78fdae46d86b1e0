"""Two projects of one name are told apart wherever they stand in one list: by who leads them, and by day 1."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.talk import look
from bot.talk.scene import Scene
from bot.talk.words import Words


def apart(scenes: Sequence[Scene]) -> list[Scene]:
    """Return the scenes in their order; those of projects with equal names have more than the name."""
    called: dict[str, set[str]] = {}
    for scene in scenes:
        called.setdefault(_key(scene.project.name), set()).add(scene.project.id)
    return [_told(scene) if len(called[_key(scene.project.name)]) > 1 else scene for scene in scenes]


def same_name(one: str, other: str) -> bool:
    """Tell whether people would take two names for one."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _told(scene: Scene) -> Scene:
    name = scene.words.t(
        "{project} (lead {lead}, day 1 {day})",
        project=scene.project.name,
        lead=look.who(scene, scene.project.lead),
        day=look.day(scene, scene.project.starts_on),
    )
    return replace(scene, project=replace(scene.project, name=name))


def lives_here(words: Words, names: Sequence[str]) -> str:
    """Return that a channel has projects already; "" where it has none."""
    if not names:
        return ""
    listed = words.listed([words.quoted(name) for name in names])
    return words.t(
        "Already in this channel: {projects}. A new project shares the stand-up with it.", projects=listed
    )


def name_taken(words: Words, name: str) -> str:
    """Return that another project has the name of the one that has just begun."""
    return words.t(
        "Saved. Another project in this workspace is called {name}, too. Lists tell them apart by lead and day 1.",
        name=words.quoted(name),
    )
