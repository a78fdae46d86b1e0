"""One thing that waits for a person in the morning: what, where, by when, and its controls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.playbooks.model import Item
from bot.project.digest import Line
from bot.project.stalled import news_on, stall, working_time
from bot.talk import look
from bot.talk.brief import owner as awaited_of
from bot.talk.brief import second
from bot.talk.card import Button, Buttons, Part, Text
from bot.talk.concern_line import concern_parts
from bot.talk.condition_words import met_button
from bot.talk.decide_buttons import approve_buttons, may_approve, other_decisions
from bot.talk.decided import evidence_button
from bot.talk.gate_words import heading
from bot.talk.hint import hint
from bot.talk.imported import morning as paper_line_parts
from bot.talk.item_buttons import setting
from bot.talk.meeting_words import claimed, confirm_buttons, wanted
from bot.talk.notice_sponsor import choose_buttons, sign_buttons
from bot.talk.review import asks
from bot.talk.scene import Scene
from bot.talk.timing import awaited, due, news
from bot.talk.values import shorten


def line_parts(scene: Scene, line: Line, number: int, person: str, today: date) -> list[Part]:
    """Return a numbered line, what helps with it, and its buttons."""
    if line.kind in ("approval", "choose", "threshold"):
        what, helps, buttons = _decision(scene, line, person)
    elif line.kind in ("countersign", "import_refused"):
        what, helps, buttons = paper_line_parts(scene)
    elif line.kind == "condition":
        what, helps, buttons = _condition(scene, line, today)
    elif line.kind == "equivalent":
        what, helps, buttons = _equivalent(scene, line)
    elif line.kind in ("question", "sponsor_silent", "phase_over"):
        what, helps, buttons = concern_parts(scene, line)
    elif line.kind == "verify":
        what, helps, buttons = _verify(scene, line, today)
    else:
        what, helps, buttons = _item(scene, line, person, today)
    parts: list[Part] = [_numbered(scene, number, what)]
    if helps:
        parts.append(Text(helps))
    return [*parts, Buttons(buttons)] if buttons else parts


def _numbered(scene: Scene, number: int, what: str) -> Text:
    """Return the head of a line. What begins with a number itself is not to be read as one with the line's."""
    return Text(f"{scene.words.number(number)}. {what}", "strong")


#: characters of somebody's text in a line
LONG = 200
_Parts = tuple[str, str, tuple[Button, ...]]


def _decision(scene: Scene, line: Line, person: str) -> _Parts:
    words, project = scene.words, scene.project
    if line.kind == "choose":
        helps = words.t(
            "{n} iterations so far. Your decision: continue, re-scope or stop.",
            n=words.number(project.iterations),
        )
        head = words.t("{project} · how does it go on?", project=look.title(scene))
        return head, helps, choose_buttons(scene)
    if line.kind == "threshold":
        helps = words.t("A changed threshold waits for your signature. Until then the locked one counts.")
        head = words.t("{project} · a changed threshold", project=look.title(scene))
        return head, helps, sign_buttons(scene)
    request = project.request
    if request is None:
        return look.title(scene), "", (_status(scene),)
    head, since = heading(scene, request.gate), look.day_of(scene, request.at)
    if (meeting := request.meeting) and person in wanted(scene):
        who = look.who(scene, meeting.by)
        head = words.t("{gate} · please confirm what a meeting decided", gate=head)
        said = claimed(scene, meeting.outcome, request.gate, meeting.held_on, who)
        return head, said, (*confirm_buttons(scene, request, meeting), evidence_button(scene, request.gate))
    if person in may_approve(scene, request):
        head = words.t("{gate} · your decision since {day}", gate=head, day=since)
        return (
            head,
            asks(scene, request),
            # The rarer decisions stand on the review.
            (
                *approve_buttons(scene, request),
                *other_decisions(scene, request)[:2],
                evidence_button(scene, request.gate),
            ),
        )
    people = look.people(scene, look.awaited(scene))
    head = words.t("{gate} · waits for {people} since {day}", gate=head, people=people, day=since)
    return head, asks(scene, request), (evidence_button(scene, request.gate), _status(scene))


