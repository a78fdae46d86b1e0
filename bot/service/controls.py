"""What each control means: its action and arguments become a command. Arguments are never trusted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args
from uuid import UUID

import msgspec

from bot.playbooks.model import Playbook, Role
from bot.project.commands import (
    AnswerQuestion,
    ApproveGate,
    ApproveWithConditions,
    AskQuestion,
    AssignItem,
    ChooseAfterIterations,
    Command,
    ConfirmDecision,
    CorrectImport,
    CountersignImport,
    DeclareNotReady,
    DeclineItem,
    DescribeEquivalent,
    DisputeDecision,
    EndDelegation,
    FillCharter,
    GiveDelegation,
    GiveRole,
    HoldGate,
    HoldProject,
    MarkNotApplicable,
    RecordDecision,
    RecordMeasure,
    RefuseImport,
    RemoveRow,
    RequestGate,
    ResumeGate,
    ResumeProject,
    SaveRow,
    SendBackGate,
    SetDueDay,
    SetItem,
    SettleCondition,
    SignEquivalent,
    SignItem,
    SignThreshold,
    StopGate,
    StopProject,
    TakeBackDecision,
    TakeRole,
    UndoItem,
    UnlinkChannel,
    VerifyItem,
    WaitFor,
    Wanted,
    WithdrawGate,
    WithdrawVote,
)
from bot.project.commands.of_items import UNSEEN
from bot.project.refusals import BadInput, Problem, Refusal
from bot.project.terms import MOST
from bot.service.paper_lines import paper_of
from bot.service.ports import Account
from bot.talk.question_fields import NOT_YET, YES

ROLES: tuple[Role, ...] = get_args(Role)


class Given(msgspec.Struct, frozen=True):
    """A control's arguments, the values of its form, and who used it."""

    args: Mapping[str, str]
    values: Mapping[str, str]
    account: Account
    playbook: Playbook

    @property
    def kind(self) -> str:
        """The kind of the item; "" for one that is not in the playbook, which is refused when it is set."""
        try:
            return self.playbook.item(self.item).kind
        except KeyError:
            return ""

    @property
    def asks(self) -> bool:
        """Tell whether the item is a question, whose form asks for yes or not yet."""
        return self.kind == "confirm" and bool(self.playbook.item(self.item).answered_by)

    @property
    def item(self) -> str:
        """The item's id."""
        return _arg(self.args, "i")

    @property
    def round(self) -> tuple[int, int]:
        """Gate and round."""
        return _number(self.args, "g"), _number(self.args, "r")

    def value(self, key: str) -> str:
        """Return a value of the form; "" when it was left empty."""
        return self.values.get(key, "")


def _arg(args: Mapping[str, str], key: str) -> str:
    if key not in args:
        raise Refusal("unknown_control")
    return args[key]


def _number(args: Mapping[str, str], key: str) -> int:
    text = _arg(args, key)
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise Refusal("unknown_control")
    return int(text)


def _set(given: Given) -> Command:
    """Build the command that sets an item, by its kind: the form holds the item's fields and a note."""
    own = {"note"}
    if given.asks:
        answer = given.values.get("answer", YES)
        if answer == NOT_YET:
            return DeclareNotReady(given.item, given.value("reason"))
        if answer != YES:
            raise BadInput(Problem("answer", "not_a_choice" if answer else "required"))
        own |= {"answer", "reason"}
    values = {key: text for key, text in given.values.items() if key not in own}
    note = given.value("note")
    seen = _number(given.args, "s") if "s" in given.args else None
    match given.kind:
        case "measure" | "formula":
            return RecordMeasure(given.item, values, note, seen)
        case "sign":
            return SignItem(given.item, values, note, seen)
        case _:
            return SetItem(given.item, done=True, values=values, note=note, seen=seen)


def _row(given: Given) -> Command:
    values = {key: text for key, text in given.values.items() if key != "owner"}
    return SaveRow(given.item, _arg(given.args, "row"), given.value("owner"), values)


def _conditions(given: Given) -> tuple[Wanted, ...]:
    """Return the conditions of a form; a row whose text and person are empty is none, and keeps its place.

    The first rows stand for the items that the form had found open.
    """
    left = [item for item in given.args.get("left", "").split(",") if item][:MOST]
    numbers = (key.removeprefix("text_") for key in given.values if key.startswith("text_"))
    known = [int(n) for n in numbers if n.isascii() and n.isdecimal() and len(n) < 4]
    found: list[Wanted] = []
    # One more than there is room for is enough to be refused.
    for at in range(1, min(max([*known, len(left)], default=0), MOST + 1) + 1):
        text, owner, due = (given.value(f"{key}_{at}") for key in ("text", "owner", "due"))
        item = left[at - 1] if at <= len(left) else ""
        found.append(Wanted(text, owner, due if text.strip() or owner or item else "", item))
    return tuple(found)


def _elsewhere(given: Given) -> Command:
    return RecordDecision(
        *given.round,
        _arg(given.args, "m"),
        given.value("outcome"),
        given.value("held_on"),
        given.value("minutes"),
        given.value("present"),
        given.value("reason"),
        _conditions(given),
    )


