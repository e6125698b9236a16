"""Sheets of paper in a PDF: lines of plain text from the top to the foot, and the same foot on every sheet.

Drawn by ReportLab's canvas (BSD-3, pure Python). Its layer of paragraphs is left alone: that one reads markup, and what
stands here comes from files and readers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from xraydesk.export.texts import prose

WIDTH, HEIGHT = A4
"""Points of a sheet."""

MARGIN: Final = 42.0
_FOOT: Final = 54.0
_LEADING: Final = 1.35
_ELLIPSIS: Final = "…"

INK: Final = (0.1, 0.11, 0.13)
QUIET: Final = (0.35, 0.38, 0.43)
WARN: Final = (0.54, 0.35, 0.0)
_BAR: Final = (0.25, 0.47, 0.71)
_LINE: Final = (0.78, 0.8, 0.82)

# What the first font lacks is shown by one that every reader of PDF brings itself; each holds what a codec can say.
_OTHERS: Final = (("STSong-Light", "gbk"), ("HYSMyeongJo-Medium", "cp949"))


@dataclass(frozen=True, slots=True)
class Column:
    """Of a table: its head, its width in points, and whether it holds numbers."""

    head: str
    width: float
    is_number: bool = False


class Sheets:
    """The sheets of one document.

    Parameters
    ----------
    title
        Of the document.
    foot
        Stands at the foot of every sheet, beside its number.
    """

    def __init__(self, title: str, foot: str) -> None:
        self._stream = io.BytesIO()
        # Invariant: the same document is the same bytes, without times or numbers of its own.
        self._canvas: Any = Canvas(self._stream, pagesize=A4, invariant=1, lang="en")
        self._canvas.setTitle(title)
        self._canvas.setCreator("XRayDesk")
        self._canvas.setSubject(foot)
        self._foot = foot
        self._done: list[dict[str, Any]] = []
        self.y = HEIGHT - MARGIN

    def space(self, points: float) -> None:
        """Leave room."""
        self.y -= points

    def need(self, points: float) -> bool:
        """Turn to a new sheet where so much is not left; whether that was done."""
        if self.y - points >= _FOOT:
            return False
        self.turn()
        return True

    def turn(self) -> None:
        """Go on on a new sheet."""
        self._done.append(dict(vars(self._canvas)))
        self._canvas._startPage()  # noqa: SLF001 - as ReportLab's own recipe for "page x of y" does
        self.y = HEIGHT - MARGIN

    def text(
        self,
        words: str,
        size: float = 9.0,
        *,
        bold: bool = False,
        colour: tuple[float, float, float] = INK,
        indent: float = 0.0,
    ) -> None:
        """A text, wrapped."""
        for line in wrapped(prose(words), size, WIDTH - 2 * MARGIN - indent, bold=bold):
            self.need(size * _LEADING)
            self._draw(MARGIN + indent, line, size, bold=bold, colour=colour)
            self.y -= size * _LEADING

    def heading(self, words: str) -> None:
        """The title of a part, never alone at the foot."""
        self.need(60)
        self.y -= 8
        self.text(words, 11, bold=True)
        self.y -= 2

    def row(self, columns: Sequence[Column], cells: Sequence[str], size: float = 8.0, *, bold: bool = False) -> None:
        """One line of a table; what does not fit is cut, of a path its beginning."""
        self.need(size * _LEADING)
        left = MARGIN
        for column, cell in zip(columns, cells, strict=True):
            line = fitting(cell, size, column.width - 6, bold=bold)
            start = left + (column.width - 6 - width_of(line, size, bold=bold) if column.is_number else 0)
            self._draw(start, line, size, bold=bold, colour=QUIET if bold else INK)
            left += column.width
        self.y -= size * _LEADING

    def rule(self) -> None:
        """A thin line across the sheet."""
        self._canvas.setStrokeColorRGB(*_LINE)
        self._canvas.setLineWidth(0.5)
        at = self.y + 6
        self._canvas.line(MARGIN, at, WIDTH - MARGIN, at)

    def bar(self, left: float, share: float, width: float) -> None:
        """A bar in the line that was drawn last, ``share`` of ``width`` long."""
        if share > 0:
            self._canvas.setFillColorRGB(*_BAR)
            self._canvas.rect(left, self.y + 9, max(1.0, share * width), 6, stroke=0, fill=1)

    def content(self) -> bytes:
        """The document; nothing can be drawn any more."""
        self._done.append(dict(vars(self._canvas)))
        for number, state in enumerate(self._done, 1):
            vars(self._canvas).update(state)
            self.y = MARGIN - 10
            self._draw(MARGIN, self._foot, 8, bold=True, colour=WARN)
            place = f"{number} / {len(self._done)}"
            self._draw(WIDTH - MARGIN - width_of(place, 8), place, 8, colour=QUIET)
            self._canvas.showPage()
        self._canvas.save()
        return self._stream.getvalue()

    def _draw(
        self, left: float, line: str, size: float, *, bold: bool = False, colour: tuple[float, float, float] = INK
    ) -> None:
        self._canvas.setFillColorRGB(*colour)
        for font, piece in _pieces(line, bold=bold):
            self._canvas.setFont(font, size)
            self._canvas.drawString(left, self.y, piece)
            left += pdfmetrics.stringWidth(piece, font, size)


def width_of(line: str, size: float, *, bold: bool = False) -> float:
    """Points that a line takes."""
    return float(sum(pdfmetrics.stringWidth(piece, font, size) for font, piece in _pieces(line, bold=bold)))


def fitting(line: str, size: float, width: float, *, bold: bool = False) -> str:
    """The line, cut in its middle where it is too wide: the end of a path says more than its beginning."""
    if width_of(line, size, bold=bold) <= width:
        return line
    keep = min(len(line) - 1, 400)
    while keep > 0:
        ahead = keep // 4
        cut = line[:ahead] + _ELLIPSIS + line[len(line) - (keep - ahead) :]
        if width_of(cut, size, bold=bold) <= width:
            return cut
        keep -= max(1, keep // 16)
    return _ELLIPSIS


def wrapped(words: str, size: float, width: float, *, bold: bool = False) -> Iterator[str]:
    """Lines no wider than that; a word that is too long for a line is broken."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width_of(longer, size, bold=bold) <= width:
            line = longer
            continue
        if line:
            yield line
        line = word
        while (fits := _fitting_signs(line, size, width, bold=bold)) < len(line):
            yield line[:fits]
            line = line[fits:]
    if line:
        yield line


