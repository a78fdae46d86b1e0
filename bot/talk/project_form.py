"""Forms about a project: beginning one, its charter, who has which role."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol, get_args

import msgspec
from msgspec.structs import replace

from bot.playbooks.model import Playbook, Role
from bot.project.charter import CHARTER, JURISDICTION
from bot.talk import look
from bot.talk.card import Choice, Field, Form, Text
from bot.talk.fields import wanted
from bot.talk.platforms import platform_name, typed
from bot.talk.role_words import NAMES
from bot.talk.scene import Scene
from bot.talk.words import Words, sentence

LONGEST_NAME = 80
#: ends the key of a field for people of other platforms
ELSEWHERE = "_elsewhere"


class Other(Protocol):
    """Somebody with an account on another platform: bot.service.ports.Account."""

    @property
    def person(self) -> str: ...
    @property
    def platform(self) -> str: ...
    @property
    def name(self) -> str: ...


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in the form of a project before anybody has filled it in."""

    today: date
    time_zone: str
    #: a person id
    lead: str = ""
    #: where the form was asked for
    conversation: str = ""
    region: str = ""
    #: of several, one is chosen in the field `playbook`, by its key; the first is the usual one
    playbooks: Sequence[Playbook] = ()


def new_project_form(words: Words, proposed: Proposed) -> Form:
    """Return the form that begins a project."""
    several = len(proposed.playbooks) > 1
    fields = (
        _name(words),
        *((_playbook(words, proposed.playbooks),) if several else ()),
        *_people(words, proposed.lead, proposed.conversation),
        Field("starts_on", words.t("Day 1"), "date", value=proposed.today.isoformat()),
        *_where(words, proposed.time_zone, proposed.region),
    )
    said = words.t("Ninety days, four phases, four gates. The rest of the charter can wait until phase 1.")
    if several:
        said = words.t("The rest of the charter can wait until phase 1.")
    intro = Text(said, "muted")
    args = {"conversation": proposed.conversation} if proposed.conversation else {}
    return Form(
        words.t("New project"), words.t("Begin"), words.t("Cancel"), "project.new", args, (intro,), fields
    )


def _playbook(words: Words, playbooks: Sequence[Playbook]) -> Field:
    """Return the choice of what a project goes through."""
    choices = tuple(Choice(playbook.key, words.t(playbook.title)) for playbook in playbooks)
    hint = words.t("Its phases, checklists and gates. They stay as they are for the whole project.")
    return Field("playbook", words.t("Playbook"), "choice", playbooks[0].key, hint, choices=choices)


def _people(words: Words, lead: str, conversation: str) -> tuple[Field, ...]:
    leads = words.t("Keeps the checklist going and requests the gates")
    decides = words.t("Decides each gate. Must be another person than the lead.")
    return (
        Field("lead", words.t("Lead"), "person", value=lead, hint=leads),
        Field("sponsor", words.t("Sponsor"), "person", hint=decides),
        Field("channel", words.t("Channel"), "channel", conversation, words.t("Where the checklist lives")),
    )


def _where(words: Words, time_zone: str, region: str) -> tuple[Field, ...]:
    zone = words.t("Such as America/Toronto. Days and times of the project are counted there.")
    holidays = words.t("Country, or country and part, such as CA-ON. Leave it empty for none.")
    label = words.t("Public holidays of")
    return (
        Field("time_zone", words.t("Time zone"), "text", value=time_zone, hint=zone, longest=80),
        Field("region", label, "text", value=region, hint=holidays, optional=True, longest=10),
    )


def with_others(words: Words, form: Form, key: str, others: Sequence[Other]) -> Form:
    """Return the form with a field beside that of a person, for somebody who has no account on this platform.

    Its key is that of the field and `ELSEWHERE`, its values are person ids; one of the two must be filled in.
    """
    if not others:
        return form
    places = words.either(sorted({platform_name(other.platform) for other in others}))
    label = words.t("… or somebody on {platform}", platform=places)
    choices = tuple(Choice(other.person, other.name) for other in others)
    beside = Field(f"{key}{ELSEWHERE}", label, "choice", optional=True, choices=choices)
    fields: list[Field] = []
    for field in form.fields:
        fields += [replace(field, optional=True), beside] if field.key == key else [field]
    return replace(form, fields=tuple(fields))


