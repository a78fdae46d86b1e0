"""The fonts of the PDF, and the characters that they have."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD, MONO = "Packet", "Packet-Bold", "Packet-Mono"
_FILES = {REGULAR: "DejaVuSans.ttf", BOLD: "DejaVuSans-Bold.ttf", MONO: "DejaVuSansMono.ttf"}
#: stands where the fonts have nothing
MISSING = "\ufffd"
#: has no shape, or one that the fonts need no glyph for
_SILENT = frozenset("\n\u200b\u200c\u200d\ufe0e\ufe0f\u2060")


@cache
def load_fonts() -> frozenset[int]:
    """Make the fonts known to the library; return the characters that texts can be set in."""
    fonts = {name: TTFont(name, FOLDER / file) for name, file in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(fonts[REGULAR].face.charToGlyph) & frozenset(fonts[BOLD].face.charToGlyph)


class Letters:
    """What can be shown; remembers whether something could not."""

    def __init__(self) -> None:
        """Begin with nothing missing."""
        self.missed = False

    def shown(self, text: str) -> str:
        """Return the text with a sign in place of every character that the fonts do not have."""
        kept = []
        for letter in text.replace("\t", " "):
            if letter in _SILENT:
                kept.append(letter if letter == "\n" else "")
            elif ord(letter) in load_fonts():
                kept.append(letter)
            else:
                kept.append(MISSING)
                self.missed = True
        return "".join(kept)
