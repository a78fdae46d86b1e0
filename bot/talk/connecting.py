"""What is said about a project's second channel: the code that connects it, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Heading, Text
from bot.talk.platforms import platform_name, typed
from bot.talk.scene import Scene
from bot.talk.words import Words


def code_card(words: Words, project: str, code: str, others: Sequence[str], minutes: int) -> Card:
    """Return a code, and where it is typed; `project` is its name, `others` are the other platforms."""
    head = words.t("Code for {project}: {code}", project=project, code=code)
    commands = [typed(other, f"connect {code}") for other in others]
    where = [
        words.t("{command} on {platform}", command=command, platform=platform_name(other))
        for command, other in zip(commands, others, strict=True)
    ]
    text = words.t(
        "In the channel that you want to connect, somebody types {where}, within {n} minutes. "
        "From then on both channels show the same: checklist, reviews, decisions.",
        where=words.either(where),
        n=words.number(minutes),
    )
    return Card(head, (Heading(head), Text(text)))


def show_code_card(words: Words, rows: Sequence[tuple[str, str]]) -> Card:
    """Return buttons that show the code to their presser alone, where everybody reads what is answered."""
    head = words.t("Connect a channel on another platform")
    text = words.t("The code is for you alone; it opens with the button.")
    buttons = tuple(Button(name, "project.connect", {"p": key}) for key, name in rows[:5])
    return Card(head, (Heading(head), Text(text), Buttons(buttons)))


def choose_card(words: Words, rows: Sequence[tuple[str, str]]) -> Card:
    """Return the person's projects that could live in this channel, too, by id and name."""
    head = words.t("Which project is to live in this channel, too?")
    text = words.t(
        "Its lead or its sponsor can connect it. What is said in one channel is then said in both."
    )
    buttons = tuple(Button(name, "channel.here", {"p": key}) for key, name in rows[:5])
    return Card(head, (Heading(head), Text(text), Buttons(buttons)))


def connected_card(words: Words, platform: str) -> Card:
    """Return the word to whoever connected this channel."""
    head = words.t("✔ This channel is connected")
    text = words.t(
        "Its project says here, too, what it says on {platform}.", platform=platform_name(platform)
    )
    return Card(f"{head}. {text}", (Heading(head), Text(text)))


def disconnect_card(scene: Scene) -> Card:
    """Return what disconnecting means, with the control that does it; or that there is nothing to disconnect."""
    words, also = scene.words, scene.project.also
    if also is None:
        head = words.t("{project} lives in one channel", project=look.title(scene))
        connect = Button(words.t("Connect another channel…"), "project.connect", look.args(scene))
        return Card(head, (Heading(head), Buttons((connect,))))
    platform = platform_name(also.platform)
    head = words.t("Disconnect the channel on {platform}?", platform=platform)
    text = words.t(
        "What {project} has said there stays, but is not updated any more. Its history is kept.",
        project=look.title(scene),
    )
    button = Button(words.t("Disconnect"), "project.unlink", look.args(scene), "danger")
    return Card(f"{head} {text}", (Heading(head), Text(text), Buttons((button,))))


def nowhere_else(words: Words) -> str:
    """Return that there is no other platform here."""
    return words.t("Tollgate is not connected to another platform here, so there is no channel to connect.")


def in_a_channel(words: Words) -> str:
    """Return where this is typed."""
    return words.t("Type this in the channel that you want to connect. Here is no channel.")


def which_project(words: Words, text: str) -> str:
    """Return how a project is named that is to live in this channel."""
    if not text:
        return words.t(
            "To let a project live in this channel, too, its lead chooses “Connect another channel…” in its menu "
            "and gets a code. Type connect with that code here."
        )
    return words.t(
        "{text} is neither a code that is waiting nor a project of yours. Its lead gets a code in the menu of "
        "its channel, with “Connect another channel…”.",
        text=words.quoted(text[:40]),
    )
