"""Every form asks the same on every platform, and what is filled in arrives as it was meant."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.service.intents import Submitted
from bot.talk.card import FieldKind, Form
from bot.talk.forms import form_for
from tests.parity import table
from tests.parity.compared import on_each_platform
from tests.parity.side import Side
from tests.talk.scenes import scene
from tests.talk.situations import PHASE_THREE


@on_each_platform
@pytest.mark.parametrize("name", sorted(table.forms()))
def test_a_form_asks_everything_and_comes_back_filled(side: Side, name: str) -> None:
    _round_trip(side, table.forms()[name])


@on_each_platform
@pytest.mark.parametrize("item", table.items())
def test_the_form_of_every_item_comes_back_filled(side: Side, item: str) -> None:
    form = form_for(scene(PHASE_THREE), "item.form", {"p": "p1", "i": item})
    assert form
    _round_trip(side, form)


def _round_trip(side: Side, form: Form) -> None:
    values = {field.key: table.sample(field, side.person, side.channel) for field in form.fields}
    empty = dict.fromkeys(values, "")
    for opened in side.forms(form):
        assert (opened.title, opened.submit) == (form.title, form.submit)
        assert list(opened.fields) == [field.key for field in form.fields]
        for field in form.fields:
            said = " ".join(opened.fields[field.key])
            choices = [choice.label for choice in field.choices]
            asked = [text for text in (field.label, field.hint, *choices) if text.strip() not in said]
            assert asked == []
        assert opened.send(values) == Submitted(form.action, form.args, values)
        assert opened.send({}) in (
            Submitted(form.action, form.args),
            Submitted(form.action, form.args, empty),
        )


@on_each_platform
@pytest.mark.parametrize("kind", table.FIELD_KINDS)
def test_a_field_keeps_what_stands_in_it_and_takes_another_value_or_none(side: Side, kind: FieldKind) -> None:
    field = table.field_of(kind)
    value = table.sample(field, side.person, side.channel)
    form = Form("A form", "Save", "Cancel", "item.form", {"p": "p1", "i": "DR-1"}, fields=(field,))
    filled = replace(form, fields=(replace(field, value=value),))
    for empty, again in zip(side.forms(form), side.forms(filled), strict=True):
        assert empty.send({"answer": value}) == Submitted("item.form", form.args, {"answer": value})
        assert (empty.initial, again.initial) == ({"answer": ""}, {"answer": value})
        if kind in ("text", "long", "number", "link", "moment", "choices"):
            assert again.send({"answer": ""}) == Submitted("item.form", form.args, {"answer": ""})
