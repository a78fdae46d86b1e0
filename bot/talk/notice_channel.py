"""Messages about where a project lives: a second channel, and a channel that the bot was taken out of."""

from __future__ import annotations

from bot.talk import look
from bot.talk.card import Button, Buttons, Card, Text
from bot.talk.notices import Notice
from bot.talk.platforms import platform_name
from bot.talk.scene import Scene
from bot.talk.titled import titled


def linked(notice: Notice, scene: Scene) -> Card:
    """Return: the project lives in two channels from now on."""
    words, also = scene.words, scene.project.also
    home = platform_name(scene.project.channel.platform)
    if also is None:
        return titled(words.t("{project} lives in one channel again", project=look.title(scene)))
    other = platform_name(also.platform)
    head = words.t(
        "{project} lives on {home} and on {other}", project=look.title(scene), home=home, other=other
    )
    text = words.t(
        "{person} connected the channel on {other} with the one on {home}. Checklist, reviews and decisions are "
        "the same in both, wherever somebody acts.",
        person=look.who(scene, notice.person),
        home=home,
        other=other,
    )
    menu = Button(words.t("Status"), "project.status", look.args(scene))
    return titled(head, Text(text), Buttons((menu,)))


def unlinked(notice: Notice, scene: Scene) -> Card:
    """Return: a channel is no longer the project's; the last word there."""
    words = scene.words
    other, home = platform_name(notice.platform), platform_name(scene.project.channel.platform)
    head = words.t(
        "{project}: the channel on {other} is disconnected", project=look.title(scene), other=other
    )
    text = words.t(
        "{person} disconnected it. What was said there stays as it was and is not updated any more; "
        "the project goes on in its channel on {home}.",
        person=look.who(scene, notice.person),
        home=home,
    )
    return titled(head, Text(text))


def removed(notice: Notice, scene: Scene) -> Card:
    """Return, to the lead: the bot was taken out of a channel, and how it comes back."""
    words, project = scene.words, scene.project
    head, text = lost(scene, notice.platform)
    rest = [one for one in project.channels if one.platform != notice.platform]
    if rest:
        going_on = words.t(
            "The channel on {platform} goes on as before.", platform=platform_name(rest[0].platform)
        )
        return titled(head, Text(text), Text(going_on))
    return titled(head, Text(text), Text(words.t("Until then the project has no channel to speak in.")))


def lost(scene: Scene, platform: str) -> tuple[str, str]:
    """Return that the bot was taken out of a project's channel, and how it comes back."""
    words = scene.words
    head = words.t(
        "{project}: I was taken out of its channel on {platform}",
        project=look.title(scene),
        platform=platform_name(platform),
    )
    text = words.t(
        "Nothing that {project} says arrives there. Add me to the channel again, and it goes on where it stands now.",
        project=look.title(scene),
    )
    return head, text
