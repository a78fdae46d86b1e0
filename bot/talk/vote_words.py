"""Who has approved a gate, who is awaited in which group, and who stands in for whom."""

from __future__ import annotations

from bot.playbooks.model import Gate, Group
from bot.project import voting
from bot.project.authority import in_roles
from bot.project.departing import is_gone
from bot.project.state import GateDecision, GateRequest, Terms
from bot.project.state import Vote as Cast
from bot.talk import look
from bot.talk.card import Part, Text, Vote, Votes
from bot.talk.condition_words import item_named
from bot.talk.scene import Scene
from bot.talk.signs import APPROVED, WAITING
from bot.talk.values import shorten


def votes(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    """Return the approvals so far, by group, those still awaited, and what an approval asks for."""
    gate = scene.playbook.phase(request.gate).gate
    if gate.groups:
        found = tuple(_group(scene, request, group) for group in gate.groups)
    else:
        found = tuple(
            Vote(WAITING, _awaited(scene, person), look.who(scene, person)) for person in look.awaited(scene)
        )
    return (
        Votes(found),
        *_left(scene, gate),
        *_asked_for(scene, request),
        *_own(scene, request),
        *stand_ins(scene, request.gate),
    )


def _group(scene: Scene, request: GateRequest, group: Group) -> Vote:
    """Return "IT and security · 1 of 2: Sam approved, Eva or Noor awaited"."""
    words, project = scene.words, scene.project
    left = voting.lacks(project, request, group)
    counted = words.t(
        "{n} of {total}",
        n=words.number(voting.needed(project, group) - left),
        total=words.number(voting.needed(project, group)),
    )
    said = [approved(scene, vote) for vote in request.votes if vote.group == group.key]
    gone = set(voting.kept_apart(project, scene.playbook, scene.playbook.phase(request.gate).gate))
    gone |= {person for vote in request.votes for person in (vote.by, vote.counts_for)}
    there = in_roles(project, group.roles) or ((project.lead,) if project.practice else ())
    names = [_named(scene, person) for person in there if person not in gone]
    if left and names:
        people = words.either(names) if left < len(names) else words.listed(names)
        said.append(words.t("{people} awaited", people=people))
    word = f"{counted}: {', '.join(said)}" if said else counted
    return Vote(WAITING if left else APPROVED, word, words.t(group.title))


def _awaited(scene: Scene, person: str) -> str:
    return scene.words.t("has left") if is_gone(scene.project, person) else scene.words.t("awaited")


def _named(scene: Scene, person: str) -> str:
    """Return what an approver is called, with a word where nobody need wait for them."""
    name = look.who(scene, person)
    return scene.words.t("{person} (has left)", person=name) if is_gone(scene.project, person) else name


def _left(scene: Scene, gate: Gate) -> tuple[Part, ...]:
    """Say that approvers have left, and who can name others."""
    project = scene.project
    gone = [p for p in in_roles(project, gate.approvers) if is_gone(project, p)]
    if not gone:
        return ()
    names = [p for p in (project.lead, project.sponsor) if not is_gone(project, p)]
    who = scene.words.listed([look.who(scene, person) for person in gone])
    if not names:
        text = scene.words.t(
            "{people} left the workspace, and cannot approve. Somebody else must have the role.", people=who
        )
    else:
        text = scene.words.t(
            "{people} left the workspace, and cannot approve. {person} can give the role to somebody else.",
            people=who,
            person=look.who(scene, names[0]),
        )
    return (Text(text, "strong"),)


def approved(scene: Scene, vote: Cast) -> str:
    """Return "Sam approved", "Bo approved in place of Ana"; of a meeting's decision: "Sam confirmed it"."""
    words, person = scene.words, look.who(scene, vote.by)
    if vote.stands_for:
        away = look.who(scene, vote.stands_for)
        if vote.confirms:
            return words.t("{person} confirmed it in place of {away}", person=person, away=away)
        return words.t("{person} approved in place of {away}", person=person, away=away)
    if vote.confirms:
        return words.t("{person} confirmed it", person=person)
    return words.t("{person} approved", person=person)


def _asked_for(scene: Scene, request: GateRequest) -> list[Part]:
    words, found = scene.words, list[Part]()
    for vote in request.votes:
        for key, terms in vote.terms.items():
            said = terms_line(scene, vote.words.get(key, ""), terms)
            found.append(
                Text(
                    words.t("{person} asks for: {what}", person=look.who(scene, vote.by), what=said), "quote"
                )
            )
    return found


def terms_line(scene: Scene, text: str, terms: Terms) -> str:
    """Return "Wire the old sensors · Raj · due Fri 3 Apr"."""
    due = scene.words.t("due {day}", day=look.day(scene, terms.due_on))
    found = (shorten(text), item_named(scene, terms.item, text), look.who(scene, terms.owner), due)
    return " · ".join(part for part in found if part)


def _own(scene: Scene, request: GateRequest) -> tuple[Part, ...]:
    """Say to somebody who has approved that they have, and how long they can change their mind."""
    mine = [vote for vote in request.votes if scene.reader and scene.reader == vote.by]
    if not mine:
        return ()
    text = scene.words.t("You have approved. Until the gate is decided you can take your approval back.")
    return (Text(f"{APPROVED} {text}", "strong"),)


def stand_ins(scene: Scene, gate: int) -> tuple[Part, ...]:
    """Return who decides in whose place, from when until when."""
    words, today, found = scene.words, look.today(scene), list[str]()
    holders = in_roles(scene.project, scene.playbook.phase(gate).gate.approvers)
    for each in scene.project.delegations:
        if each.by not in holders or each.until < today:
            continue
        known = {
            "person": look.who(scene, each.to),
            "away": look.who(scene, each.by),
            "until": look.day(scene, each.until),
        }
        if each.since > today:
            since = look.day(scene, each.since)
            found.append(
                words.t("{person} decides in place of {away} from {since} to {until}.", since=since, **known)
            )
        else:
            found.append(words.t("{person} decides in place of {away} until {until}.", **known))
    return (Text("\n".join(found), "muted"),) if found else ()


def kept_votes(scene: Scene, decision: GateDecision) -> tuple[Part, ...]:
    """Return whose approvals a decision rests on, where it was more than one person's."""
    titles = {group.key: group.title for group in scene.playbook.phase(decision.gate).gate.groups}
    found = tuple(
        Vote(APPROVED, scene.words.t(titles[vote.group]), approved(scene, vote))
        for vote in decision.votes
        if vote.group in titles
    )
    return (Votes(found),) if found else ()
