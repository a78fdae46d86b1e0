"""What most cards ask of a scene: names, days, the project's title and the arguments of its buttons."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from bot.playbooks.model import Field, Item, Phase, Role
from bot.project import conditions, plan, readiness, voting
from bot.project.calendar import roll
from bot.project.stalled import MOVING
from bot.project.state import ItemStatus, Status
from bot.talk.people import called, on_project
from bot.talk.role_words import NAMES
from bot.talk.scene import Scene

#: nothing of a checklist is asked of anybody any more
OVER: tuple[Status, ...] = ("stopped",)


def who(scene: Scene, person: str) -> str:
    """Return what a person is called on this project; "" for nobody."""
    if scene.in_full and person:
        return full_name(scene, person)
    return called(person, scene.names, on_project(scene.project), scene.words) if person else ""


def full_name(scene: Scene, person: str) -> str:
    """Return a person's whole name, for what is kept for the record."""
    return scene.names.get(person, "") or scene.words.t("somebody")


def people(scene: Scene, persons: tuple[str, ...]) -> str:
    """Return several people, each once, as "Ana and Bo"."""
    return scene.words.listed([who(scene, person) for person in dict.fromkeys(persons)])


def either(scene: Scene, persons: tuple[str, ...]) -> str:
    """Return several people, each once, as "Ana or Bo"."""
    return scene.words.either([who(scene, person) for person in dict.fromkeys(persons)])


def title(scene: Scene) -> str:
    """Return the project's name, marked when it is for practice and when earlier gates of it are from paper."""
    if scene.project.imported and scene.project.practice:
        return scene.words.t("{project} (practice, ⇥ imported)", project=scene.project.name)
    if scene.project.imported:
        return scene.words.t("{project} (⇥ imported)", project=scene.project.name)
    if scene.project.practice:
        return scene.words.t("{project} (practice)", project=scene.project.name)
    return scene.project.name


def phase(scene: Scene, number: int = 0) -> Phase:
    """Return a phase, the current one by default."""
    return scene.playbook.phase(number or scene.project.phase)


def today(scene: Scene) -> date:
    """Return the project's local date."""
    return plan.today(scene.project, scene.now)


def day(scene: Scene, on: date) -> str:
    """Return a date as people say it."""
    return scene.words.day(on, today(scene))


def day_of(scene: Scene, at: datetime | None) -> str:
    """Return the reader's local date of a moment; "" for none."""
    return day(scene, scene.words.local(at).date()) if at else ""


def due(scene: Scene, item: Item) -> str:
    """Return the day an item is due."""
    return day(scene, plan.due_on(scene.project, scene.playbook, item))


def is_overdue(scene: Scene, item: Item) -> bool:
    """Tell whether the day of an item that is still asked for is over, while the clock runs."""
    project, number = scene.project, scene.playbook.phase_of(item.id).number
    if project.status not in MOVING or status(scene, item) not in ("open", "not_ready"):
        return False
    if roll(plan.due_on(project, scene.playbook, item), project.region) >= today(scene):
        return False
    return number == project.phase or (number < project.phase and item.id in _kept_open(scene))


def _kept_open(scene: Scene) -> tuple[str, ...]:
    return tuple(item.id for item in (*needed_first(scene), *left_behind(scene)))


def status(scene: Scene, item: Item) -> ItemStatus:
    """Return what an item amounts to."""
    return readiness.status(scene.project, scene.playbook, item)


def needed_first(scene: Scene) -> tuple[Item, ...]:
    """Return what must be there before any gate: an earlier gate's first item, anew after a new sponsor.

    While gates from paper are not countersigned, it is what the countersignature will lock.
    """
    earlier = scene.playbook.phases[: scene.project.phase - 1]
    items = (scene.playbook.item(phase.gate.needs_first) for phase in earlier if phase.gate.needs_first)
    if scene.project.status in ("live", "stopped"):
        return ()
    if scene.project.imported and not scene.project.imported.countersigned_by:
        return tuple(map(scene.playbook.item, readiness.to_lock(scene.project, scene.playbook)))
    return tuple(item for item in items if status(scene, item) in ("open", "not_ready"))


def left_behind(scene: Scene) -> tuple[Item, ...]:
    """Return what an earlier gate left open without a condition, as it could before each needed one."""
    return tuple(map(scene.playbook.item, conditions.left_behind(scene.project, scene.playbook)))


