"""The left side of the reading page: the thumbnail strip or, in its place or beside it, the study browser."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.survey import Survey
from xraydesk.ui.shell.theme import colours
from xraydesk.ui.studies.outline import Outline
from xraydesk.ui.studies.strip_rows import StripRows
from xraydesk.ui.studies.study_browser import StudyBrowser
from xraydesk.ui.studies.thumbnail_strip import ThumbnailStrip

NARROWEST, WIDEST = 220, 640


class StudiesSide(QWidget):
    """Strip and browser over one outline, in step with a desk.

    Attributes
    ----------
    outline
        The films by patient, study and series; it keeps the reading order of the desk's files.
    strip, browser
        The two ways to see it.

    Signals
    -------
    left
        The keyboard is to go back to the film.
    """

    left = Signal()

    def __init__(self, desk: Desk, survey: Survey, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self.outline = Outline(desk.items, self)
        self.strip = ThumbnailStrip(StripRows(self.outline, self))
        self.browser = StudyBrowser(self.outline, settings)
        self._edge = _Edge(self)
        self._lay_out()
        desk.current_changed.connect(self._follow)
        self.browser.left.connect(self.left)
        for view in (self.strip, self.browser.view):
            view.chosen.connect(desk.choose)
            view.rows_visible.connect(survey.hurry)
        for key in ("study_list", "strip_beside_browser"):
            settings.watch(key, self._arrange)
        settings.watch("strip_only_study", self.strip.rows.set_only_study)
        settings.watch("hide_unreadable", self._leave_out)
        self.strip.rows.set_only_study(settings["strip_only_study"])
        self._leave_out(settings["hide_unreadable"])
        self._arrange()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.browser)
        row.addWidget(self._edge)
        row.addWidget(self.strip)
        self.set_width(self._settings["study_list_width"])

    def set_width(self, width: int) -> None:
        """How wide the browser is, in logical pixels."""
        width = min(max(width, NARROWEST), WIDEST)
        self.browser.setFixedWidth(width)
        self._settings.set("study_list_width", width)

    def take_focus(self) -> None:
        """The keyboard goes to what is there: the browser's list or the strip."""
        view = self.browser.view if self.browser.isVisible() else self.strip
        view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self, _value: object = None) -> None:
        listed = bool(self._settings["study_list"])
        shown = {
            self.browser: listed,
            self._edge: listed,
            self.strip: not listed or bool(self._settings["strip_beside_browser"]),
        }
        for part in (part for part, is_shown in shown.items() if is_shown):
            part.setVisible(True)
        for part in (part for part, is_shown in shown.items() if not is_shown):
            # Qt would hand the keyboard to whatever comes next, a view for one, which would make that the active one.
            if part.isAncestorOf(self.focusWidget()) or part.hasFocus():
                (self.browser.view if listed else self.strip).setFocus(Qt.FocusReason.OtherFocusReason)
            part.setVisible(False)

    def _leave_out(self, unreadable: bool) -> None:
        self.outline.ask(without_unreadable=unreadable)

    def _follow(self, row: int) -> None:
        self.outline.set_current(row)
        self.strip.mark(row)


class _Edge(QWidget):
    """The right edge of the browser, to make it wider or narrower."""

    def __init__(self, side: StudiesSide) -> None:
        super().__init__(side)
        self._side = side
        self.setFixedWidth(4)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The edge follows the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._side.set_width(round(self._side.mapFromGlobal(event.globalPosition()).x()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thin line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours().panel))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(colours().line))
