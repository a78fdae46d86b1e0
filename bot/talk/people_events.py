"""One line for who takes part: roles, delegates, accounts of one person, and channels."""

from __future__ import annotations

from typing import assert_never

from bot.project import events as e
from bot.talk import look
from bot.talk.platforms import platform_name
from bot.talk.scene import Scene

PeopleEvent = (
    e.RoleGiven
    | e.RoleTaken
    | e.PeopleLinked
    | e.PersonLeft
    | e.PersonCameBack
    | e.DelegationGiven
    | e.DelegationEnded
    | e.ChannelLinked
    | e.ChannelUnlinked
)


def people_line(scene: Scene, event: PeopleEvent, by: str) -> str:
    """Return "Mia gave Raj the role data engineering"."""
    words = scene.words
    match event:
        case e.RoleGiven() | e.RoleTaken():
            return _role(scene, event, by)
        case e.DelegationGiven():
            return words.t(
                "{person} decides in place of {by} from {since} to {until}",
                person=look.who(scene, event.to),
                by=by,
                since=look.day(scene, event.since),
                until=look.day(scene, event.until),
            )
        case e.DelegationEnded():
            return words.t("{person} decides again", person=look.who(scene, event.person))
        case e.PeopleLinked():
            return words.t("{by} joined their accounts on two platforms: they count as one person", by=by)
        case e.PersonLeft():
            return words.t("{person} has left the workspace", person=look.who(scene, event.person))
        case e.PersonCameBack():
            return words.t("{person} is in the workspace again", person=look.who(scene, event.person))
        case e.ChannelLinked():
            return _linked(scene, event, by)
        case e.ChannelUnlinked():
            return words.t(
                "{by} disconnected the channel on {platform}", by=by, platform=platform_name(event.platform)
            )
        case _:
            assert_never(event)


def _role(scene: Scene, event: e.RoleGiven | e.RoleTaken, by: str) -> str:
    words = scene.words
    role, person = look.role_name(scene, event.role), look.who(scene, event.person)
    if isinstance(event, e.RoleTaken):
        return words.t("{by} removed {person} from the role {role}", by=by, person=person, role=role)
    if event.instead_of:
        before = look.who(scene, event.instead_of)
        return words.t(
            "{by} made {person} {role} in place of {before}", by=by, person=person, role=role, before=before
        )
    return words.t("{by} gave {person} the role {role}", by=by, person=person, role=role)


def _linked(scene: Scene, event: e.ChannelLinked, by: str) -> str:
    words, platform = scene.words, platform_name(event.platform)
    allowed = look.who(scene, event.allowed_by)
    if not allowed or allowed == by:
        return words.t("{by} connected a channel on {platform}", by=by, platform=platform)
    return words.t(
        "{by} connected a channel on {platform}, with a code of {person}",
        by=by,
        platform=platform,
        person=allowed,
    )
