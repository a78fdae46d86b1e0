"""What is said to whoever gave a role or an item: the list that the form was opened from, as it is now."""

from __future__ import annotations

from collections.abc import Mapping

from bot.service.context import Context
from bot.service.draw import names_of
from bot.service.intents import Say, Sender, Submitted
from bot.service.ports import Account, DeliveryFailed
from bot.service.reading import Reading
from bot.service.wording import words_of
from bot.talk.apart import name_taken, same_name
from bot.talk.card import Card, Text

#: what a form was opened from that nothing draws anew, by the argument that names it
BACK = {"roles": "project.roles", "assign": "project.assign"}

#: whoever has one of these alone does not work in the channel
OUTSIDE = ("exception_reviewer", "portfolio_admin", "viewer")


async def said_so(
    context: Context, intent: Submitted, values: Mapping[str, str], sender: Sender, account: Account
) -> Say | None:
    """Return the list, and that somebody with a role is not in the channel; None where there is nothing to say."""
    project = intent.args.get("p", "")
    absent = ""
    if intent.action == "project.role" and values.get("role", "") not in OUTSIDE:
        absent = await _absent(context, project, values.get("person", ""), account)
    again = BACK.get(intent.args.get("back", ""), "")
    card = (
        await context.look(account, sender, project, lambda r: r.word(again, {"p": project}))
        if again
        else None
    )
    if card is None:
        return Say(Card(absent, (Text(absent),))) if absent else None
    note = Text(absent or words_of(account).t("Saved."), "strong")
    return Say(Card(card.summary, (*card.parts[:1], note, *card.parts[1:]), card.more))


async def _absent(context: Context, project: str, person: str, account: Account) -> str:
    """Return that somebody is not in the project's channel; "" where they are, or where nobody knows."""

    def read(reading: Reading) -> tuple[str, dict[tuple[str, str], str]]:
        found = reading.any_scene(project).project
        users = {}
        for channel in found.channels:
            here = reading.tx.people(account.workspace, [person], platform=channel.platform)
            if person in here:
                users[channel.platform, channel.conversation] = here[person].user
        return names_of(reading.tx, account.workspace, [person]).get(person, ""), users

    name, users = await context.read(account, read)
    for (platform, conversation), user in users.items():
        chat = context.chats.get((account.workspace, platform))
        try:
            if chat is None or user in await chat.members(conversation):
                return ""
        except DeliveryFailed:
            return ""
    if not users:
        return ""
    return words_of(account).t(
        "Saved. {person} is not in the project's channel: invite them there, where its checklist lives.",
        person=name or words_of(account).t("somebody"),
    )


#: projects whose names are looked at, so many at a time
PAGE = 500


async def of_one_name(context: Context, project: str, name: str, account: Account) -> Say | None:
    """Return that another project is called like the one that has just begun; None where none is."""

    def read(reading: Reading) -> bool:
        after = ""
        while rows := reading.tx.portfolio(account.workspace, after, PAGE):
            if any(row.project != project and same_name(row.name, name) for row in rows):
                return True
            after = rows[-1].project
        return False

    if not name.strip() or not await context.read(account, read):
        return None
    said = name_taken(words_of(account), name.strip())
    return Say(Card(said, (Text(said),)))
