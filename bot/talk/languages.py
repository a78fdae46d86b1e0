"""The catalogue of sentences by language, and a pseudo-language that shows what is missing from it."""

from __future__ import annotations

from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

DOMAIN = "tollgate"
#: wraps every sentence of the catalogue, and leaves everything else as it is
PSEUDO = "pseudo"


class _Pseudo(NullTranslations):
    """Wraps the sentences that the template holds."""

    def __init__(self, known: frozenset[str]) -> None:
        super().__init__()
        self._known = known

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in self._known else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@cache
def load(language: str) -> NullTranslations:
    """Return the catalogue of a language as `language_of` names it, English where there is none."""
    if language == PSEUDO:
        return _Pseudo(_sentences(_read(f"{DOMAIN}.pot")))
    known = language_of(language)
    if known == "en":
        return NullTranslations()
    return translated(_read(f"{known.replace('-', '_')}.po")) if known == language else load(known)


def translated(catalog: Catalog) -> NullTranslations:
    """Return the sentences of a translated template."""
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def language_of(language: str) -> str:
    """Return the language that is really shown for a wished one: "fr-CA" for "fr", "fr-FR" and "fr_CA"."""
    wished = language.replace("_", "-").lower()
    known = {name.lower(): name for name in languages()}
    near = (name for key, name in known.items() if key.split("-")[0] == wished.split("-")[0])
    return known.get(wished) or next(near, "en")


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there is a translation into: "fr-CA"."""
    files = (file.name for file in _folder().iterdir() if file.name.endswith(".po"))
    return tuple(sorted(name.removesuffix(".po").replace("_", "-") for name in files))


def _folder() -> resources.abc.Traversable:
    return resources.files("bot.talk").joinpath("locale")


def _read(name: str) -> Catalog:
    return read_po(BytesIO(_folder().joinpath(name).read_bytes()))


def _sentences(catalog: Catalog) -> frozenset[str]:
    """Return every sentence, singular and plural."""
    ids = (message.id for message in catalog if message.id)
    return frozenset(text for found in ids for text in ((found,) if isinstance(found, str) else found))