def _choose(given: Given) -> Command:
    match _arg(given.args, "c"):
        case "continue" | "rescope" | "stop" as choice:
            return ChooseAfterIterations(choice, given.value("reason"))
        case _:
            raise Refusal("unknown_control")


def _role(given: Given) -> Command:
    role = given.value("role")
    if role not in ROLES:
        raise BadInput(Problem("role", "not_a_choice" if role else "required"))
    return GiveRole(role, given.value("person"))


def _role_remove(given: Given) -> Command:
    role, _, person = given.value("role").partition(":")
    if role not in ROLES:
        raise BadInput(Problem("role", "not_a_choice" if role else "required"))
    return TakeRole(role, person)


def _threshold(given: Given) -> Command:
    if "s" in given.args:
        return SignThreshold(seq=_number(given.args, "s"))
    return SignThreshold({key: value for key, value in given.args.items() if key != "p"})


Build = Callable[[Given], Command]

#: pressed: acts at once
DIRECT: dict[str, Build] = {
    "item.take": lambda g: AssignItem(g.item, g.account.person),
    "item.done": lambda g: SetItem(g.item, done=True),
    "item.open": lambda g: SetItem(g.item, done=False),
    "item.sign": lambda g: SignItem(g.item),
    "item.decline": lambda g: DeclineItem(g.item),
    "item.sign_equivalent": lambda g: SignEquivalent(
        g.item, _number(g.args, "s") if "s" in g.args else UNSEEN
    ),
    "item.verify": lambda g: VerifyItem(g.item, _number(g.args, "s") if "s" in g.args else 0),
    "item.undo": lambda g: UndoItem(g.item, _number(g.args, "s")),
    "row.remove": lambda g: RemoveRow(g.item, _arg(g.args, "row")),
    "gate.request": lambda g: RequestGate(*g.round),
    "gate.resume": lambda g: ResumeGate(*g.round),
    "gate.approve": lambda g: ApproveGate(*g.round),
    "gate.confirm": lambda g: ConfirmDecision(*g.round, _arg(g.args, "m")),
    "gate.withdraw_vote": lambda g: WithdrawVote(*g.round),
    "gate.take_back": lambda g: TakeBackDecision(*g.round),
    "project.back": lambda g: EndDelegation(),
    "threshold.sign": _threshold,
    "import.countersign": lambda g: CountersignImport(_number(g.args, "v")),
    "project.resume": lambda g: ResumeProject(),
    "project.unlink": lambda g: UnlinkChannel(),
}
#: pressed: opens a form; submitted: acts
FORMS: dict[str, Build] = {
    "item.form": _set,
    "item.not_ready": lambda g: DeclareNotReady(g.item, g.value("reason")),
    "item.not_applicable": lambda g: MarkNotApplicable(g.item, g.value("reason")),
    "item.assign": lambda g: AssignItem(g.item, g.value("owner")),
    "item.due": lambda g: SetDueDay(g.item, g.value("due_on"), g.value("reason")),
    "item.wait": lambda g: WaitFor(g.item, g.value("until"), g.value("text"), g.value("person")),
    "item.equivalent": lambda g: DescribeEquivalent(g.item, g.value("text")),
    "row.form": _row,
    "gate.conditions": lambda g: ApproveWithConditions(*g.round, _conditions(g)),
    "gate.hold": lambda g: HoldGate(*g.round, g.value("reason")),
    "gate.stop": lambda g: StopGate(*g.round, g.value("reason")),
    "gate.elsewhere": _elsewhere,
    "gate.dispute": lambda g: DisputeDecision(*g.round, _arg(g.args, "m"), g.value("reason")),
    "condition.settle": lambda g: SettleCondition(_arg(g.args, "c"), g.value("note")),
    "project.away": lambda g: GiveDelegation(g.value("to"), g.value("since"), g.value("until")),
    "gate.send_back": lambda g: SendBackGate(*g.round, g.value("reason")),
    "gate.withdraw": lambda g: WithdrawGate(*g.round, g.value("reason")),
    "gate.ask": lambda g: AskQuestion(*g.round, _arg(g.args, "q"), g.value("text")),
    "gate.answer": lambda g: AnswerQuestion(*g.round, _arg(g.args, "q"), g.value("text")),
    "after.choose": _choose,
    "project.hold": lambda g: HoldProject(g.value("reason")),
    "project.stop": lambda g: StopProject(g.value("reason")),
    "import.refuse": lambda g: RefuseImport(g.value("reason")),
    "import.correct": lambda g: CorrectImport(paper_of(g.value("gates")), g.value("went_live_on")),
    "project.charter": lambda g: FillCharter(dict(g.values)),
    "project.role": _role,
    "project.role_remove": _role_remove,
}
#: an id that no person has
NOBODY = str(UUID(int=0))
#: values that let a form's command be tried before the form is shown, so that who may not is told at once
TRIAL = {"reason": "…", "text": "…", "role": "viewer", "person": "", "owner": NOBODY}
