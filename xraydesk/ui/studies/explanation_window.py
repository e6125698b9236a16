"""The window that says why the film in the active view looks as it does, while it is being read."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.reading.reading_page import ReadingPage
from xraydesk.ui.shell.dialogs import page
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.studies.explanation import Seen, Step, explain
from xraydesk.ui.studies.model_input import explain_model

SIZE = (520, 680)

FOLLOW_MS = 60
"""While a window is dragged the text follows this often."""


class ExplanationWindow(QDialog):
    """A page that follows the active view."""

    def __init__(self, desk: Desk, reading: ReadingPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Why does it look like this?"))
        self._desk, self._reading = desk, reading
        self.page = named(page(""), self.windowTitle())
        self._html = ""
        column = QVBoxLayout(self)
        column.addWidget(self.page)
        self._soon = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._soon.timeout.connect(self.refresh)
        for signal in (desk.picture_shown, desk.answer_changed, *(view.view_changed for view in reading.grid.views)):
            signal.connect(self._follow)
        self.resize(*SIZE)
        self.refresh()

    def _follow(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Say what is so now."""
        view = self._reading.view
        if view.picture is None:
            html = f"<p class='quiet'>{escape(tr('No film is open.'))}</p>"
        else:
            seen = Seen(view.picture, view.adjustment, view.placement.zoom, view.overlays_shown)
            html = html_of((*explain(seen), explain_model(self._desk.current, self._desk.card)))
        if html != self._html:
            self._html = html
            self.page.show_html(html)


def html_of(steps: tuple[Step, ...]) -> str:
    """The stages as a page; every text is escaped."""
    parts = []
    for step in steps:
        tone = " class='caution'" if step.title == tr("Warnings") else ""
        sentences = "<br>".join(f"<span{tone}>{escape(sentence)}</span>" for sentence in step.sentences)
        parts.append(f"<h4 class='quiet'>{escape(step.title)}</h4><p>{sentences}</p>")
    return "".join(parts)
