"""Packets as files: a PDF, and a page that stands alone."""

from __future__ import annotations

from adapters.packets.html import html
from adapters.packets.pdf import pdf
from bot.service.printing import File
from bot.talk.packet_parts import Document

PDF, HTML = "application/pdf", "text/html; charset=utf-8"


def print_packet(document: Document) -> tuple[File, File]:
    """Return a packet as a PDF and as a page; implements `bot.service.printing.Printer`."""
    return (
        File(f"{document.name}.pdf", "pdf", PDF, pdf(document)),
        File(f"{document.name}.html", "html", HTML, html(document)),
    )
