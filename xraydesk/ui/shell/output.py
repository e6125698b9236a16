"""The picture of the active view leaves the window: to the clipboard, as PNG, as PDF, or onto paper.

The film is painted and files are written on the lane ``page``; only what a view's own layers draw, and the clipboard,
is done on the UI thread. A file appears complete or not at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSizeF, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPageLayout, QPainter, QPdfWriter

from xraydesk import __version__
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.shell import film_page
from xraydesk.ui.shell.film_page import LOGICAL_DPI, MM_PER_INCH, PageText
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.still import at_rest, enlarged, film_image, framed, visible_part, whole_film, write_over
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.scene import Depth, Layer, Scene

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI, PREVIEW_DPI = 300, 75

LONGEST_PNG = 4096
"""Pixels of a saved picture's longer side, at most; it is as fine as the film where that is less."""


@dataclass(frozen=True, slots=True)
class PageOptions:
    """How a page is to look.

    Attributes
    ----------
    whole
        The whole film, not only the part that is in the view.
    patient_hidden
        Without anything that names the patient.
    paper, orientation
        See `film_page.page_layout`.
    """

    whole: bool = False
    patient_hidden: bool = False
    paper: str = "a4"
    orientation: str = "auto"


@dataclass(frozen=True, slots=True)
class _Page:
    """Everything that a page is made of, before the film is painted."""

    layout: QPageLayout
    sheet: QSizeF
    text: PageText
    scene: Scene
    layers: tuple[Layer, ...]


class Output(QObject):
    """Takes what a view shows elsewhere.

    Signals
    -------
    told
        What came of it, as a sentence.
    """

    told = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes

    # ------------------------------------------------------------------------------- the picture alone

    def copy(self, view: ImageView) -> None:
        """Put the picture, as fine as the screen shows it, on the clipboard."""
        scene = view.scene()
        if scene is None:
            return
        named = not scene.patient_hidden and scene.amount is Amount.ALL

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            names = tr("The picture is on the clipboard; it names the patient.")
            self.told.emit(names if named else tr("The picture is on the clipboard."))

        self._picture(view, at_rest(scene), done)

    def save_png(self, view: ImageView, path: Path) -> None:
        """Save the picture as it is shown, as fine as the film."""
        scene = view.scene()
        if scene is None:
            return
        most = LONGEST_PNG / max(scene.placement.view)
        fine = enlarged(at_rest(scene), min(max(1.0, 1.0 / scene.placement.zoom), max(1.0, most)))

        def done(image: QImage) -> None:
            image.setDevicePixelRatio(1.0)
            self._write(path, lambda: _encoded(image))

        self._picture(view, fine, done)

    def _picture(self, view: ImageView, scene: Scene, done: Callable[[QImage], None]) -> None:
        layers = _over(view)

        def painted(image: QImage) -> None:
            write_over(image, scene, layers)
            done(image)

        self._lanes.submit("page", "picture", lambda _: film_image(scene), painted)

    # -------------------------------------------------------------------------------------- pages

    def preview(self, view: ImageView, options: PageOptions, done: Callable[[QImage], None]) -> Ticket | None:
        """Make a small picture of the page; a newer request takes the place of an older one. None without a film."""
        page = self._page(view, options, PREVIEW_DPI)
        if page is None:
            return None

        def painted(film: QImage) -> None:
            write_over(film, page.scene, page.layers)
            done(_sheet_image(page, film))

        return self._lanes.submit("page", "preview", lambda _: film_image(page.scene), painted)

    def save_pdf(self, view: ImageView, options: PageOptions, path: Path) -> None:
        """Save a page with the picture."""
        page = self._page(view, options, PRINT_DPI)
        if page is None:
            return

        def painted(film: QImage) -> None:
            write_over(film, page.scene, page.layers)
            self._write(path, lambda: _pdf(page, film))

        self._lanes.submit("page", ("pdf", path), lambda _: film_image(page.scene), painted)

    def print_page(self, view: ImageView, options: PageOptions, printer: QPrinter) -> None:
        """Print a page with the picture; the printer's own layout counts."""
        page = self._page(view, options, PRINT_DPI, printer.pageLayout())
        if page is None:
            return

        def painted(film: QImage) -> None:
            write_over(film, page.scene, page.layers)
            self._lanes.submit("page", "print", lambda _: _print(page, film, printer), finished)

        def finished(printed: bool) -> None:
            self.told.emit(tr("The page was sent to the printer.") if printed else tr("The printer took no page."))

        self._lanes.submit("page", "printed film", lambda _: film_image(page.scene), painted)

    def layout(self, view: ImageView, options: PageOptions) -> QPageLayout | None:
        """The sheet that a page would be printed on."""
        page = self._page(view, options, PREVIEW_DPI)
        return page.layout if page is not None else None

    def _page(
        self, view: ImageView, options: PageOptions, dpi: float, layout: QPageLayout | None = None
    ) -> _Page | None:
        seen = view.scene()
        if seen is None:
            return None
        # The head of the page says who and what, so the picture repeats only what must stand in it.
        scene = replace(at_rest(seen), amount=Amount.NONE, patient_hidden=options.patient_hidden)
        part = (whole_film if options.whole else visible_part)(scene.placement)
        part_ratio = (part[2] - part[0]) / ((part[3] - part[1]) * scene.placement.aspect)
        layout = layout or film_page.page_layout(options.paper, options.orientation, part_ratio)
        sheet = layout.paintRect(QPageLayout.Unit.Millimeter).size()
        text = film_page.page_text(scene, patient_hidden=options.patient_hidden, now=datetime.now().astimezone())
        room = film_page.film_room(sheet, text)
        logical = room.width() / MM_PER_INCH * LOGICAL_DPI, room.height() / MM_PER_INCH * LOGICAL_DPI
        return _Page(layout, sheet, text, framed(scene, part, logical, dpi / LOGICAL_DPI), _over(view))

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        """Write a file on the lane and say what came of it."""

        def work(_ticket: object) -> None:
            try:
                write_atomically(path, content())
            except OSError as error:
                sentence = tr("{name} cannot be written: {reason}")
                raise XRayDeskError(sentence.format(name=path.name, reason=error.strerror or error)) from error

        def done(_answer: None) -> None:
            self.told.emit(tr("Saved: {name}").format(name=path.name))

        self._lanes.submit("page", ("write", path), work, done, failed=lambda error: self.told.emit(str(error)))


