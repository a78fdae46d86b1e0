"""A gate packet as a PDF: fonts embedded, pages numbered, and the same bytes for the same packet."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from adapters.packets.flow import Heading, flow
from adapters.packets.letters import REGULAR, Letters, load_fonts
from bot.talk.packet_parts import Document

WIDE, HIGH = A4
LEFT = RIGHT = 16 * mm
TOP, BOTTOM = 16 * mm, 20 * mm


def pdf(document: Document) -> bytes:
    """Return the file."""
    load_fonts()
    pages = _laid_out(document, total=0)[1]
    return _laid_out(document, total=pages)[0]


def _laid_out(document: Document, total: int) -> tuple[bytes, int]:
    """Return the file and its number of pages; laid out once to count them, and again to say so."""
    letters, target = Letters(), BytesIO()
    story: list[Flowable] = flow(document, WIDE - LEFT - RIGHT, letters)

    def on_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        _foot(canvas, document, letters, total)

    template = _Template(
        target,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=letters.shown(f"{document.kind} · {document.title}"),
        author="Tollgate",
        subject=letters.shown(document.footer),
        creator="Tollgate",
        lang=document.language,
        invariant=1,
    )
    frame = Frame(LEFT, BOTTOM, WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM, 0, 0, 0, 0)
    template.addPageTemplates([PageTemplate("page", [frame], onPage=on_page)])
    template.build(story)
    return target.getvalue(), template.page


class _Template(BaseDocTemplate):
    """Lists the sections as bookmarks."""

    def afterFlowable(self, flowable: Flowable) -> None:
        """Add a bookmark for a section's heading."""
        if isinstance(flowable, Heading):
            self.canv.bookmarkPage(flowable.title)
            self.canv.addOutlineEntry(flowable.title, flowable.title, 0, closed=True)


def _foot(canvas: Canvas, document: Document, letters: Letters, total: int) -> None:
    at = document.at
    # The day of the decision is the day of the file: it does not say when it was printed.
    canvas.setDateFormatter(lambda *_: f"D:{at:%Y%m%d%H%M%S}+00'00'")
    canvas.saveState()
    canvas.setStrokeGray(0.75)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, BOTTOM - 4 * mm, WIDE - RIGHT, BOTTOM - 4 * mm)
    canvas.setFillGray(0.35)
    canvas.setFont(REGULAR, 6)
    canvas.drawString(LEFT, BOTTOM - 8 * mm, letters.shown(document.footer))
    number = document.page.format(n=canvas.getPageNumber(), total=total)
    canvas.setFont(REGULAR, 7)
    canvas.drawRightString(WIDE - RIGHT, BOTTOM - 12 * mm, number)
    canvas.restoreState()