def _condition(scene: Scene, line: Line, today: date) -> _Parts:
    words = scene.words
    found = next((each for each in scene.project.conditions if each.id == line.item), None)
    if found is None:
        return look.title(scene), "", (_status(scene),)
    head = words.t(
        "{gate} · a condition, {due}",
        gate=heading(scene, found.gate),
        due=due(words, found.due_on, today),
    )
    met = met_button(scene, found)
    return head, shorten(found.text, LONG), (*((met,) if met else ()), _status(scene))


def _equivalent(scene: Scene, line: Line) -> _Parts:
    words, item = scene.words, scene.playbook.item(line.item)
    record, args = scene.project.item(item.id), look.args(scene, item.id)
    described = record.equivalent
    known = {"project": look.title(scene), "item": words.t(item.title)}
    head = words.t("{project} · an equivalent to sign: {item}", **known)
    sign = Button(words.t("Sign"), "item.sign_equivalent", args | {"s": str(record.seq)}, "primary")
    details = Button(words.t("Details"), "item.details", args)
    if described is None:
        return head, "", (details,)
    who, said = look.who(scene, described.by), shorten(described.text, LONG)
    return head, words.t("{person} describes: {text}", person=who, text=said), (sign, details)


def _verify(scene: Scene, line: Line, today: date) -> _Parts:
    words, item = scene.words, scene.playbook.item(line.item)
    record = scene.project.item(item.id)
    known = {"item": words.t(item.title), "project": look.title(scene)}
    head = words.t("{item} · {project} · waits for a second person", **known)
    by = due(words, line.due_on, today) if line.due_on else ""
    said = words.t("{person} has set it.", person=look.who(scene, record.changed_by))
    helps = " ".join(part for part in (said, hint(scene, item)) if part)
    seq = str(scene.project.item(item.id).seq)
    verify = Button(words.t("Verify"), "item.verify", look.args(scene, item.id, s=seq), "primary")
    details = Button(words.t("Details"), "item.details", look.args(scene, item.id))
    return ", ".join(part for part in (head, by) if part), helps, (verify, details)


def _item(scene: Scene, line: Line, person: str, today: date) -> _Parts:
    item = scene.playbook.item(line.item)
    when = _when(scene, line, item, person, today)
    what = " · ".join(part for part in (scene.words.t(item.title), look.title(scene), when) if part)
    waits = second(scene, item)
    helps = " ".join(part for part in (hint(scene, item), _waited(scene, item)) if part)
    helps = " · ".join(part for part in (helps, waits) if part)
    return what, helps, _buttons(scene, item, person)


def _when(scene: Scene, line: Line, item: Item, person: str, today: date) -> str:
    """Return "due yesterday", "no news for 5 working days"; for others than its owner also who has it."""
    words = scene.words
    by = due(words, line.due_on, today) if line.due_on else ""
    quiet = _quiet(scene, line, item)
    if is_own(scene, item, person):
        return ", ".join(part for part in (quiet, by) if part)
    owner = scene.project.item(item.id).owner
    if item.kind == "sign" or (item.answered_by and not owner):
        when = ", ".join(part for part in (quiet, by) if part)
        return "; ".join(part for part in (when, awaited_of(scene, item)) if part)
    if not owner:
        return words.t("{news}; nobody has it yet", news=by)
    told = (quiet, by) if quiet else (by, news(scene, item) if line.kind == "overdue" else "")
    known = ", ".join(part for part in told if part)
    return words.t("{news}; {person} has it", news=known, person=look.who(scene, owner))


