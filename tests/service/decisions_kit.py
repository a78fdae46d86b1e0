"""A gate that waits for groups of approvers, and what people do about it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.playbooks.load import built_in, digest
from bot.playbooks.model import Group, Playbook
from bot.service.intents import Done, Say, Wrong
from bot.talk.card import Card
from tests.project.good import GOOD
from tests.service.office import CHANNEL, WORKSPACE, Office

NINETY = built_in("ninety-day")
GROUPS = (
    Group("sponsor", "Sponsor", ("sponsor",)),
    Group("technical", "IT and security", ("it_devops", "security_reviewer"), 2),
)
ROUND = {"g": "1", "r": "1"}


def with_groups(*groups: Group, leaves: tuple[str, ...] = ("DR-9",)) -> Playbook:
    """Return the playbook with groups and all decisions at its first gate, which may leave some items open."""
    first = NINETY.phases[0]
    roles = tuple(dict.fromkeys(role for group in groups for role in group.roles))
    decisions = ("go", "conditional", "hold", "send_back", "stop")
    gate = replace(first.gate, groups=groups, approvers=roles or ("sponsor",), decisions=decisions)
    checklist = tuple(replace(item, conditional=item.id in leaves) for item in first.checklist)
    return replace(NINETY, phases=(replace(first, gate=gate, checklist=checklist), *NINETY.phases[1:]))


async def waiting(
    office: Office, *groups: Group, but: tuple[str, ...] = (), leaves: tuple[str, ...] = ("DR-9",)
) -> str:
    """Let a gate wait; `but` are items that stay open, of those that a conditional go `leaves`."""
    playbook = with_groups(*groups, leaves=leaves)
    office.playbooks.default_digest = digest(playbook)
    await office.store.write(lambda tx: tx.put_playbook(WORKSPACE, digest(playbook), playbook))
    office.chat.person("UEVA", "Eva Noor", "America/Toronto")
    office.chat.person("USAM", "Sam Otieno", "America/Toronto")
    office.chat.channel(CHANNEL, "UMIA", "UANA", "URAJ", "UEVA", "USAM")
    p = await office.begin()
    for role, user in (("it_devops", "USAM"), ("security_reviewer", "URAJ"), ("security_reviewer", "UEVA")):
        assert await office.fill("UMIA", "project.role", {"role": role, "person": user}, p=p) == Done()
    for item in NINETY.phase(1).checklist:
        people = {field.key: "UZOE" for field in item.fields if field.type == "person"}
        if item.id not in (*but, "DR-8"):
            values = GOOD[item.id] | people | {"note": ""}
            assert await office.fill("UMIA", "item.form", values, p=p, i=item.id) == Done(), item.id
    assert await office.press("UANA", "item.sign", p=p, i="DR-8") == Done()
    assert await office.press("UMIA", "gate.request", p=p, **ROUND) == Done()
    await office.relay.drain()
    return p


def copies(office: Office) -> list[str]:
    """Return what every copy of the review says, as one text each."""
    cards = [card for card in office.chat.messages.values() if "Gate 1" in card.summary]
    return [text(card) for card in cards]


def text(card: Card) -> str:
    return str(card.parts)


async def approve(office: Office, user: str, p: str) -> None:
    assert await office.press(user, "gate.approve", p=p, **ROUND) == Done()
    await office.relay.drain()


async def away(office: Office, p: str, scope: str = "here", **changes: str) -> Done | Say | Wrong:
    values = {"to": "URAJ", "since": "2026-03-02", "until": "2026-03-06", "scope": scope} | changes
    answer = await office.fill("UANA", "project.away", values, p=p)
    assert isinstance(answer, Say | Wrong)
    await office.relay.drain()
    return Done() if isinstance(answer, Say) and answer.card.summary.startswith("Saved.") else answer
