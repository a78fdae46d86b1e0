"""The translation into Canadian French is whole, keeps what is filled in, and reads as French."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime, time
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from bot.project.refusals import Problem
from bot.talk.catalogue import SOURCES, TEMPLATE, merged, template
from bot.talk.languages import language_of
from bot.talk.problem import problem
from bot.talk.words import Words

FILE = TEMPLATE.parent / "fr_CA.po"
NO_BREAK = "\u00a0"
FRENCH = Words("fr-CA", "America/Toronto")
#: patterns of days and hours, and names that are the same in both languages
PATTERNS = {"EEE", "EEEE", "d", "HH:mm"}
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|be|has|have|was|were|with|for|this|that|your|you|it|not|yet|from|gate|item|project"
    r"|checklist|sponsor|lead|ready|owner|evidence)\b",
    re.IGNORECASE,
)


def _read() -> Catalog:
    with FILE.open("rb") as file:
        return read_po(file)


MESSAGES = [message for message in _read() if message.id]


def both(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences and their translations, singular and plural."""
    ids = (message.id,) if isinstance(message.id, str) else message.id
    found = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(ids), tuple(text or "" for text in found)


def is_pattern(text: str) -> bool:
    """Tell whether a sentence is a pattern of days and hours."""
    return text in PATTERNS or text.startswith("EEE ")


TEXTS = sorted(
    {text for message in MESSAGES for text in both(message)[1] if not is_pattern(both(message)[0][0])}
)


def test_every_sentence_is_translated() -> None:
    catalog = _read()
    assert [message.id for message in MESSAGES if not all(both(message)[1])] == []
    assert [message.id for message in MESSAGES if message.fuzzy] == []
    assert not catalog.obsolete
    assert merged(FILE.read_text("utf-8"), template()) == FILE.read_text("utf-8"), (
        "python -m bot.talk.catalogue brings it along"
    )


def test_what_is_filled_in_is_the_same_in_both_languages() -> None:
    for message in MESSAGES:
        ids, found = both(message)
        assert [_names(text) for text in found] == [_names(text) for text in ids], message.id


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_plural_has_two_forms() -> None:
    assert _read().num_plurals == 2
    assert all(len(both(message)[1]) == 2 for message in MESSAGES if message.pluralizable)
    assert FRENCH.plural("{n} row", "{n} rows", 0) == "0 ligne"
    assert FRENCH.plural("{n} row", "{n} rows", 1) == "1 ligne"
    assert FRENCH.plural("{n} row", "{n} rows", 2) == "2 lignes"


def test_no_english_is_left() -> None:
    names = re.compile(r"\{\w+\}|/gate|/invite")
    assert [text for text in TEXTS if ENGLISH.search(names.sub("", text))] == []


def test_nothing_is_shouted_and_everybody_is_vous() -> None:
    assert [text for text in TEXTS if "!" in text] == []
    assert [text for text in TEXTS if re.search(r"\b(tu|toi|ton|ta|tes)\b", text, re.IGNORECASE)] == []


def test_the_typography_is_that_of_quebec() -> None:
    """A no-break space before : % $ and inside guillemets, none before ; and ?, curly apostrophes."""
    wrong = re.compile(
        r"['\"]|[^\u00a0]:(?=\s|$)|[\d}] [%$]|« |« ?[^\u00a0]| »|[^\u00a0]»|[\s\u00a0][;?,.]|\.\.\."
    )
    assert [text for text in TEXTS if wrong.search(text.replace("https://", ""))] == []


def test_a_name_never_follows_a_word_that_would_be_cut_before_a_vowel() -> None:
    """French would say "d'Ana", and nobody knows the name beforehand."""
    names = "who|person|people|lead|sponsor|by|owner|before"
    cut = re.compile(rf"\b(de|que|lorsque|jusque|puisque) \{{({names})\}}")
    assert [text for text in TEXTS if cut.search(text)] == []


@pytest.mark.parametrize("wished", ["fr", "fr-CA", "fr_CA", "fr_FR", "FR-ca", "fr-BE"])
def test_every_french_reads_the_same_translation(wished: str) -> None:
    assert language_of(wished) == "fr-CA"
    assert Words(wished).t("Save") == "Enregistrer"


def test_numbers_are_written_with_a_comma() -> None:
    assert FRENCH.number("1234.5") == f"1{NO_BREAK}234,5"
    assert FRENCH.percent("93.25") == f"93,25{NO_BREAK}%"
    assert FRENCH.money("310000") == f"310{NO_BREAK}000{NO_BREAK}$"


def test_days_and_hours_are_written_as_in_quebec() -> None:
    assert FRENCH.day(date(2026, 3, 12)) == "jeu. 12 mars"
    assert FRENCH.day(date(2026, 4, 1)) == "mer. 1er avril"
    assert FRENCH.day(date(2027, 1, 4), date(2026, 12, 31)) == "lun. 4 janvier 2027"
    assert FRENCH.weekday(date(2026, 3, 12)) == "jeudi"
    assert FRENCH.clock(time(9, 30)) == f"9{NO_BREAK}h{NO_BREAK}30"
    at = datetime(2026, 5, 1, 18, 2, tzinfo=UTC)
    assert FRENCH.moment(at) == f"ven. 1er mai à 14{NO_BREAK}h{NO_BREAK}02"


def test_units_within_sentences_are_translated() -> None:
    found = Problem("months", "not_a_number", {"value": "abc", "unit": "months"})
    assert problem(found, FRENCH).startswith(f"«{NO_BREAK}abc{NO_BREAK}» n’est pas un nombre (mois).")


def test_things_are_listed_with_et_and_ou() -> None:
    assert FRENCH.listed(["a", "b", "c"]) == "a, b et c"
    assert FRENCH.either(["a", "b"]) == "a ou b"
    assert FRENCH.quoted("a") == f"«{NO_BREAK}a{NO_BREAK}»"


def test_a_translation_keeps_what_it_knows_when_the_template_changes() -> None:
    before = '# Head.\nmsgid ""\nmsgstr ""\n"Language: fr_CA\\n"\n\nmsgid "Save"\nmsgstr "Enregistrer"\n'
    after = merged(before, 'msgid ""\nmsgstr ""\n\nmsgid "Cancel"\nmsgstr ""\n\nmsgid "Save"\nmsgstr ""\n')
    assert after.startswith('# Head.\nmsgid ""\n')
    assert 'msgid "Cancel"\nmsgstr ""' in after
    assert 'msgid "Save"\nmsgstr "Enregistrer"' in after


def test_every_sentence_in_the_sources_is_in_the_catalogue() -> None:
    """The extraction overlooks calls within f-strings, and plurals of which both forms span lines."""
    known = {text for message in MESSAGES for text in both(message)[0]}
    trees = [ast.parse(file.read_text("utf-8")) for folder in SOURCES for file in folder.glob("*.py")]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert {text for call in calls for text in _sentences(call)} - known == set()


def _sentences(call: ast.Call) -> list[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    wanted = {"t": 1, "N_": 1, "plural": 2}.get(called, 0)
    constants = [arg.value for arg in call.args[:wanted] if isinstance(arg, ast.Constant)]
    return [text for text in constants if isinstance(text, str)]
