"""Gives a packet to whoever asks for it: as files in their direct messages, or as links."""

from __future__ import annotations

from collections.abc import Mapping

from bot.project.refusals import Refusal
from bot.project.state import GateDecision, Project
from bot.service.context import Context
from bot.service.follow_packets import asked_for
from bot.service.intents import Answer, Done, Say, Sender
from bot.service.packets import found_in
from bot.service.parcels import linked_card
from bot.service.ports import Account, Place
from bot.service.printing import Links
from bot.service.reading import Reading
from bot.service.wording import words_of
from bot.talk.card import Card, Text
from bot.talk.packet_message import PRINTED


class Handing:
    """Hands packets to people."""

    def __init__(self, context: Context, links: Links) -> None:
        """Take the ports, and the addresses under which packets are served."""
        self._context, self._links = context, links

    async def packet(self, args: Mapping[str, str], sender: Sender, account: Account) -> Answer:
        """Give the packet of the last decision of a round to a person. Raises Refusal."""
        key, look = args.get("p", ""), self._context.look
        if not self._context.chat(account).uploads:
            return Say(await look(account, sender, key, lambda reading: self._linked(reading, args)))
        project, decision = await look(account, sender, key, lambda reading: _decision(reading, args))
        to = Place(platform=account.platform, person=account.person)
        message = asked_for(project, decision, to, sender.delivery)
        now = self._context.clock.now()
        await self._context.store.write(lambda tx: tx.queue(account.workspace, [message], now))
        self._context.wake()
        if sender.direct:
            return Done()
        text = words_of(account).t("The packet comes in our direct messages, as a PDF and as a page.")
        return Say(Card(text, (Text(text),)))

    def _linked(self, reading: Reading, args: Mapping[str, str]) -> Card:
        project, decision = _decision(reading, args)
        found = found_in(
            reading.tx,
            reading.account.workspace,
            project.id,
            decision.gate,
            decision.round,
            decision.seq,
        )
        return linked_card(reading.tx, reading.account, reading.playbooks, found, self._links, reading.now)


def _decision(reading: Reading, args: Mapping[str, str]) -> tuple[Project, GateDecision]:
    """Return the last decision of a round, on a project that the person may see."""
    project = reading.scene(args.get("p", "")).project
    wanted = (args.get("g"), args.get("r"))
    found = [
        each
        for each in project.decisions
        if (str(each.gate), str(each.round)) == wanted and each.outcome in PRINTED
    ]
    if not found:
        raise Refusal("unknown_control")
    return project, found[-1]
