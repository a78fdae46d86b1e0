"""A printer that takes no time: the packet as text, in both formats."""

from __future__ import annotations

from bot.service.printing import File
from bot.talk.packet_parts import Document, plain


def print_text(document: Document) -> tuple[File, File]:
    """Return the packet as text; implements `bot.service.printing.Printer`."""
    text = plain(document).encode()
    return (
        File(f"{document.name}.pdf", "pdf", "application/pdf", text),
        File(f"{document.name}.html", "html", "text/html; charset=utf-8", text),
    )
