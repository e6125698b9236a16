"""The first page: where to drop radiographs, what can be opened, and what the product is not for."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from xraydesk.ui.shell.parts import RESEARCH_USE, named
from xraydesk.ui.shell.theme import ACCENT, CAUTION, FAINT, LINE, QUIET

FORMATS = "DICOM, PNG, JPEG, TIFF and BMP · files or whole folders · nothing leaves this computer"


class StartPage(QWidget):
    """Shown while no file is open.

    Signals
    -------
    files_asked, folder_asked, sample_asked
        The buttons.
    """

    files_asked = Signal()
    folder_asked = Signal()
    sample_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self._headline = QLabel("Drop radiographs here", alignment=Qt.AlignmentFlag.AlignCenter)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 2.1)
        self._headline.setFont(font)
        formats = QLabel(FORMATS, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        formats.setStyleSheet(f"color: {QUIET};")
        files, folder = QPushButton("Open files…"), QPushButton("Open folder…")
        sample = QPushButton("Open the sample phantom", flat=True)
        sample.setObjectName("link")
        sample.setCursor(Qt.CursorShape.PointingHandCursor)
        sample.setToolTip("A synthetic chest that is no patient")
        for button, signal in ((files, self.files_asked), (folder, self.folder_asked), (sample, self.sample_asked)):
            button.setAccessibleName(button.text().rstrip("…"))
            button.clicked.connect(signal)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(files)
        buttons.addWidget(folder)
        buttons.addStretch(1)
        use = QLabel(RESEARCH_USE, alignment=Qt.AlignmentFlag.AlignCenter)
        use.setStyleSheet(f"color: {CAUTION}; font-weight: bold;")
        self._status = named(QLabel(alignment=Qt.AlignmentFlag.AlignCenter), "Model")
        self._status.setStyleSheet(f"color: {FAINT};")
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 28)
        column.addStretch(3)
        column.addWidget(self._headline)
        column.addSpacing(8)
        column.addWidget(formats)
        column.addSpacing(26)
        column.addLayout(buttons)
        column.addSpacing(8)
        column.addWidget(sample, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(4)
        column.addWidget(use)
        column.addWidget(self._status)

    def show_hover(self, hovered: bool) -> None:
        """Answer a drag that is over the window."""
        self._hovered = hovered
        self.update()

    def show_status(self, words: str) -> None:
        """One quiet line about the model or the file that is being opened."""
        self._status.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The place to drop on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = min(self.width() - 80.0, 760.0), min(self.height() - 150.0, 400.0)
        middle = (self._headline.geometry().top() + self._headline.geometry().bottom()) / 2 + 62
        box = QRectF((self.width() - width) / 2, middle - height / 2, width, height)
        pen = QPen(QColor(ACCENT if self._hovered else LINE), 2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(box, 14, 14)