def _fitting_signs(word: str, size: float, width: float, *, bold: bool) -> int:
    """How many signs of a word fit, at least one."""
    fits, left = 0, width
    while fits < len(word):
        left -= width_of(word[fits], size, bold=bold)
        if left < 0:
            break
        fits += 1
    return max(1, fits)


@cache
def _font(*, bold: bool) -> Any:
    """The font in the document: Bitstream Vera, which comes with ReportLab and may be passed on."""
    font = TTFont("Vera-Bold", "VeraBd.ttf") if bold else TTFont("Vera", "Vera.ttf")
    pdfmetrics.registerFont(font)
    return font


@cache
def _named(name: str) -> str:
    pdfmetrics.registerFont(UnicodeCIDFont(name))
    return name


def _pieces(line: str, *, bold: bool) -> list[tuple[str, str]]:
    r"""The line as pieces that one font can show; what none can is written out, such as ``\U0001f600``."""
    font = _font(bold=bold)
    known, own = font.face.charToGlyph, str(font.fontName)
    pieces: list[tuple[str, str]] = []
    for sign in line:
        name, shown = (own, sign) if ord(sign) in known else _elsewhere(sign, own)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + shown)
        else:
            pieces.append((name, shown))
    return pieces


def _elsewhere(sign: str, own: str) -> tuple[str, str]:
    for name, codec in _OTHERS:
        if sign.encode(codec, "ignore"):
            return _named(name), sign
    return own, sign.encode("unicode_escape").decode("ascii")