def practice_form(words: Words, *, conversation: str = "", playbooks: Sequence[Playbook] = ()) -> Form:
    """Return the form that begins a practice project, in which one person plays all roles."""
    intro = Text(
        words.t(
            "A practice project starts today, and you play every role in it. "
            "It is marked as practice everywhere and asks nothing of anybody else."
        ),
        "muted",
    )
    name = _name(words, words.t("Practice run"))
    args = {"conversation": conversation} if conversation else {}
    title, submit = words.t("Practice project"), words.t("Begin")
    choice = (_playbook(words, playbooks),) if len(playbooks) > 1 else ()
    return Form(title, submit, words.t("Cancel"), "project.practice", args, (intro,), (name, *choice))


def _name(words: Words, value: str = "") -> Field:
    hint = words.t("What people call it, such as Line 3 downtime")
    return Field("name", words.t("Name"), "text", value=value, hint=hint, longest=LONGEST_NAME)


def charter_form(scene: Scene) -> Form:
    """Return the questions of the charter with what is answered."""
    known = {"jurisdiction": JURISDICTION} | scene.project.charter
    fields = tuple(wanted(scene, field, known.get(field.key, "")) for field in CHARTER)
    words = scene.words
    intro = (
        Text(look.title(scene), "strong"),
        Text(words.t("Fill in what you know. The rest can follow during phase 1."), "muted"),
    )
    return Form(
        words.t("Charter"),
        words.t("Save"),
        words.t("Cancel"),
        "project.charter",
        look.args(scene),
        intro,
        fields,
    )


def role_form(scene: Scene, role: str = "") -> Form:
    """Return the form that puts a person in a role."""
    words = scene.words
    choices = tuple(Choice(key, sentence(words.t(NAMES[key]))) for key in get_args(Role))
    hint = words.t("A new lead or sponsor replaces the one before. Every other role can have several people.")
    fields = (
        Field(
            "role", words.t("Role"), "choice", value=role if role in NAMES else "", hint=hint, choices=choices
        ),
        Field("person", words.t("Person"), "person", hint=words.t("They are told what the role means.")),
    )
    # Both are told of what has waited for long, and decide nothing by the role alone.
    note = words.t(
        "Delegates decide only between two dates, which the sponsor names: {away}. "
        "Who sees all projects is named for the whole workspace: {admin}.",
        away=typed(words.platform, "away"),
        admin=typed(words.platform, "admin"),
    )
    intro = (Text(look.title(scene), "strong"), Text(note, "muted"))
    return Form(
        words.t("Give a role"),
        words.t("Save"),
        words.t("Cancel"),
        "project.role",
        look.args(scene),
        intro,
        fields,
    )


def role_remove_form(scene: Scene) -> Form:
    """Return the form that takes a role from a person; its field `role` holds "role:person"."""
    words = scene.words
    choices = tuple(
        Choice(f"{role}:{person}", f"{sentence(words.t(NAMES[role]))} · {look.full_name(scene, person)}")
        for role, people in scene.project.roles.items()
        if role not in ("lead", "sponsor")
        for person in people
    )
    field = Field("role", words.t("Who no longer has it"), "choice", choices=choices)
    fields = (field,) if choices else ()
    note = words.t("Lead and sponsor can only be replaced.")
    if not choices:
        nobody = words.t("Nobody has a role that can be taken away.")
        note = f"{nobody} {note}"
    intro = (Text(look.title(scene), "strong"), Text(note, "muted"))
    return Form(
        words.t("Remove a role"),
        words.t("Remove"),
        words.t("Cancel"),
        "project.role_remove",
        look.args(scene),
        intro,
        fields,
    )
