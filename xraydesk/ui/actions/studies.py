"""The opened studies: the list of them, the way from one to the next, and what a file holds."""

from __future__ import annotations

from PySide6.QtCore import Qt

from xraydesk.ui.actions.context import Context
from xraydesk.ui.studies.nodes import Kind
from xraydesk.ui.studies.steps import first_beside


class StudiesHandlers:
    """Handlers of the action table's group ``studies``."""

    def __init__(self, context: Context) -> None:
        self._context = context
        context.reading.side.browser.view.contents_asked.connect(self._show_tags_of)

    def show_list(self, shown: bool) -> None:
        """The study list in place of the strip, or the strip again."""
        self._context.settings.set("study_list", shown)
        if shown:
            self._context.reading.side.take_focus()
        else:
            self._context.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find(self) -> None:
        """The keyboard goes to the filter of the study list."""
        self._context.settings.set("study_list", True)
        field = self._context.reading.side.browser.filter
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def only_study(self, only: bool) -> None:
        """Thumbnails of the study on screen, or of all films."""
        self._context.settings.set("strip_only_study", only)

    def leave_out_unreadable(self, leave_out: bool) -> None:
        """Whether files without an image are listed."""
        self._context.settings.set("hide_unreadable", leave_out)

    def open_all(self) -> None:
        """Every patient, study and series."""
        self._context.reading.side.outline.set_all_open(True)

    def close_all(self) -> None:
        """Patients only."""
        self._context.reading.side.outline.set_all_open(False)

    def next_study(self) -> None:
        """The first film of the next study."""
        self._step(1, Kind.STUDY)

    def previous_study(self) -> None:
        """The first film of the study before."""
        self._step(-1, Kind.STUDY)

    def next_patient(self) -> None:
        """The first film of the next patient."""
        self._step(1, Kind.PATIENT)

    def previous_patient(self) -> None:
        """The first film of the patient before."""
        self._step(-1, Kind.PATIENT)

    def next_series(self) -> None:
        """The first film of the next series."""
        self._step(1, Kind.SERIES)

    def previous_series(self) -> None:
        """The first film of the series before."""
        self._step(-1, Kind.SERIES)

    def _step(self, way: int, kind: Kind) -> None:
        desk = self._context.desk
        self._context.desk.choose(first_beside(self._context.reading.side.outline, desk.shown, way, kind))

    def show_tags(self) -> None:
        """Every element of the file on screen."""
        from xraydesk.ui.studies.tag_browser import TagWindow

        window = self._context.window
        self._context.show_once(TagWindow, lambda: TagWindow(self._context.desk, window.lanes, window))

    def _show_tags_of(self, row: int) -> None:
        """Every element of a file, which need not be one that can be shown."""
        from xraydesk.ui.studies.tag_browser import TagWindow

        self.show_tags()
        shown = self._context.window.findChild(TagWindow)
        assert shown is not None
        shown.show_file(self._context.desk.items[row].path)

    def explain(self) -> None:
        """Why the film looks as it does."""
        from xraydesk.ui.studies.explanation_window import ExplanationWindow

        window = self._context.window
        self._context.show_once(
            ExplanationWindow, lambda: ExplanationWindow(self._context.desk, self._context.reading, window)
        )