def is_free(scene: Scene, item: Item) -> bool:
    """Tell whether nobody has an item: it has no owner, and no role answers or signs it."""
    return not (item.kind == "sign" or item.answered_by or scene.project.item(item.id).owner)


def missing(scene: Scene) -> tuple[Item, ...]:
    """Return what is open or not ready of the current phase, after what earlier gates left."""
    every = (*needed_first(scene), *left_behind(scene), *phase(scene).items)
    once = {item.id: item for item in every}.values()
    return tuple(item for item in once if status(scene, item) in ("open", "not_ready"))


def free(scene: Scene) -> tuple[Item, ...]:
    """Return the items that nobody has, wherever they are counted."""
    return tuple(item for item in missing(scene) if is_free(scene, item))


def role_name(scene: Scene, role: Role) -> str:
    """Return what a role is called."""
    return scene.words.t(NAMES[role])


def signers(scene: Scene, roles: tuple[Role, ...]) -> tuple[str, ...]:
    """Return the people in any of the roles; the lead plays all of them in a practice project, but not none."""
    found = tuple(dict.fromkeys(p for role in roles for p in scene.project.holders(role)))
    return found or ((scene.project.lead,) if roles and scene.project.practice else ())


def approvers(scene: Scene, gate: int) -> tuple[str, ...]:
    """Return who can decide a gate, those who stand in for somebody included."""
    found = voting.deciders(scene.project, scene.playbook.phase(gate).gate)
    return found or signers(scene, scene.playbook.phase(gate).gate.approvers)


def awaited(scene: Scene) -> tuple[str, ...]:
    """Return whose approval the request that waits still needs."""
    gate = scene.playbook.phase(scene.project.phase).gate
    return voting.awaited(scene.project, scene.playbook, gate, scene.project.request) or approvers(
        scene, gate.number
    )


def args(scene: Scene, item: str = "", **more: str) -> dict[str, str]:
    """Return the arguments of a button: project, item and others."""
    return {"p": scene.project.id} | ({"i": item} if item else {}) | more


def gate_args(scene: Scene, gate: int, number: int, **more: str) -> dict[str, str]:
    """Return the arguments of a button about one round of a gate."""
    return args(scene, g=str(gate), r=str(number), **more)


def kpi_unit(scene: Scene) -> str:
    """Return the unit of the project's KPI: what gate 1 locked, else what its record says."""
    return scene.project.locked.get("unit") or readiness.kpi(scene.project, scene.playbook, "unit")


def unit(scene: Scene, text: str, item: Item | None = None, field: str = "") -> str:
    """Return a unit for people, with the KPI's own in place of "{kpi}"; the threshold may have its proxy's."""
    if "{kpi}" in text:
        scene = as_recorded(scene) if item and _is_kpi(scene, item) else scene
        own = threshold_unit(scene) if item and _is_threshold(scene, item, field) else kpi_unit(scene)
        return text.replace("{kpi}", own).strip()
    return scene.words.t(text) if text[:1].isalpha() else text


def as_recorded(scene: Scene) -> Scene:
    """Return the scene in which the KPI's record is read: its numbers are in its own unit, signed or not.

    All else is in the unit that gate 1 locked, until the sponsor has signed another one.
    """
    if scene.project.new_threshold is None:
        return scene
    return replace(scene, project=replace(scene.project, locked={}))


def one_unit(scene: Scene) -> bool:
    """Tell whether the numbers of the KPI's record can stand beside others: they are in one unit."""
    return kpi_unit(as_recorded(scene)) == kpi_unit(scene)


def _is_kpi(scene: Scene, item: Item) -> bool:
    return scene.playbook.kpi.get("unit", "").partition(".")[0] == item.id


def threshold_unit(scene: Scene) -> str:
    """Return the unit of the minimum viable performance: its proxy's, else the KPI's."""
    return readiness.minimum_in(scene.project, scene.playbook)[0]


def _is_threshold(scene: Scene, item: Item, field: str) -> bool:
    """Tell whether a number is the threshold itself, or is compared with it."""
    compared = item.rule is not None and item.rule.direction == "kpi"
    return compared or scene.playbook.kpi.get("minimum") == f"{item.id}.{field}"


def field_of(item: Item, key: str) -> Field | None:
    """Return a field of an item by its key."""
    return next((field for field in item.fields if field.key == key), None)
