"""Menus that fit where one is: no project, one, several, a direct message."""

from __future__ import annotations

from collections.abc import Sequence

from bot.project.commands import WorkspaceRole
from bot.talk import look
from bot.talk.banner import banner, resume_button
from bot.talk.card import Button, Buttons, Card, Heading, Part, Text
from bot.talk.gate_words import counted
from bot.talk.meeting_words import record_buttons
from bot.talk.platforms import HEARD_BY_ALL, typed
from bot.talk.request_button import request_button
from bot.talk.scene import Scene
from bot.talk.upcoming import next_line
from bot.talk.words import Words


def menu_no_project(words: Words, *, conversation: str = "") -> Card:
    """Return the menu of a channel without a project."""
    head = words.t("No project lives in this channel yet")
    text = words.t(
        "A project takes an idea to production, gate by gate. "
        "Begin one here, or try it alone first with a practice project."
    )
    return Card(f"{head}. {text}", (Heading(head), Text(text), Buttons(_begin(words, conversation))))


def menu_direct(words: Words, rows: Sequence[tuple[str, str]], roles: Sequence[WorkspaceRole] = ()) -> Card:
    """Return the menu of a direct message: the person's projects by id and name, and what their `roles` open."""
    head = words.t("Your projects") if rows else words.t("You are not on a project yet")
    text = words.t("Your items and approvals are on my Home tab.")
    if words.platform in HEARD_BY_ALL:
        home = typed(words.platform, "home")
        text = words.t("{home} brings your items and approvals, to you alone.", home=home)
    parts: list[Part] = [Heading(head), Text(text), *_rows(rows, "project.menu")]
    if roles:
        parts.append(Buttons(whole(words, roles)))
    if "auditor" not in roles:
        parts.append(Buttons(_begin(words, "")))
    return Card(f"{head}. {text}", tuple(parts), words.rest())


def menu_several(words: Words, rows: Sequence[tuple[str, str]], then: str) -> Card:
    """Return a choice of projects by id and name; the chosen one goes on with the action `then`."""
    head = words.t("Which project?")
    return Card(head, (Heading(head), *_rows(rows, then)), words.rest())


def menu_one(scene: Scene) -> Card:
    """Return what can be done with a project."""
    words, project = scene.words, scene.project
    phase = look.phase(scene)
    head = look.title(scene)
    ended = project.status in ("stopped", "live")
    text = counted(scene, phase) if ended else f"{counted(scene, phase)}. {next_line(scene, phase)}"
    # While the gate waits or the clock stands, what is next says so itself.
    said = banner(scene) if ended or project.status == "running" else ()
    parts: list[Part] = [Heading(head), *said, Text(text)]
    parts += [Buttons(buttons) for buttons in (_look(scene), _do(scene)) if buttons]
    return Card(f"{head} · {text}", (*parts, Buttons((Button(words.t("Help"), "menu.help"),))))


def _look(scene: Scene) -> tuple[Button, ...]:
    words, args = scene.words, look.args(scene)
    return (
        Button(words.t("Status"), "project.status", args),
        Button(words.t("Show the checklist"), "project.items", args),
        Button(
            words.t("All items and evidence"), "gate.evidence", look.args(scene, g=str(scene.project.phase))
        ),
        Button(words.t("Roles"), "project.roles", args),
        Button(words.t("History"), "project.history", args),
    )


def _do(scene: Scene) -> tuple[Button, ...]:
    words, args, project = scene.words, look.args(scene), scene.project
    status = project.status
    if status == "stopped":
        args = {"conversation": project.channel.conversation}
        return (Button(words.t("New project…"), "project.new", args),)
    first = request_button(scene) or resume_button(scene)
    found = [first] if first else []
    request = scene.project.request
    if request and status == "waiting" and scene.reader == scene.project.lead:
        found += record_buttons(scene, request)[:1]
    found += [
        Button(words.t("Charter…"), "project.charter", args),
        Button(words.t("Give a role…"), "project.role", args | {"back": "roles"}),
    ]
    found.append(_channels(scene))
    if status != "live" and _approves(scene):
        found.append(Button(words.t("While I am away…"), "project.away", args))
    if status in ("running", "waiting", "paused", "deciding"):
        found.append(Button(words.t("Put on hold…"), "project.hold", args))
    if status != "live":
        found.append(Button(words.t("Stop the project…"), "project.stop", args, "danger"))
    return tuple(found)


def _channels(scene: Scene) -> Button:
    """Return the way to a second channel, or back to one."""
    words, args = scene.words, look.args(scene)
    if scene.project.also:
        return Button(words.t("Disconnect a channel…"), "project.disconnect", args)
    return Button(words.t("Connect another channel…"), "project.connect", args)


def _approves(scene: Scene) -> bool:
    """Tell whether the reader approves a gate of the project in their own name."""
    roles = {role for phase in scene.playbook.phases for role in phase.gate.approvers}
    return any(scene.reader in scene.project.holders(role) for role in roles)


def whole(words: Words, roles: Sequence[WorkspaceRole]) -> tuple[Button, ...]:
    """Return what roles in the whole workspace open."""
    everything = Button(words.t("All projects"), "portfolio.show")
    if "workspace_admin" in roles or "auditor" in roles:
        return everything, Button(words.t("Roles in this workspace"), "admin.show")
    return (everything,)


def _begin(words: Words, conversation: str) -> tuple[Button, ...]:
    args = {"conversation": conversation} if conversation else {}
    return (
        Button(words.t("New project…"), "project.new", args, "primary"),
        Button(words.t("Project under way…"), "project.import", args),
        Button(words.t("Practice alone…"), "project.practice", args),
        Button(words.t("Help"), "menu.help"),
    )


def _rows(rows: Sequence[tuple[str, str]], then: str) -> list[Buttons]:
    """Return a button for each project, five side by side."""
    buttons = [Button(name, then, {"p": key}) for key, name in rows]
    return [Buttons(tuple(buttons[start : start + 5])) for start in range(0, len(buttons), 5)]
