"""The page before it is printed or saved: how it will look, and what can be chosen about it. Not modal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.settings import Settings
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.output import Output, PageOptions
from xraydesk.ui.shell.parts import named, text
from xraydesk.ui.shell.theme import colours
from xraydesk.ui.view.image_view import ImageView

_PARTS = ((False, mark("What the view shows")), (True, mark("The whole film")))
_PAPERS = (("a4", "A4"), ("a3", "A3"), ("letter", mark("Letter")))
_ORIENTATIONS = (
    ("auto", mark("As the picture needs it")),
    ("portrait", mark("Portrait")),
    ("landscape", mark("Landscape")),
)


class PagePreview(QWidget):
    """A sheet of paper, as large as there is room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        named(self, tr("Preview of the page"))
        self.setMinimumSize(QSize(260, 340))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage) -> None:
        """Show another page."""
        self.image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The sheet with a thin edge."""
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = QSizeF(self.image.size()).scaled(QSizeF(self.size()) - QSizeF(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QRectF(0, 0, size.width(), size.height())
        sheet.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(sheet, self.image)
        painter.setPen(QColor(colours().faint))
        painter.drawRect(sheet)


class PrintDialog(QDialog):
    """Chooses what a page shows, and sends it to the printer or into a file.

    Parameters
    ----------
    view
        Answers with the view that is printed: the active one, whichever that is at the time.

    Signals
    -------
    print_asked, pdf_asked
        Print, or save, a page with these `PageOptions`.
    """

    print_asked = Signal(object)
    pdf_asked = Signal(object)

    def __init__(
        self, output: Output, view: Callable[[], ImageView], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(820, 620))
        self._output, self._view, self._settings = output, view, settings
        scene = view().scene()
        self.preview = PagePreview()
        self.part = _choice(tr("Picture"), _PARTS, settings["print_whole_film"])
        self.paper = _choice(tr("Paper"), _PAPERS, settings["paper"])
        self.orientation = _choice(tr("Orientation"), _ORIENTATIONS, "auto")
        self.patient = named(QCheckBox(tr("Name the patient")), tr("Name the patient"))
        self.patient.setChecked(scene is not None and not scene.patient_hidden)
        self._lay_out()
        self.part.activated.connect(lambda: settings.set("print_whole_film", self.part.currentData()))
        self.paper.activated.connect(lambda: settings.set("paper", self.paper.currentData()))
        for box in (self.part, self.paper, self.orientation):
            box.currentIndexChanged.connect(self.refresh)
        self.patient.toggled.connect(self.refresh)
        self.refresh()

    @property
    def options(self) -> PageOptions:
        """What was chosen."""
        return PageOptions(
            whole=self.part.currentData(),
            patient_hidden=not self.patient.isChecked(),
            paper=self.paper.currentData(),
            orientation=self.orientation.currentData(),
        )

    def refresh(self) -> None:
        """Show the page as it would be now."""
        ticket = self._output.preview(self._view(), self.options, self.preview.show_image)
        if ticket is not None:
            self.destroyed.connect(ticket.cancel)  # a dialog that was closed is shown nothing

    def changeEvent(self, event: QEvent) -> None:
        """Who comes back from the film sees what they have made of it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for words, box in (
            (tr("Picture"), self.part),
            (tr("Paper"), self.paper),
            (tr("Orientation"), self.orientation),
        ):
            form.addRow(words, box)
        form.addRow(self.patient)
        send = named(QPushButton(tr("Print…"), default=True), tr("Print"))
        send.clicked.connect(lambda: self.print_asked.emit(self.options))
        save = named(QPushButton(tr("Save as PDF…"), autoDefault=False), tr("Save as PDF"))
        save.clicked.connect(lambda: self.pdf_asked.emit(self.options))
        close = named(QPushButton(tr("Close"), autoDefault=False), tr("Close"))
        close.clicked.connect(self.close)
        side = QVBoxLayout()
        side.addLayout(form)
        side.addWidget(text(tr("A page is no film: it claims no true size and is not for diagnosis."), tone="quiet"))
        side.addStretch(1)
        for button in (send, save, close):
            side.addWidget(button)
        beside = QWidget()
        beside.setLayout(side)
        beside.setFixedWidth(230)
        row = QHBoxLayout(self)
        row.addWidget(self.preview, 1)
        row.addWidget(beside)


def options_of(settings: Settings, view: ImageView) -> PageOptions:
    """How a page looks without asking: as it was last chosen, and hiding what the view hides."""
    scene = view.scene()
    options = PageOptions(whole=settings["print_whole_film"], paper=settings["paper"])
    return replace(options, patient_hidden=scene is not None and scene.patient_hidden)


def _choice(name: str, choices: tuple[tuple[object, str], ...], chosen: object) -> QComboBox:
    box = named(QComboBox(), name)
    for value, words in choices:
        box.addItem(tr(words), value)
    box.setCurrentIndex(box.findData(chosen))
    return box
