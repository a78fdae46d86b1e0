"""Who has which role on a project."""

from __future__ import annotations

from typing import get_args

from bot.playbooks.model import Role
from bot.project import voting
from bot.project.authority import in_roles
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Fact, Facts, Heading, Part, Text
from bot.talk.scene import Scene
from bot.talk.words import sentence


def roles(scene: Scene) -> Card:
    """Return who has which role, and which roles somebody is needed in."""
    words, project = scene.words, scene.project
    head = words.t("Roles · {project}", project=look.title(scene))
    held = [role for role in get_args(Role) if project.holders(role)]
    facts = tuple(
        Fact(
            sentence(look.role_name(scene, role)),
            ", ".join(look.full_name(scene, p) for p in project.holders(role)),
        )
        for role in held
    )
    parts: list[Part] = [Heading(head), Facts(facts)]
    if project.practice:
        parts.append(
            Text(
                words.t("In a practice project, {lead} plays every role.", lead=look.who(scene, project.lead))
            )
        )
    else:
        parts += [Text(said) for said in (_needed(scene), _missing(scene)) if said]
    if project.status != "stopped":
        parts.append(Buttons(_buttons(scene)))
    return Card(head, tuple(parts), scene.words.rest())


def _needed(scene: Scene) -> str:
    """Return the roles that must sign something and that nobody has."""
    needed: list[Role] = []
    for phase in scene.playbook.phases[scene.project.phase - 1 :]:
        for item in phase.items:
            if item.signed_by and not any(scene.project.holders(role) for role in item.signed_by):
                needed += [role for role in item.signed_by[:1] if role not in needed]
    if not needed:
        return ""
    names = scene.words.listed([look.role_name(scene, role) for role in needed])
    return scene.words.t("Still to be named, for what only they can sign: {roles}.", roles=names)


def _missing(scene: Scene) -> str:
    """Return the groups that must approve a gate to come, and that have too few people."""
    words, found = scene.words, dict[str, None]()
    if scene.project.status in ("live", "stopped"):
        return ""
    for phase in scene.playbook.phases[scene.project.phase - 1 :]:
        for group in phase.gate.groups:
            if len(in_roles(scene.project, group.roles)) < voting.needed(scene.project, group):
                roles = words.either([look.role_name(scene, role) for role in group.roles])
                n = words.number(phase.number)
                found[words.t("gate {n} ({roles})", n=n, roles=roles)] = None
    if not found:
        return ""
    return words.t("Too few people to approve: {gates}.", gates=words.listed(list(found)))


def _buttons(scene: Scene) -> tuple[Button, ...]:
    words, args = scene.words, look.args(scene, back="roles")
    return (
        Button(words.t("Give a role…"), "project.role", args, "primary"),
        Button(words.t("Remove a role…"), "project.role_remove", args),
    )
