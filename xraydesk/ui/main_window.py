"""The main window. It only lays out: what happens is the desk's, what can be done is in the action table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QToolBar, QVBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.actions import bind, table
from xraydesk.ui.actions.keymap import Keymap
from xraydesk.ui.shell import arrangement
from xraydesk.ui.shell.icons import application_icon
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.notices import NoticeBar
from xraydesk.ui.shell.start_page import StartPage

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard
    from xraydesk.store.database import Database
    from xraydesk.ui.desk.use_cases import Workflow


class MainWindow(QMainWindow):
    """Menu bar, toolbar, the start page or the reading page, and the notices below.

    Parameters
    ----------
    use_cases
        What opens files and makes the session that holds the model.
    settings
        Saved when the window closes; None for the defaults, in memory only.
    database
        Where annotations and the like are stored; None for one in memory.
    sessions
        Folder in which the open files are remembered against a crash; None remembers nothing.
    stored
        Makes the database and the folder of the sessions when they are needed, instead of the two; the window then
        waits with everything that the start page can do without until `furnish` is called.
    model
        Id of the model; empty for the one in the settings.
    """

    def __init__(
        self,
        use_cases: Workflow | None = None,
        settings: Settings | None = None,
        database: Database | None = None,
        sessions: Path | None = None,
        stored: Callable[[], tuple[Database, Path]] | None = None,
        model: str = "",
    ) -> None:
        super().__init__()
        self.setWindowTitle("XRayDesk")
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._settings, self._model = settings or Settings(), model
        arrangement.put(self, self._settings["window_place"])
        self._use_cases, self._database, self._sessions, self._stored = use_cases, database, sessions, stored
        self._handlers: dict[str, object] = {}
        self.keymap = Keymap.beside(self._settings)
        self.start = StartPage()
        self.notices = NoticeBar()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.notices)
        self.setCentralWidget(central)
        self._add_actions()
        if stored is None:
            self.furnish()

    def _add_actions(self) -> None:
        self.commands = bind.make(self, self._handler)
        self._bar = QToolBar(tr("Tools"), movable=False, iconSize=QSize(20, 20))
        self._bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bind.fill_toolbar(self._bar, self.commands)
        self.addToolBar(self._bar)
        bind.fill_menus(self.menuBar(), self.commands)
        self._menu = QMenu(self)
        self._menu.addActions([self.commands[name] for name in table.CONTEXT_MENU])
        bind.enable(self.commands, has_film=False, has_picture=False)
        for asked, name in (
            (self.start.files_asked, "open_files"),
            (self.start.folder_asked, "open_folder"),
            (self.start.sample_asked, "open_sample"),
            (self.notices.list_asked, "notices"),
        ):
            asked.connect(self.commands[name].trigger)

    def _handler(self, name: str) -> Callable[..., None]:
        self.furnish()
        if self.pages.is_list_in_front:
            name = table.IN_LIST.get(name, name)
        group, method = name.split(".")
        handler: Callable[..., None] = getattr(self._handlers[group], method)
        return handler

    @property
    def furnished(self) -> bool:
        """Whether there is more than the start page."""
        return bool(self._handlers)

    def furnish(self) -> None:
        """Make everything that the first look at the start page can do without; done once.

        Two thirds of the time from the start to the window would go into what is not seen yet, so the program has the
        window painted first.
        """
        if self.furnished:
            return
        from xraydesk import workflow
        from xraydesk.store.database import Database
        from xraydesk.ui.desk.desk import Desk
        from xraydesk.ui.desk.headers import Headers
        from xraydesk.ui.desk.lanes import Lanes
        from xraydesk.ui.desk.logbook import Logbook
        from xraydesk.ui.desk.storing import Storing
        from xraydesk.ui.desk.survey import Survey
        from xraydesk.ui.findings.consultation import Consultation
        from xraydesk.ui.measure.measuring import Measuring
        from xraydesk.ui.reading.reading_page import ReadingPage
        from xraydesk.ui.screening.in_window import Screenings
        from xraydesk.ui.screening.runner import Runner
        from xraydesk.ui.shell.session_memory import SessionMemory
        from xraydesk.ui.studies.recent import Recent
        from xraydesk.ui.studies.recent_list import RecentList
        from xraydesk.ui.worklist.in_window import Pages
        from xraydesk.ui.worklist.page import WorklistPage

        if self._stored is not None:
            self._database, self._sessions = self._stored()
        settings, use_cases = self._settings, self._use_cases or workflow
        self.lanes = Lanes(parent=self)
        self.storing = Storing(self._database or Database(), self.lanes, self)
        self.desk = Desk(use_cases, self.lanes, self, model=self._model or settings["model"])
        self.logbook = Logbook(self.desk, self.storing, self)
        self.headers = Headers(self.desk, use_cases, self.lanes)
        self.survey = Survey(self.desk, use_cases, self.lanes, self.storing, analyse=settings["analyse_all"])
        settings.watch("analyse_all", self.survey.set_analyse)
        self.runner = Runner(self.desk, use_cases, self.storing, self)
        self.recent = Recent(self.desk, self.headers, self.storing, self.lanes, settings)
        self.start.show_below(RecentList(self.recent))
        self.reading = ReadingPage(self.desk, self.survey, self.lanes, settings)
        self.consultation = Consultation(self.desk, self.reading.panel, self.storing, self.lanes, settings)
        self.reading.opinions.follow(self.consultation.explaining)
        self.memory = SessionMemory(self.desk, self.reading, self.lanes, self._sessions, self)
        self.measuring = Measuring(self.desk, self.reading.grid, self.storing, self.lanes, settings)
        self.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.measuring.dock)
        self.worklist = WorklistPage(
            self.desk, self.consultation, self.reading.panel, self.storing, self.lanes, use_cases, settings
        )
        self.pages = Pages(self, self.worklist, self._pages)
        self._equip()
        self._connect()
        self.screenings = Screenings(self, use_cases)

    def _equip(self) -> None:
        """Let the actions do something, and their checks and keys follow."""
        from xraydesk.ui.actions.checks import keep_checks, keep_measuring_checks
        from xraydesk.ui.actions.context import Context
        from xraydesk.ui.actions.handlers import handlers
        from xraydesk.ui.actions.key_binding import KeyBinding
        from xraydesk.ui.shell.keeping import Keeping
        from xraydesk.ui.studies.recent_list import RecentMenu

        settings = self._settings
        self._handlers = handlers(Context(self, self.desk, self.reading, self.notices, settings, self.keymap))
        KeyBinding(self.commands, self, self.reading.grid, self.keymap)
        self._keeping = Keeping(settings, self.keymap, self.lanes, self)
        file_menu = self.menuBar().actions()[0].menu()
        assert isinstance(file_menu, QMenu)
        file_menu.insertMenu(self.commands["open_sample"], RecentMenu(self.recent, file_menu))
        keep_checks(self.commands, self.reading, settings)
        keep_measuring_checks(self.commands, self.measuring)

    def _connect(self) -> None:
        self.desk.noticed.connect(self.notices.tell)
        self.storing.noticed.connect(lambda sentence: self.notices.tell("", sentence))
        self.desk.opening.connect(self._name_file)
        self.desk.card_known.connect(self._name_model)
        self.start.restore_asked.connect(self.memory.restore)
        self.memory.offered.connect(self._offer_session)
        self.memory.start()
        self.recent.read()
        self.logbook.keep_backup()
        for view in self.reading.grid.views:
            view.menu_asked.connect(self._menu.popup)
        self.reading.maximise_asked.connect(self.commands["maximise"].trigger)
        self.reading.panel.card_asked.connect(self.commands["card"].trigger)
        self.reading.panel.reading.history_asked.connect(self.commands["history"].trigger)

    def _name_file(self, _pane: int, name: str) -> None:
        self.start.show_status(tr("Opening {name} …").format(name=name) if name else "")

    def _name_model(self, card: ModelCard | None) -> None:
        model = tr("Model: {name}").format(name=card.title) if card is not None else tr("No model: viewing only")
        self.start.show_status(model)

    def _offer_session(self, files: int) -> None:
        """After a crash, offer what was open; with no files the offer is over."""
        words = counted("Restore the last session ({n} files)", files) if files else ""
        self.start.offer_session(words)
        self.notices.withdraw()
        if files:
            sentence = tr("XRayDesk was not closed properly the last time.")
            self.notices.offer(sentence, words, lambda yes: self.memory.restore() if yes else self.memory.dismiss())

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files and folders."""
        self.furnish()
        self.desk.open_paths(paths)

    def show_worklist(self, run: int | None = None) -> None:
        """Bring the list of films of a screening run to the front; None for the run that was shown last."""
        self.furnish()
        self.pages.show_worklist(run)

    def come_forward(self) -> None:
        """Be seen: another start of the program ends here."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def set_maximised(self, maximised: bool) -> None:
        """Leave only the film, or bring everything back."""
        self.menuBar().setVisible(not maximised)
        self._bar.setVisible(not maximised)
        self.measuring.set_maximised(maximised)
        self.screenings.strip.set_maximised(maximised)
        self.reading.set_maximised(maximised)

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
        """Open what was dropped, or screen it."""
        self.start.show_hover(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.furnish()
            self.screenings.take_drop(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the settings, end what is under way."""
        self.hide()
        if self.furnished:
            self._settings.set("window_place", arrangement.place_of(self))
            self._settings.set("worklist_columns", arrangement.columns_of(self.worklist.table.horizontalHeader()))
            self.runner.close()
            self.lanes.close()
            self.memory.close()
            self.logbook.close()
            self.storing.close()
            self._keeping.close()
        super().closeEvent(event)
