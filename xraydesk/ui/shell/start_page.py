"""The first page: where to drop radiographs, what can be opened, and what the product is not for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import RESEARCH_USE, named, toned
from xraydesk.ui.shell.theme import colours

FORMATS = mark("DICOM, PNG, JPEG, TIFF and BMP · files or whole folders · nothing leaves this computer")


class StartPage(QWidget):
    """Shown while no file is open.

    Signals
    -------
    files_asked, folder_asked, sample_asked
        The buttons.
    restore_asked
        The reader wants the last session back.
    """

    files_asked = Signal()
    folder_asked = Signal()
    sample_asked = Signal()
    restore_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self._headline = QLabel(tr("Drop radiographs here"), alignment=Qt.AlignmentFlag.AlignCenter)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 2.1)
        self._headline.setFont(font)
        formats = toned(QLabel(tr(FORMATS), alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True), "quiet")
        files, folder = QPushButton(tr("Open files…")), QPushButton(tr("Open folder…"))
        sample = QPushButton(tr("Open the sample phantom"), flat=True)
        sample.setObjectName("link")
        sample.setCursor(Qt.CursorShape.PointingHandCursor)
        sample.setToolTip(tr("A synthetic chest that is no patient"))
        for button, signal in ((files, self.files_asked), (folder, self.folder_asked), (sample, self.sample_asked)):
            button.setAccessibleName(button.text().rstrip("…"))
            button.clicked.connect(signal)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        use = toned(QLabel(tr(RESEARCH_USE), alignment=Qt.AlignmentFlag.AlignCenter), "caution")
        use.setProperty("bold", True)
        self._status = named(QLabel(alignment=Qt.AlignmentFlag.AlignCenter), tr("Model"))
        toned(self._status, "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 28)
        column.addStretch(3)
        column.addWidget(self._headline)
        column.addSpacing(8)
        column.addWidget(formats)
        column.addSpacing(26)
        column.addLayout(buttons)
        self._restore = QPushButton()
        self._restore.clicked.connect(self.restore_asked)
        self._restore.hide()
        column.addSpacing(8)
        column.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(8)
        column.addWidget(sample, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self._below = QVBoxLayout()
        column.addLayout(self._below)
        column.addStretch(1)
        column.addWidget(use)
        column.addWidget(self._status)

    def show_below(self, widget: QWidget) -> None:
        """Show something below the place to drop on."""
        self._below.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_hover(self, hovered: bool) -> None:
        """Answer a drag that is over the window."""
        self._hovered = hovered
        self.update()

    def offer_session(self, words: str) -> None:
        """Offer to restore the last session; empty words end the offer."""
        named(self._restore, words).setText(words)
        self._restore.setVisible(bool(words))

    def show_status(self, words: str) -> None:
        """One quiet line about the model or the file that is being opened."""
        self._status.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The place to drop on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = (self._headline.geometry().top() + self._headline.geometry().bottom()) / 2 + 62
        room = 2 * min(middle - 8, self._below.geometry().top() - 10 - middle) if self._below.count() else self.height()
        width, height = min(self.width() - 80.0, 760.0), min(self.height() - 150.0, room, 400.0)
        box = QRectF((self.width() - width) / 2, middle - height / 2, width, height)
        pen = QPen(QColor(colours().accent if self._hovered else colours().faint), 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(box, 14, 14)