def _quiet(scene: Scene, line: Line, item: Item) -> str:
    """Return "no news for 5 working days" where that, and not its due day, is why an item is asked for."""
    project, on = scene.project, look.today(scene)
    found = stall(project, scene.playbook, item, on)
    silent = found is not None and found.kind == "silent"
    if line.kind != "silent" and not (line.kind == "confirm" and silent):
        return ""
    days = working_time(project).days_between(news_on(project, scene.playbook, item), on)
    return scene.words.plural("no news for {n} working day", "no news for {n} working days", days)


def is_ownerless(scene: Scene, line: Line, person: str) -> bool:
    """Tell whether a line is about an item that nobody has, and that is not for this person either."""
    if not line.item or line.kind in ("equivalent", "condition", "verify"):
        return False
    item = scene.playbook.item(line.item)
    return look.is_free(scene, item) and not is_own(scene, item, person)


def ownerless_parts(scene: Scene, lines: Sequence[Line], number: int, today: date) -> list[Part]:
    """Return one numbered line for several items of a project that nobody has, and of how many they are."""
    words = scene.words
    known = {"n": words.number(len(lines)), "project": look.title(scene)}
    known["all"] = words.number(every := max(len(look.free(scene)), len(lines)))
    # What is not due soon is in nobody's morning, but stands where all are counted.
    some = every > len(lines)
    if all(line.can_wait for line in lines):
        # Word for word the same as yesterday is what nobody reads.
        what = words.t("{project} · still {n} items that nobody has", **known)
        if some:
            what = words.t("{project} · still {n} of the {all} items that nobody has", **known)
    else:
        oldest = min((line.due_on for line in lines if line.due_on), default=today)
        known["due"] = due(words, oldest, today)
        what = words.t("{project} · {n} items that nobody has yet · the oldest {due}", **known)
        if some:
            what = words.t(
                "{project} · {n} of the {all} items that nobody has yet · the oldest {due}", **known
            )
    button = Button(words.t("Who has what"), "project.assign", look.args(scene))
    return [_numbered(scene, number, what), Buttons((button,))]


def _waited(scene: Scene, item: Item) -> str:
    """Return that a wait is over, as long as nothing else has happened."""
    waiting = scene.project.item(item.id).waiting
    if waiting is None:
        return ""
    day = look.day(scene, waiting.until)
    return scene.words.t("The wait for {what} ended on {day}.", what=awaited(scene, waiting), day=day)


def is_own(scene: Scene, item: Item, person: str) -> bool:
    """Tell whether it is for this person to do: they own it, or the item asks for their role."""
    owner = scene.project.item(item.id).owner
    if item.kind == "sign":
        return person in look.signers(scene, item.signed_by)
    return person == owner or (not owner and person in look.signers(scene, item.answered_by))


def _buttons(scene: Scene, item: Item, person: str) -> tuple[Button, ...]:
    words, args, project = scene.words, look.args(scene, item.id), scene.project
    owner, leads = project.item(item.id).owner, person in project.holders("lead")
    details = Button(words.t("Details"), "item.details", args)
    new_date = Button(words.t("New date…"), "item.due", args)
    waiting = Button(words.t("Waiting for…"), "item.wait", args)
    if is_own(scene, item, person):
        first = setting(scene, item)
        found = (first,) if first else ()
        if item.kind == "sign":
            return (*found, details)
        if person != owner:
            return (*found, new_date, waiting, details)
        return (*found, new_date, waiting, Button(words.t("Not mine"), "item.decline", args))
    if not leads:
        return (details, _status(scene))
    if item.kind == "sign":
        name = () if look.signers(scene, item.signed_by) else (setting(scene, item),)
        return (*(button for button in name if button), details, _status(scene))
    take = () if owner else (Button(words.t("Take it"), "item.take", args),)
    return (*take, Button(words.t("Assign…"), "item.assign", args), new_date, details)


def _status(scene: Scene) -> Button:
    return Button(scene.words.t("Status"), "project.status", look.args(scene))
