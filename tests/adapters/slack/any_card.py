"""Any card and any form, with long, empty, multi-line and marked-up texts, and the limits they are held to."""

from __future__ import annotations

from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from adapters.sandbox.limits import check_message
from bot.talk.card import (
    Button,
    Buttons,
    Choice,
    Confirm,
    Divider,
    Fact,
    Facts,
    Field,
    Heading,
    ItemRow,
    Link,
    Part,
    Progress,
    Text,
    Vote,
    Votes,
)
from tests.adapters.slack.cards import TRICKY
from tests.adapters.slack.kit import Json, controls

#: long, empty, multi-line and marked-up texts
TEXTS = st.text(max_size=12) | st.sampled_from(
    [
        TRICKY,
        "",
        " ",
        "\n",
        "&" * 4000,
        "word " * 900,
        "x" * 5000,
        "> quoted\n> twice",
        "é🎉" * 60,
        "Data quality",
    ]
)
ARGS = st.dictionaries(st.sampled_from("pigrq"), st.text(max_size=60), max_size=3)
CONFIRMS = st.none() | st.builds(Confirm, TEXTS, TEXTS, TEXTS, TEXTS)
STYLES = st.sampled_from(["plain", "primary", "danger"])
BUTTONS = st.builds(Button, TEXTS, st.sampled_from(["item.form", "gate.ask"]), ARGS, STYLES, CONFIRMS)
MANY = st.lists(BUTTONS, max_size=7).map(tuple)
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Text, TEXTS, st.sampled_from(["plain", "strong", "muted", "quote"])),
    st.builds(Facts, st.lists(st.builds(Fact, TEXTS, TEXTS), max_size=12).map(tuple)),
    st.builds(ItemRow, TEXTS, TEXTS, TEXTS, TEXTS, st.none() | BUTTONS, MANY),
    st.builds(Progress, st.integers(0, 9), st.integers(0, 9), TEXTS),
    st.builds(Votes, st.lists(st.builds(Vote, TEXTS, TEXTS, TEXTS), max_size=4).map(tuple)),
    st.builds(Link, TEXTS, TEXTS | st.just("https://example.org/a?b=1|2&c=<3>")),
    st.just(Divider()),
    st.builds(Buttons, st.lists(BUTTONS, max_size=30).map(tuple)),
)


def check(blocks: list[Json]) -> None:
    """Ask both oracles: the local Slack's limits and the models of Slack's own library."""
    check_message("text", [with_id(block, at) for at, block in enumerate(blocks)])
    for block in Block.parse_all(blocks):
        block.validate_json()
    ids = [one["action_id"] for one in controls({"blocks": [b | {"block_id": ""} for b in blocks]})]
    assert len(ids) == len(set(ids))


def with_id(block: Json, at: int) -> Json:
    return {"block_id": str(at), **block}


KINDS = st.sampled_from(
    ["text", "long", "number", "choice", "choices", "person", "link", "date", "channel", "moment"]
)
CHOICES = st.integers(0, 250).map(lambda n: tuple(Choice(f"k{at}", f"Choice {at} " * 9) for at in range(n)))
VALUES = TEXTS | st.sampled_from(["k1", "k1,k2", "2026-02-31", "U1", "C1"])
FIELDS = st.builds(
    Field, st.just(""), TEXTS, KINDS, VALUES, TEXTS, TEXTS, st.booleans(), CHOICES, st.integers(0, 9000)
)
