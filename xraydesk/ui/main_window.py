"""The main window. It only lays out: what happens is the desk's, what can be done is in the action table."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from xraydesk import workflow
from xraydesk.core.settings import Settings
from xraydesk.ui.actions import bind, table
from xraydesk.ui.actions.context import Context
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.survey import Survey
from xraydesk.ui.desk.use_cases import Workflow
from xraydesk.ui.reading.reading_page import ReadingPage
from xraydesk.ui.shell.icons import application_icon
from xraydesk.ui.shell.notices import NoticeBar
from xraydesk.ui.shell.start_page import StartPage

_log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Menu bar, toolbar, the start page or the reading page, and the notices below.

    Parameters
    ----------
    use_cases
        What opens files and makes the session that holds the model.
    settings
        Saved when the window closes; None for the defaults, in memory only.
    """

    def __init__(self, use_cases: Workflow = workflow, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle("XRayDesk")
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._settings = settings = settings or Settings()
        self.lanes = Lanes(parent=self)
        self.desk = Desk(use_cases, self.lanes, self)
        self.survey = Survey(self.desk, use_cases, self.lanes, analyse=settings["analyse_all"])
        self.start = StartPage()
        self.reading = ReadingPage(self.desk, self.survey, self.lanes, settings)
        self.notices = NoticeBar()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self._pages.addWidget(self.reading)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.notices)
        self.setCentralWidget(central)
        self._add_actions()
        self._connect()

    def _add_actions(self) -> None:
        context = Context(self, self.desk, self.reading, self.notices, self._settings)
        self.commands = bind.make(self, self.reading.view, bind.handlers(context))
        self._bar = QToolBar("Tools", movable=False, iconSize=QSize(20, 20))
        self._bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bind.fill_toolbar(self._bar, self.commands)
        self.addToolBar(self._bar)
        bind.fill_menus(self.menuBar(), self.commands)
        self._menu = QMenu(self)
        self._menu.addActions([self.commands[name] for name in table.CONTEXT_MENU])
        bind.enable(self.commands, has_film=False)

    def _connect(self) -> None:
        self.desk.picture_shown.connect(self._turn_page)
        self.desk.emptied.connect(lambda: self._turn_page(None))
        self.desk.noticed.connect(self.notices.tell)
        self.desk.opening.connect(lambda name: self.start.show_status(f"opening {name} …" if name else ""))
        self.desk.card_known.connect(
            lambda card: self.start.show_status(f"Model: {card.title}" if card else "No model: viewing only")
        )
        self.start.files_asked.connect(self.commands["open_files"].trigger)
        self.start.folder_asked.connect(self.commands["open_folder"].trigger)
        self.start.sample_asked.connect(self.commands["open_sample"].trigger)
        self._keep_checks_in_step()

    def _keep_checks_in_step(self) -> None:
        """Checks in menus and toolbar follow what is really so; buttons elsewhere do what the actions do."""
        view, panel, heatmap = self.reading.view, self.reading.panel, self.commands["heatmap"]
        view.view_changed.connect(lambda: self.commands["invert"].setChecked(view.inverted))
        panel.heatmap.shown.toggled.connect(heatmap.setChecked)
        heatmap.setChecked(panel.heatmap.shown.isChecked())
        self.commands["tool_window"].setChecked(True)
        view.menu_asked.connect(self._menu.popup)
        view.maximise_asked.connect(self.commands["maximise"].trigger)
        panel.card_asked.connect(self.commands["card"].trigger)
        self.notices.list_asked.connect(self.commands["notices"].trigger)

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files and folders."""
        self.desk.open_paths(paths)

    def set_maximised(self, maximised: bool) -> None:
        """Leave only the film, or bring everything back."""
        self.menuBar().setVisible(not maximised)
        self._bar.setVisible(not maximised)
        self.reading.set_maximised(maximised)

    def _turn_page(self, picture: object) -> None:
        bind.enable(self.commands, has_film=picture is not None)
        page = self.start if picture is None else self.reading
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            if page is self.reading:
                self.reading.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -------------------------------------------------------------------------- drops and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome anywhere on the window."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self.start.show_hover(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self.start.show_hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        self.start.show_hover(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.open_paths(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the settings, let the lanes run dry."""
        self.hide()
        self.lanes.close()
        try:
            self._settings.save()
        except OSError as error:
            # A folder that cannot be written must not keep anyone from leaving.
            _log.warning("the settings were not saved: %s", error.strerror)
        super().closeEvent(event)
