"""Messages for and from the sponsor: the choice after iterations, and a changed threshold."""

from __future__ import annotations

from bot.talk import look
from bot.talk.brief import in_another_unit
from bot.talk.card import Button, Buttons, Card, Part, Text
from bot.talk.gate_words import items_named, worth
from bot.talk.notices import Notice
from bot.talk.scene import Scene
from bot.talk.titled import titled


def choose(notice: Notice, scene: Scene) -> Card:
    """Return: continue, re-scope or stop; afterwards that it was chosen."""
    words, project = scene.words, scene.project
    head = words.t("{project} · how does it go on?", project=look.title(scene))
    if project.status != "deciding":
        return titled(head, Text(_how(scene)))
    if other := _another(notice, scene):
        return titled(head, other)
    last = next((d for d in reversed(project.decisions) if d.outcome == "iterated"), None)
    text = words.t(
        "{n} iterations have not brought all answers to yes. Your decision, {sponsor}: continue, re-scope or stop.",
        n=words.number(project.iterations),
        sponsor=look.who(scene, project.sponsor),
    )
    parts: list[Part] = [Text(text)]
    if last and last.items:
        parts.append(
            Text(words.t("Answered with no the last time: {items}.", items=items_named(scene, last.items)))
        )
    if last and last.reason:
        parts.append(Text(words.t("Reason: {reason}", reason=last.reason), "quote"))
    if said := worth(scene):
        parts.append(Text(said))
    return titled(head, *parts, Buttons(choose_buttons(scene)))


def _another(notice: Notice, scene: Scene) -> Text | None:
    """Return, to whoever was the sponsor when it was asked: who is now; None to the sponsor."""
    sponsor = scene.project.sponsor
    if not notice.person or sponsor in (notice.person, scene.reader):
        return None
    who = look.who(scene, sponsor)
    return Text(
        scene.words.t("{sponsor} is the sponsor now, and is asked. Nothing is asked of you.", sponsor=who)
    )


def choose_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the three ways on after the iterations."""
    words = scene.words
    return (
        Button(words.t("Continue…"), "after.choose", look.args(scene, c="continue"), "primary"),
        Button(words.t("Re-scope…"), "after.choose", look.args(scene, c="rescope")),
        Button(words.t("Stop the project…"), "after.choose", look.args(scene, c="stop"), "danger"),
    )


def _how(scene: Scene) -> str:
    words, project = scene.words, scene.project
    if project.status == "stopped":
        return words.t("The project was stopped. Nothing is asked of you.")
    return words.t("This is decided: the project goes on. Nothing is asked of you.")


def chosen(notice: Notice, scene: Scene) -> Card:
    """Return: what the sponsor chose after the iterations."""
    words, project = scene.words, scene.project
    sponsor = look.who(scene, project.status_by)
    if project.status == "stopped":
        text = words.t("{sponsor} decided to stop the project.", sponsor=sponsor)
    elif project.chosen == "rescope":
        text = words.t(
            "{sponsor} decided to re-scope. {lead} records what changes in the KPI record and in the charter; "
            "a changed threshold needs {sponsor}'s signature. Then gate {n} can be requested again.",
            sponsor=sponsor,
            lead=look.who(scene, project.lead),
            n=words.number(project.phase),
        )
    else:
        text = words.t(
            "{sponsor} decided that the project goes on. {lead} can request gate {n} again when all answers are yes.",
            sponsor=sponsor,
            lead=look.who(scene, project.lead),
            n=words.number(project.phase),
        )
    head = words.t(
        "{project} · decided after {n} iterations",
        project=look.title(scene),
        n=words.number(project.iterations),
    )
    reason = project.status_reason
    quoted = (Text(words.t("Reason: {reason}", reason=reason), "quote"),) if reason else ()
    return titled(head, Text(text), *quoted)


def threshold_to_sign(notice: Notice, scene: Scene) -> Card:
    """Return: the locked threshold was changed; sign it or not. Afterwards what counts."""
    words, new = scene.words, scene.project.new_threshold
    head = words.t("{project} · a changed threshold", project=look.title(scene))
    locked = _shown(scene, scene.project.locked)
    if new is None:
        return titled(
            head,
            Text(words.t('Nothing waits for a signature. What counts is "{threshold}".', threshold=locked)),
        )
    if other := _another(notice, scene):
        return titled(head, other)
    text = words.t(
        '{person} changed what gate 1 locked: from "{old}" to "{new}". '
        "The old one counts until you have signed the new one.",
        person=look.who(scene, new.by),
        old=locked,
        new=_shown(scene, scene.project.locked | new.values),
    )
    return titled(head, Text(text), *_conversions(scene, new.values), Buttons(sign_buttons(scene)))


def _conversions(scene: Scene, changed: dict[str, str]) -> tuple[Text, ...]:
    """Return how a proxy converts to the KPI, before and after, where that is among what changed."""
    if "conversion" not in changed:
        return ()
    words, none = scene.words, scene.words.t("none")
    was, now = scene.project.locked.get("conversion", "") or none, changed["conversion"] or none
    return (
        Text(words.t("Its conversion to the KPI, as it counts: {text}", text=was), "quote"),
        Text(words.t("Its conversion to the KPI, as it would count: {text}", text=now), "quote"),
    )


def sign_buttons(scene: Scene) -> tuple[Button, ...]:
    """Return the button that signs a changed threshold; none when nothing waits."""
    new = scene.project.new_threshold
    if new is None:
        return ()
    # What people typed can be longer than a button may hold.
    args = look.args(scene, s=str(new.seq))
    return (Button(scene.words.t("Sign the change"), "threshold.sign", args, "primary"),)


def threshold_signed(notice: Notice, scene: Scene) -> Card:
    """Return: the changed threshold counts from now on."""
    words = scene.words
    head = words.t("{project} · the threshold is changed", project=look.title(scene))
    text = words.t(
        '{sponsor} signed it. Gate {n} now asks for "{threshold}".',
        sponsor=look.who(scene, scene.project.sponsor),
        n=words.number(max(2, scene.project.phase)),
        threshold=_shown(scene, scene.project.locked),
    )
    return titled(head, Text(text), *_anew(scene))


def _anew(scene: Scene) -> tuple[Text, ...]:
    """Return what is still to be recorded in the unit that counts now."""
    items = (item.id for phase in scene.playbook.phases for item in phase.items)
    left = tuple(key for key in items if in_another_unit(scene.project.item(key)))
    if not left:
        return ()
    return (
        Text(scene.words.t("In the new unit, to be recorded anew: {items}.", items=items_named(scene, left))),
    )


def _shown(scene: Scene, values: dict[str, str]) -> str:
    """Return a threshold with its direction and unit."""
    if not values.get("minimum"):
        return scene.words.t("none")
    lower = (values.get("proxy_direction") or values.get("direction")) == "lower"
    number = f"{scene.words.number(values['minimum'])} {values.get('proxy_unit') or values.get('unit', '')}".strip()
    return (
        scene.words.t("at most {number}", number=number)
        if lower
        else scene.words.t("at least {number}", number=number)
    )
