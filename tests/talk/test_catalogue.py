"""The template of the catalogue is up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from babel.messages.catalog import Catalog

from bot.talk.catalogue import TEMPLATE, stale, template
from bot.talk.languages import PSEUDO, language_of, translated
from bot.talk.words import Words


def test_the_template_holds_every_sentence() -> None:
    assert TEMPLATE.read_text("utf-8") == template(), "python -m bot.talk.catalogue rewrites it"


def test_the_check_of_make_check_finds_nothing_here_and_what_is_stale_elsewhere(tmp_path: Path) -> None:
    assert [*stale()] == []
    for name in ("tollgate.pot", "fr_CA.po"):
        shutil.copy(TEMPLATE.parent / name, tmp_path / name)
    french = tmp_path / "fr_CA.po"
    text = french.read_text("utf-8")
    french.write_text(text.replace('msgstr "Enregistrer"', 'msgstr ""', 1), "utf-8")
    assert [*stale(tmp_path)] == ["fr_CA.po: not translated: Save"]
    french.write_text(text.replace('msgid "Save"', 'msgid "Store"', 1), "utf-8")
    assert "not along with the sources" in next(stale(tmp_path))
    (tmp_path / "tollgate.pot").write_text("", "utf-8")
    assert next(stale(tmp_path)).startswith("tollgate.pot: not what the sources say")


def test_an_unknown_language_reads_english() -> None:
    assert language_of("xx-YY") == "en"
    assert language_of("../../etc") == "en"
    assert Words("xx-YY").t("Save") == "Save"


def test_the_pseudo_language_wraps_sentences_of_the_catalogue_only() -> None:
    words = Words(PSEUDO)
    assert words.t("Save") == "⟦Save⟧"
    assert words.t("Line 3") == "Line 3"
    assert words.plural("{n} row", "{n} rows", 2) == "⟦2 rows⟧"


def test_a_translated_template_speaks_its_language() -> None:
    french = Catalog(locale="fr")
    french.add("Save", "Enregistrer")
    french.add(("{n} row", "{n} rows"), ("{n} ligne", "{n} lignes"))
    found = translated(french)
    assert found.gettext("Save") == "Enregistrer"
    assert found.gettext("Cancel") == "Cancel"
    assert found.ngettext("{n} row", "{n} rows", 2) == "{n} lignes"
