"""Rewrites the catalogue's template, and brings the translations along: `python -m bot.talk.catalogue`.

With `--check` it changes nothing, and says what is not up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.playbooks.load import BUILT_IN, built_in
from bot.playbooks.model import Field, Item, Playbook
from bot.project.charter import CHARTER

TEMPLATE = Path(__file__).parent / "locale" / "tollgate.pot"
#: where sentences are written; the service has a few for when nothing can be drawn
SOURCES = (Path(__file__).parent, Path(__file__).parent.parent / "service")
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"t": None, "plural": (1, 2), "N_": None}


def template() -> str:
    """Return the template as text: sorted, without dates, the same on every machine."""
    catalog = Catalog(project="Tollgate", charset="utf-8")
    for source, message in sorted(
        {*_from_sources(), *_from_data()}, key=lambda entry: (str(entry[1]), entry[0])
    ):
        catalog.add(message, locations=[(source, 0)])
    return 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n' + _written(catalog)


def merged(translation: str, into: str) -> str:
    """Return a translation with the sentences of a template: kept where they are, empty where they are new."""
    known = read_po(BytesIO(translation.encode()))
    catalog = read_po(BytesIO(into.encode()), locale=known.locale)
    for message in catalog:
        before = known.get(message.id) if message.id else None
        if before and before.pluralizable == message.pluralizable:
            message.string = before.string
    head, _, _ = translation.partition("\n\n")
    return f"{head}\n\n{_written(catalog)}"


def _written(catalog: Catalog) -> str:
    """Return the sentences of a catalogue, sorted."""
    written = BytesIO()
    write_po(written, catalog, sort_output=True, omit_header=True, include_lineno=False, width=0)
    return written.getvalue().decode()


def _from_sources() -> Iterator[tuple[str, str | tuple[str, str]]]:
    for folder in SOURCES:
        found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=_KEYWORDS)
        for file, _, message, _, _ in found:
            texts = message if isinstance(message, str) else (message[0], message[1])
            yield f"bot/{folder.name}/{Path(file).name}", texts


def _from_data() -> Iterator[tuple[str, str]]:
    for key in BUILT_IN:
        yield from ((f"bot/playbooks/{key}.yaml", text) for text in playbook_texts(built_in(key)) if text)
    for field in CHARTER:
        yield from (("bot/project/charter.py", text) for text in _field_texts(field) if text)


def playbook_texts(playbook: Playbook) -> Iterator[str]:
    """Yield every text of a playbook that people read."""
    yield from (playbook.title, playbook.halt_hint)
    for phase in playbook.phases:
        yield from (phase.title, phase.deliverable, phase.gate.title, phase.gate.condition)
        yield from (group.title for group in phase.gate.groups)
        yield from (stage.title for stage in phase.stages)
        for item in phase.items:
            yield from _item_texts(item)


def _item_texts(item: Item) -> Iterator[str]:
    yield from (item.title, item.hint)
    if item.rule:
        yield from (item.rule.label, _words(item.rule.unit))
    for field in item.fields:
        yield from _field_texts(field)


def _field_texts(field: Field) -> Iterator[str]:
    yield from (field.label, field.hint, _words(field.unit))
    yield from (option.label for option in field.options)


def _words(unit: str) -> str:
    """Return a unit where it is a word; signs and the KPI's own unit are not translated."""
    return unit if unit[:1].isalpha() else ""


def stale(folder: Path = TEMPLATE.parent) -> Iterator[str]:
    """Yield what is not as rewriting it would leave it, and what is not translated."""
    new = template()
    if (folder / TEMPLATE.name).read_text("utf-8") != new:
        yield f"{TEMPLATE.name}: not what the sources say; python -m bot.talk.catalogue rewrites it"
    for file in sorted(folder.glob("*.po")):
        text = file.read_text("utf-8")
        if text != merged(text, new):
            yield f"{file.name}: not along with the sources; python -m bot.talk.catalogue brings it along"
        for message in read_po(BytesIO(text.encode())):
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not all(said):
                yield f"{file.name}: not translated: {message.id}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        sys.exit("\n".join(stale()) or 0)
    TEMPLATE.write_text(template(), "utf-8")
    for file in TEMPLATE.parent.glob("*.po"):
        file.write_text(merged(file.read_text("utf-8"), template()), "utf-8")