def _over(view: ImageView) -> tuple[Layer, ...]:
    return (*view.layers(Depth.ANNOTATIONS), *view.layers(Depth.WORDS))


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"png")).write(image):
        raise OSError(tr("the picture could not be written as PNG"))
    return bytes(buffer.data().data())


def _pdf(page: _Page, film: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setCreator(f"XRayDesk {__version__}")
    writer.setTitle(tr("Radiograph"))
    writer.setResolution(PRINT_DPI)
    writer.setPageLayout(page.layout)
    painter = QPainter(writer)
    film_page.paint_page(painter, page.sheet, PRINT_DPI, page.text, film)
    painter.end()
    return bytes(buffer.data().data())


def _print(page: _Page, film: QImage, printer: QPrinter) -> bool:
    painter = QPainter()
    if not painter.begin(printer):
        return False
    film_page.paint_page(painter, page.sheet, printer.resolution(), page.text, film)
    return painter.end()


def _sheet_image(page: _Page, film: QImage) -> QImage:
    """The whole sheet with its margins."""
    dots = PREVIEW_DPI / MM_PER_INCH
    whole = page.layout.fullRect(QPageLayout.Unit.Millimeter)
    corner = page.layout.paintRect(QPageLayout.Unit.Millimeter).topLeft()
    image = QImage(round(whole.width() * dots), round(whole.height() * dots), QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.translate(corner.x() * dots, corner.y() * dots)
    film_page.paint_page(painter, page.sheet, PREVIEW_DPI, page.text, film)
    painter.end()
    return image
