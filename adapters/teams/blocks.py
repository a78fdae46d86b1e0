"""Each part of a card as elements of an Adaptive Card."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from adapters.plain import FULL, bar, row_text
from adapters.text import is_web_address
from bot.talk import card

from .controls import TIGHTEST, Setting, action, action_sets
from .needs import DETAILS
from .text import Colour, Json, is_literal, line, lines, rich, run

#: characters of a label that stand in the narrow column of a set of facts
MOST_BESIDE = 18
#: of the column that holds a row's sign, so that all titles begin under each other
SIGN_WIDTH = "20px"
#: the colour that goes with a sign; the sign and its word say the same
_COLOURS: dict[str, Colour] = {
    "✔": "good",
    "▲": "warning",
    "⏸": "warning",
    "✖": "attention",
    "●": "accent",
}


def colour(sign: str) -> Colour:
    """Give the colour of a sign."""
    return _COLOURS.get(sign, "default")


def blocks_of(part: card.Part, setting: Setting) -> list[Json]:
    """Give the elements of one part."""
    match part:
        case card.Heading(text=text):
            return _heading(text.strip())
        case card.Text():
            return _text(part) if part.text.strip() else []
        case card.Facts(facts=facts):
            return _facts([fact for fact in facts if fact.label.strip() or fact.value.strip()])
        case card.ItemRow():
            return _row(part, setting)
        case card.Progress():
            return _progress(part)
        case card.Votes(votes=votes):
            return [_vote(vote, first=at == 0) for at, vote in enumerate(votes)]
        case card.Link():
            return [_link(part)]
        case card.Divider():
            return []
        case card.Buttons(buttons=buttons):
            return action_sets(buttons, setting)
        case _:
            assert_never(part)


def _heading(text: str) -> list[Json]:
    shown = " ".join(text.split())
    if not shown:
        return []
    return _shaded(shown[0], [line(shown, heading=True, size="Large", weight="Bolder")], bleed=True)


def _strong(text: str) -> list[Json]:
    return _shaded(text[0], lines(text, spacing="Medium", weight="Bolder"))


def _shaded(sign: str, elements: list[Json], **place: bool) -> list[Json]:
    # What was decided, or is on hold, is seen from afar.
    shade = colour(sign)
    if shade == "default":
        return elements
    return [{"type": "Container", "style": shade, "spacing": "Medium", **place, "items": elements}]


def _text(part: card.Text) -> list[Json]:
    match part.style:
        case "plain":
            return lines(part.text, spacing="Small")
        case "strong":
            return _strong(part.text.strip())
        case "muted":
            return lines(part.text, spacing="Small", isSubtle=True)
        case "quote":
            quoted = lines(part.text)
            return [{"type": "Container", "style": "emphasis", "items": quoted}] if quoted else []
        case _:
            assert_never(part.style)


def _facts(facts: Sequence[card.Fact]) -> list[Json]:
    told = [(fact.label.strip() or "–", _folded(fact.value) or "–") for fact in facts]
    if not told:
        return []
    short = all(len(label) <= MOST_BESIDE for label, _ in told)
    single = not any("\n" in text for pair in told for text in pair)
    if short and single and all(is_literal(text) for pair in told for text in pair):
        return [{"type": "FactSet", "facts": [{"title": label, "value": value} for label, value in told]}]
    widths = (1, 3) if short else (2, 3)
    return [_fact(label, value, widths) for label, value in told]


def _folded(value: str) -> str:
    """Return a value with its line breaks, and without any other run of white space."""
    return "\n".join(" ".join(one.split()) for one in value.splitlines() if one.strip())


def _fact(label: str, value: str, widths: tuple[int, int]) -> Json:
    return _columns(
        _column(widths[0], [line(label, weight="Bolder")]),
        _column(widths[1], lines(value)),
        spacing="Small",
    )


def _columns(*columns: Json, spacing: str = "") -> Json:
    place = {"spacing": spacing} if spacing else {}
    return {"type": "ColumnSet", **place, "columns": list(columns)}


def _row(row: card.ItemRow, setting: Setting) -> list[Json]:
    _, title, state = row_text(row)
    texts = lines(title, weight="Bolder") + lines(state, spacing="None", isSubtle=True)
    columns = [_column("stretch", texts) | {"spacing": "Small"}]
    if row.sign.strip():
        sign = row.sign.strip()
        columns.insert(0, _column(SIGN_WIDTH, [line(sign, weight="Bolder", color=colour(sign))]))
    controls = _row_controls(row, setting)
    if controls:
        columns.append(_column("auto", [{"type": "ActionSet", "actions": controls}]))
    # A menu cannot ask, and a question needs the whole width: what asks first stands beneath.
    asking = [one for one in (row.button, *row.more) if one and one.confirm]
    return [_columns(*columns), *(one | {"spacing": "Small"} for one in action_sets(asking, setting))]


def _row_controls(row: card.ItemRow, setting: Setting) -> list[Json]:
    details = [one for one in row.more if one.action == DETAILS]
    more = [one for one in row.more if not one.confirm]
    if setting.tight > 1 and details:
        # The details hold every control of the row: none is lost when fewer stand beside it.
        others = [one for one in more if one not in details]
        more = [*details, *others][: TIGHTEST + 1 - setting.tight]
    first = [action(row.button, setting)] if row.button and not row.button.confirm else []
    return first + [action(one, setting, secondary=True) for one in more]


def _column(width: str | int, items: list[Json]) -> Json:
    return {"type": "Column", "width": width, "items": items}


def _progress(part: card.Progress) -> list[Json]:
    done, left = part.done, max(0, part.total - part.done)
    return [_chart(done, left), *lines(part.label, spacing="Small")]


def _chart(done: int, left: int) -> Json:
    # Charts are newer than version 1.5: a client without them draws the bar.
    counted = [("good", done), ("neutral", left)]
    data = [{"legend": str(value), "value": value, "color": shade} for shade, value in counted]
    return {
        "type": "Chart.HorizontalBar.Stacked",
        # the total stands at the other end of the bar
        "data": [{"title": str(done), "data": data}],
        "fallback": _bar(done, left),
    }


def _bar(done: int, left: int) -> Json:
    drawn = bar(done, done + left)
    filled = drawn.count(FULL)
    return rich([*run(drawn[:filled], color="good"), *run(drawn[filled:], isSubtle=True)])


def _vote(vote: card.Vote, *, first: bool) -> Json:
    sign = run(f"{vote.sign} ", weight="Bolder", color=colour(vote.sign)) if vote.sign else []
    said = run(f" · {vote.word}", isSubtle=True) if vote.word else []
    return rich([*sign, *run(vote.who), *said], spacing="Small" if first else "None")


def _link(part: card.Link) -> Json:
    label, url = " ".join(part.label.split()), part.url.strip()
    if not is_web_address(url):
        return rich(run(f"{label}: {url}" if label else url or "–"))
    opens = {"type": "Action.OpenUrl", "url": url}
    return rich(run(label or url, color="Accent", selectAction=opens), spacing="Small")
