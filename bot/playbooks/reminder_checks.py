"""What makes the thresholds and the ladders of reminders sound."""

from __future__ import annotations

from collections.abc import Sequence

from bot.playbooks.model import Reminders, Rung
from bot.playbooks.shape import Report

#: working days; a reminder that is a year away reminds of nothing
LONGEST = 250
_FIRST = ("owner", "approver")


def check(reminders: Reminders, report: Report) -> None:
    """Report thresholds that are not positive, and ladders that do not climb."""
    for name in ("due_soon", "silent", "sponsor_silent"):
        found = getattr(reminders, name)
        if not 1 <= found <= LONGEST:
            report(f"reminders.{name}", f"expected 1 to {LONGEST} working days, got {found}")
    _check_ladder(reminders.items, "reminders.items", "owner", report)
    _check_ladder(reminders.approvals, "reminders.approvals", "approver", report)
    if reminders.items and reminders.items[0].after:
        report("reminders.items[0].after", f"expected 0, got {reminders.items[0].after}")


def _check_ladder(ladder: Sequence[Rung], path: str, first: str, report: Report) -> None:
    if not ladder or ladder[0].role != first:
        found = ladder[0].role if ladder else "nothing"
        report(f"{path}[0].role" if ladder else path, f"expected the {first} first, got {found}")
    least, roles = 0, set[str]()
    for n, rung in enumerate(ladder):
        if (n and rung.role in _FIRST) or rung.role in roles:
            report(f"{path}[{n}].role", f"expected each role once, and {first} first, got {rung.role}")
        if not least <= rung.after <= LONGEST:
            report(f"{path}[{n}].after", f"expected {least} to {LONGEST} working days, got {rung.after}")
        roles.add(rung.role)
        # The second step comes a day after the due day at the earliest, and is announced the day before that.
        least = max(rung.after + 1, 2) if path.endswith("items") else rung.after + 1
