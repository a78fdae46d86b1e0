"""Gates from paper as lines of a text: "1; 2026-02-03; minutes of the board; Ana Ruiz"."""

from __future__ import annotations

from bot.project.refusals import BadInput, Problem

#: a field of a form that holds lines, by what one line says of a gate
FIELD = "gates"


def paper_of(text: str) -> tuple[tuple[str, str, str], ...]:
    """Return (day, document, who) of each gate, in order; a gate that is missing between others is empty.

    Raises BadInput for a line that does not name its gate.
    """
    found: dict[int, tuple[str, str, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        gate, *rest = (part.strip() for part in line.split(";"))
        if not (gate.isascii() and gate.isdecimal() and 0 < int(gate[:3]) < 20):
            raise _wrong("line_without_gate", number, gate)
        if int(gate) in found:
            raise _wrong("gate_twice", number, gate)
        if len(rest) < 3:
            raise _wrong("line_too_short", number, gate)
        # A document may hold semicolons itself; who decided stands last.
        found[int(gate)] = (rest[0], "; ".join(rest[1:-1]), rest[-1])
    last = max(found, default=0)
    return tuple(found.get(gate, ("", "", "")) for gate in range(1, last + 1))


def _wrong(code: str, number: int, gate: str) -> BadInput:
    return BadInput(Problem(FIELD, code, {"line": str(number), "value": gate[:20]}))  # type: ignore[arg-type]
