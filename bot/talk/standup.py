"""The stand-up of a channel, over its projects; and the summary that replaces it at the end of the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.project.plan import project_day
from bot.project.standup import StandUp
from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Divider, Fact, Facts, Heading, Part, Text
from bot.talk.gate_words import counted
from bot.talk.imported import awaited
from bot.talk.notice_channel import lost as lost_channel
from bot.talk.pace import pace
from bot.talk.phase_day import stage_now
from bot.talk.questions import Said
from bot.talk.scene import Scene
from bot.talk.standup_lines import facts
from bot.talk.upcoming import next_line
from bot.talk.words import Words, inside

Parts = Sequence[tuple[Scene, StandUp]]


def standup(
    words: Words,
    parts: Parts,
    *,
    at: str,
    still: date | None = None,
    said: Sequence[Said] = (),
    lost: Sequence[Scene] = (),
) -> Card:
    """Return the stand-up of the channel `at`.

    It keeps what it told; `still` is the last day after it of which there was nothing new, and the day that it is of
    then. `said` is what members answered, `lost` are projects whose other channel the bot was taken out of.
    """
    drawn = [_project(scene, found, still) for scene, found in parts]
    closing = [*_said(words, said), *_lost(lost, at)]
    return _card(words, words.t("Stand-up"), parts, drawn, closing, at)


def weekly(
    words: Words,
    parts: Parts,
    *,
    at: str,
    until: date | None = None,
    still: date | None = None,
    said: Sequence[Said] = (),
    lost: Sequence[Scene] = (),
) -> Card:
    """Return the summary of a week: where each project stands, what moved, what is next, what waits.

    `until` is its last day, None for today; for the others see `standup`.
    """
    drawn = [_week(scene, found, until or look.today(scene), still) for scene, found in parts]
    closing = [*_said(words, said), *_lost(lost, at)]
    return _card(words, words.t("The week"), parts, drawn, closing, at)


def _card(
    words: Words, title: str, parts: Parts, drawn: list[list[Part]], closing: list[Part], at: str
) -> Card:
    body: list[Part] = []
    for number, one in enumerate(drawn):
        body += [Divider(), *one] if number else one
    names = words.listed([look.title(scene) for scene, _ in parts])
    first = next((part.text for part in body if isinstance(part, Text)), "")
    summary = words.t("{title} · {projects}", title=title, projects=names)
    if len(parts) == 1 and first:
        summary = f"{summary} · {first}"
    body += [*closing, *_buttons(words, parts, at)]
    return Card(summary, tuple(body), words.rest())


def _project(scene: Scene, found: StandUp, still: date | None) -> list[Part]:
    words = scene.words
    # Below a line about a later day, "today" would be that day's.
    due = words.t("Due {day}", day=words.day(found.on)) if still else words.t("Today")
    # So would what has moved: the title is of the later day.
    moved = words.t("Moved until {day}", day=words.day(found.on)) if still else words.t("Moved")
    lines = facts(scene, found, moved=moved, due=due, still=still)
    nothing = Text(words.t("Nothing moved since the last one, and nothing is due today."), "muted")
    parts = [*_title(scene, found, _head(scene, found, still), still)]
    if waits := awaited(scene):
        parts.append(Text(waits))
    return [*parts, Facts(lines)] if lines else [*parts, nothing]


def _week(scene: Scene, found: StandUp, until: date, still: date | None) -> list[Part]:
    words, phase = scene.words, look.phase(scene)
    lines = facts(scene, found, moved=words.t("Moved this week"), still=still)
    day = look.day(scene, until)
    head = words.t("{project} · the week until {day}", project=_head(scene, found, still), day=day)
    parts = [*_title(scene, found, head, still)]
    if scene.project.status not in ("live", "stopped"):
        parts.append(Text(counted(scene, phase)))
    parts.append(Facts(lines) if lines else Text(words.t("Nothing moved this week."), "muted"))
    if scene.project.status == "running":
        parts.append(Text(next_line(scene, phase)))
    return parts


def _title(scene: Scene, found: StandUp, head: str, still: date | None) -> tuple[Part, ...]:
    """Return the title, of which day there is nothing new since, and where the gate stands."""
    stands, words = Text(pace(scene, found.forecast, found.gate_on)), scene.words
    if still is None:
        return (Heading(head), stands)
    known = {"day": words.day(still), "before": words.day(found.on)}
    return (Heading(head), Text(words.t("{day}: nothing new since {before}", **known), "muted"), stands)


def _head(scene: Scene, found: StandUp, still: date | None) -> str:
    """Return "Line 3 downtime · day 23 of 90 · phase 2, rapid prototyping"; of the later day where there is one."""
    words, phase = scene.words, look.phase(scene, found.phase)
    stage = stage_now(scene, phase)
    title = words.t(stage.title if stage else phase.title)
    on = project_day(scene.project, still) if still else found.day
    day, length = words.number(max(on, 1)), words.number(scene.playbook.days)
    parts = [
        look.title(scene),
        words.t("day {day} of {length}", day=day, length=length)
        if on <= scene.playbook.days
        else words.t("day {day}, planned for {length}", day=day, length=length),
        words.t("phase {n}, {title}", n=words.number(phase.number), title=inside(title)),
    ]
    return " · ".join(parts)


def _said(words: Words, said: Sequence[Said]) -> list[Part]:
    told = [Fact(one.name, text) for one in said if (text := _answers(words, one))]
    return [Divider(), Text(words.t("From the team"), "muted"), Facts(tuple(told))] if told else []


def _lost(lost: Sequence[Scene], at: str) -> list[Part]:
    """Return what their leads could not be told: a project's other channel has lost the bot."""
    found: list[Part] = []
    for scene in lost:
        away = next((one for one in scene.project.channels if one.conversation != at), scene.project.channel)
        found += [Divider(), *(Text(text) for text in lost_channel(scene, away.platform))]
    return found


def _answers(words: Words, one: Said) -> str:
    lines = (
        words.t("Done: {text}", text=one.done) if one.done else "",
        words.t("Next: {text}", text=one.next) if one.next else "",
        words.t("Blocked: {text}", text=one.blocked) if one.blocked else "",
    )
    return " · ".join(line for line in lines if line)


def _buttons(words: Words, parts: Parts, at: str) -> list[Part]:
    """Return the way to each project's status, and to the settings of the channel's stand-up."""
    if not parts:
        return []
    several = len(parts) > 1
    found = [
        Button(
            words.t("Status of {project}", project=look.title(scene)) if several else words.t("Status"),
            "project.status",
            look.args(scene),
        )
        for scene, _ in parts[:5]
    ]
    settings = Button(words.t("Settings…"), "channel.form", {"conversation": at})
    return [Buttons((*found, settings))]
